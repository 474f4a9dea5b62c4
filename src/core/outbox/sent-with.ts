import type { Context } from '../context.ts';
import { circleTable } from '../tables/circles.ts';
import { deliveryTable } from '../tables/deliveries.ts';
import { memberTable } from '../tables/members.ts';
import type { Sending } from './compose-together.ts';
import type { Delivery } from './delivery.ts';

/** The letter, with those that stand in the same message. */
export async function sentWith({ store }: Context, letter: Delivery): Promise<readonly Sending[]> {
  const letters =
    letter.contactId === null ? [letter] : await deliveryTable.inContact(store, letter.contactId);
  const sendings: Sending[] = [];
  for (const delivery of letters) {
    const circle = await circleTable.find(store, delivery.circleId);
    const member = delivery.memberId === null ? null : await memberTable.find(store, delivery.memberId);
    if (circle !== null) sendings.push({ delivery, circle, member });
  }
  return sendings;
}
