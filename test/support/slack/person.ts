import { deliver, type Line, viewPayload } from './client.ts';
import type { PlacedElement } from './elements.ts';
import { elementNamed, type FormState } from './form-state.ts';
import type { StoredMessage } from './messages.ts';
import { isPayload, objects, text } from './payload.ts';
import { Refusal } from './refusal.ts';
import { buttonNamed, inputLabels, seenMessage, seenView } from './seen.ts';
import { submitView } from './submission.ts';
import type {
  Delivery,
  DeliveryOptions,
  Payload,
  Person,
  SeenMessage,
  SeenView,
  Submitted,
  Surface,
} from './types.ts';
import type { StoredView } from './views.ts';
import type { Channel, User } from './world.ts';

/** What someone is looking at, with the form state their client keeps for it. */
interface Shown {
  readonly blocks: readonly Payload[];
  readonly form: FormState;
  /** How payloads name the place. */
  readonly container: Payload;
}

/** A person at a Slack client: sees what Slack would show, and can do only what Slack would let them do. */
export class PersonAtClient implements Person {
  readonly #line: Line;
  readonly team: string;
  readonly id: string;

  constructor(line: Line, team: string, id: string) {
    if (line.world.user(team, id) === undefined) throw new Error(`There is nobody ${team}/${id}.`);
    this.#line = line;
    this.team = team;
    this.id = id;
  }

  get #user(): User {
    const user = this.#line.world.user(this.team, this.id);
    if (user === undefined || user.deleted) throw new Error(`${this.team}/${this.id} cannot log in.`);
    return user;
  }

  messages(): readonly SeenMessage[] {
    return this.#readable().map(seenMessage);
  }

  direct(): readonly SeenMessage[] {
    const { id } = this.#directMessage();
    return this.#readable()
      .filter(({ channel }) => channel === id)
      .map(seenMessage);
  }

  async press(where: Surface, label: string): Promise<Delivery> {
    const shown = this.#shown(where);
    return this.#act(shown, buttonNamed(shown.blocks, label));
  }

  async choose(where: Surface, name: string, choice: string | readonly string[]): Promise<Delivery> {
    const shown = this.#shown(where);
    const placed = this.#element(shown.blocks, name);
    if (placed.block.type === 'input' && placed.block.dispatch_action !== true) {
      throw new Error(`«${name}» is sent with the form only: fill it.`);
    }
    shown.form.put(placed, choice);
    return this.#act(shown, placed);
  }

  modal(): SeenView | undefined {
    const view = this.#top();
    return view === undefined ? undefined : seenView(view);
  }

  openModal(): SeenView {
    return seenView(this.#openTop());
  }

  async fill(values: Readonly<Record<string, string | readonly string[]>>): Promise<void> {
    for (const [name, choice] of Object.entries(values)) {
      const view = this.#openTop();
      const placed = this.#element(objects(view.content.blocks), name);
      view.form.put(placed, choice);
      if (placed.block.type !== 'input' || placed.block.dispatch_action === true) {
        await this.#act(this.#shown('modal'), placed);
      }
    }
  }

  submit(options?: DeliveryOptions): Promise<Submitted> {
    return submitView(this.#line, this.#user, options);
  }

  async close({ all = false }: { readonly all?: boolean } = {}): Promise<void> {
    this.#openTop();
    for (const view of this.#line.world.views.close(this.team, this.id, all)) {
      if (view.content.notify_on_close !== true) continue;
      const payload = {
        ...this.#line.payloads.interaction('view_closed', this.#user),
        view: viewPayload(this.#line, view),
        is_cleared: all,
      };
      await deliver(this.#line, 'view_closed', this.team, { type: 'interactive', payload });
    }
  }

  async home(): Promise<SeenView | undefined> {
    const view = this.#line.world.views.home(this.team, this.id);
    const event = {
      type: 'app_home_opened',
      user: this.#user.id,
      channel: this.#directMessage().id,
      tab: 'home',
      ...(view === undefined ? {} : { view: viewPayload(this.#line, view) }),
    };
    await this.#event(event);
    return this.homeTab();
  }

  homeTab(): SeenView | undefined {
    const view = this.#line.world.views.home(this.team, this.id);
    return view === undefined ? undefined : seenView(view);
  }

  async command(line: string, channel?: string): Promise<Delivery> {
    const place = this.#place(channel);
    const responseUrl = this.#line.responseUrls.make(this.team, place.id, this.id);
    const payload = this.#line.payloads.command(line, this.#user, place, responseUrl);
    const delivery = await deliver(this.#line, 'slash_command', this.team, {
      type: 'slash_commands',
      payload,
    });
    if (delivery.inTime && delivery.body !== undefined) this.#hearAnswer(place.id, delivery.body);
    return delivery;
  }

  shortcut(callbackId: string, message?: SeenMessage): Promise<Delivery> {
    const kind = message === undefined ? 'shortcut' : 'message_action';
    const base = this.#line.payloads.interaction(kind, this.#user);
    const action = { callback_id: callbackId, action_ts: this.#line.world.messages.timestamp() };
    const payload = { ...base, ...action, ...(message === undefined ? {} : this.#onMessage(message)) };
    return deliver(this.#line, kind, this.team, { type: 'interactive', payload });
  }

  async say(words: string, channel?: string): Promise<Delivery> {
    const place = this.#place(channel);
    const stored = this.#line.world.messages.add({
      team: this.team,
      channel: place.id,
      user: this.#user.id,
      fromApp: false,
      text: words,
      blocks: [],
      onlyFor: undefined,
      threadTs: undefined,
    });
    const common = { user: this.id, text: words, ts: stored.ts, channel: place.id, team: this.team };
    return place.kind === 'im'
      ? this.#event({ type: 'message', channel_type: 'im', ...common })
      : this.#event({ type: 'app_mention', ...common });
  }

  #hearAnswer(channel: string, body: unknown): void {
    const args = isPayload(body) ? body : { text: String(body) };
    try {
      this.#line.responseUrls.say(this.team, channel, this.id, args);
    } catch (error) {
      // Slack's client shows an error of its own then; the acknowledgement is in the record.
      if (!(error instanceof Refusal)) throw error;
    }
  }

  #event(event: Payload): Promise<Delivery> {
    const payload = this.#line.payloads.event(this.team, event);
    return deliver(this.#line, text(event.type), this.team, { type: 'events_api', payload });
  }

  /** Sends `block_actions` for one element. */
  #act(shown: Shown, placed: PlacedElement): Promise<Delivery> {
    const { block, element } = placed;
    const type = text(element.type);
    const button = { text: element.text, ...(element.value === undefined ? {} : { value: element.value }) };
    const payload = {
      ...this.#line.payloads.interaction('block_actions', this.#user),
      ...shown.container,
      actions: [
        {
          type,
          action_id: element.action_id,
          block_id: block.block_id,
          action_ts: this.#line.world.messages.timestamp(),
          ...(type === 'button' ? button : shown.form.read(placed)),
        },
      ],
    };
    return deliver(this.#line, 'block_actions', this.team, { type: 'interactive', payload });
  }

  #shown(where: Surface): Shown {
    if (typeof where === 'object') {
      const message = this.#stored(where);
      const form = this.#line.world.messages.formOf(message, this.id);
      const container = { ...this.#onMessage(where), state: { values: form.values() } };
      return { blocks: message.blocks, form, container };
    }
    const view = where === 'modal' ? this.#openTop() : this.#line.world.views.home(this.team, this.id);
    if (view === undefined) throw new Error('There is nothing on the Home tab yet.');
    const container = {
      container: { type: 'view', view_id: view.id },
      view: viewPayload(this.#line, view),
    };
    return { blocks: objects(view.content.blocks), form: view.form, container };
  }

  #onMessage(seen: SeenMessage): Payload {
    const message = this.#stored(seen);
    const channel = this.#line.world.channel(message.channel);
    const ephemeral = message.onlyFor !== undefined;
    const { describe } = this.#line.responseUrls;
    return {
      container: {
        type: 'message',
        message_ts: message.ts,
        channel_id: message.channel,
        is_ephemeral: ephemeral,
      },
      channel: { id: channel.id, name: channel.name },
      message_ts: message.ts,
      ...(ephemeral ? {} : { message: describe.call(this.#line.responseUrls, message) }),
      response_url: this.#line.responseUrls.make(this.team, message.channel, this.id, message),
    };
  }

  #stored(seen: SeenMessage): StoredMessage {
    const found = this.#visible().find(({ channel, ts }) => channel === seen.channel && ts === seen.ts);
    if (found === undefined) throw new Error('This person cannot see that message.');
    return found;
  }

  /** The app's. */
  #readable(): readonly StoredMessage[] {
    return this.#visible().filter(({ fromApp }) => fromApp);
  }

  #visible(): readonly StoredMessage[] {
    return this.#line.world.messages
      .all()
      .filter(
        ({ team, channel, onlyFor }) =>
          team === this.team &&
          (onlyFor === undefined || onlyFor === this.id) &&
          this.#line.world.channel(channel).members.includes(this.id),
      );
  }

  #element(blocks: readonly Payload[], name: string): PlacedElement {
    const found = elementNamed(blocks, name);
    if (found === undefined) throw new Error(`There is no input «${name}», only: ${inputLabels(blocks)}.`);
    return found;
  }

  #top(): StoredView | undefined {
    return this.#line.world.views.stack(this.team, this.id).at(-1);
  }

  #openTop(): StoredView {
    const view = this.#top();
    if (view === undefined) throw new Error(`${this.#user.name} has no modal open.`);
    return view;
  }

  #directMessage(): Channel {
    return this.#line.world.directMessage(this.team, this.id);
  }

  #place(channel: string | undefined): Channel {
    return channel === undefined ? this.#directMessage() : this.#line.world.channel(channel);
  }
}
