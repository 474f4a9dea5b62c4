import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Member } from '../../src/core/circle.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/instant.ts';
import { nextDue } from '../../src/core/jobs/due-work.ts';
import type { Delivery } from '../../src/core/outbox/delivery.ts';
import type { ConversationRow } from '../../src/core/ports/platform-tables.ts';
import { firstPreferences } from '../../src/core/preferences.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import { conversationTable } from '../../src/core/tables/conversations.ts';
import { deliveryTable } from '../../src/core/tables/deliveries.ts';
import { erasingTable } from '../../src/core/tables/erasing.ts';
import { failureTable } from '../../src/core/tables/failures.ts';
import { linkTable } from '../../src/core/tables/links.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { noticeboard } from '../../src/core/tables/notices.ts';
import { personTable } from '../../src/core/tables/people.ts';
import { sendingLaneTable } from '../../src/core/tables/sending-lanes.ts';
import { attendanceTable } from '../../src/features/attendance/tables.ts';
import { buddyTable } from '../../src/features/buddies/tables.ts';
import { composeDigest } from '../../src/features/digests/rules/compose.ts';
import { type DigestRow, digestTable } from '../../src/features/digests/tables.ts';
import { propose } from '../../src/features/governance/rules/proposal.ts';
import { choosingTable } from '../../src/features/governance/tables/choosings.ts';
import { proposalTable } from '../../src/features/governance/tables/proposals.ts';
import { DECLARED } from '../../src/features/index.ts';
import { joiningTable } from '../../src/features/membership/tables.ts';
import type { PromiseItem } from '../../src/features/promises/rules/promise.ts';
import { promiseTable } from '../../src/features/promises/tables.ts';
import type { PoolRelease } from '../../src/features/release/rules/pool.ts';
import type { RoundRelease } from '../../src/features/release/rules/release.ts';
import { type LedgerEntry, ledgerTable } from '../../src/features/release/tables/ledger.ts';
import { type Pooled, poolTable } from '../../src/features/release/tables/pools.ts';
import { pulseTable } from '../../src/features/release/tables/pulses.ts';
import { type QuestionLevel, questionLevelTable } from '../../src/features/release/tables/question-levels.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { meetingTable } from '../../src/features/turns/tables.ts';
import { unnamedWordsTable } from '../../src/features/unnamed-words/tables.ts';
import type { Invitation } from '../../src/features/ways-in/rules/way-in.ts';
import { invitationTable } from '../../src/features/ways-in/tables.ts';
import type { OpenStore } from '../../src/store/store.ts';
import { emptyWeek } from '../features/digests/northfield.ts';
import {
  AWKWARD_WORDS,
  digestSettings,
  message,
  START,
  seedCircle,
  seedRound,
  someDelivery,
  someMeeting,
  someMember,
  somePromise,
  somePulse,
  someRound,
  someSeal,
  someSeries,
} from './store.fixtures.ts';

/** What every kind of store keeps and gives back. `open` opens one that is empty. */
export function storeContract(name: string, open: () => Promise<OpenStore>): void {
  describe(`store on ${name}: tables`, () => {
    let store: OpenStore;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());

    it('knows when anything is due next', async () => {
      expect(await nextDue({ ...DECLARED, store })).toBeNull();
      await seedCircle(store);
      expect(await nextDue({ ...DECLARED, store })).toBe(START + 3 * DAY);
      const { round } = await seedRound(store);
      expect(await nextDue({ ...DECLARED, store })).toBe(START + 1);
      await pulseTable.setNextOpening(store, round.pulseId, null);
      expect(await nextDue({ ...DECLARED, store })).toBe(START + 2 * DAY);
      await roundTable.markReminded(store, round.id, START + 2 * DAY);
      expect(await nextDue({ ...DECLARED, store })).toBe(START + 3 * DAY);
      await store.transact((tx) => roundTable.end(tx, round.id, 'cancelled'));
      for (const { id } of await circleTable.list(store)) await circleTable.setNextReview(store, id, null);
      expect(await nextDue({ ...DECLARED, store })).toBe(START + 4 * DAY);
    });

    it('keeps circles, one of a name in an organisation', async () => {
      const circle = await seedCircle(store);
      expect(await circleTable.find(store, circle.id)).toEqual(circle);
      expect(await circleTable.findByName(store, circle.organisation, circle.name)).toEqual(circle);
      expect(await circleTable.list(store)).toContainEqual(circle);
      expect(await circleTable.organisation(store, circle.organisation, randomUUID())).toBe(
        circle.organisationId,
      );
      expect(await circleTable.digestSettings(store, circle.id)).toEqual({
        ...digestSettings,
        reviewAt: START + 3 * DAY,
        reviewedWeek: null,
      });
      expect(await circleTable.reviewsDue(store, START + 3 * DAY - 1)).not.toContain(circle.id);
      expect(await circleTable.reviewsDue(store, START + 3 * DAY)).toContain(circle.id);
      await circleTable.setNextReview(store, circle.id, null);
      expect(await circleTable.reviewsDue(store, START + 400 * DAY)).not.toContain(circle.id);
      expect(await circleTable.digestsDue(store, START + 4 * DAY - 1)).not.toContain(circle.id);
      expect(await circleTable.digestsDue(store, START + 4 * DAY)).toContain(circle.id);
      expect(await circleTable.signpost(store, circle.id)).toBeNull();
      await circleTable.saveSignpost(store, circle.id, AWKWARD_WORDS);
      expect(await circleTable.signpost(store, circle.id)).toBe(AWKWARD_WORDS);
      await circleTable.saveSignpost(store, circle.id, null);
      expect(await circleTable.signpost(store, circle.id)).toBeNull();
      expect(await circleTable.outside(store, circle.id)).toBeNull();
      await circleTable.saveOutside(store, circle.id, AWKWARD_WORDS);
      expect(await circleTable.outside(store, circle.id)).toBe(AWKWARD_WORDS);
      await circleTable.setNextDigest(store, circle.id, null);
      expect(await circleTable.digestsDue(store, START + 400 * DAY)).not.toContain(circle.id);
      expect(await store.transact((tx) => circleTable.lock(tx, circle.id))).toEqual(circle);
      const twin = { ...circle, id: randomUUID() };
      await expect(circleTable.insert(store, twin, null)).rejects.toMatchObject({
        code: 'conflict',
        constraint: 'circles_name',
      });
      const quiet = { ...circle, id: randomUUID(), name: 'No digest' };
      await circleTable.insert(store, quiet, null);
      expect(await circleTable.digestSettings(store, quiet.id)).toBeNull();
      const waiting = { ...circle, id: randomUUID(), name: 'Waiting', setUpAt: null };
      await circleTable.insert(store, waiting, null);
      expect(await circleTable.find(store, waiting.id)).toEqual(waiting);
      await circleTable.markSetUp(store, waiting.id, START + 1);
      expect(await circleTable.find(store, waiting.id)).toEqual({ ...waiting, setUpAt: START + 1 });
    });

    it('knows whose a workspace is: from its circles, and for good once it was claimed', async () => {
      const id = () => `T${randomUUID().replaceAll('-', '').toUpperCase()}`;
      const [byChannel, byPerson, free] = [id(), id(), id()];
      const at = (workspace: string) => circleTable.organisationAt(store, { platform: 'slack', workspace });
      const theirs = await seedCircle(store);
      const owner = { id: theirs.organisationId, name: theirs.organisation };
      await circleTable.saveChannels(store, theirs.id, [
        { platform: 'slack', externalId: `${byChannel}/C1` },
      ]);
      const identities = [{ platform: 'slack', externalId: `${byPerson}/U1` }] as const;
      await memberTable.insert(store, someMember(theirs.id, { identities }));
      expect(await Promise.all([byChannel, byPerson, free, byChannel.slice(0, 5)].map(at))).toEqual([
        owner,
        owner,
        null,
        null,
      ]);
      const other = await seedCircle(store);
      const workspace = { platform: 'slack', workspace: free } as const;
      await circleTable.claimWorkspace(store, workspace, other.organisationId);
      await circleTable.claimWorkspace(store, workspace, other.organisationId);
      expect(await at(free)).toEqual({ id: other.organisationId, name: other.organisation });
      await expect(circleTable.claimWorkspace(store, workspace, theirs.organisationId)).rejects.toMatchObject(
        {
          code: 'conflict',
        },
      );
    });

    it('keeps members in the order they were entered, with as many accounts on a platform as they have', async () => {
      const circle = await seedCircle(store);
      const first = someMember(circle.id, { name: 'Zoe', leftAt: null });
      const second = someMember(circle.id, { name: 'Ann', identities: [] });
      const left = someMember(circle.id, { leftAt: START });
      for (const member of [first, second, left]) await memberTable.insert(store, member);
      expect(await memberTable.list(store, circle.id)).toEqual([first, second]);
      expect(await memberTable.find(store, left.id)).toEqual(left);
      expect(await memberTable.findByIdentity(store, { platform: 'web', externalId: left.id })).toEqual([]);

      const slack = { platform: 'slack', externalId: `T1/${randomUUID()}` } as const;
      const older = { platform: 'slack', externalId: `T1/old-${randomUUID()}` } as const;
      await personTable.addAccount(store, first.personId, older, null);
      await personTable.addAccount(store, first.personId, slack, START);
      const all = { ...first, identities: [older, slack, ...first.identities] };
      expect(await memberTable.findByIdentity(store, slack)).toEqual([{ member: all, circle, since: START }]);
      expect(await memberTable.findByIdentity(store, older)).toEqual([{ member: all, circle, since: null }]);
      expect(await personTable.ownerOf(store, circle.organisationId, slack)).toBe(first.personId);
      expect(await personTable.ownerOf(store, 'another', slack)).toBeNull();
      await expect(personTable.addAccount(store, second.personId, slack, null)).rejects.toMatchObject({
        code: 'conflict',
      });
      const impostor = someMember(circle.id, { identities: [slack] });
      await expect(memberTable.insert(store, impostor)).rejects.toMatchObject({ code: 'conflict' });
      expect(await memberTable.find(store, impostor.id)).toBeNull();
      expect(await personTable.find(store, impostor.personId)).toBeNull();
      const twice = someMember(circle.id, { personId: first.personId, identities: [] });
      await expect(memberTable.insert(store, twice)).rejects.toMatchObject({ constraint: 'members_once' });
      await personTable.removeAccount(store, circle.organisationId, older);
      const both = { ...first, identities: [slack, ...first.identities] };

      const preferences = { ...first.preferences, quietHours: null };
      await memberTable.savePreferences(store, first.id, preferences, 'resting');
      expect(await memberTable.find(store, first.id)).toEqual({ ...both, preferences, chairs: 'resting' });
    });

    it('keeps absences, removed only by their member', async () => {
      const circle = await seedCircle(store);
      const member = someMember(circle.id);
      await memberTable.insert(store, member);
      const absence = { id: randomUUID(), memberId: member.id, from: '2026-11-02', to: '2026-11-02' };
      await memberTable.addAbsence(store, absence);
      await memberTable.removeAbsence(store, absence.id, 'somebody else');
      expect(await memberTable.absences(store, circle.id)).toEqual([absence]);
      await memberTable.removeAbsence(store, absence.id, member.id);
      expect(await memberTable.absences(store, circle.id)).toEqual([]);
    });

    it('keeps pulses and finds those due', async () => {
      const circle = await seedCircle(store);
      const pulse = somePulse(circle.id);
      await pulseTable.insert(store, pulse);
      expect(await pulseTable.find(store, pulse.id)).toEqual(pulse);
      expect(await pulseTable.list(store, circle.id)).toEqual([pulse]);
      expect(await pulseTable.due(store, START)).not.toContain(pulse.id);
      expect(await pulseTable.due(store, START + 1)).toContain(pulse.id);
      await pulseTable.setNextOpening(store, pulse.id, null);
      expect(await pulseTable.due(store, START + DAY)).not.toContain(pulse.id);
      expect(await store.transact((tx) => pulseTable.lock(tx, pulse.id))).toEqual({
        ...pulse,
        nextOpensAt: null,
      });
      const low = { ...somePulse(circle.id), thresholds: { scores: 4, comments: 10 } };
      await expect(pulseTable.insert(store, low)).rejects.toMatchObject({ constraint: 'pulses_thresholds' });
    });

    it('keeps an open round with its roster and seal, and finds it when due', async () => {
      const { member, round, seal, pulse } = await seedRound(store);
      const seat = { memberId: member.id, voice: member.voice, seat: 0 };
      expect(await roundTable.find(store, round.id)).toEqual(round);
      expect(await roundTable.seal(store, round.id)).toEqual(seal);
      expect(await roundTable.roster(store, round.id)).toEqual([seat]);
      expect(await roundTable.seat(store, round.id, member.id)).toEqual(seat);
      expect(await roundTable.seat(store, round.id, 'nobody')).toBeNull();
      expect(await roundTable.count(store, round.pulseId)).toBe(1);
      expect(await roundTable.open(store, round.circleId)).toEqual([round]);
      expect(await roundTable.since(store, round.circleId, round.openedAt)).toEqual([round]);
      expect(await roundTable.since(store, round.circleId, round.openedAt + 1)).toEqual([]);
      expect(await roundTable.closingDue(store, round.closesAt - 1)).not.toContain(round.id);
      expect(await roundTable.closingDue(store, round.closesAt)).toContain(round.id);
      const { id, circleId, voices, openedAt, remindedAt, closesAt } = round;
      expect(await roundTable.running(store, round.closesAt - 1)).toContainEqual({
        id,
        circleId,
        voices,
        openedAt,
        remindedAt,
        closesAt,
      });
      expect((await roundTable.running(store, round.closesAt)).map((each) => each.id)).not.toContain(
        round.id,
      );
      expect(await roundTable.reminderDue(store, START + 2 * DAY)).toContain(round.id);
      await roundTable.markReminded(store, round.id, START + 2 * DAY + 5);
      expect(await roundTable.reminderDue(store, START + 3 * DAY)).not.toContain(round.id);
      expect(await roundTable.find(store, round.id)).toEqual({ ...round, remindedAt: START + 2 * DAY + 5 });
      const twin = someRound(pulse);
      const insertTwin = store.transact((tx) => roundTable.insert(tx, twin, [], someSeal()));
      await expect(insertTwin).rejects.toMatchObject({ constraint: 'rounds_number' });
    });

    it('hands replies their rounds, seats and seals, and seals many rounds again at once', async () => {
      const { member, round, seal } = await seedRound(store);
      const seat = { memberId: member.id, voice: member.voice, seat: 0 };
      const other = await seedRound(store);
      const ids = [round.id, 'no round', other.round.id];
      const found = await roundTable.forReplies(
        store,
        ids.flatMap((roundId) => [member.id, 'nobody'].map((memberId) => ({ roundId, memberId }))),
      );
      expect(found.find((each) => each.round.id === round.id)).toEqual({ round, seal, seats: [seat] });
      expect(found.find((each) => each.round.id === other.round.id)).toEqual({
        round: other.round,
        seal: other.seal,
        seats: [],
      });
      expect(found).toHaveLength(2);
      const changes = [
        { roundId: round.id, madeFrom: seal.sealed, sealed: new Uint8Array([0, 255, 10, 92]) },
        {
          roundId: other.round.id,
          madeFrom: other.seal.sealed.subarray(0, 2),
          sealed: new Uint8Array([39, 34]),
        },
      ];
      expect([...(await roundTable.reseal(store, changes))].sort()).toEqual(
        [round.id, other.round.id].sort(),
      );
      const late = { ...(changes[0] as (typeof changes)[number]), sealed: new Uint8Array([1]) };
      expect(await roundTable.reseal(store, [late, { ...late, roundId: 'no round' }])).toEqual([]);
      for (const { roundId, sealed } of changes) {
        expect(await roundTable.seal(store, roundId)).toMatchObject({ sealed });
      }
    });

    it('forgets seal and roster when a round ends', async () => {
      const { round } = await seedRound(store);
      await store.transact((tx) => roundTable.end(tx, round.id, 'closed'));
      expect(await roundTable.seal(store, round.id)).toBeNull();
      expect(await roundTable.roster(store, round.id)).toEqual([]);
      const ended = { ...round, state: 'closed' };
      expect(await roundTable.find(store, round.id)).toEqual(ended);
      expect(await roundTable.open(store, round.circleId)).toEqual([]);
      expect(await roundTable.closingDue(store, round.closesAt)).not.toContain(round.id);
      expect(await roundTable.forReplies(store, [{ roundId: round.id, memberId: 'nobody' }])).toEqual([
        { round: ended, seal: null, seats: [] },
      ]);
    });

    it('releases a round once', async () => {
      const { round } = await seedRound(store);
      const release = { questions: [0.1, -0, null, AWKWARD_WORDS] } as unknown as LedgerEntry['release'];
      const entry = { roundId: round.id, circleId: round.circleId, closedAt: START, release };
      expect(await ledgerTable.find(store, round.id)).toBeNull();
      expect(await ledgerTable.record(store, entry)).toBe(true);
      const second = { questions: [] } as unknown as LedgerEntry['release'];
      expect(await ledgerTable.record(store, { ...entry, release: second })).toBe(false);
      const kept = { ...entry, release: { questions: [0.1, 0, null, AWKWARD_WORDS] } };
      expect(await ledgerTable.find(store, round.id)).toEqual(kept);
      expect(await ledgerTable.since(store, round.circleId, START)).toEqual([kept]);
      expect(await ledgerTable.since(store, round.circleId, START + 1)).toEqual([]);
    });

    it('spends a pool once, and keeps either the seal or the release', async () => {
      const { organisationId } = await seedCircle(store);
      const key = { organisationId, quarter: '2026-Q4', question: 'abc', voice: 'reps' };
      const pooled: Pooled = {
        key,
        asked: { id: 'heard', kind: 'scale', text: AWKWARD_WORDS },
        closesAt: START,
        seal: { ...someSeal(), pepperId: 'pepper-of-pools' },
      };
      expect(await store.transact((tx) => poolTable.lock(tx, key))).toBeNull();
      await poolTable.save(store, pooled);
      const more = { ...pooled, seal: { ...pooled.seal, sealed: new Uint8Array([9]) } };
      await poolTable.save(store, more);
      expect(await store.transact((tx) => poolTable.lock(tx, key))).toEqual(more);
      expect(await poolTable.due(store, START - 1)).not.toContainEqual(key);
      expect(await poolTable.due(store, START)).toContainEqual(key);
      await poolTable.save(store, { ...pooled, key: { ...key, voice: 'carers' } });
      expect((await poolTable.peppers(store)).filter((id) => id === 'pepper-of-pools')).toHaveLength(1);
      await poolTable.spend(store, { ...key, voice: 'carers' }, START, {
        outcome: 'withheld',
        reason: 'too-few',
      });

      const release = { outcome: 'released', voice: 'reps', figures: {} } as unknown as PoolRelease;
      expect(await poolTable.spend(store, key, START + 1, release)).toBe(true);
      expect(await poolTable.spend(store, key, START + 2, release)).toBe(false);
      expect(await poolTable.due(store, START)).not.toContainEqual(key);
      expect(await store.transact((tx) => poolTable.lock(tx, key))).toBeNull();
      expect(await poolTable.released(store, organisationId, START + 1)).toEqual([
        { key, asked: pooled.asked, at: START + 1, release },
      ]);
      expect(await poolTable.released(store, organisationId, START + 2)).toEqual([]);
      await expect(poolTable.save(store, more)).rejects.toMatchObject({ code: 'conflict' });
      expect(await poolTable.peppers(store)).not.toContain('pepper-of-pools');

      const other = { ...key, voice: 'staff' };
      await poolTable.save(store, { ...pooled, key: other });
      expect(await poolTable.spend(store, other, START + 1, { outcome: 'withheld', reason: 'too-few' })).toBe(
        true,
      );
      expect(await poolTable.released(store, organisationId, START)).toHaveLength(1);
    });

    it('keeps at which level a circle is shown a question: settled once, chosen again, and its own', async () => {
      const [circle, other] = [await seedCircle(store), await seedCircle(store)];
      const level = (question: string, more: Partial<QuestionLevel> = {}): QuestionLevel => ({
        circleId: circle.id,
        question,
        level: 'together',
        askedUntil: null,
        restsUntil: null,
        ...more,
      });
      await questionLevelTable.settle(store, [level('heard'), level('trust')]);
      await questionLevelTable.settle(store, [level('heard', { level: 'by-voice' })]);
      await questionLevelTable.settle(store, []);
      expect(await questionLevelTable.of(store, circle.id, ['heard', 'ladder'])).toEqual([level('heard')]);
      const chosen = level('heard', { level: 'by-voice', restsUntil: START });
      await questionLevelTable.choose(store, [chosen, level('ladder', { level: 'by-voice' })]);
      await questionLevelTable.choose(store, []);
      for (const at of [START + HOUR, START])
        await questionLevelTable.asked(store, circle.id, ['trust', 'other'], at);
      expect(await questionLevelTable.of(store, circle.id, ['heard', 'trust'])).toEqual(
        expect.arrayContaining([chosen, level('trust', { askedUntil: START + HOUR })]),
      );
      expect(await questionLevelTable.of(store, circle.id, ['ladder'])).toHaveLength(1);
      expect(await questionLevelTable.of(store, other.id, ['heard', 'trust', 'ladder'])).toEqual([]);
      expect(await questionLevelTable.of(store, circle.id, [])).toEqual([]);
    });

    it('keeps meetings and what happened to their turns', async () => {
      const circle = await seedCircle(store);
      const chair = someMember(circle.id);
      await memberTable.insert(store, chair);
      const series = someSeries(circle.id);
      await meetingTable.insertSeries(store, series);
      expect(await meetingTable.drawDue(store, START)).toContain(series.id);
      await meetingTable.setNextDue(store, series.id, START + HOUR);
      expect(await meetingTable.drawDue(store, START)).not.toContain(series.id);
      expect(await meetingTable.drawDue(store, START + HOUR)).toContain(series.id);
      const rota = { ...series.rota, settled: 1, credits: { [chair.id]: -1 / 3 } };
      await meetingTable.saveRota(store, series.id, rota);
      expect(await meetingTable.series(store, circle.id)).toEqual([{ ...series, rota }]);
      expect(await store.transact((tx) => meetingTable.lockSeries(tx, series.id))).toEqual({
        ...series,
        rota,
      });

      const later = someMeeting(series, START + 7 * DAY);
      const soon = someMeeting(series, START);
      for (const meeting of [later, soon, { ...soon, id: randomUUID() }])
        await meetingTable.plan(store, meeting);
      expect(await meetingTable.planned(store, series.id)).toEqual([soon, later]);
      await meetingTable.setAnnounceDue(store, soon.id, START - DAY);
      expect(await meetingTable.announceDue(store, START - DAY)).toContain(soon.id);
      await meetingTable.setAnnounceDue(store, soon.id, null);
      expect(await meetingTable.announceDue(store, START)).not.toContain(soon.id);

      const held = {
        ...soon,
        state: 'held',
        chairId: chair.id,
        asking: { from: START, asks: 2, turn: null, refused: true, stewardsAsked: false },
        declined: ['x', 'y'],
      } as const;
      await meetingTable.save(store, held);
      expect(await meetingTable.find(store, soon.id)).toEqual(held);
      expect(await meetingTable.planned(store, series.id)).toEqual([later]);
      expect(await meetingTable.held(store, circle.id, held.endsAt)).toEqual([held]);
      expect(await meetingTable.held(store, circle.id, held.endsAt + 1)).toEqual([]);

      const drawn = {
        meetingId: soon.id,
        at: START,
        what: 'drawn',
        memberId: chair.id,
        voice: 'staff',
      } as const;
      const accepted = { ...drawn, what: 'accepted' } as const;
      for (const event of [drawn, accepted]) await meetingTable.record(store, event);
      expect(await meetingTable.events(store, soon.id)).toEqual([drawn, accepted]);
    });

    it('keeps who was asked to take a turn over, and who acted for whom', async () => {
      const circle = await seedCircle(store);
      const [chair, other, steward] = [1, 2, 3].map(() => someMember(circle.id));
      if (chair === undefined || other === undefined || steward === undefined) throw new Error('nobody');
      for (const member of [chair, other, steward]) await memberTable.insert(store, member);
      const series = someSeries(circle.id);
      await meetingTable.insertSeries(store, series);
      const meeting = someMeeting(series, START);
      await meetingTable.plan(store, meeting);
      const asked = {
        meetingId: meeting.id,
        at: START,
        what: 'hand-over-asked',
        memberId: chair.id,
        voice: 'staff',
        otherId: other.id,
        byId: steward.id,
      } as const;
      await meetingTable.record(store, asked);
      expect(await meetingTable.events(store, meeting.id)).toEqual([asked]);
    });

    it('keeps unnamed words until a digest has shown them, and nothing about who wrote them', async () => {
      const circle = await seedCircle(store);
      const said = (id: string) => ({
        id: `${circle.id}-${id}`,
        circleId: circle.id,
        week: '2026-W45',
        words: AWKWARD_WORDS,
        shownIn: null,
      });
      for (const id of ['b', 'a', 'c']) await unnamedWordsTable.insert(store, said(id));
      expect(await unnamedWordsTable.unshown(store, circle.id)).toEqual(['a', 'b', 'c'].map(said));
      await unnamedWordsTable.markShown(store, [said('a').id, said('b').id], '2026-W45');
      expect(await unnamedWordsTable.unshown(store, circle.id)).toEqual([said('c')]);
      await unnamedWordsTable.markShown(store, [], '2026-W46');
      expect(await unnamedWordsTable.unshown(store, circle.id)).toHaveLength(1);
    });

    it('asks about a person once at a time, and settles it once', async () => {
      const circle = await seedCircle(store);
      const identity = { platform: 'slack', externalId: `T1/${circle.id}` } as const;
      const joining = (id: string) => ({
        id: `${circle.id}-${id}`,
        circleId: circle.id,
        what: 'join' as const,
        person: { identity, name: AWKWARD_WORDS, kind: 'stranger' as const },
        memberId: null,
        at: START,
        state: 'open' as const,
      });
      const first = joining('1');
      expect(await joiningTable.open(store, first)).toBe(true);
      expect(await joiningTable.open(store, joining('2'))).toBe(false);
      expect(await joiningTable.waiting(store, circle.id)).toEqual([first]);
      expect(await joiningTable.waitingFor(store, circle.id, identity)).toEqual(first);
      await joiningTable.close(store, first.id, 'dismissed');
      await joiningTable.close(store, first.id, 'accepted');
      expect(await joiningTable.find(store, first.id)).toEqual({ ...first, state: 'dismissed' });
      expect(await joiningTable.waitingFor(store, circle.id, identity)).toBeNull();
      expect(await joiningTable.open(store, joining('3'))).toBe(true);
      expect(await store.transact((tx) => joiningTable.lock(tx, joining('3').id))).toEqual(joining('3'));
    });

    it('hands out a code once, in time, and keeps one for each person', async () => {
      const circle = await seedCircle(store);
      const member = someMember(circle.id);
      await memberTable.insert(store, member);
      const shownTo = { platform: 'web', externalId: member.id } as const;
      const code = (hash: string) => ({ personId: member.personId, hash, shownTo, expiresAt: START + 1 });
      const [older, newer] = [`old ${circle.id}`, `new ${circle.id}`];
      await linkTable.showCode(store, code(older));
      await linkTable.showCode(store, code(newer));
      expect(await linkTable.takeCode(store, older, START)).toBeNull();
      expect(await linkTable.takeCode(store, newer, START + 1)).toBeNull();
      const taken = await Promise.all([
        linkTable.takeCode(store, newer, START),
        linkTable.takeCode(store, newer, START),
      ]);
      expect(taken.filter((each) => each !== null)).toEqual([code(newer)]);
      await linkTable.showCode(store, code(newer));
      await linkTable.forget(store, START + 1, START);
      expect(await linkTable.takeCode(store, newer, START)).toBeNull();
    });

    it('counts tries of an account within their time, together', async () => {
      const who = { platform: 'teams', externalId: randomUUID() } as const;
      const both = await Promise.all([
        linkTable.countTry(store, who, START, START - 10),
        linkTable.countTry(store, who, START, START - 10),
      ]);
      expect([...both].sort()).toEqual([1, 2]);
      expect(await linkTable.countTry(store, who, START + 9, START - 1)).toBe(3);
      expect(await linkTable.countTry(store, who, START + 10, START)).toBe(1);
      expect(await linkTable.countTry(store, who, START + 11, START + 1)).toBe(2);
      await linkTable.forgiveTries(store, who);
      expect(await linkTable.countTry(store, who, START + 12, START)).toBe(1);
      await linkTable.forget(store, START, START + 12);
      expect(await linkTable.countTry(store, who, START + 12, START)).toBe(1);
    });

    it('has one person in two circles, with one set of wishes, accounts and days away', async () => {
      const circle = await seedCircle(store);
      const other = { ...circle, id: randomUUID(), name: 'The other circle' };
      await circleTable.insert(store, other, null);
      const here = someMember(circle.id, { chairs: 'yes' });
      await memberTable.insert(store, here);
      const ignored = { preferences: firstPreferences('cy'), identities: [] };
      const there = someMember(other.id, { personId: here.personId, chairs: 'not-yet', ...ignored });
      await memberTable.insert(store, there);
      const { identities, preferences } = here;
      expect(await memberTable.find(store, there.id)).toEqual({ ...there, identities, preferences });
      const [account] = identities;
      if (account === undefined) throw new Error('no account');
      const inBoth = (await memberTable.findByIdentity(store, account)).map(({ member }) => member.id);
      expect(inBoth).toEqual([here.id, there.id]);
      const changed = { ...preferences, easyRead: false };
      const willing = async () => [
        (await memberTable.find(store, here.id))?.chairs,
        (await memberTable.find(store, there.id))?.chairs,
      ];
      await memberTable.savePreferences(store, there.id, changed, 'resting');
      expect([await willing(), (await memberTable.find(store, here.id))?.preferences]).toEqual([
        ['resting', 'resting'],
        changed,
      ]);
      await memberTable.savePreferences(store, here.id, changed, 'not-yet');
      expect(await willing()).toEqual(['not-yet', 'not-yet']);
      await memberTable.savePreferences(store, here.id, changed, 'yes');
      expect(await willing()).toEqual(['yes', 'not-yet']);

      await memberTable.addAbsence(store, {
        id: here.id,
        memberId: here.id,
        from: '2026-11-02',
        to: '2026-11-02',
      });
      await memberTable.setAwayStatus(store, there.id, START);
      for (const { id, circleId } of [here, there]) {
        expect((await memberTable.absences(store, circleId)).map(({ memberId }) => memberId)).toEqual([id]);
        expect([...(await memberTable.awayStatuses(store, circleId))]).toEqual([[id, START]]);
      }

      await store.transact((tx) => erasingTable.member(tx, DECLARED.kept, here.id, START));
      expect(await memberTable.find(store, there.id)).toEqual({ ...there, identities, preferences: changed });
      const gone = await memberTable.find(store, here.id);
      expect(gone).toMatchObject({ identities: [], preferences: firstPreferences('en-GB'), leftAt: START });
      expect(gone?.personId).not.toBe(there.personId);
      expect(await personTable.ownerOf(store, circle.organisationId, account)).toBe(there.personId);
      await store.transact((tx) => erasingTable.member(tx, DECLARED.kept, there.id, START));
      expect(await personTable.find(store, there.personId)).toBeNull();
      expect(await personTable.ownerOf(store, circle.organisationId, account)).toBeNull();
    });

    it('moves accounts and members between people, says since when, and forgets them with the person', async () => {
      const circle = await seedCircle(store);
      const account = { platform: 'slack', externalId: `T1/moves-${circle.id}` } as const;
      const [from, to] = [someMember(circle.id, { identities: [account] }), someMember(circle.id)];
      for (const each of [from, to]) await memberTable.insert(store, each);
      expect((await memberTable.findByIdentity(store, account))[0]).toMatchObject({
        member: from,
        since: null,
      });
      await memberTable.saveStanding(store, from.id, { ...from, leftAt: START });
      expect(await memberTable.findByIdentity(store, account)).toEqual([]);
      expect(await memberTable.findFormer(store, circle.id, account)).toMatchObject({ id: from.id });
      await personTable.moveAccount(store, to.personId, account, START);
      await personTable.moveMember(store, from.id, to.personId, START);
      expect((await memberTable.findByIdentity(store, account))[0]).toMatchObject({
        since: START,
        member: { id: to.id },
      });
      expect((await personTable.members(store, to.personId)).map(({ id }) => id)).toEqual([from.id, to.id]);
      expect(await personTable.membersSince(store, to.personId)).toEqual([
        { memberId: from.id, since: START },
        { memberId: to.id, since: null },
      ]);
      const link = {
        id: randomUUID(),
        organisationId: circle.organisationId,
        personId: to.personId,
        at: START,
        gained: [{ ...account, since: null }],
        replaced: [],
        fromId: from.personId,
        members: [{ memberId: from.id, since: null }],
        left: [from.id],
        byId: null,
      };
      await linkTable.record(store, link);
      expect(await linkTable.of(store, to.personId)).toEqual([link]);
      expect(await linkTable.find(store, link.id)).toEqual(link);
      expect(await linkTable.since(store, circle.organisationId, START)).toEqual([link]);
      expect(await linkTable.since(store, circle.organisationId, START + 1)).toEqual([]);
      await store.transact((tx) => erasingTable.member(tx, DECLARED.kept, from.id, START));
      expect(await linkTable.find(store, link.id)).toEqual({ ...link, members: [], left: [] });
      await store.transact((tx) => erasingTable.member(tx, DECLARED.kept, to.id, START));
      expect(await linkTable.find(store, link.id)).toBeNull();
      for (const { personId } of [from, to]) expect(await personTable.find(store, personId)).toBeNull();
      const other = someMember(circle.id);
      await memberTable.insert(store, other);
      const own = { ...link, personId: other.personId, fromId: null };
      await linkTable.record(store, own);
      await linkTable.remove(store, own.id);
      expect(await linkTable.of(store, other.personId)).toEqual([]);
    });

    it('keeps which sides were at a meeting until a digest shows it, and loses it with the meeting', async () => {
      const circle = await seedCircle(store);
      const series = someSeries(circle.id);
      await meetingTable.insertSeries(store, series);
      const [held, planned] = [someMeeting(series, START), someMeeting(series, START + DAY)];
      for (const meeting of [held, planned]) await meetingTable.plan(store, meeting);
      await meetingTable.save(store, { ...held, state: 'held' });
      const said = { circleId: circle.id, staff: 'some', reps: 'one' } as const;
      for (const { id } of [held, planned])
        expect(await attendanceTable.save(store, { ...said, meetingId: id })).toBe(true);
      expect(await attendanceTable.save(store, { ...said, meetingId: held.id, reps: 'more' })).toBe(true);
      const met = [{ meetingId: held.id, at: START, staff: 'some', reps: 'more' }];
      expect(await attendanceTable.held(store, circle.id, START)).toEqual(met);
      expect(await attendanceTable.held(store, circle.id, START + 1)).toEqual([]);
      await attendanceTable.markShown(store, [held.id], '2026-W45');
      await attendanceTable.markShown(store, [held.id], '2026-W46');
      expect(await attendanceTable.save(store, { ...said, meetingId: held.id, reps: 'none' })).toBe(false);
      expect(await attendanceTable.find(store, held.id)).toEqual({
        ...said,
        meetingId: held.id,
        reps: 'more',
        shownIn: '2026-W45',
      });
      await meetingTable.unplan(store, series.id);
      expect(await attendanceTable.find(store, planned.id)).toBeNull();
      await store.transact((tx) =>
        erasingTable.past(tx, DECLARED.kept, {
          circleId: circle.id,
          before: START + 2 * DAY,
          week: '2026-W44',
        }),
      );
      expect(await attendanceTable.find(store, held.id)).toBeNull();
    });

    it('keeps what waits for a key, and who has left, apart for each circle', async () => {
      const [circle, other] = [await seedCircle(store), await seedCircle(store)];
      const by = { id: 'amina', voice: 'staff' };
      for (const { id: circleId } of [circle, other]) {
        const change = { kind: 'meeting-chat', linked: true } as const;
        await proposalTable.insert(store, propose({ id: randomUUID(), circleId, change, by, now: START }));
      }
      const open = await proposalTable.open(store, circle.id);
      expect(open.map(({ circleId }) => circleId)).toEqual([circle.id]);

      const identity = { platform: 'teams', externalId: randomUUID() } as const;
      const left = someMember(other.id, { identities: [identity], leftAt: START });
      await memberTable.insert(store, left);
      expect(await memberTable.findFormer(store, circle.id, identity)).toBeNull();
      expect((await memberTable.findFormer(store, other.id, identity))?.id).toBe(left.id);
    });

    it('keeps choosings, one at a time in a voice, and takes no yes of who proposed it', async () => {
      const [circle, other] = [await seedCircle(store), await seedCircle(store)];
      const start = async (circleId: string, voice: string) => {
        const { id: by } = someMember(circleId);
        await memberTable.insert(store, { ...someMember(circleId), id: by });
        const open = { confirmedBy: [], standsUntil: null, state: 'open' } as const;
        return { id: randomUUID(), circleId, voice, memberId: by, by, at: START, ...open };
      };
      const kept = await start(circle.id, 'reps');
      for (const each of [kept, await start(circle.id, 'staff'), await start(other.id, 'reps')])
        await choosingTable.insert(store, each);
      await expect(choosingTable.insert(store, await start(circle.id, 'reps'))).rejects.toThrow(
        'there is one already',
      );
      await expect(choosingTable.save(store, { ...kept, confirmedBy: [kept.by] })).rejects.toThrow();
      await expect(choosingTable.save(store, { ...kept, state: 'chosen' })).rejects.toThrow();
      expect((await choosingTable.open(store, circle.id)).map(({ voice }) => voice).sort()).toEqual([
        'reps',
        'staff',
      ]);
      expect((await choosingTable.open(store)).length).toBeGreaterThanOrEqual(3);
      const stands = {
        ...kept,
        confirmedBy: [randomUUID()],
        standsUntil: START + DAY,
        state: 'chosen',
      } as const;
      await choosingTable.save(store, stands);
      expect(await choosingTable.find(store, kept.id)).toEqual(stands);
      expect(await store.transact((tx) => choosingTable.lock(tx, kept.id))).toEqual(stands);
      await choosingTable.insert(store, await start(circle.id, 'reps'));
    });

    it('finds stand-ins whose time is over, and nobody stands in who is no steward', async () => {
      const { id: circleId } = await seedCircle(store);
      const standIn = someMember(circleId, { stewardUntil: START + 100 * DAY });
      for (const each of [standIn, someMember(circleId)]) await memberTable.insert(store, each);
      const over = async (now: number) =>
        (await memberTable.standInsOver(store, now)).filter((each) => each.circleId === circleId);
      expect(await over(START + 100 * DAY - 1)).toEqual([]);
      expect(await over(START + 100 * DAY)).toEqual([{ id: standIn.id, circleId }]);
      await memberTable.saveStanding(store, standIn.id, { ...standIn, steward: false });
      expect(await memberTable.find(store, standIn.id)).toMatchObject({
        steward: false,
        stewardUntil: null,
      });
      expect(await over(START + 100 * DAY)).toEqual([]);
    });

    it('erases the past of one circle: words, promises, letters and notices go along; what is ahead stays, and so does another circle', async () => {
      const [circle, other] = [await seedCircle(store), await seedCircle(store)];
      const OLD = START - 20 * DAY;
      const kept: Record<string, readonly string[]> = {};
      for (const { id: circleId } of [circle, other]) {
        const by = { memberId: 'gwen', voice: 'reps' };
        const promise = (id: string, changes: Partial<PromiseItem>) =>
          promiseTable.insert(store, { ...somePromise(circleId), id: `${id} ${circleId}`, ...changes });
        await promise('open and old', { raisedBy: by, raisedIn: '2026-W40' });
        await promise('shown and old', { raisedIn: '2026-W40', shownIn: '2026-W40' });
        await promise('young', { raisedBy: by, raisedIn: '2026-W44' });
        await promise('unshown', { raisedIn: '2026-W40' });
        const said = { circleId, week: '2026-W40', words: AWKWARD_WORDS, shownIn: null };
        for (const id of ['old', 'young', 'unshown'])
          await unnamedWordsTable.insert(store, { ...said, id: `${id} ${circleId}` });
        await unnamedWordsTable.markShown(store, [`old ${circleId}`], '2026-W40');
        await unnamedWordsTable.markShown(store, [`young ${circleId}`], '2026-W44');
        const series = someSeries(circleId);
        await meetingTable.insertSeries(store, series);
        const ahead = someMeeting(series, START + DAY);
        await meetingTable.plan(store, ahead);
        const letter = async (id: string, changes: Partial<Delivery>) => {
          const row = someDelivery(circleId, { state: 'sent', dueAt: OLD, ...changes });
          await deliveryTable.add(store, [row]);
          const place = { kind: 'channel', platform: 'web', externalId: circleId } as const;
          await noticeboard(DECLARED.kept).over(store).pin(place, message, row.id, row.dueAt);
          kept[id] = [...(kept[id] ?? []), row.id];
        };
        await letter('old', {});
        await letter('old and dropped', { state: 'dropped' });
        await letter('young', { dueAt: START });
        await letter('still to go', { state: 'waiting' });
        await letter('of what is ahead', { kind: 'turn-announcement', subject: ahead.id });
      }
      await store.transact((tx) =>
        erasingTable.past(tx, DECLARED.kept, { circleId: circle.id, before: START, week: '2026-W44' }),
      );
      const promises = async (id: string) =>
        (await promiseTable.list(store, id)).map((each) => each.id.replace(` ${id}`, ''));
      expect((await promises(circle.id)).sort()).toEqual(['unshown', 'young']);
      expect(await promises(other.id)).toHaveLength(4);
      const words = async (id: string) =>
        (await unnamedWordsTable.all(store, id)).map((each) => each.id.replace(` ${id}`, ''));
      expect(await words(circle.id)).toEqual(['unshown', 'young']);
      expect(await words(other.id)).toHaveLength(3);
      for (const [index, { id: circleId }] of [circle, other].entries()) {
        const place = { kind: 'channel', platform: 'web', externalId: circleId } as const;
        const pinned = (await noticeboard(DECLARED.kept).over(store).read(place, 20, 0)).map(
          ({ key }) => key,
        );
        for (const [name, ids] of Object.entries(kept)) {
          const id = ids[index] ?? '';
          const stays = index === 1 || !name.startsWith('old');
          expect([name, (await deliveryTable.find(store, id)) !== null]).toEqual([name, stays]);
          expect([name, pinned.includes(id)]).toEqual([name, stays]);
        }
      }
    });

    it('takes out words that were said, and empties the place of one comment while the others keep theirs', async () => {
      const { round } = await seedRound(store);
      const said = (id: string) => ({
        id: `${round.id}-${id}`,
        circleId: round.circleId,
        week: '2026-W45',
        words: AWKWARD_WORDS,
        shownIn: null,
      });
      for (const id of ['a', 'b']) await unnamedWordsTable.insert(store, said(id));
      await unnamedWordsTable.remove(store, []);
      await unnamedWordsTable.remove(store, [said('a').id]);
      expect(await unnamedWordsTable.all(store, round.circleId)).toEqual([said('b')]);

      const comments = (first: string[], last: string[]): RoundRelease['comments'] => [
        { question: 'one', outcome: 'shown', texts: first },
        { question: 'two', outcome: 'withheld', reason: 'off' },
        { question: 'three', outcome: 'shown', texts: last },
      ];
      const release = { questions: [], comments: comments(['a', 'b'], ['c', 'd']) };
      await ledgerTable.record(store, {
        roundId: round.id,
        circleId: round.circleId,
        closedAt: START,
        release: release as unknown as LedgerEntry['release'],
      });
      await ledgerTable.blankComment(store, round.id, 2);
      await ledgerTable.blankComment(store, round.id, 0);
      await ledgerTable.blankComment(store, round.id, 9);
      expect((await ledgerTable.find(store, round.id))?.release.comments).toEqual(
        comments(['', 'b'], ['', 'd']),
      );
    });

    it('takes out a promise, and puts a digest in the place of the one that was published', async () => {
      const circle = await seedCircle(store);
      const [item, other] = [somePromise(circle.id), somePromise(circle.id)];
      for (const each of [item, other]) await promiseTable.insert(store, each);
      await promiseTable.remove(store, item.id);
      expect(await promiseTable.list(store, circle.id)).toEqual([other]);
      const digest = composeDigest({ ...emptyWeek, said: ['one', 'two'] }, () => 0.5);
      const row = { id: randomUUID(), circleId: circle.id, week: '2026-W45', publishedAt: START, digest };
      const next = { ...row, id: randomUUID(), week: '2026-W46' };
      for (const each of [row, next]) await digestTable.insert(store, each);
      await digestTable.save(store, row.id, { ...digest, said: ['two'] });
      expect(await digestTable.list(store, circle.id, 5)).toEqual([
        next,
        { ...row, digest: { ...digest, said: ['two'] } },
      ]);
    });

    it('finds the letters that may show something: those that were sent, and those that are being sent', async () => {
      const circle = await seedCircle(store);
      const subject = randomUUID();
      const of = (state: Delivery['state'], changes: Partial<Delivery> = {}) =>
        someDelivery(circle.id, { kind: 'digest', subject, state, ...changes });
      const claimed = of('claimed', { claimedUntil: START + 1_000 * DAY });
      const letters = [of('sent'), claimed, of('waiting'), of('dropped'), of('sent', { kind: 'welcome' })];
      await deliveryTable.add(store, letters);
      const found = await deliveryTable.sentOrClaimed(store, subject, ['digest']);
      expect(found.map(({ state }) => state).sort()).toEqual(['claimed', 'sent']);
      await deliveryTable.add(store, [of('due'), of('failed')]);
      const taken = await deliveryTable.sentOrOnTheWay(store, subject, ['digest']);
      expect(taken.map(({ state }) => state).sort()).toEqual(['claimed', 'due', 'sent']);
      await deliveryTable.forget(store, subject, 'digest');
    });

    it('knows for whom a way in waits in a circle, and which of a person’s nobody has used', async () => {
      const [circle, other] = [await seedCircle(store), await seedCircle(store)];
      const made = [someMember(circle.id), someMember(circle.id), someMember(circle.id)] as const;
      const [one, two, three] = made;
      const elsewhere = { ...someMember(other.id), personId: one.personId };
      for (const each of [...made, elsewhere]) await memberTable.insert(store, each);
      const of = (member: Member, changes: Partial<Invitation> = {}): Invitation => ({
        id: randomUUID(),
        circleId: member.circleId,
        memberId: member.id,
        secretHash: randomUUID(),
        codeHash: randomUUID(),
        maker: 'steward',
        makerId: null,
        madeAt: START,
        opensAt: START,
        expiresAt: START + 7 * DAY,
        usedAt: null,
        webId: null,
        waiting: false,
        ...changes,
      });
      const [own, used] = [of(elsewhere, { maker: 'self', madeAt: START + 1 }), of(three)];
      for (const each of [of(one), own, of(two), used]) await invitationTable.make(store, each);
      await invitationTable.use(store, used.id, START, randomUUID(), true);
      const waited = async (now: number) =>
        [...(await invitationTable.waitedFor(store, circle.id, now))].sort();
      expect(await waited(START + 7 * DAY - 1)).toEqual(made.map(({ id }) => id).sort());
      expect(await waited(START + 7 * DAY)).toEqual([three.id]);
      await invitationTable.endClaim(store, used.id);
      expect(await waited(START + 7 * DAY)).toEqual([]);
      const unused = await invitationTable.unused(store, one.id, START + 7 * DAY - 1);
      expect(unused.map(({ memberId }) => memberId)).toEqual([one.id, elsewhere.id]);
      expect(unused[1]).toEqual(own);
      expect(await invitationTable.unused(store, three.id, START)).toEqual([]);
      expect(await invitationTable.unused(store, one.id, START + 7 * DAY)).toEqual([]);
    });

    it('keeps one buddy for each newcomer, never themselves, and forgets both with either', async () => {
      const circle = await seedCircle(store);
      const [newcomer, helper] = [someMember(circle.id), someMember(circle.id)];
      for (const each of [newcomer, helper]) await memberTable.insert(store, each);
      const wanted = {
        newcomerId: newcomer.id,
        circleId: circle.id,
        state: 'wanted' as const,
        helperId: null,
        asked: 0,
      };
      await buddyTable.save(store, wanted);
      const agreed = { ...wanted, state: 'agreed' as const, helperId: helper.id, asked: 1 };
      await buddyTable.save(store, agreed);
      expect(await buddyTable.find(store, newcomer.id)).toEqual(agreed);
      await expect(buddyTable.save(store, { ...agreed, helperId: newcomer.id })).rejects.toThrow();
      await expect(buddyTable.save(store, { ...agreed, helperId: null })).rejects.toThrow();
      await store.transact((tx) => erasingTable.member(tx, DECLARED.kept, helper.id, START));
      expect(await buddyTable.find(store, newcomer.id)).toBeNull();
    });

    it('leaves a held identity out until it is back, and still knows whose it is', async () => {
      const circle = await seedCircle(store);
      const slack = { platform: 'slack', externalId: `T1/held-${circle.id}` } as const;
      const member = someMember(circle.id, { identities: [slack] });
      await memberTable.insert(store, member);
      const waiting = someDelivery(circle.id, { state: 'waiting', channel: null, memberId: member.id });
      await deliveryTable.add(store, [waiting]);
      await memberTable.holdIdentity(store, slack, true);
      expect(await memberTable.find(store, member.id)).toEqual({ ...member, identities: [] });
      expect((await memberTable.findByIdentity(store, slack)).map((found) => found.member)).toEqual([
        { ...member, identities: [] },
      ]);
      await deliveryTable.wake(store, START, ['slack']);
      expect((await deliveryTable.find(store, waiting.id))?.state).toBe('waiting');
      await memberTable.holdIdentity(store, slack, false);
      await deliveryTable.wake(store, START, ['slack']);
      expect((await deliveryTable.find(store, waiting.id))?.state).toBe('due');
      await deliveryTable.finish(store, waiting.id, { state: 'sent' });
      expect(await memberTable.find(store, member.id)).toEqual(member);
    });

    it('keeps places in the lanes of sending: shared ones one after the other, and own ones behind them', async () => {
      const shared = { lane: 'everybody', every: 100, burst: 3 };
      const [one, two] = ['one', 'two'].map((lane) => ({ lane, every: 450, burst: 1 }));
      if (one === undefined || two === undefined) throw new Error('no lanes');
      const wait = async (own: typeof one, now = START) =>
        (await sendingLaneTable.reserve(store, shared, own, now)) - now;
      expect(await wait(one)).toBe(0);
      expect(await wait(two)).toBe(0);
      // Its own lane is taken until then; the place in the shared lane is used later.
      expect(await wait(one)).toBe(450);
      for (const expected of [900, 1350, 1800]) expect(await wait(one)).toBe(expected);
      // What was left free before is not given away: the shared lane has gone on.
      expect(await wait(two)).toBe(450);
      expect(await wait({ lane: 'three', every: 450, burst: 1 })).toBe(500);
      await sendingLaneTable.hold(store, two, START + HOUR);
      expect(await wait(two)).toBe(HOUR);
      await sendingLaneTable.hold(store, two, START + MINUTE);
      expect(await sendingLaneTable.heldUntil(store, ['two', 'one', 'never'])).toEqual([
        START + HOUR,
        null,
        null,
      ]);
      await sendingLaneTable.hold(store, shared, START + 2 * HOUR);
      expect(await wait(one)).toBe(2 * HOUR);
      expect(await wait({ lane: 'four', every: 450, burst: 1 })).toBe(2 * HOUR + 100);
      // After a rest, as many as the burst allows may go at once.
      expect(await wait(two, START + DAY)).toBe(0);
      await sendingLaneTable.forget(store, START + 2 * DAY);
      expect(await sendingLaneTable.heldUntil(store, ['two'])).toEqual([null]);
    });

    it('gives everybody who asks at once a place of their own, in both lanes', async () => {
      const shared = { lane: 'crowd', every: 40, burst: 1 };
      const places = await Promise.all(
        Array.from({ length: 60 }, async (_, index) => {
          const lane = `crowd ${index % 5}`;
          return {
            lane,
            at: await sendingLaneTable.reserve(store, shared, { lane, every: 300, burst: 1 }, START),
          };
        }),
      );
      for (let own = 0; own < 5; own += 1) {
        const moments = places
          .filter(({ lane }) => lane === `crowd ${own}`)
          .map(({ at }) => at)
          .sort((a, b) => a - b);
        expect(moments).toHaveLength(12);
        for (const [index, at] of moments.slice(1).entries())
          expect(at - (moments[index] ?? 0)).toBeGreaterThanOrEqual(300);
      }
      const sorted = places.map(({ at }) => at).sort((a, b) => a - b);
      // No earlier than the shared lane allows.
      for (const [index, at] of sorted.entries()) expect(at).toBeGreaterThanOrEqual(START + index * 40);
    });

    it('knows what came due meanwhile, what comes next, and forgets a slot that is not kept again', async () => {
      const circle = await seedCircle(store);
      const at = START + 1_000 * DAY;
      const [before, now, soon] = [-1, 0, MINUTE].map((after) =>
        someDelivery(circle.id, { dueAt: at + after, slotAt: at + after }),
      );
      if (before === undefined || now === undefined || soon === undefined) throw new Error('no letters');
      await deliveryTable.add(store, [soon, now, before]);
      expect(await deliveryTable.dueSince(store, at - 1, at, 10)).toEqual([now.id]);
      expect(await deliveryTable.dueSince(store, at - 2, at, 10)).toEqual([before.id, now.id]);
      expect(await deliveryTable.dueSince(store, at - 2, at, 1)).toEqual([before.id]);
      expect(await deliveryTable.nextDueAfter(store, at)).toBe(at + MINUTE);
      expect(await deliveryTable.nextDueAfter(store, at + MINUTE)).toBeNull();
      expect((await deliveryTable.claim(store, now.id, at, at + MINUTE))?.slotAt).toBe(at);
      expect(await deliveryTable.dueSince(store, at - 1, at, 10)).toEqual([]);
      await deliveryTable.finish(store, now.id, { state: 'due', dueAt: at + HOUR, slotAt: at + HOUR });
      expect((await deliveryTable.find(store, now.id))?.slotAt).toBe(at + HOUR);
      await deliveryTable.finish(store, now.id, { state: 'due', dueAt: at + HOUR });
      expect((await deliveryTable.find(store, now.id))?.slotAt).toBeNull();
      for (const { id } of [before, now, soon]) await deliveryTable.finish(store, id, { state: 'sent' });
    });

    it('keeps one status of being away for each member', async () => {
      const circle = await seedCircle(store);
      const member = someMember(circle.id);
      await memberTable.insert(store, member);
      await memberTable.setAwayStatus(store, member.id, START);
      await memberTable.setAwayStatus(store, member.id, START + 1);
      expect([...(await memberTable.awayStatuses(store, circle.id))]).toEqual([[member.id, START + 1]]);
      await memberTable.setAwayStatus(store, member.id, null);
      expect((await memberTable.awayStatuses(store, circle.id)).size).toBe(0);
    });

    it('tries again at once what a channel refused, and knows when something last got through there', async () => {
      const circle = await seedCircle(store);
      const place = { channel: 'slack/T1/C1', memberId: null, person: null };
      const later = { state: 'due', dueAt: START + DAY, ...place } as const;
      const refused = someDelivery(circle.id, { ...later, attempts: 2 });
      const planned = someDelivery(circle.id, { ...later, attempts: 0 });
      const elsewhere = someDelivery(circle.id, { ...later, channel: 'slack/T1/C2', attempts: 2 });
      await deliveryTable.add(store, [refused, planned, elsewhere]);
      expect(await deliveryTable.lastSent(store, circle.id, { channel: 'slack/T1/C1' })).toBeNull();
      expect(await deliveryTable.retry(store, { channel: 'slack/T1/C1' }, START)).toEqual([refused.id]);
      expect(await deliveryTable.retry(store, { channel: 'slack/T1/C1' }, START)).toEqual([]);
      expect((await deliveryTable.find(store, refused.id))?.dueAt).toBe(START);
      expect((await deliveryTable.find(store, planned.id))?.dueAt).toBe(START + DAY);
      await deliveryTable.finish(store, refused.id, { state: 'sent', sentAt: START + 1 });
      await deliveryTable.finish(store, planned.id, { state: 'sent', sentAt: START + 2 });
      expect(await deliveryTable.lastSent(store, circle.id, { channel: 'slack/T1/C1' })).toBe(START + 2);
      expect(await deliveryTable.lastSent(store, circle.id, { channel: 'slack/T1/C2' })).toBeNull();
      await deliveryTable.finish(store, elsewhere.id, { state: 'sent', sentAt: START });
    });

    it('answers many who ask at once who somebody is, each with their own', async () => {
      const circle = await seedCircle(store);
      const people = Array.from({ length: 40 }, () => someMember(circle.id));
      for (const person of people) await memberTable.insert(store, person);
      const asked = people.flatMap(({ identities }) => identities.slice(0, 1));
      const nobody = { platform: 'slack', externalId: 'T1/UNOBODY' } as const;
      const found = await Promise.all(
        [nobody, ...asked, ...asked].map((identity) => memberTable.findByIdentity(store, identity)),
      );
      expect(found.map((each) => each.map(({ member }) => member.id))).toEqual([
        [],
        ...people.map(({ id }) => [id]),
        ...people.map(({ id }) => [id]),
      ]);
    });

    it('finds the circles of a channel, and wakes letters to people who are no members', async () => {
      const circle = await seedCircle(store);
      const [channel] = circle.channels;
      if (channel === undefined) throw new Error('no channel');
      expect(await circleTable.linkedTo(store, channel)).toContainEqual(circle);
      expect(await circleTable.linkedTo(store, { ...channel, externalId: 'elsewhere' })).toEqual([]);
      const chat = { platform: 'teams', externalId: '19:meeting_x@thread.v2' } as const;
      expect(await circleTable.meetingChats(store, circle.id)).toEqual([]);
      await circleTable.saveMeetingChats(store, circle.id, [chat]);
      expect(await circleTable.meetingChats(store, circle.id)).toEqual([chat]);
      expect(await circleTable.meetingIn(store, chat)).toContainEqual(circle);
      expect(await circleTable.meetingIn(store, channel)).toContainEqual(circle);
      expect(await circleTable.linkedTo(store, chat)).toEqual([]);
      const letter = someDelivery(circle.id, {
        state: 'waiting',
        channel: null,
        memberId: null,
        person: 'teams/aad-asha',
      });
      await deliveryTable.add(store, [letter]);
      await deliveryTable.wake(store, START, ['slack']);
      expect((await deliveryTable.find(store, letter.id))?.state).toBe('waiting');
      await deliveryTable.wake(store, START, ['teams']);
      expect(await deliveryTable.find(store, letter.id)).toMatchObject({
        state: 'due',
        person: 'teams/aad-asha',
      });
      await deliveryTable.finish(store, letter.id, { state: 'sent' });
      const nowhere = someDelivery(circle.id, { channel: null, memberId: null, person: null });
      await expect(deliveryTable.add(store, [nowhere])).rejects.toThrow();
    });

    it('keeps promises', async () => {
      const circle = await seedCircle(store);
      const promise = somePromise(circle.id);
      await promiseTable.insert(store, promise);
      expect(await promiseTable.find(store, promise.id)).toEqual(promise);
      const by = { memberId: 'm1', voice: 'reps' };
      const answered = {
        ...promise,
        state: 'answered',
        shownIn: '2026-W46',
        reply: {
          by,
          outcome: 'we-did',
          words: AWKWARD_WORDS,
          week: '2026-W46',
          number: 1,
          askerUntil: null,
          firstYes: 'm1',
        },
      } as const;
      await promiseTable.save(store, answered);
      expect(await promiseTable.list(store, circle.id)).toEqual([answered]);
      expect(await store.transact((tx) => promiseTable.lock(tx, promise.id))).toEqual(answered);
    });

    it('composes a digest once for a circle and week', async () => {
      const { id: circleId } = await seedCircle(store);
      const digest = { lead: AWKWARD_WORDS } as unknown as DigestRow['digest'];
      const row = (week: string): DigestRow => ({
        id: randomUUID(),
        circleId,
        week,
        publishedAt: START,
        digest,
      });
      const rows = ['2026-W09', '2026-W45', '2025-W52'].map(row);
      for (const each of rows) expect(await digestTable.insert(store, each)).toBe(true);
      expect(await digestTable.insert(store, row('2026-W45'))).toBe(false);
      expect(await digestTable.find(store, circleId, '2026-W45')).toEqual(rows[1]);
      expect(await digestTable.findById(store, rows[0]?.id ?? '')).toEqual(rows[0]);
      expect(await digestTable.list(store, circleId, 2)).toEqual([rows[1], rows[0]]);
    });

    it('hands each delivery to one worker at a time', async () => {
      const circle = await seedCircle(store);
      const [first, second] = [someDelivery(circle.id), someDelivery(circle.id, { dueAt: START + 1 })];
      await deliveryTable.add(store, [second, first]);
      await deliveryTable.add(store, [{ ...first, id: randomUUID(), dueAt: START + DAY }]);
      expect(await deliveryTable.due(store, START, 10)).toEqual([first.id]);
      expect(await deliveryTable.due(store, START + 1, 1)).toEqual([first.id]);
      expect(await deliveryTable.claim(store, first.id, START - 1, START + MINUTE)).toBeNull();
      const claims = await Promise.all(
        Array.from({ length: 8 }, () => deliveryTable.claim(store, first.id, START, START + MINUTE)),
      );
      const claimed = { ...first, state: 'claimed', attempts: 1, claimedUntil: START + MINUTE } as const;
      expect(claims.filter((claim) => claim !== null)).toEqual([claimed]);
      expect(await deliveryTable.due(store, START + 1, 10)).toEqual([second.id]);

      // The worker vanished: its time is over.
      expect(await deliveryTable.due(store, START + MINUTE, 10)).toEqual([first.id, second.id]);
      expect(await deliveryTable.claim(store, first.id, START + MINUTE, START + HOUR)).toMatchObject({
        attempts: 2,
      });
      await deliveryTable.finish(store, first.id, { state: 'sent', sentAt: START + MINUTE, ref: 'r1' });
      const sent = { ...first, state: 'sent', attempts: 2, sentAt: START + MINUTE, ref: 'r1' };
      expect(await deliveryTable.find(store, first.id)).toEqual(sent);
      expect(await deliveryTable.unsent(store, circle.id)).toEqual([second]);
      expect(await deliveryTable.claim(store, first.id, START + DAY, START + 2 * DAY)).toBeNull();
      await deliveryTable.finish(store, second.id, {
        state: 'due',
        dueAt: START + DAY,
        note: 'rate-limited',
      });
      expect(await deliveryTable.find(store, second.id)).toEqual({
        ...second,
        dueAt: START + DAY,
        note: 'rate-limited',
      });
    });

    it('wakes what waits for a platform, and nothing else', async () => {
      const circle = await seedCircle(store);
      const member = someMember(circle.id);
      await memberTable.insert(store, member);
      const waiting = { state: 'waiting', dueAt: START } as const;
      const channel = someDelivery(circle.id, { ...waiting, channel: 'slack/T1/C1' });
      const personal = someDelivery(circle.id, { ...waiting, channel: null, memberId: member.id });
      await deliveryTable.add(store, [channel, personal]);
      const states = async () => {
        const rows = await Promise.all([channel, personal].map((row) => deliveryTable.find(store, row.id)));
        return rows.map((row) => [row?.state, row?.dueAt]);
      };
      await deliveryTable.wake(store, START + DAY, []);
      await deliveryTable.wake(store, START + DAY, ['teams']);
      expect(await states()).toEqual([
        ['waiting', START],
        ['waiting', START],
      ]);
      await deliveryTable.wake(store, START + DAY, ['slack']);
      expect(await states()).toEqual([
        ['due', START + DAY],
        ['waiting', START],
      ]);
      await deliveryTable.wake(store, START + DAY, ['web']);
      expect(await states()).toEqual([
        ['due', START + DAY],
        ['due', START + DAY],
      ]);
    });

    it('keeps failures', async () => {
      const circle = await seedCircle(store);
      const ours = {
        at: START + DAY,
        job: 'deliver',
        subject: 's',
        circleId: circle.id,
        error: 'StoreError',
      };
      const nobodys = { ...ours, at: START + 2 * DAY, subject: 't', circleId: null };
      const record = (failure: typeof nobodys | typeof ours) =>
        store.transact((tx) => failureTable.record(tx, failure));
      expect(await record({ ...ours, at: START, error: 'Error' })).toBe(true);
      expect(await record(ours)).toBe(false);
      expect(await record(nobodys)).toBe(true);
      expect(await failureTable.since(store, circle.id, START + DAY)).toEqual([ours]);
      expect(await failureTable.since(store, circle.id, START + DAY + 1)).toEqual([]);
      expect(await failureTable.recent(store, 2)).toEqual([nobodys, ours]);
      await failureTable.forget(store, START + DAY);
      expect(await failureTable.since(store, circle.id, START)).toEqual([ours]);
      await failureTable.forget(store, START + DAY + 1);
      expect(await failureTable.since(store, circle.id, START)).toEqual([]);
      expect(await failureTable.recent(store, 1)).toEqual([nobodys]);
    });

    it('keeps conversations, one of a name on a platform, open or closed', async () => {
      const some = (name: string, changes: Partial<ConversationRow> = {}): ConversationRow => ({
        platform: 'teams',
        name,
        parent: null,
        keyId: 'k1',
        sealed: new Uint8Array([0, 1, 255]),
        closedAt: null,
        ...changes,
      });
      const person = some('member/20000000-0000-4000-8000-000000000001');
      const general = some('channel/19:ward7@thread.tacv2', { parent: '19:team' });
      const other = some('channel/19:kitchen@thread.tacv2', { parent: '19:team', closedAt: START });
      const namesake = some(person.name, { platform: 'slack', keyId: 'k2' });
      for (const row of [person, general, other, namesake]) await conversationTable.save(store, row);
      expect(await conversationTable.list(store)).toEqual([namesake, other, general, person]);
      expect(await conversationTable.find(store, 'teams', person.name)).toEqual(person);
      expect(await conversationTable.find(store, 'web', person.name)).toBeNull();
      expect(await conversationTable.within(store, 'teams', '19:team')).toEqual([other, general]);
      expect(await conversationTable.within(store, 'slack', '19:team')).toEqual([]);

      await conversationTable.markClosed(store, 'teams', person.name, START + 1);
      await conversationTable.markClosed(store, 'teams', 'member/nobody', START + 1);
      expect(await conversationTable.find(store, 'teams', person.name)).toEqual({
        ...person,
        closedAt: START + 1,
      });
      expect(await conversationTable.find(store, 'slack', person.name)).toEqual(namesake);
      await conversationTable.markClosed(store, 'teams', person.name, null);
      expect(await conversationTable.find(store, 'teams', person.name)).toEqual(person);

      const renewed = { ...general, keyId: 'k2', sealed: new Uint8Array([7]), parent: '19:other' };
      await conversationTable.save(store, renewed);
      expect(await store.transact((tx) => conversationTable.lock(tx, 'teams', general.name))).toEqual(
        renewed,
      );
      expect(await conversationTable.within(store, 'teams', '19:team')).toEqual([other]);
      expect(await conversationTable.list(store)).toHaveLength(4);
    });

    it('pins notices for the people of a circle', async () => {
      const circle = await seedCircle(store);
      const reader = someMember(circle.id);
      for (const member of [reader, someMember(circle.id, { leftAt: START })])
        await memberTable.insert(store, member);
      const board = noticeboard(DECLARED.kept).over(store);
      expect(await board.readers(circle.id)).toEqual(reader.identities);
      const place = { kind: 'channel', platform: 'web', externalId: circle.id } as const;
      const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()];
      await board.pin(place, message, first, START);
      await board.pin(place, message, second, START + 1);
      await board.pin(place, message, third, START + 1);
      await board.pin(place, { ...message, summary: 'again' }, first, START + 9);
      await board.replace(second, { ...message, summary: 'new' });
      expect(await board.read(place, 10, 0)).toEqual([
        { key: third, at: START + 1, message },
        { key: second, at: START + 1, message: { ...message, summary: 'new' } },
        { key: first, at: START, message },
      ]);
      expect(await board.read(place, 1, 0)).toHaveLength(1);
      expect(await board.read({ ...place, kind: 'member' }, 10, 0)).toEqual([]);
    });
  });
}
