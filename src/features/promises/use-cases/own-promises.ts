import type { Circle, Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import type { Tx } from '../../../core/ports/store.ts';
import type { Result } from '../../../core/result.ts';
import { type PromiseItem, type PromiseRefusal, rewordPromise, withdrawPromise } from '../rules/promise.ts';
import { changePromise } from './changing.ts';

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

type Outcome = Promise<Result<PromiseItem, PromiseRefusal>>;

/** Its author puts other words in their place: on the list, and in every digest that showed the old ones. */
export async function reword(context: Context, author: Member, promiseId: string, words: string): Outcome {
  const reworded = await changePromise(
    context,
    author,
    promiseId,
    (item, { thisWeek }) => rewordPromise(item, author, { words, week: thisWeek }),
    (tx, circle, before, after) => context.promiseReworded(context, tx, circle, before.words, after.words),
  );
  return tidied(context, reworded);
}

/** Its author takes it back: none of its words is kept, and no digest that can still be changed shows them. */
export async function takeBack(context: Context, author: Member, promiseId: string): Outcome {
  const taken = await changePromise(
    context,
    author,
    promiseId,
    (item, { toldIn }) => withdrawPromise(item, author, toldIn),
    (tx, circle, before) => context.promiseReworded(context, tx, circle, before.words, null),
  );
  return tidied(context, taken);
}

/** After the commit: old words leave the files too. */
async function tidied(context: Context, outcome: Awaited<Outcome>): Outcome {
  if (outcome.ok) await context.store.tidy();
  return outcome;
}
