import { isoWeekOf } from '../../../core/calendar/iso-week.ts';
import type { Circle, Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { enqueueDeliveries } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { type PromiseItem, type PromiseRefusal, rewordPromise, takingBackFault } from '../rules/promise.ts';
import { promiseTable } from '../tables.ts';

declare module '../../../core/context.ts' {
  interface Context {
    /** A named promise says other words from now on, or (null) is gone: what showed the old ones follows. Gives the letters. */
    readonly promiseReworded: (
      context: Context,
      tx: Tx,
      circle: Circle,
      before: string,
      now: string | null,
    ) => Promise<readonly Delivery[]>;
  }
}

type Outcome = Promise<Result<PromiseItem, PromiseRefusal | 'no-such-promise'>>;

/** Its author puts other words in their place: on the list, and in every digest that showed the old ones. */
export async function reword(
  context: Context,
  circle: Circle,
  author: Member,
  promiseId: string,
  words: string,
): Outcome {
  const outcome = await context.store.transact(async (tx) => {
    await circleTable.lock(tx, circle.id);
    const item = await promiseTable.lock(tx, promiseId);
    if (item === null) return refuse('no-such-promise');
    const week = isoWeekOf(context.clock.now(), circle.timezone);
    const reworded = rewordPromise(item, author, { words, week });
    if (!reworded.ok || reworded.value === item)
      return reworded.ok ? success({ item, letters: [] }) : reworded;
    await promiseTable.save(tx, reworded.value);
    const letters = await context.promiseReworded(context, tx, circle, item.words, reworded.value.words);
    return success({ item: reworded.value, letters });
  });
  if (!outcome.ok) return outcome;
  await tidied(context, outcome.value.letters);
  return success(outcome.value.item);
}

/** Its author takes it back: nothing of it is kept, and no digest that can still be changed shows it. */
export async function takeBack(context: Context, circle: Circle, author: Member, promiseId: string): Outcome {
  const outcome = await context.store.transact(async (tx) => {
    await circleTable.lock(tx, circle.id);
    const item = await promiseTable.lock(tx, promiseId);
    if (item === null) return refuse('no-such-promise');
    const fault = takingBackFault(item, author);
    if (fault !== null) return refuse(fault);
    await promiseTable.remove(tx, item.id);
    const letters = await context.promiseReworded(context, tx, circle, item.words, null);
    return success({ item, letters });
  });
  if (!outcome.ok) return outcome;
  await tidied(context, outcome.value.letters);
  return success(outcome.value.item);
}

/** After the commit: old words leave the files too, and the posts that showed them are edited. */
async function tidied(context: Context, letters: Parameters<typeof enqueueDeliveries>[1]): Promise<void> {
  await context.store.tidy();
  await enqueueDeliveries(context, letters);
}
