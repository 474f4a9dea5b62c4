import type { Payload } from './types.ts';

/** An error answer of Microsoft: its status, and a body of `{ error: { code, message } }`. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly body: Payload;

  constructor(status: number, code: string, message: string, more: Payload = {}) {
    super(`${status} ${code}: ${message}`);
    this.status = status;
    this.code = code;
    this.body = { ...more, error: { code, message } };
  }
}

/**
 * What a bot is told where it is not welcome. The code is what Teams sends, the subCode what its documentation names:
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
 */
export const blockedByUser = (): Refusal =>
  new Refusal(403, 'ConversationBlockedByUser', 'User blocked the conversation with the bot.', {
    subCode: 'MessageWritesBlocked',
  });

export const notInRoster = (): Refusal =>
  new Refusal(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');

export const badArgument = (message: string): Refusal => new Refusal(400, 'BadArgument', message);

export const noConversation = (): Refusal =>
  new Refusal(404, 'ConversationNotFound', 'Conversation not found.');
