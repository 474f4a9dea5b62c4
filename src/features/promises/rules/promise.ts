import { type IsoWeek, isoWeekRange } from '../../../core/calendar/iso-week.ts';
import type { CircleId, Member, MemberId, VoiceId } from '../../../core/circle.ts';
import { DAY } from '../../../core/instant.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { checkWords, MAX_WORDS_LENGTH } from '../../../core/written-words.ts';

/** In characters (Unicode code points), for a promise and for the reply to it. */
export const MAX_PROMISE_LENGTH = MAX_WORDS_LENGTH;

/**
 * The voice that cannot close a promise. Every other voice (service-user reps, carers, …) counts as the reps' side, so
 * that a circle with three voices needs no extra setting.
 */
export const STAFF_VOICE: VoiceId = 'staff';

/**
 * `raised` → `answered` → `confirmed`, the only end. A rep's "not yet" makes it `reopened`, and it waits for a new
 * reply; a reply may be replaced until a rep has spoken.
 */
export type PromiseState = 'raised' | 'answered' | 'confirmed' | 'reopened';

/** `we-cannot` is a full reply: a reason given openly may be confirmed too. */
export type ReplyOutcome = 'we-did' | 'we-cannot';

/** A "you said": what somebody asked for, and what became of it. All times are ISO weeks; nothing finer is kept. */
export interface PromiseItem {
  /** Must be random: an id that holds a time or a count would tell when unnamed words were written. */
  readonly id: string;
  readonly circleId: CircleId;
  readonly words: string;
  /** null: unnamed. Then neither member nor voice is kept anywhere. */
  readonly raisedBy: Speaker | null;
  /** Of unnamed words the week of the digest that first shows them: their own would tell on which side of one they were written. */
  readonly raisedIn: IsoWeek;
  /** The week of the digest that first showed it; null: not shown yet. Unnamed words wait for it. */
  readonly shownIn: IsoWeek | null;
  readonly state: PromiseState;
  /** The latest reply. Stays visible while `reopened`. */
  readonly reply: PromiseReply | null;
  readonly confirmed: Confirmation | null;
  /** The week in which its author last changed the words; null: they stand as they were raised. */
  readonly changedIn: IsoWeek | null;
}

export interface Speaker {
  readonly memberId: MemberId;
  readonly voice: VoiceId;
}

export interface PromiseReply {
  readonly by: Speaker;
  readonly outcome: ReplyOutcome;
  readonly words: string;
  readonly week: IsoWeek;
}

export interface Confirmation {
  readonly by: Speaker;
  readonly week: IsoWeek;
}

export type PromiseRefusal =
  | 'no-words'
  | 'words-too-long'
  | 'other-circle'
  | 'not-shown-yet'
  | 'already-confirmed'
  | 'nothing-to-confirm'
  | 'not-a-rep'
  | 'own-reply'
  | 'not-its-author'
  | 'answered-before';

/** The part of a member that these rules look at. */
export type Actor = Pick<Member, 'id' | 'circleId' | 'voice'>;

export interface Raising {
  readonly id: string;
  readonly circleId: CircleId;
  readonly words: string;
  /** null: unnamed. The caller has checked that the person belongs to the circle, and forgets who it was. */
  readonly by: Actor | null;
  /** This week; for unnamed words the week of the next digest. */
  readonly week: IsoWeek;
}

/** A new promise. Refuses empty words, more than `MAX_PROMISE_LENGTH` characters, and a person of another circle. */
export function raisePromise(raising: Raising): Result<PromiseItem, PromiseRefusal> {
  const { id, circleId, by, week } = raising;
  if (by !== null && by.circleId !== circleId) return refuse('other-circle');
  const words = checkWords(raising.words);
  if (!words.ok) return words;
  return success({
    id,
    circleId,
    words: words.value,
    raisedBy: by === null ? null : speaker(by),
    raisedIn: week,
    shownIn: null,
    state: 'raised',
    reply: null,
    confirmed: null,
    changedIn: null,
  });
}

/**
 * Its author puts other words in their place, until somebody has replied: a reply must not come to stand beside words that
 * it did not answer.
 */
export function rewordPromise(
  item: PromiseItem,
  by: Actor,
  change: { readonly words: string; readonly week: IsoWeek },
): Result<PromiseItem, PromiseRefusal> {
  const fault = takingBackFault(item, by);
  if (fault !== null) return refuse(fault);
  if (item.reply !== null) return refuse('answered-before');
  const words = checkWords(change.words);
  if (!words.ok) return words;
  return words.value === item.words
    ? success(item)
    : success({ ...item, words: words.value, changedIn: change.week });
}

/** Whether this person wrote it, under their name, and it is not closed: then it is theirs to take back. */
export function takingBackFault(item: PromiseItem, by: Actor): PromiseRefusal | null {
  const fault = faultOf(item, by);
  if (fault !== null) return fault;
  return item.raisedBy?.memberId === by.id ? null : 'not-its-author';
}

/**
 * "We did", or "we cannot, because". Anybody of the circle may reply, and may replace a reply that no rep has confirmed.
 * Refuses unnamed words that no digest has shown: replying would tell the circle that they are new.
 */
export function answerPromise(
  item: PromiseItem,
  by: Actor,
  reply: { readonly outcome: ReplyOutcome; readonly words: string; readonly week: IsoWeek },
): Result<PromiseItem, PromiseRefusal> {
  const fault = faultOf(item, by);
  if (fault !== null) return refuse(fault);
  const words = checkWords(reply.words);
  if (!words.ok) return words;
  const { outcome, week } = reply;
  return success({
    ...item,
    state: 'answered',
    reply: { by: speaker(by), outcome, words: words.value, week },
  });
}

/** Closes a promise. Only a member of the reps' side may, and never the one who wrote the reply. */
export function confirmPromise(
  item: PromiseItem,
  by: Actor,
  week: IsoWeek,
): Result<PromiseItem, PromiseRefusal> {
  const fault = faultOf(item, by) ?? judgingFault(item, by);
  if (fault !== null) return refuse(fault);
  return success({ ...item, state: 'confirmed', confirmed: { by: speaker(by), week } });
}

/** A rep's "not yet": the reply stays readable, and the promise is open again with its full age. */
export function reopenPromise(item: PromiseItem, by: Actor): Result<PromiseItem, PromiseRefusal> {
  const fault = faultOf(item, by) ?? judgingFault(item, by);
  return fault === null ? success({ ...item, state: 'reopened' }) : refuse(fault);
}

/** Whether this person would be let to confirm or reopen it now. */
export function mayJudge(item: PromiseItem, by: Actor): boolean {
  return faultOf(item, by) === null && judgingFault(item, by) === null;
}

/** Whether the circle may see it: words with a name at once, unnamed words from the next digest on. */
export function isShown(item: PromiseItem): boolean {
  return item.raisedBy !== null || item.shownIn !== null;
}

/**
 * Marks a promise as shown by the digest of `week`; the first time counts. Unnamed words age from then on, also where
 * another digest was expected to show them: all that appear together look alike.
 */
export function showPromise(item: PromiseItem, week: IsoWeek): PromiseItem {
  if (item.shownIn !== null) return item;
  return { ...item, shownIn: week, raisedIn: item.raisedBy === null ? week : item.raisedIn };
}

export function isOpen(item: PromiseItem): boolean {
  return item.state !== 'confirmed';
}

/** Whole weeks since `raisedIn`; 0 within that week. */
export function ageInWeeks(item: PromiseItem, week: IsoWeek): number {
  return Math.max(0, Math.round((monday(week) - monday(item.raisedIn)) / (7 * DAY)));
}

/** Oldest week first; within a week by id, which is random, so that the order in which people wrote never shows. */
export function inOrder(items: readonly PromiseItem[]): PromiseItem[] {
  return [...items].sort((a, b) => compare(a.raisedIn, b.raisedIn) || compare(a.id, b.id));
}

function faultOf(item: PromiseItem, by: Actor): PromiseRefusal | null {
  if (by.circleId !== item.circleId) return 'other-circle';
  if (!isShown(item)) return 'not-shown-yet';
  return isOpen(item) ? null : 'already-confirmed';
}

function judgingFault(item: PromiseItem, by: Actor): PromiseRefusal | null {
  if (by.voice === STAFF_VOICE) return 'not-a-rep';
  if (item.state !== 'answered') return 'nothing-to-confirm';
  return item.reply?.by.memberId === by.id ? 'own-reply' : null;
}

function speaker(by: Actor): Speaker {
  return { memberId: by.id, voice: by.voice };
}

function monday(week: IsoWeek): number {
  return isoWeekRange(week, 'UTC').from;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
