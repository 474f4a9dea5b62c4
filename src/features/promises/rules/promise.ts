import { type IsoWeek, isoWeekRange } from '../../../core/calendar/iso-week.ts';
import type { LocalDate } from '../../../core/calendar/local-time.ts';
import { type CircleId, type Member, type MemberId, READER, type VoiceId } from '../../../core/circle.ts';
import { DAY, type Instant } from '../../../core/instant.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { checkWords, MAX_WORDS_LENGTH } from '../../../core/written-words.ts';

/** In characters (Unicode code points), for a promise and for the reply to it. */
export const MAX_PROMISE_LENGTH = MAX_WORDS_LENGTH;

/**
 * The voice that cannot close a promise. Every other voice (service-user reps, carers, …) counts as the reps' side, so
 * that a circle with three voices needs no extra setting.
 */
export const STAFF_VOICE: VoiceId = 'staff';

/** Whether this voice is of the reps' side. */
export function isReps(voice: VoiceId): boolean {
  return voice !== STAFF_VOICE && voice !== READER;
}

/** `raised`, `in-progress` and `not-yet` wait for a reply; `answered` waits for who closes it; the other three are its ends. */
export const PROMISE_STATES = [
  'raised',
  'in-progress',
  'not-yet',
  'answered',
  'kept',
  'refused',
  'withdrawn',
] as const;
export type PromiseState = (typeof PROMISE_STATES)[number];

export type ReplyOutcome = 'we-did' | 'we-cannot';

/**
 * A "you said": what somebody asked for, and what became of it. Times are ISO weeks: nothing finer is kept of words without a
 * name. Only a named asker has a moment, until which they are asked first.
 */
export interface PromiseItem {
  /** Must be random: an id that holds a time or a count would tell when unnamed words were written. */
  readonly id: string;
  readonly circleId: CircleId;
  /** Empty once its author has taken it back. */
  readonly words: string;
  /** null: unnamed, or taken back. Then neither member nor voice is kept anywhere. */
  readonly raisedBy: Speaker | null;
  /** Of unnamed words the week of the digest that first shows them: their own would tell on which side of one they were written. */
  readonly raisedIn: IsoWeek;
  /** The week of the digest that first showed it; null: not shown yet. Unnamed words wait for it. */
  readonly shownIn: IsoWeek | null;
  readonly state: PromiseState;
  /** The latest reply. Stays visible while the promise is open again. */
  readonly reply: PromiseReply | null;
  readonly closed: Closing | null;
  /** It was closed and opened again, which happens once. */
  readonly reopened: Reopening | null;
  /** The week in which its author last changed the words; null: they stand as they were raised. */
  readonly changedIn: IsoWeek | null;
  /** Who looks after it. Owners say so themselves. */
  readonly ownerId: MemberId | null;
  /** Who is asked to look after it, until somebody does. */
  readonly askedId: MemberId | null;
  /** The day by which its owner means to reply. */
  readonly dueOn: LocalDate | null;
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
  /** 1 for the first reply, so that what was sent about an earlier one is known for it. */
  readonly number: number;
  /** Until then only a named asker says whether it is done; null: there is nobody to ask first. */
  readonly askerUntil: Instant | null;
  /** The first of the two who close it. */
  readonly firstYes: MemberId | null;
}

export interface Closing {
  /** `one-rep`: in v0.1.0 one was enough. */
  readonly by: 'asker' | 'reps' | 'one-rep' | 'author';
  /** Of the digest that tells of it. */
  readonly week: IsoWeek;
}

export interface Reopening {
  /** null where the promise has no name: its author may be the one. */
  readonly by: Speaker | null;
  /** null where the promise has no name: stewards look at words without a name first, and these would go past them. */
  readonly reason: string | null;
  readonly week: IsoWeek;
  /** How it had ended, and in which week. */
  readonly was: 'kept' | 'refused';
  readonly closedIn: IsoWeek;
}

export type PromiseRefusal =
  | 'no-words'
  | 'words-too-long'
  | 'other-circle'
  | 'not-shown-yet'
  | 'no-such-promise'
  | 'kept-before'
  | 'refused-before'
  | 'nothing-to-confirm'
  | 'not-a-rep'
  | 'own-reply'
  | 'asker-first'
  | 'reply-changed'
  | 'not-closed'
  | 'opened-before'
  | 'not-its-author'
  | 'answered-before'
  | 'has-owner'
  | 'not-its-owner'
  | 'reply-waits'
  | 'request-over'
  | 'no-choice'
  | 'not-a-date'
  | 'due-passed'
  | 'due-too-far';

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
    ...UNTOUCHED,
  });
}

const UNTOUCHED = {
  reply: null,
  closed: null,
  reopened: null,
  changedIn: null,
  ownerId: null,
  askedId: null,
  dueOn: null,
} as const;

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

/** Its author takes it back. What is left says that one was, in the digest of `week`, and nothing else. */
export function withdrawPromise(
  item: PromiseItem,
  by: Actor,
  week: IsoWeek,
): Result<PromiseItem, PromiseRefusal> {
  const fault = takingBackFault(item, by);
  if (fault !== null) return refuse(fault);
  const { id, circleId, raisedIn } = item;
  return success({
    ...UNTOUCHED,
    id,
    circleId,
    words: '',
    raisedBy: null,
    raisedIn,
    shownIn: item.shownIn ?? week,
    state: 'withdrawn',
    closed: { by: 'author', week },
  });
}

/** Whether this person wrote it, under their name, and it is not closed: then it is theirs to take back. */
export function takingBackFault(item: PromiseItem, by: Actor): PromiseRefusal | null {
  const fault = openFault(item, by);
  if (fault !== null) return fault;
  return item.raisedBy?.memberId === by.id ? null : 'not-its-author';
}

/** Whether the circle may see it: words with a name at once, unnamed words from the next digest on. */
export function isShown(item: PromiseItem): boolean {
  return item.raisedBy !== null || item.shownIn !== null;
}

/** Whether there are words to read: shown, and not taken back. */
export function isReadable(item: PromiseItem): boolean {
  return isShown(item) && item.state !== 'withdrawn';
}

/**
 * Marks a promise as shown by the digest of `week`; the first time counts. Unnamed words age from then on, also where
 * another digest was expected to show them: all that appear together look alike.
 */
export function showPromise(item: PromiseItem, week: IsoWeek): PromiseItem {
  if (item.shownIn !== null) return item;
  return { ...item, shownIn: week, raisedIn: item.raisedBy === null ? week : item.raisedIn };
}

export function isOpen({ state }: Pick<PromiseItem, 'state'>): boolean {
  return isWaiting({ state }) || state === 'answered';
}

/** Whether a reply is what it waits for. */
export function isWaiting({ state }: Pick<PromiseItem, 'state'>): boolean {
  return state === 'raised' || state === 'in-progress' || state === 'not-yet';
}

/** Whole weeks since `raisedIn`; 0 within that week. */
export function ageInWeeks(item: PromiseItem, week: IsoWeek): number {
  return Math.max(0, Math.round((monday(week) - monday(item.raisedIn)) / (7 * DAY)));
}

/** Oldest week first; within a week by id, which is random, so that the order in which people wrote never shows. */
export function inOrder(items: readonly PromiseItem[]): PromiseItem[] {
  return [...items].sort((a, b) => compare(a.raisedIn, b.raisedIn) || compare(a.id, b.id));
}

/** Why nothing can be done with it by this person, or by anybody: closed ones say how they ended. */
export function openFault(item: PromiseItem, by: Actor): PromiseRefusal | null {
  if (by.circleId !== item.circleId) return 'other-circle';
  if (!isShown(item)) return 'not-shown-yet';
  if (item.state === 'kept') return 'kept-before';
  if (item.state === 'refused') return 'refused-before';
  return item.state === 'withdrawn' ? 'no-such-promise' : null;
}

export function speaker(by: Actor): Speaker {
  return { memberId: by.id, voice: by.voice };
}

function monday(week: IsoWeek): number {
  return isoWeekRange(week, 'UTC').from;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
