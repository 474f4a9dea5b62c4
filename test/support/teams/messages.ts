import type { ServerClock } from '../slack/clock.ts';
import type { Payload } from './types.ts';

export interface StoredMessage {
  readonly tenant: string;
  readonly conversation: string;
  readonly id: string;
  /** The message that starts its thread; its own id where it does. */
  readonly thread: string;
  /** `undefined`: the bot. */
  readonly from: string | undefined;
  text: string;
  cards: readonly Payload[];
  suggestions: readonly Payload[];
  edited: boolean;
}

/** Every message there is, in the order they were posted. */
export class Messages {
  readonly #clock: ServerClock;
  readonly #messages: StoredMessage[] = [];
  #last = 0;

  constructor(clock: ServerClock) {
    this.#clock = clock;
  }

  /** Ids are epoch milliseconds at Teams, and unlike in a conversation. */
  newId(): string {
    this.#last = Math.max(this.#clock.now(), this.#last + 1);
    return String(this.#last);
  }

  add(message: Omit<StoredMessage, 'id' | 'edited' | 'thread'>, thread?: string): StoredMessage {
    const id = this.newId();
    const stored = { ...message, id, thread: thread ?? id, edited: false };
    this.#messages.push(stored);
    return stored;
  }

  /** Puts back what stood here before. */
  recall(message: StoredMessage): void {
    this.#messages.push(message);
  }

  find(conversation: string, id: string): StoredMessage | undefined {
    return this.#messages.find((message) => message.conversation === conversation && message.id === id);
  }

  remove(message: StoredMessage): void {
    this.#messages.splice(this.#messages.indexOf(message), 1);
  }

  all(): readonly StoredMessage[] {
    return this.#messages;
  }
}
