import { randomBytes } from 'node:crypto';
import { describeMessage, type StoredMessage } from './messages.ts';
import { contentOf } from './methods/chat.ts';
import { isPayload, parsed } from './payload.ts';
import { Refusal } from './refusal.ts';
import type { Payload } from './types.ts';
import type { World } from './world.ts';

/** Good for five answers within thirty minutes: https://docs.slack.dev/interactivity/handling-user-interaction */
const ANSWERS_MAX = 5;
const LIFE_MS = 30 * 60_000;

interface Place {
  readonly team: string;
  readonly channel: string;
  readonly user: string;
  readonly source: StoredMessage | undefined;
  readonly at: number;
  left: number;
}

/** Addresses that an app may answer to after a command or a press in a message. */
export class ResponseUrls {
  readonly #world: World;
  readonly #places = new Map<string, Place>();
  base = '';

  constructor(world: World) {
    this.#world = world;
  }

  make(team: string, channel: string, user: string, source?: StoredMessage): string {
    const id = randomBytes(12).toString('hex');
    const at = this.#world.clock.now();
    this.#places.set(id, { team, channel, user, source, at, left: ANSWERS_MAX });
    return `${this.base}/response/${id}`;
  }

  /** One answer; gives the body of Slack's response and its status. */
  answer(id: string, body: string): { readonly status: number; readonly body: string } {
    const place = this.#places.get(id);
    const given = parsed(body);
    const args = isPayload(given) ? given : {};
    const outcome = this.#take(place, args);
    const at = this.#world.clock.now();
    this.#world.journal.sent({ at, method: 'response_url', team: place?.team, args, outcome });
    return outcome === 'ok' ? { status: 200, body: 'ok' } : { status: 404, body: outcome };
  }

  #take(place: Place | undefined, args: Payload): string {
    if (place === undefined) return 'no_service';
    if (place.left === 0) return 'used_url';
    if (this.#world.clock.now() - place.at > LIFE_MS) return 'expired_url';
    place.left -= 1;
    try {
      this.say(place.team, place.channel, place.user, args, place.source);
      return 'ok';
    } catch (error) {
      if (error instanceof Refusal) return error.message;
      throw error;
    }
  }

  /** What an acknowledgement or answer says: to one person only, unless it asks for the channel; or in place of its message. */
  say(team: string, channel: string, user: string, args: Payload, source?: StoredMessage): void {
    if (args.delete_original === true && source !== undefined) {
      this.#world.messages.remove(source);
      return;
    }
    const { text, blocks = [] } = contentOf(this.#world, args);
    if (args.replace_original === true && source !== undefined) {
      source.text = text;
      source.blocks = blocks;
      source.edited = true;
      return;
    }
    this.#world.messages.add({
      team,
      channel,
      user: this.#world.workspace(team).botUserId,
      fromApp: true,
      text,
      blocks,
      onlyFor: args.response_type === 'in_channel' ? undefined : user,
      threadTs: undefined,
    });
  }

  describe(message: StoredMessage): Payload {
    return describeMessage(message, this.#world.workspace(message.team).botId, this.#world.appId);
  }
}
