import { isoWeekOf } from '../../domain/calendar/iso-week.ts';
import type { Circle, Member } from '../../domain/circle.ts';
import {
  answerPromise,
  confirmPromise,
  type PromiseItem,
  type PromiseRefusal,
  type ReplyOutcome,
  raisePromise,
  reopenPromise,
} from '../../domain/promise.ts';
import { type Result, refuse } from '../../domain/result.ts';
import type { Context } from '../context.ts';

export type PromiseFault = PromiseRefusal | 'no-such-promise';
type Outcome = Promise<Result<PromiseItem, PromiseFault>>;

/** Keeps a "you said". Unnamed, nothing of the member is kept: only the words and the week. */
export async function raise(
  context: Context,
  circle: Circle,
  member: Member,
  said: { readonly words: string; readonly named: boolean },
): Outcome {
  const raised = raisePromise({
    id: context.newId(),
    circleId: circle.id,
    words: said.words,
    by: said.named ? member : null,
    week: thisWeek(context, circle),
  });
  if (raised.ok) await context.store.transact((tables) => tables.promises.insert(raised.value));
  return raised;
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
  return change(context, promiseId, (item) => confirmPromise(item, member, thisWeek(context, circle)));
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
  return context.store.transact(async (tables) => {
    const item = await tables.promises.lock(promiseId);
    if (item === null) return refuse('no-such-promise');
    const changed = decide(item);
    if (changed.ok) await tables.promises.save(changed.value);
    return changed;
  });
}

function thisWeek(context: Context, circle: Circle): string {
  return isoWeekOf(context.clock.now(), circle.timezone);
}
