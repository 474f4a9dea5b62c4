import type { Identity, PlatformName } from '../../src/core/circle.ts';
import type { Action } from '../../src/core/ports/action.ts';
import type { OnInteraction, Reply } from '../../src/core/ports/interaction.ts';
import type { Log } from '../../src/core/ports/log.ts';
import type { Message } from '../../src/core/ports/message.ts';
import type { Inputs } from './typed.ts';
import { reference, WORDS } from './words.ts';

/** Takes what a person asks to the core. Never rejects. */
export interface Dispatcher<Actor> {
  ask(actor: Actor, action: Action, inputs?: Inputs): Promise<Reply>;
}

/** `whoAndWhere`: who the platform says that asks, and the channel they ask in; null where nobody else reads along. */
export function createDispatcher<Actor>(
  platform: PlatformName,
  whoAndWhere: (actor: Actor) => { readonly actor: Identity; readonly channel: Identity | null },
  onInteraction: OnInteraction,
  newId: () => string,
  log: Log,
): Dispatcher<Actor> {
  return {
    async ask(actor, action, inputs = {}) {
      const requestId = newId();
      try {
        return await onInteraction({ requestId, platform, ...whoAndWhere(actor), action, inputs });
      } catch (error) {
        log.error(`${platform}.failed`, error, { requestId });
        return {
          kind: 'refused',
          reason: 'unavailable',
          message: saying(WORDS.failed, reference(requestId)),
        };
      }
    },
  };
}

/** Words of our own as a message. */
export function saying(summary: string, ...more: readonly string[]): Message {
  return {
    summary,
    language: 'en-GB',
    blocks: [summary, ...more].map((text) => ({ kind: 'text', text, tone: 'plain' })),
  };
}
