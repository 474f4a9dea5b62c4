import type { Context } from './context.ts';
import type { Delivery } from './outbox/delivery.ts';
import { addToOutbox, enqueueDeliveries } from './outbox/outbox.ts';
import type { Tx } from './ports/store.ts';

/** Puts letters into the outbox, in the transaction under way. */
export type Send = (letters: readonly Delivery[]) => Promise<void>;

/**
 * One transaction, with the letters that it makes necessary: they are in the outbox once it is kept, and only then workers are
 * woken. Where `work` throws, nothing is sent; a refusal that it gives back is kept, with what it had sent.
 */
export async function transactSending<T>(
  context: Context,
  work: (tx: Tx, send: Send) => Promise<T>,
): Promise<T> {
  const sent: Delivery[] = [];
  const outcome = await context.store.transact((tx) =>
    work(tx, async (letters) => {
      sent.push(...(await addToOutbox(tx, letters)));
    }),
  );
  await enqueueDeliveries(context, sent);
  return outcome;
}
