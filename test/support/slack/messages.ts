import type { ServerClock } from './clock.ts';
import { FormState } from './form-state.ts';
import type { Payload } from './types.ts';

export interface StoredMessage {
  readonly team: string;
  readonly channel: string;
  readonly ts: string;
  /** Who wrote it: the bot, or a person. */
  readonly user: string;
  readonly fromApp: boolean;
  text: string;
  blocks: readonly Payload[];
  edited: boolean;
  readonly onlyFor: string | undefined;
  readonly threadTs: string | undefined;
  /** What people picked in it, by person. */
  readonly forms: Map<string, FormState>;
}

/** Every message there is, in the order they were posted. */
export class Messages {
  readonly #clock: ServerClock;
  readonly #messages: StoredMessage[] = [];
  #count = 0;

  constructor(clock: ServerClock) {
    this.#clock = clock;
  }

  /** Slack's time stamps tell messages of a channel apart: seconds, then six digits. */
  timestamp(): string {
    this.#count += 1;
    return `${Math.floor(this.#clock.now() / 1000)}.${String(this.#count).padStart(6, '0')}`;
  }

  add(message: Omit<StoredMessage, 'ts' | 'edited' | 'forms'>): StoredMessage {
    const stored = { ...message, ts: this.timestamp(), edited: false, forms: new Map<string, FormState>() };
    this.#messages.push(stored);
    return stored;
  }

  /** Puts back what stood here before. */
  recall(message: Omit<StoredMessage, 'forms'>): void {
    this.#messages.push({ ...message, forms: new Map() });
  }

  find(channel: string, ts: string): StoredMessage | undefined {
    return this.#messages.find((message) => message.channel === channel && message.ts === ts);
  }

  remove(message: StoredMessage): void {
    this.#messages.splice(this.#messages.indexOf(message), 1);
  }

  all(): readonly StoredMessage[] {
    return this.#messages;
  }

  formOf(message: StoredMessage, user: string): FormState {
    const known = message.forms.get(user);
    const form = known ?? new FormState(message.blocks);
    message.forms.set(user, form);
    return form;
  }
}

/** A message as payloads and answers carry it. */
export function describeMessage(message: StoredMessage, botId: string, appId: string): Payload {
  return {
    type: 'message',
    user: message.user,
    team: message.team,
    ts: message.ts,
    text: message.text,
    ...(message.fromApp ? { bot_id: botId, app_id: appId } : {}),
    ...(message.blocks.length === 0 ? {} : { blocks: message.blocks }),
    ...(message.edited ? { edited: { user: message.user, ts: message.ts } } : {}),
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
  };
}
