import { ADDRESS_KINDS, type Place } from '../circle.ts';
import type { Context } from '../context.ts';
import { enqueueJobs, jobRequest } from '../jobs/job-request.ts';
import { addressTable } from '../tables/addresses.ts';
import { deliveryTable } from '../tables/deliveries.ts';
import { memberTable } from '../tables/members.ts';
import type { Sending } from './compose-together.ts';
import type { Delivery } from './delivery.ts';
import { afterClosedAccount } from './delivery-failures.ts';
import { afterFailing } from './notifications.ts';
import { addToOutbox, enqueueDeliveries } from './outbox.ts';
import { sentWith } from './sent-with.ts';
import { type Target, targetsOf } from './targets.ts';

const WHY = 'mailbox-closed';

/**
 * What comes back from an address goes there no more. Gives what is sent about it: where nothing is left that calls its owner, the
 * other stewards hear of it, once.
 */
export async function afterReturn(
  context: Context,
  { circle, delivery, member }: Sending,
  { platform, externalId }: Pick<Place, 'platform' | 'externalId'>,
  others: readonly Target[],
): Promise<readonly Delivery[]> {
  const kind = ADDRESS_KINDS.find((each) => each === platform);
  if (member === null || kind === undefined) return [];
  await addressTable.hold(context.store, member.personId, kind, externalId);
  // With none left at all, it is told as of any closed account.
  if (others.length === 0 || others.some((other) => other.platform.abilities.calls)) return [];
  const { more } = await afterClosedAccount(context, circle, delivery, member, {
    platform: kind,
    bar: 'account-closed',
    why: WHY,
  });
  return more;
}

/** A report that a letter which was taken did not arrive after all: for whom, and that it never will. */
export interface Returned {
  readonly letterId: string;
  /** As the report names them; one of them is the address that we wrote to, unless it has changed since. */
  readonly recipients: readonly string[];
}

/**
 * Holds the address, and sends the letter again to the next place of its owner, with those that went in one message with it.
 * Nothing where it was somebody's of before, or another address has taken its place. Twice is as good as once. Gives whether it was of use.
 */
export async function cameBack(context: Context, { letterId, recipients }: Returned): Promise<boolean> {
  const { store } = context;
  const letter = await deliveryTable.find(store, letterId);
  const named = recipients.map((each) => each.toLowerCase());
  if (letter !== null && letter.person !== null) return cameBackFromStranger(context, letter, named);
  const member = letter?.memberId == null ? null : await memberTable.find(store, letter.memberId);
  if (letter === null || member === null) return false;
  const own = (await addressTable.of(store, member.personId)).find(({ address }) =>
    named.includes(address.toLowerCase()),
  );
  if (own === undefined || own.held) return false;
  const place = { platform: own.kind, externalId: own.address };
  const sendings = await sentWith(context, letter);
  const more: Delivery[] = [];
  const again: Delivery[] = [];
  for (const sending of sendings) {
    const left = (await targetsOf(context, sending)).filter((each) => each.place.platform !== own.kind);
    more.push(...(await afterReturn(context, sending, place, left)));
    if (sending.delivery.state === 'sent' && left.length > 0) again.push(sending.delivery);
  }
  await store.transact(async (tx) => {
    for (const { id } of again)
      await deliveryTable.finish(tx, id, { state: 'due', dueAt: context.clock.now(), note: 'came-back' });
    await addToOutbox(tx, more);
  });
  await enqueueDeliveries(context, more);
  await enqueueJobs(
    context,
    again.map(({ id }) => jobRequest('deliver', { delivery: id })),
  );
  return true;
}

/** From an address that is nobody's yet, so nothing is held: whoever had us write there is told by its kind. */
async function cameBackFromStranger(
  context: Context,
  letter: Delivery,
  named: readonly string[],
): Promise<boolean> {
  const isIt = named.some((each) => letter.person?.toLowerCase() === `mail/${each}`);
  if (!isIt || letter.state !== 'sent') return false;
  await deliveryTable.finish(context.store, letter.id, { state: 'failed', note: WHY });
  await afterFailing(context, letter);
  return true;
}
