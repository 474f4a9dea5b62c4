import { ADDRESS_KINDS, type Place } from '../circle.ts';
import type { Context } from '../context.ts';
import { DAY, MINUTE } from '../instant.ts';
import { enqueueJobs, jobRequest } from '../jobs/job-request.ts';
import { addressTable } from '../tables/addresses.ts';
import { deliveryTable } from '../tables/deliveries.ts';
import { memberTable } from '../tables/members.ts';
import type { Sending } from './compose-together.ts';
import { type Delivery, notBy } from './delivery.ts';
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

/** A report that a letter which was taken did not arrive after all. */
export interface Returned {
  readonly letterId: string;
  /** As the report names them; one of them is the address that we wrote to, unless it has changed since. */
  readonly recipients: readonly string[];
  /** What the sender called the message; left out: it does not tell one sending from another. */
  readonly ref?: string;
  /**
   * `closed`, also where it is left out: nothing will ever arrive there. `not-now`: this letter did not. `not-tried`: nobody tried,
   * for a fault on the way.
   */
  readonly how?: 'closed' | 'not-now' | 'not-tried';
}

/** A report that comes later is a repeat: its address may have been proved anew since. */
const RETURNS_WITHIN = 14 * DAY;
/** So often a letter goes to one place that nobody tried to bring there, and so long apart. */
const MOST_TRIES = 3;
const TRY_AGAIN_AFTER = 5 * MINUTE;

/**
 * Sends the letter again, with those that went in one message with it: to the next place of its owner, or, where nobody had tried, to
 * the same. Holds an address that is closed. Nothing where it was somebody's of before, another address has taken its place, or the
 * letter went out once more meanwhile. Twice is as good as once. Gives whether it was of use; null: a worker is sending it, so it is too soon
 * to say which sending this is about.
 */
export async function cameBack(context: Context, returned: Returned): Promise<boolean | null> {
  const { store } = context;
  const letter = await deliveryTable.find(store, returned.letterId);
  if (letter === null || letter.dueAt < context.clock.now() - RETURNS_WITHIN) return false;
  if (returned.ref !== undefined && letter.ref !== returned.ref)
    return letter.state === 'claimed' ? null : false;
  if (letter.person !== null) return ofBareAddress(context, letter, letter.person, returned);
  const member = letter.memberId === null ? null : await memberTable.find(store, letter.memberId);
  if (member === null) return false;
  const { how = 'closed' } = returned;
  const own = (await addressTable.of(store, member.personId)).find(({ address }) =>
    isNamed(address, returned),
  );
  if (own === undefined || own.held) return false;
  const place = { platform: own.kind, externalId: own.address };
  const isAgain = how === 'not-tried' && letter.attempts < MOST_TRIES;
  const more: Delivery[] = [];
  const again: Delivery[] = [];
  for (const sending of await sentWith(context, letter)) {
    const left = (await targetsOf(context, sending)).filter((each) => each.place.platform !== own.kind);
    if (how === 'closed') more.push(...(await afterReturn(context, sending, place, left)));
    if (isAgain || left.length > 0) again.push(sending.delivery);
  }
  const now = context.clock.now();
  const change = isAgain
    ? { dueAt: now + TRY_AGAIN_AFTER, note: 'not-tried' }
    : { dueAt: now, note: notBy(own.kind) };
  const back = await store.transact(async (tx) => {
    await addToOutbox(tx, more);
    return deliveryTable.putBack(tx, again, change);
  });
  await enqueueDeliveries(context, more);
  if (!isAgain)
    await enqueueJobs(
      context,
      back.map((delivery) => jobRequest('deliver', { delivery })),
    );
  return how === 'closed' || back.length > 0;
}

/** What goes to an address that is nobody's yet goes nowhere else: whoever had us write there is told by its kind, or on their page. */
async function ofBareAddress(
  context: Context,
  letter: Delivery,
  person: string,
  returned: Returned,
): Promise<boolean> {
  const { clock, store } = context;
  if (!isNamed(person.slice(person.indexOf('/') + 1), returned)) return false;
  if (returned.how === 'not-tried' && letter.attempts < MOST_TRIES) {
    const change = { dueAt: clock.now() + TRY_AGAIN_AFTER, note: 'not-tried' };
    return (await deliveryTable.putBack(store, [letter], change)).length > 0;
  }
  if (letter.state !== 'sent') return false;
  await deliveryTable.finish(store, letter.id, { state: 'failed', note: WHY });
  await afterFailing(context, letter);
  return true;
}

function isNamed(address: string, { recipients }: Returned): boolean {
  return recipients.some((each) => each.toLowerCase() === address.toLowerCase());
}
