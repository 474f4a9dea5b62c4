import { sql } from 'drizzle-orm';
import type { Circle, Member } from '../../../src/core/circle.ts';
import { DAY, HOUR, type Instant } from '../../../src/core/instant.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import { addressTable } from '../../../src/core/tables/addresses.ts';
import { circleTable } from '../../../src/core/tables/circles.ts';
import { conversationTable } from '../../../src/core/tables/conversations.ts';
import { deliveryTable } from '../../../src/core/tables/deliveries.ts';
import { failureTable } from '../../../src/core/tables/failures.ts';
import { installationTable } from '../../../src/core/tables/installations.ts';
import { linkTable } from '../../../src/core/tables/links.ts';
import { memberTable } from '../../../src/core/tables/members.ts';
import { personTable } from '../../../src/core/tables/people.ts';
import { sendingLaneTable } from '../../../src/core/tables/sending-lanes.ts';
import { attendanceTable } from '../../../src/features/attendance/tables.ts';
import { buddyTable } from '../../../src/features/buddies/tables.ts';
import { entryTable, feedTable } from '../../../src/features/calendars/tables.ts';
import { choosingTable } from '../../../src/features/choosings/tables.ts';
import { propose } from '../../../src/features/governance/rules/proposal.ts';
import { actTable, proposalTable } from '../../../src/features/governance/tables/proposals.ts';
import { joiningTable } from '../../../src/features/membership/tables.ts';
import { promiseTable } from '../../../src/features/promises/tables.ts';
import { poolTable } from '../../../src/features/release/tables/pools.ts';
import { meetingTable } from '../../../src/features/turns/tables.ts';
import { unnamedWordsTable } from '../../../src/features/unnamed-words/tables.ts';
import { invitationTable, sessionTable, signInTable } from '../../../src/features/ways-in/tables.ts';
import { YES_NO } from '../../features/release/questions.ts';
import { make } from '../standing.ts';
import type { TestCore } from '../test-core.ts';
import { MARK, marksIn } from './marks.ts';
import { sayIn } from './rows.ts';

const WORDS = `${MARK}’s words`;
const CHANNEL = { platform: 'slack', externalId: `T1/C${MARK}` } as const;
/** In the middle of a week, so that a round is open. */
const LASTS = 15 * DAY + 2 * HOUR;
/** Was in the circle and in its twin of the same organisation, and came by this account to both. */
const SHARED = { name: 'Rep4', account: { platform: 'slack', externalId: 'T1/U1SHARED' } } as const;

export interface FullCircle {
  readonly circle: Circle;
  /** Marks that a twin of the same organisation has too: of the organisation, and of one person of both. */
  readonly shared: readonly string[];
}

interface Filling {
  readonly store: Store;
  readonly newId: () => string;
  readonly now: Instant;
  readonly circle: Circle;
  readonly steward: Member;
  readonly rep: Member;
  readonly newcomer: Member;
}

/** A circle two weeks old of which a row stands in every table: of most kinds of row two, of different states. */
export async function fullCircle(core: TestCore): Promise<FullCircle> {
  const { store, newId } = core.context;
  const group = await core.group({ staff: 2, reps: 4 });
  const { circle, who } = group;
  const former = who(SHARED.name);
  await sayIn(store, async (database) => {
    await database.execute(sql`update roundtable.circles set name = ${WORDS}`);
    await database.execute(sql`update roundtable.organisations set name = id`);
  });
  await circleTable.saveChannels(store, circle.id, [CHANNEL, { platform: 'web', externalId: circle.id }]);
  await personTable.addAccount(store, former.personId, SHARED.account, null);
  await core.passTo(core.clock.now() + LASTS);
  const people = { steward: who('Staff1'), rep: who('Rep2'), newcomer: who('Rep3') };
  const filling = { store, newId, now: core.clock.now(), circle, ...people };
  await fillCircle(filling);
  await fillPeople(filling);
  await fillWords(filling);
  await fillStewardship(filling);
  await fillWaysIn(filling);
  await fillPlatforms(filling);
  await fillPools(filling);
  await make(core, group, SHARED.name, { leftAt: filling.now });
  return {
    circle,
    shared: [circle.organisationId, former.personId, ...marksIn(former.identities)],
  };
}

async function fillCircle({ store, newId, now, circle: { id: circleId, organisationId }, rep }: Filling) {
  await circleTable.saveSignpost(store, circleId, WORDS);
  await circleTable.saveOutside(store, circleId, WORDS);
  await circleTable.saveMeetingChats(store, circleId, [{ platform: 'teams', externalId: `chat-${MARK}` }]);
  await circleTable.claimWorkspace(store, { platform: 'slack', workspace: `T${MARK}` }, organisationId);
  const [met] = await meetingTable.held(store, circleId, 0);
  if (met === undefined) throw new Error('no meeting was held');
  await entryTable.save(store, {
    meetingId: met.id,
    memberId: rep.id,
    sequence: 0,
    stands: true,
    startsAt: met.startsAt,
    endsAt: met.endsAt,
    name: WORDS,
    place: WORDS,
  });
  await attendanceTable.save(store, { meetingId: met.id, circleId, staff: 'some', reps: 'one' });
  const failure = { at: now, job: 'deliver', subject: newId(), circleId, error: 'Error' };
  await store.transact((tx) => failureTable.record(tx, failure));
}

async function fillPeople({ store, newId, now, circle: { id: circleId }, rep, newcomer }: Filling) {
  await personTable.addAccount(store, rep.personId, { platform: 'teams', externalId: `aad-${MARK}` }, null);
  await addressTable.save(store, rep.personId, 'mail', `${MARK}@example.org`);
  await memberTable.addAbsence(store, {
    id: newId(),
    memberId: rep.id,
    from: '2026-12-01',
    to: '2027-12-01',
  });
  await memberTable.setAwayStatus(store, rep.id, now + DAY);
  const buddy = { newcomerId: newcomer.id, circleId, helperId: rep.id, asked: 1 };
  await buddyTable.save(store, { ...buddy, state: 'asked' });
  for (const state of ['open', 'dismissed'] as const) {
    const identity = { platform: 'slack', externalId: `T1/U${MARK}${state}` } as const;
    const joining = { id: newId(), circleId, memberId: rep.id, at: now, state };
    await joiningTable.open(store, {
      ...joining,
      what: 'join',
      person: { identity, name: WORDS, kind: 'guest' },
    });
  }
}

async function fillWords({ store, newId, circle: { id: circleId }, rep }: Filling) {
  const week = '2026-W47';
  for (const raisedBy of [null, { memberId: rep.id, voice: 'reps' }]) {
    const promise = { id: newId(), circleId, words: WORDS, raisedBy, raisedIn: week, shownIn: null };
    await promiseTable.insert(store, {
      ...promise,
      state: 'raised',
      reply: null,
      closed: null,
      reopened: null,
      changedIn: null,
      ownerId: raisedBy === null ? null : rep.id,
      askedId: null,
      dueOn: null,
    });
  }
  for (const shownIn of [null, week])
    await unnamedWordsTable.insert(store, { id: newId(), circleId, week, words: WORDS, shownIn });
}

async function fillStewardship({ store, newId, now, circle, steward, rep, newcomer }: Filling) {
  const circleId = circle.id;
  const change = { kind: 'manager', memberId: rep.id, manager: true } as const;
  await proposalTable.insert(store, propose({ id: newId(), circleId, change, by: steward, now }));
  await actTable.record(store, {
    id: newId(),
    circleId,
    at: now,
    memberId: steward.id,
    what: 'asked',
    change,
    title: null,
    reason: WORDS,
    before: null,
    answer: null,
  });
  for (const state of ['open', 'stopped'] as const) {
    const choosing = { id: newId(), circleId, voice: 'reps', memberId: rep.id, by: newcomer.id, at: now };
    await choosingTable.insert(store, { ...choosing, confirmedBy: [rep.id], standsUntil: null, state });
  }
}

async function fillWaysIn({ store, newId, now, circle, steward, rep, newcomer }: Filling) {
  const times = { madeAt: now, opensAt: now, expiresAt: now + 7 * DAY };
  const claimed = { usedAt: now, webId: newId(), waiting: true };
  const unused = { usedAt: null, webId: null, waiting: false };
  const sentTo = 'newcomer@example.org';
  for (const [member, use] of [[rep, claimed] as const, [newcomer, unused] as const]) {
    const hashes = { secretHash: newId(), codeHash: newId() };
    const made = { id: newId(), circleId: circle.id, memberId: member.id, ...hashes, makerId: steward.id };
    await invitationTable.make(store, { ...made, ...times, ...use, sentTo, maker: 'steward' });
  }
  const feed = { meetings: 'mine', words: 'least', secretHash: newId(), madeAt: now } as const;
  await feedTable.make(store, { id: newId(), memberId: rep.id, ...feed });
  await sessionTable.begin(store, { id: newId(), webId: newId(), device: 'own', beganAt: now });
  await sessionTable.endOthers(store, [newId()], null, now);
  const signIn = { id: newId(), secretHash: newId(), codeHash: newId(), expiresAt: now + HOUR };
  await signInTable.make(store, { ...signIn, memberId: rep.id });
  const shownTo = { platform: 'web', externalId: newId() } as const;
  await linkTable.showCode(store, {
    personId: rep.personId,
    hash: newId(),
    shownTo,
    expiresAt: now + HOUR,
  });
  await linkTable.countTry(store, shownTo, now, now - HOUR);
  await linkTable.record(store, {
    id: newId(),
    organisationId: circle.organisationId,
    personId: rep.personId,
    at: now,
    gained: [],
    replaced: [],
    fromId: null,
    members: [],
    left: [],
    byId: steward.id,
  });
}

async function fillPlatforms({ store, newId, now, circle: { id: circleId }, rep }: Filling) {
  const sealed = { keyId: 'k', sealed: new Uint8Array(1) };
  const chat = { platform: 'teams', name: `member/aad-${MARK}`, parent: null, closedAt: null } as const;
  await conversationTable.save(store, { ...sealed, ...chat });
  const installed = { workspace: `T${MARK}`, installedAt: now, shutOutAt: null };
  await installationTable.save(store, { ...sealed, ...installed, platform: 'slack' });
  await sendingLaneTable.hold(store, { lane: `slack/${MARK}`, every: 1000, burst: 1 }, now);
  const letter = { circleId, kind: 'welcome', subject: circleId, payload: null, person: null } as const;
  const times = { dueAt: now, slotAt: null, expiresAt: null, attempts: 1, claimedUntil: null };
  const none = { ref: null, note: null };
  const channel = `${CHANNEL.platform}/${CHANNEL.externalId}`;
  await deliveryTable.add(
    store,
    [
      { memberId: rep.id, channel: null, state: 'waiting', sentAt: null, contactId: null } as const,
      { memberId: null, channel, state: 'sent', sentAt: now, contactId: null } as const,
    ].map((place) => ({ ...letter, ...times, ...none, ...place, id: newId(), key: newId() })),
  );
}

async function fillPools({ store, newId, now, circle: { organisationId } }: Filling) {
  const asked = { ...YES_NO, text: WORDS };
  const seal = { salt: new Uint8Array(1), pepperId: 'p', sealed: new Uint8Array(1) };
  const keys = [newId(), newId()].map((question) => ({
    organisationId,
    quarter: '2026-Q4',
    question,
    voice: 'reps',
  }));
  for (const key of keys) await poolTable.save(store, { key, asked, closesAt: now + DAY, seal });
  const figures = { kind: 'yes-no', options: [] } as const;
  for (const key of keys.slice(1))
    await poolTable.spend(store, key, now, {
      outcome: 'released',
      voice: 'reps',
      figures: { ...figures, options: [] },
    });
}
