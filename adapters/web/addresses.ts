import { ACTIONS, type Action, type ActionName } from '../../src/core/ports/action.ts';

/**
 * Where each action lives: this path, then the subject as one more segment if there is one. A view and the form on
 * it share a path where both exist, so that the address bar stays meaningful after sending.
 */
export const PATHS = {
  'home.show': '/',
  'pulse.show': '/pulse',
  'pulse.answer': '/pulse',
  'turn.show': '/chair',
  'turn.accept': '/chair-yes',
  'turn.decline': '/chair-no',
  'turn.return': '/chair-again',
  'turn.swap-form': '/chair-swap',
  'turn.swap-ask': '/chair-swap',
  'turn.swap-agree': '/chair-swap-yes',
  'turn.swap-refuse': '/chair-swap-no',
  'turn.hand-over': '/chair-hand-over',
  'turn.undo': '/chair-undo',
  'turn.co-accept': '/co-chair-yes',
  'turn.co-decline': '/co-chair-no',
  'promises.show': '/promises',
  'promise.form': '/promise',
  'promise.raise': '/promise',
  'promise.reply-form': '/reply',
  'promise.reply': '/reply',
  'promise.edit-form': '/promise-change',
  'promise.edit': '/promise-change',
  'promise.take-back': '/promise-back',
  'promise.confirm': '/promise-kept',
  'promise.reopen': '/promise-open',
  'promise.accept': '/promise-accept',
  'promise.owner-form': '/promise-owner',
  'promise.own': '/promise-owner',
  'promise.own-yes': '/promise-owner-yes',
  'promise.own-no': '/promise-owner-no',
  'promise.progress': '/promise-progress',
  'promise.give-back': '/promise-give-back',
  'promise.again-form': '/promise-again',
  'promise.again': '/promise-again',
  'promises.closed': '/promises-closed',
  'words.form': '/words',
  'words.flag': '/words',
  'words.withdraw': '/words-out',
  'words.review': '/words-review',
  'words.hold': '/words-review',
  'say.form': '/say',
  'say.send': '/say',
  'say.from-message': '/from-message',
  'help.show': '/help',
  'joining.show': '/joining',
  'joining.accept': '/joining',
  'joining.dismiss': '/joining-no',
  'digest.show': '/digest',
  'digests.show': '/digests',
  'circle.show': '/circle',
  'circle.history': '/circle-history',
  'trends.show': '/trends',
  'pulse-settings.form': '/pulse-settings',
  'pulse-settings.save': '/pulse-settings',
  'pulse-settings.preview': '/pulse-preview',
  'pulse-state.form': '/pulse-state',
  'pulse-state.save': '/pulse-state',
  'meetings-end.form': '/meetings-end',
  'meetings-end.save': '/meetings-end',
  'meeting-settings.form': '/meeting-settings',
  'meeting-settings.save': '/meeting-settings',
  'rota.preview': '/rota-preview',
  'turn.history': '/chair-history',
  'digest-settings.form': '/digest-settings',
  'digest-settings.save': '/digest-settings',
  'circle-settings.form': '/circle-settings',
  'circle-settings.save': '/circle-settings',
  'channels.form': '/channels',
  'channels.save': '/channels',
  'signpost.form': '/signpost',
  'signpost.save': '/signpost',
  'member.add-form': '/member-new',
  'member.add': '/member-new',
  'member.form': '/member',
  'member.save': '/member',
  'name.form': '/name',
  'name.save': '/name',
  'member.leave-form': '/member-leave',
  'member.leave': '/member-leave',
  'member.erase-form': '/member-erase',
  'member.erase': '/member-erase',
  'stand-in.form': '/stand-in',
  'stand-in.name': '/stand-in',
  'stand-in.end': '/stand-in-end',
  'choosing.form': '/steward-choice',
  'choosing.propose': '/steward-choice',
  'choosing.show': '/steward-proposed',
  'choosing.confirm': '/steward-yes',
  'choosing.stop': '/steward-no',
  'history.erase-form': '/history-erase',
  'history.erase': '/history-erase',
  'circle.set-up-form': '/circle-start',
  'circle.set-up': '/circle-start',
  'roster.show': '/roster',
  'roster.confirm': '/roster',
  'approval.show': '/approval',
  'approval.approve': '/approval-yes',
  'approval.decline': '/approval-no',
  'approval.withdraw': '/approval-back',
  'approval.answer-form': '/approval-answer',
  'approval.answer': '/approval-answer',
  'meeting.cancel-form': '/meeting-off',
  'meeting.cancel': '/meeting-off',
  'meeting.move-form': '/meeting-move',
  'meeting.move': '/meeting-move',
  'meeting.add-form': '/meeting-add',
  'meeting.add': '/meeting-add',
  'meeting-chat.form': '/meeting-chat',
  'meeting-chat.link': '/meeting-chat',
  'meeting-chat.unlink': '/meeting-chat-off',
  'round.open-form': '/round-open',
  'round.open': '/round-open',
  'round.cancel-form': '/round-cancel',
  'round.cancel': '/round-cancel',
  'pulse.questions': '/pulse-questions',
  'pulse.test': '/pulse-test',
  'pulse.test-send': '/pulse-test',
  'me.show': '/me',
  'me.save': '/me',
  'me.times': '/me-times',
  'me.save-times': '/me-times',
  'me.pulses': '/me-pulses',
  'me.stop-asking': '/me-pulses-stop',
  'me.ask-again': '/me-pulses-again',
  'me.web-link': '/me-web-link',
  'way-in.form': '/way-in',
  'way-in.make': '/way-in',
  'way-in.mail': '/way-in-mail',
  'way-in.not-me': '/way-in-stop',
  'claim.form': '/came-in',
  'claim.confirm': '/came-in',
  'claim.turn-away': '/came-in-no',
  'session.end': '/signed-out',
  'session.end-others': '/signed-out-elsewhere',
  'address.form': '/address',
  'address.enter': '/address',
  'address.remove': '/address-remove',
  'address.prove': '/address-code',
  'address.topics': '/address-topics',
  'letter.show': '/letter',
  'away.form': '/away',
  'away.note-form': '/away-noted',
  'away.note': '/away-noted',
  'away.add': '/away',
  'away.remove': '/away-remove',
  'buddy.ask': '/buddy-ask',
  'buddy.form': '/buddy',
  'buddy.choose': '/buddy',
  'buddy.accept': '/buddy-yes',
  'buddy.decline': '/buddy-no',
  'attendance.form': '/attendance',
  'attendance.record': '/attendance',
  'calendar.show': '/calendar',
  'calendar.make': '/calendar',
  'calendar.stop': '/calendar-stop',
  'link.show-code': '/link-code',
  'link.form': '/link',
  'link.join': '/link',
  'link.undo': '/link-undo',
} as const satisfies Record<ActionName, `/${string}`>;

/** Where people come in. What opens it stands behind `#` or is typed: never in the path, never in a query. */
export const ENTRANCE_PATH = '/in';

/** Where letters of one kind are switched off. What says which stands in the path: it can do nothing else. */
export const STOP_PATH = '/stop';

/** Where calendar programs fetch a feed. What says which stands in the path: it shows one calendar, and never signs anybody in. */
export const FEED_PATH = '/feed';
/** A letter in as few characters as can be: what a text has room for. */
export const SHORT_PATH = '/t';

/** "." and ".." would climb in a path. */
export const SUBJECT = /^(?!\.{1,2}$)[A-Za-z0-9._-]{0,64}$/;

/** All names of one mode, in the order of the contract. */
export function actionNames(mode: 'read' | 'write'): readonly ActionName[] {
  return (Object.keys(ACTIONS) as ActionName[]).filter((name) => ACTIONS[name] === mode);
}

/** The local address of an action. The value of a `read` action goes along as a query; that of a `write` is a field of its form. */
export function addressOf(action: Action): string {
  const path: string = PATHS[action.name];
  const subject = action.subject === '' || path === '/' ? '' : `/${encodeURIComponent(action.subject)}`;
  const query =
    action.value === undefined || ACTIONS[action.name] === 'write'
      ? ''
      : `?value=${encodeURIComponent(action.value)}`;
  return `${path}${subject}${query}`;
}

/** The view that a local path stands for, or null for every other text: the only way in which an address may name a next page. */
export function viewAt(path: string): Action | null {
  const [, first = '', subject = '', ...rest] = path.split('/');
  const name = actionNames('read').find((each) => PATHS[each] === `/${first}`);
  if (!path.startsWith('/') || name === undefined || rest.length > 0 || !SUBJECT.test(subject)) return null;
  if (name === 'home.show' && subject !== '') return null;
  return { name, subject };
}

/** Where somebody comes who loads the answer to a form again: to the view at its address, or else where they started. */
export function addressAgain(path: string): string {
  if (path.startsWith(ENTRANCE_PATH) && viewAt(path) === null) return ENTRANCE_PATH;
  return viewAt(path) === null ? '/' : path;
}
