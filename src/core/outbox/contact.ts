import type { Member } from '../circle.ts';
import type { Context } from '../context.ts';
import type { Instant } from '../instant.ts';
import { type DeliveryChange, deliveryTable } from '../tables/deliveries.ts';
import { personTable } from '../tables/people.ts';
import type { Sending } from './compose-together.ts';
import { paceOf, verdictOn, weekOf } from './contact-budget.ts';
import { type Delivery, FOR_BUNDLE } from './delivery.ts';
import { postponed } from './trying-again.ts';
import { MAY_WAIT } from './urgency.ts';

/** More than one message can tell of, even by a line each. */
const MOST_TOGETHER = 24;

/**
 * Claims a letter that counts, if it may go to its member now, with all that goes with it; or gives what becomes of it. null:
 * another worker has it. All of it under the person's lock: of two workers with a letter each, one makes the bundle, and two
 * never both take the last message of a week.
 */
export async function admit(
  context: Context,
  { delivery: { id }, circle }: Sending,
  { personId, preferences }: Member,
  until: Instant,
): Promise<
  | { readonly goes: readonly Delivery[] }
  | { readonly waits: Delivery; readonly change: DeliveryChange }
  | null
> {
  const now = context.clock.now();
  const pace = paceOf(preferences, circle);
  return context.store.transact(async (tx) => {
    await personTable.lock(tx, [personId]);
    const letter = await deliveryTable.claim(tx, id, now, until);
    if (letter === null) return null;
    const sent = await deliveryTable.contactsOf(tx, personId, weekOf(pace, now).from, now);
    const verdict = verdictOn(letter, pace, sent, now);
    if (verdict === 'never') return { waits: letter, change: { state: 'dropped', note: 'more-than-wished' } };
    if (typeof verdict === 'number') return { waits: letter, change: postponed(letter, verdict, FOR_BUNDLE) };
    if (verdict === 'at-once') return { goes: [letter] };
    const limits = { now, until, limit: MOST_TOGETHER - 1 };
    const isBundle = verdict === 'together';
    const others = isBundle ? await deliveryTable.claimWaiting(tx, personId, MAY_WAIT, limits) : [];
    const goes = [letter, ...others];
    const ids = goes.map((each) => each.id);
    await deliveryTable.markContact(tx, ids, isBundle ? context.newId() : id);
    return { goes };
  });
}
