import { type IsoWeek, isoWeekOf } from '../../../core/calendar/iso-week.ts';
import type { Circle, Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { weekToBeTold } from '../../../core/week-to-be-told.ts';
import type { Tables } from '../../../ports/store.ts';
import { weekToBeShown } from '../../unnamed-words/use-cases.ts';
import {
  answerPromise,
  confirmPromise,
  type PromiseItem,
  type PromiseRefusal,
  type ReplyOutcome,
  raisePromise,
  reopenPromise,
} from '../rules.ts';

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
  return context.store.transact(async (tables) => {
    await tables.circles.lock(circle.id);
    const raised = raisePromise({
      id: context.newId(),
      circleId: circle.id,
      words: said.words,
      by: said.named ? member : null,
      week: said.named ? thisWeek(context, circle) : await weekToBeShown(context, tables, circle),
    });
    if (!raised.ok) return raised;
    const before = (await tables.promises.list(circle.id)).find((each) => saysTheSame(each, raised.value));
    if (before === undefined) await tables.promises.insert(raised.value);
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
  return context.store.transact(async (tables) => {
    const week = await weekToBeTold(context, tables, circle);
    return changeIn(tables, promiseId, (item) => confirmPromise(item, member, week));
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
  return context.store.transact((tables) => changeIn(tables, promiseId, decide));
}

async function changeIn(
  tables: Tables,
  promiseId: string,
  decide: (item: PromiseItem) => Result<PromiseItem, PromiseRefusal>,
): Outcome {
  const item = await tables.promises.lock(promiseId);
  if (item === null) return refuse('no-such-promise');
  const changed = decide(item);
  if (changed.ok) await tables.promises.save(changed.value);
  return changed;
}

function thisWeek(context: Context, circle: Circle): IsoWeek {
  return isoWeekOf(context.clock.now(), circle.timezone);
}
