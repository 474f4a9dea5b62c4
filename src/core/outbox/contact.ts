import type { Circle, Member } from '../circle.ts';
import type { Context } from '../context.ts';
import type { Instant } from '../instant.ts';
import { type DeliveryChange, deliveryTable } from '../tables/deliveries.ts';
import { personTable } from '../tables/people.ts';
import { paceOf, verdictOn, weekOf } from './contact-budget.ts';
import { type Delivery, FOR_BUNDLE } from './delivery.ts';
import { postponed } from './trying-again.ts';
import { MAY_WAIT } from './urgency.ts';

/** More than one message can tell of, even by a line each. */
const MOST_TOGETHER = 24;

/**
 * Whether a letter that a worker has claimed goes to its member now. Gives what goes with it, claimed for as long: all that
 * waited for the same person; or what becomes of it. Counts under the person's lock, so that two workers never both take the
 * last message of a week.
 */
export async function admit(
  context: Context,
  letter: Delivery,
  circle: Circle,
  { personId, preferences }: Member,
  until: Instant,
): Promise<{ readonly goes: readonly Delivery[] } | { readonly change: DeliveryChange }> {
  const now = context.clock.now();
  const pace = paceOf(preferences, circle);
  return context.store.transact(async (tx) => {
    await personTable.lock(tx, [personId]);
    const sent = await deliveryTable.contactsOf(tx, personId, weekOf(pace, now).from, now);
    const verdict = verdictOn(letter, pace, sent, now);
    if (verdict === 'never') return { change: { state: 'dropped', note: 'more-than-wished' } };
    if (typeof verdict === 'number') return { change: postponed(letter, verdict, FOR_BUNDLE) };
    if (verdict === 'at-once') return { goes: [letter] };
    const limits = { now, until, limit: MOST_TOGETHER - 1 };
    const isBundle = verdict === 'together';
    const others = isBundle ? await deliveryTable.claimWaiting(tx, personId, MAY_WAIT, limits) : [];
    const goes = [letter, ...others];
    const ids = goes.map(({ id }) => id);
    await deliveryTable.markContact(tx, ids, isBundle ? context.newId() : letter.id);
    return { goes };
  });
}
