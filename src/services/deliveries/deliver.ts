import { quietUntil } from '../../domain/calendar/quiet-hours.ts';
import type { Circle, Identity, Member, Place, PlatformName } from '../../domain/circle.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { type Instant, MINUTE } from '../../domain/instant.ts';
import type { ChatPlatform, PostOutcome } from '../../ports/chat-platform.ts';
import type { DeliveryChange } from '../../ports/store.ts';
import type { Context } from '../context.ts';
import { composeLetter } from './letters.ts';
import { supersedeEarlier } from './supersede.ts';

/** Longer than any platform takes to answer; after it the worker counts as crashed and another may send again. */
const CLAIM_FOR = 2 * MINUTE;
const MOST_ATTEMPTS = 8;

/**
 * Sends one delivery. Claims it first, so that two workers never send the same one; a crash between posting and
 * recording is the one window for a second sending, and the delivery's id lets a platform notice.
 */
export async function deliver(context: Context, deliveryId: string): Promise<void> {
  const { clock, store } = context;
  const now = clock.now();
  const delivery = await store.tables.deliveries.claim(deliveryId, now, now + CLAIM_FOR);
  if (delivery === null) return;
  const change = await send(context, delivery);
  await store.tables.deliveries.finish(deliveryId, change);
  if (change.state === 'sent' && delivery.kind === 'turn-announcement')
    await supersedeEarlier(context, delivery);
}

async function send(context: Context, delivery: Delivery): Promise<DeliveryChange> {
  if (delivery.expiresAt !== null && delivery.expiresAt <= context.clock.now()) {
    return { state: 'dropped', note: 'too-late' };
  }
  const { circles, members } = context.store.tables;
  const circle = await circles.find(delivery.circleId);
  const member = delivery.memberId === null ? null : await members.find(delivery.memberId);
  if (circle === null || (delivery.memberId !== null && member === null)) {
    return { state: 'dropped', note: 'no-longer-there' };
  }
  if (member !== null && member.leftAt !== null) return { state: 'dropped', note: 'has-left' };
  if (member !== null && isReminder(delivery) && !member.preferences.reminders) {
    return { state: 'dropped', note: 'not-wanted' };
  }
  const target = targetOf(context, circle, delivery, member);
  if (target === null) return { state: 'waiting', note: 'platform-not-set-up' };
  // A letter that had to wait may come due again in the middle of the night.
  const quiet = quietUntil(member?.preferences.quietHours ?? null, circle.timezone, context.clock.now());
  if (quiet !== null) return postponed(delivery, quiet, 'quiet-hours');
  try {
    const message = await composeLetter(context, delivery, circle, member, target.platform.name);
    if (typeof message === 'string') return { state: 'dropped', note: message };
    const dated = delivery.expiresAt === null ? message : { ...message, until: delivery.expiresAt };
    return changeAfter(context, delivery, await target.platform.post(target.place, dated, delivery.id));
  } catch (error) {
    context.log.error('delivery.failed', error, { delivery: delivery.id, kind: delivery.kind });
    return tryAgain(context, delivery, 'error');
  }
}

interface Target {
  readonly platform: ChatPlatform;
  readonly place: Place;
}

function isReminder({ kind }: Delivery): boolean {
  return kind === 'pulse-reminder' || kind === 'turn-reminder';
}

/** Where the member is best reached on a platform that is set up; for a channel or another person, their own platform. */
function targetOf(
  context: Context,
  circle: Circle,
  delivery: Delivery,
  member: Member | null,
): Target | null {
  if (member !== null) {
    const reached = reachableAt(context.platforms, member);
    return reached === null
      ? null
      : { platform: reached.platform, place: { kind: 'member', ...reached.identity } };
  }
  if (delivery.person !== null) return targetOfPerson(context, delivery.person);
  const channel = circle.channels.find((each) => `${each.platform}/${each.externalId}` === delivery.channel);
  const platform = channel === undefined ? undefined : context.platforms.get(channel.platform);
  return channel === undefined || platform === undefined
    ? null
    : { platform, place: { kind: 'channel', ...channel } };
}

function targetOfPerson(context: Context, person: string): Target | null {
  const slash = person.indexOf('/');
  const name = person.slice(0, slash);
  const platform = [...context.platforms.values()].find((each) => each.name === name);
  return platform === undefined
    ? null
    : { platform, place: { kind: 'member', platform: platform.name, externalId: person.slice(slash + 1) } };
}

/** Where a member would get a message now: where they wish to be told first, else in the order of their platforms; null where none of their platforms is set up. */
export function reachableAt(
  platforms: ReadonlyMap<PlatformName, ChatPlatform>,
  member: Pick<Member, 'identities' | 'preferences'>,
): { readonly platform: ChatPlatform; readonly identity: Identity } | null {
  const wished = (identity: Identity) => (identity.platform === member.preferences.reachOn ? 0 : 1);
  for (const identity of [...member.identities].sort((a, b) => wished(a) - wished(b))) {
    const platform = platforms.get(identity.platform);
    if (platform !== undefined) return { platform, identity };
  }
  return null;
}

function changeAfter(context: Context, delivery: Delivery, outcome: PostOutcome): DeliveryChange {
  switch (outcome.outcome) {
    case 'posted':
      return { state: 'sent', sentAt: context.clock.now(), ref: outcome.ref.value, note: null };
    case 'unreachable':
      context.log.warn('delivery.unreachable', { delivery: delivery.id, why: outcome.why });
      return { state: 'failed', note: outcome.why };
    case 'later':
      return postponed(delivery, outcome.retryAt, outcome.why);
  }
}

/** Waits without having failed: `expiresAt` alone says when it is too late. */
function postponed(delivery: Delivery, dueAt: Instant, note: string): DeliveryChange {
  return { state: 'due', dueAt, note, attempts: delivery.attempts - 1 };
}

/** Each wait is twice as long as the one before. The first is a minute: `claim` has counted the attempt that failed. */
function tryAgain(context: Context, delivery: Delivery, note: string): DeliveryChange {
  if (delivery.attempts >= MOST_ATTEMPTS) return { state: 'failed', note };
  return { state: 'due', dueAt: context.clock.now() + MINUTE * 2 ** (delivery.attempts - 1), note };
}
