import { quietUntil } from '../calendar/quiet-hours.ts';
import type { Circle, Member, Reachable } from '../circle.ts';
import type { Context } from '../context.ts';
import type { Instant } from '../instant.ts';
import { enqueueJobs, jobRequest } from '../jobs/job-request.ts';
import type { Tx } from '../ports/store.ts';
import { deliveryTable } from '../tables/deliveries.ts';
import type { Delivery, DeliveryKind, Payload } from './delivery.ts';

export interface Letter {
  readonly kind: DeliveryKind;
  /** The id of what it is about: a round, a meeting, a digest. */
  readonly subject: string;
  readonly payload?: Payload | null;
  /** Tells apart two letters of one kind about one subject, such as the announcements of two chairs in turn. */
  readonly edition?: string;
  readonly dueAt: Instant;
  readonly expiresAt: Instant | null;
}

/** A letter to one member, held back until their quiet hours are over. */
export function toMember(context: Context, circle: Circle, member: Member, letter: Letter): Delivery {
  const { quietHours } = member.preferences;
  return {
    ...blank(context, circle, letter),
    key: keyOf(letter, member.id),
    memberId: member.id,
    dueAt: quietUntil(quietHours, letter.dueAt) ?? letter.dueAt,
  };
}

/** A letter in private to somebody who is no member, or at an address: one of each kind, edition and circle for each place, for ever. */
export function toPerson(context: Context, circle: Circle, identity: Reachable, letter: Letter): Delivery {
  const person = `${identity.platform}/${identity.externalId}`;
  return {
    ...blank(context, circle, letter),
    key: [letter.kind, circle.id, ...(letter.edition === undefined ? [] : [letter.edition]), person].join(
      ' ',
    ),
    person,
  };
}

/** The same letter to each of the circle's channels. A channel has no quiet hours. */
export function toChannels(context: Context, circle: Circle, letter: Letter): readonly Delivery[] {
  return circle.channels.map((channel) => {
    const name = `${channel.platform}/${channel.externalId}`;
    return {
      ...blank(context, circle, letter),
      key: keyOf(letter, name),
      channel: name,
    };
  });
}

/** The same letter to each channel and to each of some members in private. */
export function toEverybody(
  context: Context,
  circle: Circle,
  members: readonly Member[],
  letter: Letter,
): readonly Delivery[] {
  return [
    ...toChannels(context, circle, letter),
    ...members.map((member) => toMember(context, circle, member, letter)),
  ];
}

/** Puts right, where it stands, what an earlier letter said. Disturbs nobody, so quiet hours do not hold it back. */
export function toCorrect(context: Context, circle: Pick<Circle, 'id'>, letter: Delivery): Delivery {
  const correction: Letter = {
    kind: 'digest-correction',
    subject: letter.id,
    edition: context.newId(),
    dueAt: context.clock.now(),
    expiresAt: null,
  };
  const { channel, memberId, person } = letter;
  const key = keyOf(correction, channel ?? memberId ?? person ?? '');
  return { ...blank(context, circle, correction), key, channel, memberId, person };
}

/**
 * Letters that asked for something which is settled now: each says so where it stands, in the words of `inPlaceOf`. By then
 * nothing may be left to compose for them.
 */
export async function toPutAway(
  context: Context,
  tx: Tx,
  circle: Pick<Circle, 'id'>,
  subject: string,
  kinds: readonly DeliveryKind[],
): Promise<readonly Delivery[]> {
  const letters = await deliveryTable.sentOrOnTheWay(tx, subject, kinds);
  return letters.map((letter) => toCorrect(context, circle, letter));
}

/** The same letter to a member in place of a channel; nothing new where they get it anyway. */
export function toMemberInstead(
  context: Context,
  circle: Circle,
  member: Member,
  letter: Delivery,
): Delivery {
  const { kind, subject, payload, expiresAt } = letter;
  const now = context.clock.now();
  return {
    ...toMember(context, circle, member, {
      kind,
      subject,
      payload,
      dueAt: now,
      expiresAt,
    }),
    key: `${newsOf(letter)}${member.id}`,
  };
}

/** What a letter tells, wherever it goes. */
export function newsOf({ key, channel, memberId, person }: Delivery): string {
  return key.slice(0, key.length - (channel ?? memberId ?? person ?? '').length);
}

function keyOf(letter: Letter, place: string): string {
  return [letter.kind, letter.subject, letter.edition ?? '', place].join(' ');
}

function blank(context: Context, circle: Pick<Circle, 'id'>, letter: Letter): Delivery {
  return {
    id: context.newId(),
    key: '',
    circleId: circle.id,
    kind: letter.kind,
    subject: letter.subject,
    payload: letter.payload ?? null,
    memberId: null,
    channel: null,
    person: null,
    dueAt: letter.dueAt,
    expiresAt: letter.expiresAt,
    state: 'due',
    attempts: 0,
    slotAt: null,
    claimedUntil: null,
    sentAt: null,
    contactId: null,
    ref: null,
    note: null,
  };
}

/** Puts letters into the outbox, in the transaction of what made them necessary. Hand the result to `enqueueDeliveries` after it. */
export async function addToOutbox(tx: Tx, deliveries: readonly Delivery[]): Promise<readonly Delivery[]> {
  if (deliveries.length > 0) await deliveryTable.add(tx, deliveries);
  return deliveries;
}

/**
 * After the commit: wakes workers for what may go out now. What is not due yet is found by the minute tick, and so are
 * corrections: they may be many, and nobody waits for them.
 */
export async function enqueueDeliveries(context: Context, deliveries: readonly Delivery[]): Promise<void> {
  const now = context.clock.now();
  const due = deliveries.filter(({ dueAt, kind }) => dueAt <= now && kind !== 'digest-correction');
  await enqueueJobs(
    context,
    due.map((delivery) => jobRequest('deliver', { delivery: delivery.id })),
  );
}
