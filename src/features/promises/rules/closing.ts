import type { IsoWeek } from '../../../core/calendar/iso-week.ts';
import { DAY, type Instant } from '../../../core/instant.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { checkWords } from '../../../core/written-words.ts';
import {
  type Actor,
  isReps,
  openFault,
  type PromiseItem,
  type PromiseRefusal,
  type ReplyOutcome,
  speaker,
} from './promise.ts';

/** How long a named asker is asked before anybody else. */
export const ASKER_FIRST_FOR = 7 * DAY;
/** How many reps close what no asker has closed; fewer where a circle has fewer. */
export const CLOSERS = 2;

/** `done`: "we did" is true; `reason`: the reason of "we cannot" is accepted; `not-yet`: neither. */
export type Verdict = 'done' | 'reason' | 'not-yet';

/**
 * "We did", or "we cannot, because". Anybody of the circle may reply, and may replace a reply until it is closed; the same
 * reply again changes nothing. `present`: who is in the circle now. Refuses unnamed words that no digest has shown: replying
 * would tell the circle that they are new.
 */
export function answerPromise(
  item: PromiseItem,
  by: Actor,
  reply: { readonly outcome: ReplyOutcome; readonly words: string },
  at: { readonly week: IsoWeek; readonly now: Instant; readonly present: readonly Actor[] },
): Result<PromiseItem, PromiseRefusal> {
  const fault = openFault(item, by);
  if (fault !== null) return refuse(fault);
  const words = checkWords(reply.words);
  if (!words.ok) return words;
  const { outcome } = reply;
  const before = item.reply;
  if (
    item.state === 'answered' &&
    before?.words === words.value &&
    before.outcome === outcome &&
    before.by.memberId === by.id
  ) {
    return success(item);
  }
  // A reply in place of another one gives no more time: else nobody else would ever be asked.
  const running = item.state === 'answered' ? before?.askerUntil : null;
  return success({
    ...item,
    state: 'answered',
    reply: {
      by: speaker(by),
      outcome,
      words: words.value,
      week: at.week,
      number: (before?.number ?? 0) + 1,
      askerUntil: askedFirst(item, by, at.present) ? (running ?? at.now + ASKER_FIRST_FOR) : null,
      firstYes: null,
    },
  });
}

/** Whether there is somebody to ask first: a named rep who is still there and did not write the reply. */
function askedFirst(item: PromiseItem, replier: Actor, present: readonly Actor[]): boolean {
  const asker = present.find(({ id }) => id === item.raisedBy?.memberId);
  return asker !== undefined && isReps(asker.voice) && asker.id !== replier.id;
}

/**
 * What somebody of the reps' side says of the reply. A named asker closes it alone; otherwise it takes `CLOSERS`, or all of
 * them where fewer may. One "not yet" is enough to send it back. A second yes of one person changes nothing.
 */
export function judgePromise(
  item: PromiseItem,
  by: Actor,
  verdict: Verdict,
  at: { readonly week: IsoWeek; readonly now: Instant; readonly present: readonly Actor[] },
): Result<PromiseItem, PromiseRefusal> {
  const fault = judgingFault(item, by, at.now);
  if (fault !== null) return refuse(fault);
  const { reply } = item;
  if (reply === null) return refuse('nothing-to-confirm');
  if (verdict === 'not-yet')
    return success({ ...item, state: 'not-yet', reply: { ...reply, firstYes: null } });
  if ((verdict === 'done') !== (reply.outcome === 'we-did')) return refuse('reply-changed');
  const asker = isAsker(item, by);
  const others = at.present.filter((each) => each.id !== by.id && mayClose(item, each));
  const first = others.some(({ id }) => id === reply.firstYes);
  if (!asker && !first && others.length >= CLOSERS - 1)
    return success(reply.firstYes === by.id ? item : { ...item, reply: { ...reply, firstYes: by.id } });
  return success({
    ...item,
    state: verdict === 'done' ? 'kept' : 'refused',
    askedId: null,
    reply: { ...reply, firstYes: null },
    closed: { by: asker ? 'asker' : 'reps', week: at.week },
  });
}

/** Whether this person has something to say of the reply now, and has not said it. */
export function mayJudge(item: PromiseItem, by: Actor, now: Instant): boolean {
  return judgingFault(item, by, now) === null && item.reply?.firstYes !== by.id;
}

/** Whether this person gave the first of two yeses, and may still say "not yet". */
export function mayTakeYesBack(item: PromiseItem, by: Actor, now: Instant): boolean {
  return item.reply?.firstYes === by.id && judgingFault(item, by, now) === null;
}

/** Of the reps' side, and neither who wrote the reply nor who looks after the promise. */
export function mayClose(item: PromiseItem, by: Actor): boolean {
  return isReps(by.voice) && item.reply?.by.memberId !== by.id && item.ownerId !== by.id;
}

/** Whether this person raised it under their name. */
export function isAsker(item: PromiseItem, by: Pick<Actor, 'id'>): boolean {
  return item.raisedBy?.memberId === by.id;
}

function judgingFault(item: PromiseItem, by: Actor, now: Instant): PromiseRefusal | null {
  const fault = openFault(item, by);
  if (fault !== null) return fault;
  if (!isReps(by.voice)) return 'not-a-rep';
  const { reply, state } = item;
  if (state !== 'answered' || reply === null) return 'nothing-to-confirm';
  if (reply.by.memberId === by.id) return 'own-reply';
  if (isAsker(item, by)) return null;
  if (!mayClose(item, by)) return 'own-reply';
  return reply.askerUntil !== null && now < reply.askerUntil ? 'asker-first' : null;
}

/** Why this person cannot open it again; null: they can. Anybody can, once, where it was kept or refused. */
export function reopeningFault(item: PromiseItem, by: Actor): PromiseRefusal | null {
  const fault = openFault(item, by);
  if (fault === null) return 'not-closed';
  if (fault !== 'kept-before' && fault !== 'refused-before') return fault;
  return item.reopened === null ? null : 'opened-before';
}

/**
 * A closed promise is open again, with its full age, and waits for a new reply, by a day that its owner names anew. Where it was raised without a name nothing is
 * kept of who did this, and no reason is taken: it may be its author.
 */
export function reopenPromise(
  item: PromiseItem,
  by: Actor,
  { reason, week }: { readonly reason: string; readonly week: IsoWeek },
): Result<PromiseItem, PromiseRefusal> {
  const fault = reopeningFault(item, by);
  if (fault !== null) return refuse(fault);
  const { state, closed } = item;
  if (closed === null || (state !== 'kept' && state !== 'refused')) return refuse('not-closed');
  const words = item.raisedBy === null ? success(null) : checkWords(reason);
  if (!words.ok) return words;
  const reopened = {
    by: item.raisedBy === null ? null : speaker(by),
    reason: words.value,
    week,
    was: state,
    closedIn: closed.week,
  };
  return success({ ...item, state: 'raised', closed: null, reopened, dueOn: null });
}
