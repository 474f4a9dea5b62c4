import type { Action } from '../../../src/core/ports/action.ts';
import type { Log } from '../../../src/core/ports/log.ts';
import type { Message } from '../../../src/core/ports/message.ts';
import { saying } from '../../chat/dispatcher.ts';
import type { ActionCodec } from '../auth/action-codec.ts';
import type { Actor, Chat } from '../inbound/activities.ts';
import { renderPost } from '../render/post.ts';
import { WORDS } from '../words.ts';
import type { Conversations } from './conversations.ts';
import type { Pacing } from './rate-limiter.ts';

/** Answers in the conversation where somebody wrote to us. */
export interface Talking {
  /** In a person's own chat the message itself; elsewhere only words that are nobody's. */
  say(chat: Chat, message: Message, actor: Actor | null): Promise<void>;
  /** A button that opens a window for whoever presses: what it shows is theirs alone. */
  offer(chat: Chat, action: Action): Promise<void>;
}

export function createTalking(
  conversations: Conversations,
  pacing: Pacing,
  codec: ActionCodec,
  log: Log,
): Talking {
  async function send(chat: Chat, message: Message, owner: string | null): Promise<void> {
    const { answerIn, serviceUrl, tenantId, conversationId, kind } = chat;
    const later = await pacing.wait(tenantId, conversationId);
    if (later !== null) return log.warn('teams.not-shown', { code: 'pace' });
    const post = renderPost(message, codec, { surface: kind === 'personal' ? 'chat' : 'shared', owner });
    const suggested = kind === 'personal' ? { suggestedActions: SUGGESTED } : {};
    await conversations.send(serviceUrl, answerIn, { ...post, ...suggested });
  }

  return {
    say: (chat, message, actor) =>
      send(chat, message, chat.kind === 'personal' ? (actor?.aadObjectId ?? null) : null),
    offer: (chat, action) => send(chat, opener(action), null),
  };
}

/**
 * In a person's own chat, and three: more are not shown
 * (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/suggested-actions). The help has all words.
 */
const SUGGESTED = {
  to: [],
  actions: (['pulse', 'say', 'help'] as const).map((word) => ({
    type: 'imBack' as const,
    title: WORDS.commands[word],
    value: word,
  })),
};

function opener(action: Action): Message {
  const { summary, button } = WORDS.opener;
  return {
    ...saying(summary),
    blocks: [
      { kind: 'text', text: summary, tone: 'plain' },
      { kind: 'actions', buttons: [{ label: button, action, weight: 'primary' }] },
    ],
  };
}
