import { addDays, type LocalDate } from '../../../core/calendar/local-time.ts';
import { DAY, type Instant } from '../../../core/instant.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import {
  type Actor,
  isReps,
  isWaiting,
  openFault,
  type PromiseItem,
  type PromiseRefusal,
} from './promise.ts';

type Outcome = Result<PromiseItem, PromiseRefusal>;

const MOST_DAYS_AHEAD = 366;

/** When an owner is reminded, and never else: before the day that they named and after it, or once where they named none. */
const NUDGES = { beforeDay: -2 * DAY, afterDay: 1 * DAY, withoutDay: 28 * DAY } as const;

/** The moments at which an owner is nudged from now on. `due`: when the day that they named begins; null: they named none. */
export function nudgesFrom(now: Instant, due: Instant | null): readonly Instant[] {
  if (due === null) return [now + NUDGES.withoutDay];
  return [due + NUDGES.beforeDay, due + NUDGES.afterDay].filter((at) => at > now);
}

/** Somebody looks after it, and names a day if they like. Their own again changes the day alone. */
export function takePromise(
  item: PromiseItem,
  by: Actor,
  dueOn: LocalDate | null,
  today: LocalDate,
): Outcome {
  const fault = ownerFault(item, by);
  if (fault !== null) return refuse(fault);
  const due = dueFault(dueOn, today);
  if (due !== null) return refuse(due);
  return success({ ...item, ownerId: by.id, askedId: null, dueOn });
}

/**
 * Whether somebody else may look after it instead: its owner named a day that is over, or named none and has not said that
 * the work has begun. What has a reply waits for others than its owner.
 */
export function mayBeTakenOver(item: PromiseItem, by: Actor, today: LocalDate): boolean {
  return takeOverFault(item, by, today) === null;
}

/** The same, done. `from`: whom it is taken over from, as the form said: who has taken it over meanwhile keeps it. */
export function takeOver(
  item: PromiseItem,
  by: Actor,
  {
    from,
    dueOn,
    today,
  }: { readonly from: string; readonly dueOn: LocalDate | null; readonly today: LocalDate },
): Outcome {
  if (item.ownerId === by.id) return success(item);
  const fault = item.ownerId === from ? takeOverFault(item, by, today) : (openFault(item, by) ?? 'has-owner');
  if (fault !== null) return refuse(fault);
  const due = dueFault(dueOn, today);
  if (due !== null) return refuse(due);
  return success({ ...item, state: withoutWork(item), ownerId: by.id, askedId: null, dueOn });
}

function takeOverFault(item: PromiseItem, by: Actor, today: LocalDate): PromiseRefusal | null {
  const fault = openFault(item, by);
  if (fault !== null) return fault;
  if (!isWaiting(item)) return 'reply-waits';
  const idle = item.dueOn === null ? item.state !== 'in-progress' : item.dueOn < today;
  return item.ownerId !== null && item.ownerId !== by.id && idle ? null : 'has-owner';
}

/** Somebody of the circle asks somebody else to look after it; who was asked before is asked no more. */
export function askToOwn(item: PromiseItem, by: Actor, asked: Actor): Outcome {
  const fault = ownerFault(item, by);
  if (fault !== null) return refuse(fault);
  if (item.ownerId !== null) return refuse('has-owner');
  if (asked.circleId !== item.circleId || asked.id === by.id) return refuse('no-choice');
  return success(item.askedId === asked.id ? item : { ...item, askedId: asked.id });
}

/** Who was asked says no: they are asked no more, and nothing says why. */
export function declineToOwn(item: PromiseItem, by: Actor): Outcome {
  const fault = openFault(item, by);
  if (fault !== null) return refuse(fault);
  return success(item.askedId === by.id ? { ...item, askedId: null } : item);
}

/** Who was asked says yes. */
export function agreeToOwn(item: PromiseItem, by: Actor): Outcome {
  const fault = ownerFault(item, by);
  if (fault !== null) return refuse(fault);
  if (item.ownerId === by.id) return success(item);
  if (item.askedId !== by.id) return refuse('request-over');
  return success({ ...item, ownerId: by.id, askedId: null });
}

/** Its owner says that the work has begun, and by when they mean to reply. */
export function beginWork(item: PromiseItem, by: Actor, dueOn: LocalDate | null, today: LocalDate): Outcome {
  const fault = openFault(item, by);
  if (fault !== null) return refuse(fault);
  if (item.ownerId !== by.id) return refuse('not-its-owner');
  if (!isWaiting(item)) return refuse('reply-waits');
  const due = dueFault(dueOn, today);
  if (due !== null) return refuse(due);
  return success({ ...item, state: 'in-progress', dueOn });
}

/** Its owner looks after it no more. Once it is nobody's, nothing is left to give back. */
export function giveBack(item: PromiseItem, by: Actor): Outcome {
  const fault = openFault(item, by);
  if (fault !== null) return refuse(fault);
  if (item.ownerId === null) return success(item);
  if (item.ownerId !== by.id) return refuse('not-its-owner');
  return success({ ...item, state: withoutWork(item), ownerId: null, dueOn: null });
}

/** As it stands without those who have left the circle; and who asked is not asked first where they are no rep any more. */
export function withoutGone(promise: PromiseItem, present: readonly Actor[]): PromiseItem {
  const there = (id: string | null) => (present.some((each) => each.id === id) ? id : null);
  const asker = present.find(({ id }) => id === promise.raisedBy?.memberId);
  const waits = asker !== undefined && isReps(asker.voice);
  const item =
    promise.reply === null || waits ? promise : { ...promise, reply: { ...promise.reply, askerUntil: null } };
  const ownerId = there(item.ownerId);
  const askedId = there(item.askedId);
  if (ownerId !== null) return { ...item, ownerId, askedId };
  return { ...item, state: withoutWork(item), ownerId, askedId, dueOn: null };
}

/** How it stands where nobody works on it any more: a "not yet" that was said stays said. */
function withoutWork({ state, reply, reopened }: PromiseItem): PromiseItem['state'] {
  if (state !== 'in-progress') return state;
  return reply !== null && reopened === null ? 'not-yet' : 'raised';
}

function ownerFault(item: PromiseItem, by: Actor): PromiseRefusal | null {
  const fault = openFault(item, by);
  if (fault !== null) return fault;
  return item.ownerId === null || item.ownerId === by.id ? null : 'has-owner';
}

function dueFault(dueOn: LocalDate | null, today: LocalDate): PromiseRefusal | null {
  if (dueOn === null) return null;
  if (dueOn < today) return 'due-passed';
  return dueOn > addDays(today, MOST_DAYS_AHEAD) ? 'due-too-far' : null;
}
