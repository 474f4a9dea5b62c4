import type { Action } from '../../../src/core/ports/action.ts';
import type { OnInteraction, Reply } from '../../../src/core/ports/interaction.ts';
import type { Log } from '../../../src/core/ports/log.ts';
import type { Message } from '../../../src/core/ports/message.ts';
import type { Inputs } from '../../chat/typed.ts';
import { reference, WORDS } from '../words.ts';
import { type Actor, identityOf } from './activities.ts';

/** Takes what a person asks to the core. Never rejects. */
export interface Asking {
  ask(actor: Actor, action: Action, inputs?: Inputs): Promise<Reply>;
}

export function createAsking(onInteraction: OnInteraction, newId: () => string, log: Log): Asking {
  return {
    async ask({ aadObjectId, conversationId }, action, inputs = {}) {
      const requestId = newId();
      try {
        return await onInteraction({
          requestId,
          platform: 'teams',
          actor: identityOf(aadObjectId),
          channel: conversationId === undefined ? null : { platform: 'teams', externalId: conversationId },
          action,
          inputs,
        });
      } catch (error) {
        log.error('teams.failed', error, { requestId });
        return refusing(saying(WORDS.failed, reference(requestId)));
      }
    },
  };
}

/** Words of our own as a refusal. */
export function refusing(message: Message): Reply {
  return { kind: 'refused', reason: 'unavailable', message };
}

/** Words of our own as a message. */
export function saying(summary: string, ...more: readonly string[]): Message {
  return {
    summary,
    language: 'en-GB',
    blocks: [summary, ...more].map((text) => ({ kind: 'text', text, tone: 'plain' })),
  };
}
