import { type AccountLink, sameAccount } from '../../../core/account-links.ts';
import { localTime } from '../../../core/calendar/local-time.ts';
import {
  ADDRESS_KINDS,
  type Circle,
  type Identity,
  type Member,
  type MemberId,
  type PersonId,
} from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { toMember, toPerson } from '../../../core/outbox/outbox.ts';
import { reachableAt } from '../../../core/outbox/targets.ts';
import { type Person, unitedWishes } from '../../../core/person.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { addressTable } from '../../../core/tables/addresses.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { linkTable } from '../../../core/tables/links.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { personTable } from '../../../core/tables/people.ts';
import { joiningTable } from '../../membership/tables.ts';
import { vacateTurns } from '../../turns/use-cases/vacate.ts';

/** A member somebody is now, with the circle. */
export interface Seat {
  readonly circle: Circle;
  readonly member: Member;
}

/** Who somebody is in circles now, in the order they were entered. */
export async function seatsOf(tx: Tx, id: PersonId): Promise<readonly Seat[]> {
  const seats: Seat[] = [];
  for (const member of await personTable.members(tx, id)) {
    const circle = member.leftAt === null ? await circleTable.find(tx, member.circleId) : null;
    if (circle !== null) seats.push({ circle, member });
  }
  return seats;
}

/**
 * Makes an account of nobody, or of somebody who is in no circle any more, a person's, in the caller's transaction, which
 * holds their circles. Letters keep going where they went so far, until the person wishes otherwise: a new account must not
 * draw them away in secret. The person is told there, with the way to undo it.
 */
export async function gainAccount(
  context: Context,
  tx: Tx,
  person: Person,
  account: Identity,
): Promise<readonly Delivery[]> {
  const { organisationId } = person;
  const at = context.clock.now();
  const before = placeOf(context, person);
  const fromId = await personTable.ownerOf(tx, organisationId, account);
  const since = fromId === null ? null : sinceOf(await personTable.find(tx, fromId), account);
  if (fromId === null) await personTable.addAccount(tx, person.id, account, at);
  else await personTable.moveAccount(tx, person.id, account, at);
  await stayReachedAt(tx, person, before);
  const link: AccountLink = {
    id: context.newId(),
    organisationId,
    personId: person.id,
    at,
    gained: [{ ...account, since }],
    replaced: [],
    fromId,
    members: [],
    left: [],
    byId: null,
  };
  await linkTable.record(tx, link);
  const seats = await seatsOf(tx, person.id);
  await withdrawJoinings(tx, seats, [account]);
  return lettersAbout(context, seats, link, before, null);
}

/**
 * Makes two people one, in the caller's transaction, which holds their circles and both: accounts, members and days away of
 * the one who joins become the other's, and `leaves` go out of circles in which both are, with their turns going to
 * others. Of both wishes the one for more care stays. Rounds that are open keep their rosters. Both are told where they
 * were reached so far.
 */
export async function joinPeople(
  context: Context,
  tx: Tx,
  stays: Person,
  joins: Person,
  leaves: readonly MemberId[],
): Promise<readonly Delivery[]> {
  const at = context.clock.now();
  const [before, beforeOther] = [placeOf(context, stays), placeOf(context, joins)];
  const link: AccountLink = {
    id: context.newId(),
    organisationId: stays.organisationId,
    personId: stays.id,
    at,
    gained: joins.accounts.map(({ platform, externalId, since }) => ({ platform, externalId, since })),
    replaced: [],
    fromId: joins.id,
    members: await personTable.membersSince(tx, joins.id),
    left: leaves,
    byId: null,
  };
  for (const member of await personTable.members(tx, joins.id)) {
    if (leaves.includes(member.id)) await memberTable.saveStanding(tx, member.id, { ...member, leftAt: at });
    await personTable.moveMember(tx, member.id, stays.id, at);
  }
  for (const account of link.gained) await personTable.moveAccount(tx, stays.id, account, at);
  await personTable.copyAbsences(tx, joins.id, stays.id);
  // Not taken along: it is proved anew, by whom both accounts are now.
  for (const kind of ADDRESS_KINDS) await addressTable.remove(tx, joins.id, kind);
  const wishes = unitedWishes(stays, joins);
  await stayReachedAt(tx, { ...stays, ...wishes }, before);
  await linkTable.record(tx, link);
  const seats = await seatsOf(tx, stays.id);
  await withdrawJoinings(tx, seats, [...stays.accounts, ...joins.accounts]);
  return [
    ...(await vacateLeft(context, tx, leaves)),
    ...(await vacateAway(context, tx, seats)),
    ...lettersAbout(context, seats, link, before, beforeOther),
  ];
}

function placeOf(context: Context, { accounts, preferences }: Person): Identity | null {
  const identities = accounts.filter(({ held }) => !held);
  const reached = reachableAt(context.platforms, { identities, preferences })?.identity ?? identities[0];
  return reached === undefined ? null : { platform: reached.platform, externalId: reached.externalId };
}

async function stayReachedAt(
  tx: Tx,
  { id, preferences, resting }: Person,
  before: Identity | null,
): Promise<void> {
  // An address that was wished for stays so while it is there.
  const wished = (await addressTable.of(tx, id)).some(({ kind }) => kind === preferences.reachOn);
  const reachOn = wished ? preferences.reachOn : (before?.platform ?? preferences.reachOn);
  await personTable.saveWishes(tx, id, { preferences: { ...preferences, reachOn }, resting });
}

function sinceOf(person: Person | null, account: Identity): Instant | null {
  return person?.accounts.find((each) => sameAccount(each, account))?.since ?? null;
}

async function withdrawJoinings(
  tx: Tx,
  seats: readonly Seat[],
  accounts: readonly Identity[],
): Promise<void> {
  for (const { circle } of seats) {
    for (const account of accounts) {
      const waiting = await joiningTable.waitingFor(tx, circle.id, account);
      if (waiting?.what === 'join') await joiningTable.close(tx, waiting.id, 'withdrawn');
    }
  }
}

async function vacateLeft(
  context: Context,
  tx: Tx,
  leaves: readonly MemberId[],
): Promise<readonly Delivery[]> {
  const letters: Delivery[] = [];
  for (const id of leaves) {
    const member = await memberTable.find(tx, id);
    const circle = member === null ? null : await circleTable.find(tx, member.circleId);
    if (circle !== null) letters.push(...(await vacateTurns(context, tx, circle, id)));
  }
  return letters;
}

/** Turns of somebody who rests or is away, now that both halves of what they said are known. */
async function vacateAway(context: Context, tx: Tx, seats: readonly Seat[]): Promise<readonly Delivery[]> {
  const letters: Delivery[] = [];
  for (const { circle, member } of seats) {
    const own = (await memberTable.absences(tx, circle.id)).filter(({ memberId }) => memberId === member.id);
    const isAway = (startsAt: Instant) => {
      const { date } = localTime(startsAt, circle.timezone);
      return own.some(({ from, to }) => from <= date && date <= to);
    };
    const rests = member.chairs === 'resting';
    const concerns = ({ startsAt }: { readonly startsAt: Instant }) => rests || isAway(startsAt);
    letters.push(...(await vacateTurns(context, tx, circle, member.id, concerns)));
  }
  return letters;
}

/**
 * Told where they were reached so far, in the first of their circles; so is `other`, the place of who joined: it may be the
 * only one they read.
 */
function lettersAbout(
  context: Context,
  [seat]: readonly Seat[],
  { id, at }: AccountLink,
  before: Identity | null,
  other: Identity | null,
): readonly Delivery[] {
  if (seat === undefined) return [];
  const letter = { kind: 'account-linked', subject: id, dueAt: at, expiresAt: null } as const;
  const letters: Delivery[] = [];
  if (other !== null) {
    const delivery = toPerson(context, seat.circle, other, letter);
    letters.push({ ...delivery, key: `${delivery.key} ${id}` });
  }
  if (before === null || other === null || !sameAccount(before, other)) {
    letters.push(toMember(context, seat.circle, seat.member, letter));
  }
  return letters;
}
