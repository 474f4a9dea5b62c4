/**
 * Everything a person can ask of the bot, on every platform. `read` changes nothing, so a link may lead there and a
 * mail scanner may follow it; `write` needs a button pressed by a person.
 */
export const ACTIONS = {
  'home.show': 'read',
  'pulse.show': 'read',
  'pulse.answer': 'write',
  'turn.show': 'read',
  'turn.accept': 'write',
  'turn.decline': 'write',
  'promises.show': 'read',
  'promise.form': 'read',
  'promise.raise': 'write',
  'promise.reply-form': 'read',
  'promise.reply': 'write',
  'promise.confirm': 'write',
  'promise.reopen': 'write',
  'digest.show': 'read',
  'digests.show': 'read',
  'me.show': 'read',
  'me.save': 'write',
  'away.form': 'read',
  'away.add': 'write',
  'away.remove': 'write',
} as const satisfies Record<string, 'read' | 'write'>;

export type ActionName = keyof typeof ACTIONS;

/**
 * What a button or link stands for. `subject` is the id of what it is about (a round, a meeting, a promise; empty for
 * none). Adapters carry it in their own signed encoding; the core never sees that encoding.
 */
export interface Action {
  readonly name: ActionName;
  readonly subject: string;
  readonly value?: string;
}
