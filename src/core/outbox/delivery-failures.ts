import type { Circle, Identity, Member, SurfaceName } from '../circle.ts';
import type { Context } from '../context.ts';
import { DAY, HOUR, type Instant } from '../instant.ts';
import { enqueueJobs, jobRequest } from '../jobs/job-request.ts';
import type { Bar, ChannelBar } from '../ports/sender.ts';
import { type DeliveryChange, deliveryTable } from '../tables/deliveries.ts';
import { memberTable } from '../tables/members.ts';
import type { Delivery, Payload } from './delivery.ts';
import { type Letter, newsOf, toMember, toMemberInstead } from './outbox.ts';

/** Twice as long after each refusal, at most a day: ten attempts are some five days. */
const MOST_VISITS = 10;
const LONGEST_WAIT = DAY;
/** A platform that goes on refusing us is told of again after this long. */
const WEEK = 7 * DAY;

/** What becomes of a letter that was refused, and what is sent in its stead. */
export interface Refused {
  readonly change: DeliveryChange;
  readonly more: readonly Delivery[];
}

/**
 * A channel does not let us post. The letter goes to the members in private, unless another chat channel of the circle has
 * it; the stewards are told what to do, once until something gets through there again; and the channel is tried again,
 * ever more seldom, until somebody lets us in or the letter is no longer worth sending.
 */
export async function afterBarredChannel(
  context: Context,
  circle: Circle,
  letter: Delivery & { readonly channel: string },
  { bar, why }: { readonly bar: ChannelBar; readonly why: string },
): Promise<Refused> {
  const everybody = await memberTable.list(context.store, circle.id);
  const elsewhere = await isElsewhere(context, circle, letter);
  const since = await deliveryTable.lastSent(context.store, circle.id, { channel: letter.channel });
  const told = letterToStewards(
    context,
    'channel-closed',
    { bar, channel: letter.channel },
    editionOf(since),
  );
  return {
    change: nextVisit(letter, context.clock.now(), why),
    more: [
      ...(elsewhere ? [] : everybody.map((member) => toMemberInstead(context, circle, member, letter))),
      ...stewardsOf(everybody).map((steward) => toMember(context, circle, steward, told)),
    ],
  };
}

function nextVisit({ attempts }: Delivery, now: Instant, note: string): DeliveryChange {
  if (attempts >= MOST_VISITS) return { state: 'failed', note };
  return { state: 'due', dueAt: now + Math.min(LONGEST_WAIT, HOUR * 2 ** (attempts - 1)), note };
}

/** Whether the same news stands, or is about to stand, in another channel of a chat platform. */
async function isElsewhere(context: Context, circle: Circle, letter: Delivery): Promise<boolean> {
  const sent = await deliveryTable.sentAbout(context.store, letter.subject, [letter.kind]);
  const onItsWay = (await deliveryTable.unsent(context.store, circle.id)).filter(
    ({ state, attempts }) => state === 'claimed' || (state === 'due' && attempts === 0),
  );
  return [...sent, ...onItsWay].some(
    (other) =>
      other.channel !== null &&
      other.channel !== letter.channel &&
      !other.channel.startsWith('web/') &&
      newsOf(other) === newsOf(letter),
  );
}

/**
 * Somebody is closed to us on every platform we know them by: the other stewards hear of it, once until they are reached.
 * Where the person may yet let us in, the letter waits and is tried again, ever more seldom.
 */
export async function afterClosedAccount(
  context: Context,
  circle: Circle,
  letter: Delivery,
  member: Member,
  { platform, bar, why }: { readonly platform: SurfaceName; readonly bar: Bar; readonly why: string },
): Promise<Refused> {
  const since = await deliveryTable.lastSent(context.store, circle.id, { memberId: member.id });
  const told = letterToStewards(
    context,
    'member-unreachable',
    { memberId: member.id, platform },
    editionOf(since),
  );
  const others = stewardsOf(await memberTable.list(context.store, circle.id)).filter(
    ({ id }) => id !== member.id,
  );
  return {
    change:
      bar === 'not-let-in' ? nextVisit(letter, context.clock.now(), why) : { state: 'failed', note: why },
    more: others.map((steward) => toMember(context, circle, steward, told)),
  };
}

/** A platform lets us in nowhere. Stewards who can be told on another one are told once a week while that lasts. */
export async function shutOutLetters(
  context: Context,
  circle: Circle,
  platform: SurfaceName,
): Promise<readonly Delivery[]> {
  const week = String(Math.floor(context.clock.now() / WEEK));
  const told = letterToStewards(context, 'platform-shut-out', { platform }, week);
  return stewardsOf(await memberTable.list(context.store, circle.id))
    .filter(({ identities }) =>
      identities.some((each) => each.platform !== platform && context.platforms.has(each.platform)),
    )
    .map((steward) => toMember(context, circle, steward, told));
}

/** For adapters: we were let into a channel, or by a person. What was refused there goes out now. */
export async function placeOpened(context: Context, place: Identity): Promise<void> {
  const now = context.clock.now();
  const ids = [
    ...(await deliveryTable.retry(context.store, { channel: `${place.platform}/${place.externalId}` }, now)),
  ];
  for (const { member } of await memberTable.findByIdentity(context.store, place)) {
    ids.push(...(await deliveryTable.retry(context.store, { memberId: member.id }, now)));
  }
  await enqueueJobs(
    context,
    ids.map((delivery) => jobRequest('deliver', { delivery })),
  );
}

function letterToStewards(
  context: Context,
  kind: 'channel-closed' | 'member-unreachable' | 'platform-shut-out',
  payload: Payload,
  edition: string,
): Letter {
  const subject = Object.values(payload).join('.');
  return { kind, subject, payload, edition, dueAt: context.clock.now(), expiresAt: null };
}

/** Of one spell of trouble: it lasts since something was last sent there. */
function editionOf(since: Instant | null): string {
  return since === null ? 'never' : String(since);
}

function stewardsOf(members: readonly Member[]): readonly Member[] {
  return members.filter(({ steward }) => steward);
}
