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
  'turn.swap-form': 'read',
  'turn.swap-ask': 'write',
  'turn.swap-agree': 'write',
  'turn.swap-refuse': 'write',
  'turn.hand-over': 'write',
  'turn.undo': 'write',
  'turn.co-accept': 'write',
  'turn.co-decline': 'write',
  'promises.show': 'read',
  'promise.form': 'read',
  'promise.raise': 'write',
  'promise.reply-form': 'read',
  'promise.reply': 'write',
  'promise.confirm': 'write',
  'promise.reopen': 'write',
  'say.form': 'read',
  'say.send': 'write',
  'say.from-message': 'read',
  'help.show': 'read',
  'joining.show': 'read',
  'joining.accept': 'write',
  'joining.dismiss': 'write',
  'digest.show': 'read',
  'digests.show': 'read',
  'circle.show': 'read',
  'circle.history': 'read',
  'circle.set-up-form': 'read',
  'circle.set-up': 'write',
  'trends.show': 'read',
  'pulse-settings.form': 'read',
  'pulse-settings.save': 'write',
  'meeting-settings.form': 'read',
  'meeting-settings.save': 'write',
  'digest-settings.form': 'read',
  'digest-settings.save': 'write',
  'channels.form': 'read',
  'channels.save': 'write',
  'member.add-form': 'read',
  'member.add': 'write',
  'member.form': 'read',
  'member.save': 'write',
  'member.leave-form': 'read',
  'member.leave': 'write',
  'member.erase-form': 'read',
  'member.erase': 'write',
  'history.erase-form': 'read',
  'history.erase': 'write',
  'approval.show': 'read',
  'approval.approve': 'write',
  'approval.decline': 'write',
  'approval.withdraw': 'write',
  'round.open': 'write',
  'round.cancel-form': 'read',
  'round.cancel': 'write',
  'pulse.test': 'read',
  'pulse.test-send': 'write',
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
