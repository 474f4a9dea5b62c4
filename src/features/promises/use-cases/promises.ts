import { type IsoWeek, isoWeekOf } from '../../../core/calendar/iso-week.ts';
import type { Circle, Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { weekToBeTold } from '../../../core/week-to-be-told.ts';
import { weekToBeShown } from '../../unnamed-words/use-cases.ts';
import {
  answerPromise,
  confirmPromise,
  type PromiseItem,
  type PromiseRefusal,
  type ReplyOutcome,
  raisePromise,
  reopenPromise,
} from '../rules/promise.ts';
import { promiseTable } from '../tables.ts';

export type PromiseFault = PromiseRefusal | 'no-such-promise';
type Outcome = Promise<Result<PromiseItem, PromiseFault>>;

/**
 * Keeps a "you said". Unnamed, nothing of the member is kept: only the words, and the week of the digest to show them. The same
 * words in the same week, under the same name or under none, are kept once: a button may be pressed twice.
 */
export function raise(
  context: Context,
  circle: Circle,
  member: Member,
  said: { readonly words: string; readonly named: boolean },
): Outcome {
  return context.store.transact(async (tx) => {
    await circleTable.lock(tx, circle.id);
    const raised = raisePromise({
      id: context.newId(),
      circleId: circle.id,
      words: said.words,
      by: said.named ? member : null,
      week: said.named ? thisWeek(context, circle) : await weekToBeShown(context, tx, circle),
    });
    if (!raised.ok) return raised;
    const before = (await promiseTable.list(tx, circle.id)).find((each) => saysTheSame(each, raised.value));
    if (before === undefined) await promiseTable.insert(tx, raised.value);
    return success(before ?? raised.value);
  });
}

/** And has had no reply: what was answered may be raised again. */
function saysTheSame(item: PromiseItem, other: PromiseItem): boolean {
  return (
    item.state === 'raised' &&
    item.words === other.words &&
    item.raisedIn === other.raisedIn &&
    item.raisedBy?.memberId === other.raisedBy?.memberId
  );
}

/** "We did", or "we cannot, because". */
export function reply(
  context: Context,
  circle: Circle,
  member: Member,
  promiseId: string,
  said: { readonly outcome: ReplyOutcome; readonly words: string },
): Outcome {
  return change(context, promiseId, (item) =>
    answerPromise(item, member, { ...said, week: thisWeek(context, circle) }),
  );
}

/** A rep says that it has really happened. This alone closes a promise. */
export function confirm(context: Context, circle: Circle, member: Member, promiseId: string): Outcome {
  return context.store.transact(async (tx) => {
    const week = await weekToBeTold(context, tx, circle);
    return changeIn(tx, promiseId, (item) => confirmPromise(item, member, week));
  });
}

/** A rep says "not yet". */
export function reopen(context: Context, member: Member, promiseId: string): Outcome {
  return change(context, promiseId, (item) => reopenPromise(item, member));
}

function change(
  context: Context,
  promiseId: string,
  decide: (item: PromiseItem) => Result<PromiseItem, PromiseRefusal>,
): Outcome {
  return context.store.transact((tx) => changeIn(tx, promiseId, decide));
}

async function changeIn(
  tx: Tx,
  promiseId: string,
  decide: (item: PromiseItem) => Result<PromiseItem, PromiseRefusal>,
): Outcome {
  const item = await promiseTable.lock(tx, promiseId);
  if (item === null) return refuse('no-such-promise');
  const changed = decide(item);
  if (changed.ok) await promiseTable.save(tx, changed.value);
  return changed;
}

function thisWeek(context: Context, circle: Circle): IsoWeek {
  return isoWeekOf(context.clock.now(), circle.timezone);
}
