import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Member } from '../../src/core/circle.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/instant.ts';
import type { Delivery } from '../../src/core/outbox/delivery.ts';
import { firstPreferences } from '../../src/core/preferences.ts';
import { composeDigest } from '../../src/features/digests/rules/compose.ts';
import { propose } from '../../src/features/governance/rules/proposal.ts';
import type { PromiseItem } from '../../src/features/promises/rules.ts';
import type { PoolRelease } from '../../src/features/release/rules/pool.ts';
import type { RoundRelease } from '../../src/features/release/rules/release.ts';
import type { Invitation } from '../../src/features/ways-in/rules/way-in.ts';
import type { DigestRow } from '../../src/ports/tables/digests.ts';
import type { ConversationRow } from '../../src/ports/tables/platforms.ts';
import type { LedgerEntry, Pooled } from '../../src/ports/tables/releases.ts';
import type { QuestionLevel } from '../../src/ports/tables/rounds.ts';
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
      expect(await store.tables.agenda.next()).toBeNull();
      const { circles } = store.tables;
      await seedCircle(store);
      expect(await store.tables.agenda.next()).toBe(START + 3 * DAY);
      const { round } = await seedRound(store);
      expect(await store.tables.agenda.next()).toBe(START + 1);
      await store.tables.pulses.setNextOpening(round.pulseId, null);
      expect(await store.tables.agenda.next()).toBe(START + 2 * DAY);
      await store.tables.rounds.markReminded(round.id, START + 2 * DAY);
      expect(await store.tables.agenda.next()).toBe(START + 3 * DAY);
      await store.transact((tables) => tables.rounds.end(round.id, 'cancelled'));
      for (const { id } of await circles.list()) await circles.setNextReview(id, null);
      expect(await store.tables.agenda.next()).toBe(START + 4 * DAY);
    });

    it('keeps circles, one of a name in an organisation', async () => {
      const circle = await seedCircle(store);
      const { circles } = store.tables;
      expect(await circles.find(circle.id)).toEqual(circle);
      expect(await circles.findByName(circle.organisation, circle.name)).toEqual(circle);
      expect(await circles.list()).toContainEqual(circle);
      expect(await circles.organisation(circle.organisation, randomUUID())).toBe(circle.organisationId);
      expect(await circles.digestSettings(circle.id)).toEqual({
        ...digestSettings,
        reviewAt: START + 3 * DAY,
        reviewedWeek: null,
      });
      expect(await circles.reviewsDue(START + 3 * DAY - 1)).not.toContain(circle.id);
      expect(await circles.reviewsDue(START + 3 * DAY)).toContain(circle.id);
      await circles.setNextReview(circle.id, null);
      expect(await circles.reviewsDue(START + 400 * DAY)).not.toContain(circle.id);
      expect(await circles.digestsDue(START + 4 * DAY - 1)).not.toContain(circle.id);
      expect(await circles.digestsDue(START + 4 * DAY)).toContain(circle.id);
      expect(await circles.signpost(circle.id)).toBeNull();
      await circles.saveSignpost(circle.id, AWKWARD_WORDS);
      expect(await circles.signpost(circle.id)).toBe(AWKWARD_WORDS);
      await circles.saveSignpost(circle.id, null);
      expect(await circles.signpost(circle.id)).toBeNull();
      expect(await circles.outside(circle.id)).toBeNull();
      await circles.saveOutside(circle.id, AWKWARD_WORDS);
      expect(await circles.outside(circle.id)).toBe(AWKWARD_WORDS);
      await circles.setNextDigest(circle.id, null);
      expect(await circles.digestsDue(START + 400 * DAY)).not.toContain(circle.id);
      expect(await store.transact((tables) => tables.circles.lock(circle.id))).toEqual(circle);
      const twin = { ...circle, id: randomUUID() };
      await expect(circles.insert(twin, null)).rejects.toMatchObject({
        code: 'conflict',
        constraint: 'circles_name',
      });
      const quiet = { ...circle, id: randomUUID(), name: 'No digest' };
      await circles.insert(quiet, null);
      expect(await circles.digestSettings(quiet.id)).toBeNull();
      const waiting = { ...circle, id: randomUUID(), name: 'Waiting', setUpAt: null };
      await circles.insert(waiting, null);
      expect(await circles.find(waiting.id)).toEqual(waiting);
      await circles.markSetUp(waiting.id, START + 1);
      expect(await circles.find(waiting.id)).toEqual({ ...waiting, setUpAt: START + 1 });
    });

    it('knows whose a workspace is: from its circles, and for good once it was claimed', async () => {
      const { circles, members } = store.tables;
      const id = () => `T${randomUUID().replaceAll('-', '').toUpperCase()}`;
      const [byChannel, byPerson, free] = [id(), id(), id()];
      const at = (workspace: string) => circles.organisationAt({ platform: 'slack', workspace });
      const theirs = await seedCircle(store);
      const owner = { id: theirs.organisationId, name: theirs.organisation };
      await circles.saveChannels(theirs.id, [{ platform: 'slack', externalId: `${byChannel}/C1` }]);
      const identities = [{ platform: 'slack', externalId: `${byPerson}/U1` }] as const;
      await members.insert(someMember(theirs.id, { identities }));
      expect(await Promise.all([byChannel, byPerson, free, byChannel.slice(0, 5)].map(at))).toEqual([
        owner,
        owner,
        null,
        null,
      ]);
      const other = await seedCircle(store);
      const workspace = { platform: 'slack', workspace: free } as const;
      await circles.claimWorkspace(workspace, other.organisationId);
      await circles.claimWorkspace(workspace, other.organisationId);
      expect(await at(free)).toEqual({ id: other.organisationId, name: other.organisation });
      await expect(circles.claimWorkspace(workspace, theirs.organisationId)).rejects.toMatchObject({
        code: 'conflict',
      });
    });

    it('keeps members in the order they were entered, with as many accounts on a platform as they have', async () => {
      const circle = await seedCircle(store);
      const { members, people } = store.tables;
      const first = someMember(circle.id, { name: 'Zoe', leftAt: null });
      const second = someMember(circle.id, { name: 'Ann', identities: [] });
      const left = someMember(circle.id, { leftAt: START });
      for (const member of [first, second, left]) await members.insert(member);
      expect(await members.list(circle.id)).toEqual([first, second]);
      expect(await members.find(left.id)).toEqual(left);
      expect(await members.findByIdentity({ platform: 'web', externalId: left.id })).toEqual([]);

      const slack = { platform: 'slack', externalId: `T1/${randomUUID()}` } as const;
      const older = { platform: 'slack', externalId: `T1/old-${randomUUID()}` } as const;
      await people.addAccount(first.personId, older, null);
      await people.addAccount(first.personId, slack, START);
      const all = { ...first, identities: [older, slack, ...first.identities] };
      expect(await members.findByIdentity(slack)).toEqual([{ member: all, circle, since: START }]);
      expect(await members.findByIdentity(older)).toEqual([{ member: all, circle, since: null }]);
      expect(await people.behind(circle.organisationId, slack)).toBe(first.personId);
      expect(await people.behind('another', slack)).toBeNull();
      await expect(people.addAccount(second.personId, slack, null)).rejects.toMatchObject({
        code: 'conflict',
      });
      const impostor = someMember(circle.id, { identities: [slack] });
      await expect(members.insert(impostor)).rejects.toMatchObject({ code: 'conflict' });
      expect(await members.find(impostor.id)).toBeNull();
      expect(await people.find(impostor.personId)).toBeNull();
      const twice = someMember(circle.id, { personId: first.personId, identities: [] });
      await expect(members.insert(twice)).rejects.toMatchObject({ constraint: 'members_once' });
      await people.removeAccount(circle.organisationId, older);
      const both = { ...first, identities: [slack, ...first.identities] };

      const preferences = { ...first.preferences, quietHours: null };
      await members.savePreferences(first.id, preferences, 'resting');
      expect(await members.find(first.id)).toEqual({ ...both, preferences, chairs: 'resting' });
    });

    it('keeps absences, removed only by their member', async () => {
      const circle = await seedCircle(store);
      const { members } = store.tables;
      const member = someMember(circle.id);
      await members.insert(member);
      const absence = { id: randomUUID(), memberId: member.id, from: '2026-11-02', to: '2026-11-02' };
      await members.addAbsence(absence);
      await members.removeAbsence(absence.id, 'somebody else');
      expect(await members.absences(circle.id)).toEqual([absence]);
      await members.removeAbsence(absence.id, member.id);
      expect(await members.absences(circle.id)).toEqual([]);
    });

    it('keeps pulses and finds those due', async () => {
      const circle = await seedCircle(store);
      const { pulses } = store.tables;
      const pulse = somePulse(circle.id);
      await pulses.insert(pulse);
      expect(await pulses.find(pulse.id)).toEqual(pulse);
      expect(await pulses.list(circle.id)).toEqual([pulse]);
      expect(await pulses.due(START)).not.toContain(pulse.id);
      expect(await pulses.due(START + 1)).toContain(pulse.id);
      await pulses.setNextOpening(pulse.id, null);
      expect(await pulses.due(START + DAY)).not.toContain(pulse.id);
      expect(await store.transact((tables) => tables.pulses.lock(pulse.id))).toEqual({
        ...pulse,
        nextOpensAt: null,
      });
      const low = { ...somePulse(circle.id), thresholds: { scores: 4, comments: 10 } };
      await expect(pulses.insert(low)).rejects.toMatchObject({ constraint: 'pulses_thresholds' });
    });

    it('keeps an open round with its roster and seal, and finds it when due', async () => {
      const { member, round, seal, pulse } = await seedRound(store);
      const { rounds } = store.tables;
      const seat = { memberId: member.id, voice: member.voice, seat: 0 };
      expect(await rounds.find(round.id)).toEqual(round);
      expect(await rounds.seal(round.id)).toEqual(seal);
      expect(await rounds.roster(round.id)).toEqual([seat]);
      expect(await rounds.seat(round.id, member.id)).toEqual(seat);
      expect(await rounds.seat(round.id, 'nobody')).toBeNull();
      expect(await rounds.count(round.pulseId)).toBe(1);
      expect(await rounds.open(round.circleId)).toEqual([round]);
      expect(await rounds.since(round.circleId, round.openedAt)).toEqual([round]);
      expect(await rounds.since(round.circleId, round.openedAt + 1)).toEqual([]);
      expect(await rounds.closingDue(round.closesAt - 1)).not.toContain(round.id);
      expect(await rounds.closingDue(round.closesAt)).toContain(round.id);
      const { id, circleId, voices, openedAt, remindedAt, closesAt } = round;
      expect(await rounds.running(round.closesAt - 1)).toContainEqual({
        id,
        circleId,
        voices,
        openedAt,
        remindedAt,
        closesAt,
      });
      expect((await rounds.running(round.closesAt)).map((each) => each.id)).not.toContain(round.id);
      expect(await rounds.reminderDue(START + 2 * DAY)).toContain(round.id);
      await rounds.markReminded(round.id, START + 2 * DAY + 5);
      expect(await rounds.reminderDue(START + 3 * DAY)).not.toContain(round.id);
      expect(await rounds.find(round.id)).toEqual({ ...round, remindedAt: START + 2 * DAY + 5 });
      const twin = someRound(pulse);
      const insertTwin = store.transact((tables) => tables.rounds.insert(twin, [], someSeal()));
      await expect(insertTwin).rejects.toMatchObject({ constraint: 'rounds_number' });
    });

    it('hands replies their rounds, seats and seals, and seals many rounds again at once', async () => {
      const { member, round, seal } = await seedRound(store);
      const seat = { memberId: member.id, voice: member.voice, seat: 0 };
      const other = await seedRound(store);
      const ids = [round.id, 'no round', other.round.id];
      const { rounds } = store.tables;
      const found = await rounds.forReplies(
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
      expect([...(await rounds.reseal(changes))].sort()).toEqual([round.id, other.round.id].sort());
      const late = { ...(changes[0] as (typeof changes)[number]), sealed: new Uint8Array([1]) };
      expect(await rounds.reseal([late, { ...late, roundId: 'no round' }])).toEqual([]);
      for (const { roundId, sealed } of changes) {
        expect(await store.tables.rounds.seal(roundId)).toMatchObject({ sealed });
      }
    });

    it('forgets seal and roster when a round ends', async () => {
      const { round } = await seedRound(store);
      await store.transact((tables) => tables.rounds.end(round.id, 'closed'));
      const { rounds } = store.tables;
      expect(await rounds.seal(round.id)).toBeNull();
      expect(await rounds.roster(round.id)).toEqual([]);
      const ended = { ...round, state: 'closed' };
      expect(await rounds.find(round.id)).toEqual(ended);
      expect(await rounds.open(round.circleId)).toEqual([]);
      expect(await rounds.closingDue(round.closesAt)).not.toContain(round.id);
      expect(await rounds.forReplies([{ roundId: round.id, memberId: 'nobody' }])).toEqual([
        { round: ended, seal: null, seats: [] },
      ]);
    });

    it('releases a round once', async () => {
      const { round } = await seedRound(store);
      const { ledger } = store.tables;
      const release = { questions: [0.1, -0, null, AWKWARD_WORDS] } as unknown as LedgerEntry['release'];
      const entry = { roundId: round.id, circleId: round.circleId, closedAt: START, release };
      expect(await ledger.find(round.id)).toBeNull();
      expect(await ledger.record(entry)).toBe(true);
      const second = { questions: [] } as unknown as LedgerEntry['release'];
      expect(await ledger.record({ ...entry, release: second })).toBe(false);
      const kept = { ...entry, release: { questions: [0.1, 0, null, AWKWARD_WORDS] } };
      expect(await ledger.find(round.id)).toEqual(kept);
      expect(await ledger.since(round.circleId, START)).toEqual([kept]);
      expect(await ledger.since(round.circleId, START + 1)).toEqual([]);
    });

    it('spends a pool once, and keeps either the seal or the release', async () => {
      const { organisationId } = await seedCircle(store);
      const { pools } = store.tables;
      const key = { organisationId, quarter: '2026-Q4', question: 'abc', voice: 'reps' };
      const pooled: Pooled = {
        key,
        asked: { id: 'heard', kind: 'scale', text: AWKWARD_WORDS },
        closesAt: START,
        seal: { ...someSeal(), pepperId: 'pepper-of-pools' },
      };
      expect(await store.transact((tables) => tables.pools.lock(key))).toBeNull();
      await pools.save(pooled);
      const more = { ...pooled, seal: { ...pooled.seal, sealed: new Uint8Array([9]) } };
      await pools.save(more);
      expect(await store.transact((tables) => tables.pools.lock(key))).toEqual(more);
      expect(await pools.due(START - 1)).not.toContainEqual(key);
      expect(await pools.due(START)).toContainEqual(key);
      await pools.save({ ...pooled, key: { ...key, voice: 'carers' } });
      expect((await pools.peppers()).filter((id) => id === 'pepper-of-pools')).toHaveLength(1);
      await pools.spend({ ...key, voice: 'carers' }, START, { outcome: 'withheld', reason: 'too-few' });

      const release = { outcome: 'released', voice: 'reps', figures: {} } as unknown as PoolRelease;
      expect(await pools.spend(key, START + 1, release)).toBe(true);
      expect(await pools.spend(key, START + 2, release)).toBe(false);
      expect(await pools.due(START)).not.toContainEqual(key);
      expect(await store.transact((tables) => tables.pools.lock(key))).toBeNull();
      expect(await pools.released(organisationId, START + 1)).toEqual([
        { key, asked: pooled.asked, at: START + 1, release },
      ]);
      expect(await pools.released(organisationId, START + 2)).toEqual([]);
      await expect(pools.save(more)).rejects.toMatchObject({ code: 'conflict' });
      expect(await pools.peppers()).not.toContain('pepper-of-pools');

      const other = { ...key, voice: 'staff' };
      await pools.save({ ...pooled, key: other });
      expect(await pools.spend(other, START + 1, { outcome: 'withheld', reason: 'too-few' })).toBe(true);
      expect(await pools.released(organisationId, START)).toHaveLength(1);
    });

    it('keeps at which level a circle is shown a question: settled once, chosen again, and its own', async () => {
      const [circle, other] = [await seedCircle(store), await seedCircle(store)];
      const { questionLevels } = store.tables;
      const level = (question: string, more: Partial<QuestionLevel> = {}): QuestionLevel => ({
        circleId: circle.id,
        question,
        level: 'together',
        askedUntil: null,
        restsUntil: null,
        ...more,
      });
      await questionLevels.settle([level('heard'), level('trust')]);
      await questionLevels.settle([level('heard', { level: 'by-voice' })]);
      await questionLevels.settle([]);
      expect(await questionLevels.of(circle.id, ['heard', 'ladder'])).toEqual([level('heard')]);
      const chosen = level('heard', { level: 'by-voice', restsUntil: START });
      await questionLevels.choose([chosen, level('ladder', { level: 'by-voice' })]);
      await questionLevels.choose([]);
      for (const at of [START + HOUR, START]) await questionLevels.asked(circle.id, ['trust', 'other'], at);
      expect(await questionLevels.of(circle.id, ['heard', 'trust'])).toEqual(
        expect.arrayContaining([chosen, level('trust', { askedUntil: START + HOUR })]),
      );
      expect(await questionLevels.of(circle.id, ['ladder'])).toHaveLength(1);
      expect(await questionLevels.of(other.id, ['heard', 'trust', 'ladder'])).toEqual([]);
      expect(await questionLevels.of(circle.id, [])).toEqual([]);
    });

    it('keeps meetings and what happened to their turns', async () => {
      const circle = await seedCircle(store);
      const chair = someMember(circle.id);
      await store.tables.members.insert(chair);
      const { meetings } = store.tables;
      const series = someSeries(circle.id);
      await meetings.insertSeries(series);
      expect(await meetings.drawDue(START)).toContain(series.id);
      await meetings.setNextDue(series.id, START + HOUR);
      expect(await meetings.drawDue(START)).not.toContain(series.id);
      expect(await meetings.drawDue(START + HOUR)).toContain(series.id);
      const rota = { ...series.rota, settled: 1, credits: { [chair.id]: -1 / 3 } };
      await meetings.saveRota(series.id, rota);
      expect(await meetings.series(circle.id)).toEqual([{ ...series, rota }]);
      expect(await store.transact((tables) => tables.meetings.lockSeries(series.id))).toEqual({
        ...series,
        rota,
      });

      const later = someMeeting(series, START + 7 * DAY);
      const soon = someMeeting(series, START);
      for (const meeting of [later, soon, { ...soon, id: randomUUID() }]) await meetings.plan(meeting);
      expect(await meetings.planned(series.id)).toEqual([soon, later]);
      await meetings.setAnnounceDue(soon.id, START - DAY);
      expect(await meetings.announceDue(START - DAY)).toContain(soon.id);
      await meetings.setAnnounceDue(soon.id, null);
      expect(await meetings.announceDue(START)).not.toContain(soon.id);

      const held = {
        ...soon,
        state: 'held',
        chairId: chair.id,
        asking: { from: START, asks: 2, turn: null, refused: true, stewardsAsked: false },
        declined: ['x', 'y'],
      } as const;
      await meetings.save(held);
      expect(await meetings.find(soon.id)).toEqual(held);
      expect(await meetings.planned(series.id)).toEqual([later]);
      expect(await meetings.held(circle.id, held.endsAt)).toEqual([held]);
      expect(await meetings.held(circle.id, held.endsAt + 1)).toEqual([]);

      const drawn = {
        meetingId: soon.id,
        at: START,
        what: 'drawn',
        memberId: chair.id,
        voice: 'staff',
      } as const;
      const accepted = { ...drawn, what: 'accepted' } as const;
      for (const event of [drawn, accepted]) await meetings.record(event);
      expect(await meetings.events(soon.id)).toEqual([drawn, accepted]);
    });

    it('keeps who was asked to take a turn over, and who acted for whom', async () => {
      const circle = await seedCircle(store);
      const { meetings, members } = store.tables;
      const [chair, other, steward] = [1, 2, 3].map(() => someMember(circle.id));
      if (chair === undefined || other === undefined || steward === undefined) throw new Error('nobody');
      for (const member of [chair, other, steward]) await members.insert(member);
      const series = someSeries(circle.id);
      await meetings.insertSeries(series);
      const meeting = someMeeting(series, START);
      await meetings.plan(meeting);
      const asked = {
        meetingId: meeting.id,
        at: START,
        what: 'hand-over-asked',
        memberId: chair.id,
        voice: 'staff',
        otherId: other.id,
        byId: steward.id,
      } as const;
      await meetings.record(asked);
      expect(await meetings.events(meeting.id)).toEqual([asked]);
    });

    it('keeps unnamed words until a digest has shown them, and nothing about who wrote them', async () => {
      const circle = await seedCircle(store);
      const { unnamedWords } = store.tables;
      const said = (id: string) => ({
        id: `${circle.id}-${id}`,
        circleId: circle.id,
        week: '2026-W45',
        words: AWKWARD_WORDS,
        shownIn: null,
      });
      for (const id of ['b', 'a', 'c']) await unnamedWords.insert(said(id));
      expect(await unnamedWords.unshown(circle.id)).toEqual(['a', 'b', 'c'].map(said));
      await unnamedWords.markShown([said('a').id, said('b').id], '2026-W45');
      expect(await unnamedWords.unshown(circle.id)).toEqual([said('c')]);
      await unnamedWords.markShown([], '2026-W46');
      expect(await unnamedWords.unshown(circle.id)).toHaveLength(1);
    });

    it('asks about a person once at a time, and settles it once', async () => {
      const circle = await seedCircle(store);
      const { joinings } = store.tables;
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
      expect(await joinings.open(first)).toBe(true);
      expect(await joinings.open(joining('2'))).toBe(false);
      expect(await joinings.waiting(circle.id)).toEqual([first]);
      expect(await joinings.waitingFor(circle.id, identity)).toEqual(first);
      await joinings.settle(first.id, 'dismissed');
      await joinings.settle(first.id, 'accepted');
      expect(await joinings.find(first.id)).toEqual({ ...first, state: 'dismissed' });
      expect(await joinings.waitingFor(circle.id, identity)).toBeNull();
      expect(await joinings.open(joining('3'))).toBe(true);
      expect(await store.transact((tables) => tables.joinings.lock(joining('3').id))).toEqual(joining('3'));
    });

    it('hands out a code once, in time, and keeps one for each person', async () => {
      const circle = await seedCircle(store);
      const { links, members } = store.tables;
      const member = someMember(circle.id);
      await members.insert(member);
      const shownTo = { platform: 'web', externalId: member.id } as const;
      const code = (hash: string) => ({ personId: member.personId, hash, shownTo, expiresAt: START + 1 });
      const [older, newer] = [`old ${circle.id}`, `new ${circle.id}`];
      await links.showCode(code(older));
      await links.showCode(code(newer));
      expect(await links.takeCode(older, START)).toBeNull();
      expect(await links.takeCode(newer, START + 1)).toBeNull();
      const taken = await Promise.all([links.takeCode(newer, START), links.takeCode(newer, START)]);
      expect(taken.filter((each) => each !== null)).toEqual([code(newer)]);
      await links.showCode(code(newer));
      await links.forget(START + 1, START);
      expect(await links.takeCode(newer, START)).toBeNull();
    });

    it('counts tries of an account within their time, together', async () => {
      const { links } = store.tables;
      const who = { platform: 'teams', externalId: randomUUID() } as const;
      const both = await Promise.all([
        links.countTry(who, START, START - 10),
        links.countTry(who, START, START - 10),
      ]);
      expect([...both].sort()).toEqual([1, 2]);
      expect(await links.countTry(who, START + 9, START - 1)).toBe(3);
      expect(await links.countTry(who, START + 10, START)).toBe(1);
      expect(await links.countTry(who, START + 11, START + 1)).toBe(2);
      await links.forgiveTries(who);
      expect(await links.countTry(who, START + 12, START)).toBe(1);
      await links.forget(START, START + 12);
      expect(await links.countTry(who, START + 12, START)).toBe(1);
    });

    it('has one person in two circles, with one set of wishes, accounts and days away', async () => {
      const circle = await seedCircle(store);
      const { circles, members, people } = store.tables;
      const other = { ...circle, id: randomUUID(), name: 'The other circle' };
      await circles.insert(other, null);
      const here = someMember(circle.id, { chairs: 'yes' });
      await members.insert(here);
      const ignored = { preferences: firstPreferences('cy'), identities: [] };
      const there = someMember(other.id, { personId: here.personId, chairs: 'not-yet', ...ignored });
      await members.insert(there);
      const { identities, preferences } = here;
      expect(await members.find(there.id)).toEqual({ ...there, identities, preferences });
      const [account] = identities;
      if (account === undefined) throw new Error('no account');
      const inBoth = (await members.findByIdentity(account)).map(({ member }) => member.id);
      expect(inBoth).toEqual([here.id, there.id]);
      const changed = { ...preferences, easyRead: false };
      const willing = async () => [
        (await members.find(here.id))?.chairs,
        (await members.find(there.id))?.chairs,
      ];
      await members.savePreferences(there.id, changed, 'resting');
      expect([await willing(), (await members.find(here.id))?.preferences]).toEqual([
        ['resting', 'resting'],
        changed,
      ]);
      await members.savePreferences(here.id, changed, 'not-yet');
      expect(await willing()).toEqual(['not-yet', 'not-yet']);
      await members.savePreferences(here.id, changed, 'yes');
      expect(await willing()).toEqual(['yes', 'not-yet']);

      await members.addAbsence({ id: here.id, memberId: here.id, from: '2026-11-02', to: '2026-11-02' });
      await members.setAwayStatus(there.id, START);
      for (const { id, circleId } of [here, there]) {
        expect((await members.absences(circleId)).map(({ memberId }) => memberId)).toEqual([id]);
        expect([...(await members.awayStatuses(circleId))]).toEqual([[id, START]]);
      }

      await store.transact((tables) => tables.erasing.member(here.id, START));
      expect(await members.find(there.id)).toEqual({ ...there, identities, preferences: changed });
      const gone = await members.find(here.id);
      expect(gone).toMatchObject({ identities: [], preferences: firstPreferences('en-GB'), leftAt: START });
      expect(gone?.personId).not.toBe(there.personId);
      expect(await people.behind(circle.organisationId, account)).toBe(there.personId);
      await store.transact((tables) => tables.erasing.member(there.id, START));
      expect(await people.find(there.personId)).toBeNull();
      expect(await people.behind(circle.organisationId, account)).toBeNull();
    });

    it('moves accounts and members between people, says since when, and forgets them with the person', async () => {
      const circle = await seedCircle(store);
      const { links, members, people } = store.tables;
      const account = { platform: 'slack', externalId: `T1/moves-${circle.id}` } as const;
      const [from, to] = [someMember(circle.id, { identities: [account] }), someMember(circle.id)];
      for (const each of [from, to]) await members.insert(each);
      expect((await members.findByIdentity(account))[0]).toMatchObject({ member: from, since: null });
      await members.saveStanding(from.id, { ...from, leftAt: START });
      expect(await members.findByIdentity(account)).toEqual([]);
      expect(await members.findFormer(circle.id, account)).toMatchObject({ id: from.id });
      await people.moveAccount(to.personId, account, START);
      await people.moveMember(from.id, to.personId, START);
      expect((await members.findByIdentity(account))[0]).toMatchObject({
        since: START,
        member: { id: to.id },
      });
      expect((await people.members(to.personId)).map(({ id }) => id)).toEqual([from.id, to.id]);
      expect(await people.membersSince(to.personId)).toEqual([
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
      await links.record(link);
      expect(await links.of(to.personId)).toEqual([link]);
      expect(await links.find(link.id)).toEqual(link);
      expect(await links.since(circle.organisationId, START)).toEqual([link]);
      expect(await links.since(circle.organisationId, START + 1)).toEqual([]);
      await store.transact((tables) => tables.erasing.member(from.id, START));
      expect(await links.find(link.id)).toEqual({ ...link, members: [], left: [] });
      await store.transact((tables) => tables.erasing.member(to.id, START));
      expect(await links.find(link.id)).toBeNull();
      for (const { personId } of [from, to]) expect(await people.find(personId)).toBeNull();
      const other = someMember(circle.id);
      await members.insert(other);
      const own = { ...link, personId: other.personId, fromId: null };
      await links.record(own);
      await links.remove(own.id);
      expect(await links.of(other.personId)).toEqual([]);
    });

    it('keeps which sides were at a meeting until a digest shows it, and loses it with the meeting', async () => {
      const circle = await seedCircle(store);
      const { attendances, meetings } = store.tables;
      const series = someSeries(circle.id);
      await meetings.insertSeries(series);
      const [held, planned] = [someMeeting(series, START), someMeeting(series, START + DAY)];
      for (const meeting of [held, planned]) await meetings.plan(meeting);
      await meetings.save({ ...held, state: 'held' });
      const said = { circleId: circle.id, staff: 'some', reps: 'one' } as const;
      for (const { id } of [held, planned])
        expect(await attendances.save({ ...said, meetingId: id })).toBe(true);
      expect(await attendances.save({ ...said, meetingId: held.id, reps: 'more' })).toBe(true);
      const met = [{ meetingId: held.id, at: START, staff: 'some', reps: 'more' }];
      expect(await attendances.held(circle.id, START)).toEqual(met);
      expect(await attendances.held(circle.id, START + 1)).toEqual([]);
      await attendances.markShown([held.id], '2026-W45');
      await attendances.markShown([held.id], '2026-W46');
      expect(await attendances.save({ ...said, meetingId: held.id, reps: 'none' })).toBe(false);
      expect(await attendances.find(held.id)).toEqual({
        ...said,
        meetingId: held.id,
        reps: 'more',
        shownIn: '2026-W45',
      });
      await meetings.unplan(series.id);
      expect(await attendances.find(planned.id)).toBeNull();
      await store.transact((tables) => tables.erasing.history(circle.id, START + 2 * DAY, '2026-W44'));
      expect(await attendances.find(held.id)).toBeNull();
    });

    it('keeps what waits for a key, and who has left, apart for each circle', async () => {
      const [circle, other] = [await seedCircle(store), await seedCircle(store)];
      const by = { id: 'amina', voice: 'staff' };
      for (const { id: circleId } of [circle, other]) {
        const change = { kind: 'meeting-chat', linked: true } as const;
        await store.tables.proposals.insert(propose({ id: randomUUID(), circleId, change, by, now: START }));
      }
      const open = await store.tables.proposals.open(circle.id);
      expect(open.map(({ circleId }) => circleId)).toEqual([circle.id]);

      const identity = { platform: 'teams', externalId: randomUUID() } as const;
      const left = someMember(other.id, { identities: [identity], leftAt: START });
      await store.tables.members.insert(left);
      expect(await store.tables.members.findFormer(circle.id, identity)).toBeNull();
      expect((await store.tables.members.findFormer(other.id, identity))?.id).toBe(left.id);
    });

    it('keeps choosings, one at a time in a voice, and takes no yes of who proposed it', async () => {
      const [circle, other] = [await seedCircle(store), await seedCircle(store)];
      const { choosings, members } = store.tables;
      const start = async (circleId: string, voice: string) => {
        const { id: by } = someMember(circleId);
        await members.insert({ ...someMember(circleId), id: by });
        const open = { confirmedBy: [], standsUntil: null, state: 'open' } as const;
        return { id: randomUUID(), circleId, voice, memberId: by, by, at: START, ...open };
      };
      const kept = await start(circle.id, 'reps');
      for (const each of [kept, await start(circle.id, 'staff'), await start(other.id, 'reps')])
        await choosings.insert(each);
      await expect(choosings.insert(await start(circle.id, 'reps'))).rejects.toThrow('there is one already');
      await expect(choosings.save({ ...kept, confirmedBy: [kept.by] })).rejects.toThrow();
      await expect(choosings.save({ ...kept, state: 'chosen' })).rejects.toThrow();
      expect((await choosings.open(circle.id)).map(({ voice }) => voice).sort()).toEqual(['reps', 'staff']);
      expect((await choosings.open()).length).toBeGreaterThanOrEqual(3);
      const stands = {
        ...kept,
        confirmedBy: [randomUUID()],
        standsUntil: START + DAY,
        state: 'chosen',
      } as const;
      await choosings.save(stands);
      expect(await choosings.find(kept.id)).toEqual(stands);
      expect(await store.transact((tables) => tables.choosings.lock(kept.id))).toEqual(stands);
      await choosings.insert(await start(circle.id, 'reps'));
    });

    it('finds stand-ins whose time is over, and nobody stands in who is no steward', async () => {
      const { id: circleId } = await seedCircle(store);
      const standIn = someMember(circleId, { stewardUntil: START + 100 * DAY });
      for (const each of [standIn, someMember(circleId)]) await store.tables.members.insert(each);
      const over = async (now: number) =>
        (await store.tables.members.standInsOver(now)).filter((each) => each.circleId === circleId);
      expect(await over(START + 100 * DAY - 1)).toEqual([]);
      expect(await over(START + 100 * DAY)).toEqual([{ id: standIn.id, circleId }]);
      await store.tables.members.saveStanding(standIn.id, { ...standIn, steward: false });
      expect(await store.tables.members.find(standIn.id)).toMatchObject({
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
          store.tables.promises.insert({ ...somePromise(circleId), id: `${id} ${circleId}`, ...changes });
        await promise('open and old', { raisedBy: by, raisedIn: '2026-W40' });
        await promise('shown and old', { raisedIn: '2026-W40', shownIn: '2026-W40' });
        await promise('young', { raisedBy: by, raisedIn: '2026-W44' });
        await promise('unshown', { raisedIn: '2026-W40' });
        const said = { circleId, week: '2026-W40', words: AWKWARD_WORDS, shownIn: null };
        for (const id of ['old', 'young', 'unshown'])
          await store.tables.unnamedWords.insert({ ...said, id: `${id} ${circleId}` });
        await store.tables.unnamedWords.markShown([`old ${circleId}`], '2026-W40');
        await store.tables.unnamedWords.markShown([`young ${circleId}`], '2026-W44');
        const series = someSeries(circleId);
        await store.tables.meetings.insertSeries(series);
        const ahead = someMeeting(series, START + DAY);
        await store.tables.meetings.plan(ahead);
        const letter = async (id: string, changes: Partial<Delivery>) => {
          const row = someDelivery(circleId, { state: 'sent', dueAt: OLD, ...changes });
          await store.tables.deliveries.add([row]);
          const place = { kind: 'channel', platform: 'web', externalId: circleId } as const;
          await store.noticeboard.pin(place, message, row.id, row.dueAt);
          kept[id] = [...(kept[id] ?? []), row.id];
        };
        await letter('old', {});
        await letter('old and dropped', { state: 'dropped' });
        await letter('young', { dueAt: START });
        await letter('still to go', { state: 'waiting' });
        await letter('of what is ahead', { kind: 'turn-announcement', subject: ahead.id });
      }
      await store.transact((tables) => tables.erasing.history(circle.id, START, '2026-W44'));
      const promises = async (id: string) =>
        (await store.tables.promises.list(id)).map((each) => each.id.replace(` ${id}`, ''));
      expect((await promises(circle.id)).sort()).toEqual(['unshown', 'young']);
      expect(await promises(other.id)).toHaveLength(4);
      const words = async (id: string) =>
        (await store.tables.unnamedWords.all(id)).map((each) => each.id.replace(` ${id}`, ''));
      expect(await words(circle.id)).toEqual(['unshown', 'young']);
      expect(await words(other.id)).toHaveLength(3);
      for (const [index, { id: circleId }] of [circle, other].entries()) {
        const place = { kind: 'channel', platform: 'web', externalId: circleId } as const;
        const pinned = (await store.noticeboard.read(place, 20, 0)).map(({ key }) => key);
        for (const [name, ids] of Object.entries(kept)) {
          const id = ids[index] ?? '';
          const stays = index === 1 || !name.startsWith('old');
          expect([name, (await store.tables.deliveries.find(id)) !== null]).toEqual([name, stays]);
          expect([name, pinned.includes(id)]).toEqual([name, stays]);
        }
      }
    });

    it('takes out words that were said, and empties the place of one comment while the others keep theirs', async () => {
      const { round } = await seedRound(store);
      const { ledger, unnamedWords } = store.tables;
      const said = (id: string) => ({
        id: `${round.id}-${id}`,
        circleId: round.circleId,
        week: '2026-W45',
        words: AWKWARD_WORDS,
        shownIn: null,
      });
      for (const id of ['a', 'b']) await unnamedWords.insert(said(id));
      await unnamedWords.remove([]);
      await unnamedWords.remove([said('a').id]);
      expect(await unnamedWords.all(round.circleId)).toEqual([said('b')]);

      const comments = (first: string[], last: string[]): RoundRelease['comments'] => [
        { question: 'one', outcome: 'shown', texts: first },
        { question: 'two', outcome: 'withheld', reason: 'off' },
        { question: 'three', outcome: 'shown', texts: last },
      ];
      const release = { questions: [], comments: comments(['a', 'b'], ['c', 'd']) };
      await ledger.record({
        roundId: round.id,
        circleId: round.circleId,
        closedAt: START,
        release: release as unknown as LedgerEntry['release'],
      });
      await ledger.blankComment(round.id, 2);
      await ledger.blankComment(round.id, 0);
      await ledger.blankComment(round.id, 9);
      expect((await ledger.find(round.id))?.release.comments).toEqual(comments(['', 'b'], ['', 'd']));
    });

    it('takes out a promise, and puts a digest in the place of the one that was published', async () => {
      const circle = await seedCircle(store);
      const { digests, promises } = store.tables;
      const [item, other] = [somePromise(circle.id), somePromise(circle.id)];
      for (const each of [item, other]) await promises.insert(each);
      await promises.remove(item.id);
      expect(await promises.list(circle.id)).toEqual([other]);
      const digest = composeDigest({ ...emptyWeek, said: ['one', 'two'] }, () => 0.5);
      const row = { id: randomUUID(), circleId: circle.id, week: '2026-W45', publishedAt: START, digest };
      const next = { ...row, id: randomUUID(), week: '2026-W46' };
      for (const each of [row, next]) await digests.insert(each);
      await digests.save(row.id, { ...digest, said: ['two'] });
      expect(await digests.list(circle.id, 5)).toEqual([
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
      await store.tables.deliveries.add(letters);
      const found = await store.tables.deliveries.sentOrClaimed(subject, ['digest']);
      expect(found.map(({ state }) => state).sort()).toEqual(['claimed', 'sent']);
      await store.tables.deliveries.add([of('due'), of('failed')]);
      const taken = await store.tables.deliveries.sentOrOnTheWay(subject, ['digest']);
      expect(taken.map(({ state }) => state).sort()).toEqual(['claimed', 'due', 'sent']);
      await store.tables.deliveries.forget(subject, 'digest');
    });

    it('knows for whom a way in waits in a circle, and which of a person’s nobody has used', async () => {
      const { invitations, members } = store.tables;
      const [circle, other] = [await seedCircle(store), await seedCircle(store)];
      const made = [someMember(circle.id), someMember(circle.id), someMember(circle.id)] as const;
      const [one, two, three] = made;
      const elsewhere = { ...someMember(other.id), personId: one.personId };
      for (const each of [...made, elsewhere]) await members.insert(each);
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
      for (const each of [of(one), own, of(two), used]) await invitations.make(each);
      await invitations.use(used.id, START, randomUUID(), true);
      const waited = async (now: number) => [...(await invitations.waitedFor(circle.id, now))].sort();
      expect(await waited(START + 7 * DAY - 1)).toEqual(made.map(({ id }) => id).sort());
      expect(await waited(START + 7 * DAY)).toEqual([three.id]);
      await invitations.settleClaim(used.id);
      expect(await waited(START + 7 * DAY)).toEqual([]);
      const unused = await invitations.unused(one.id, START + 7 * DAY - 1);
      expect(unused.map(({ memberId }) => memberId)).toEqual([one.id, elsewhere.id]);
      expect(unused[1]).toEqual(own);
      expect(await invitations.unused(three.id, START)).toEqual([]);
      expect(await invitations.unused(one.id, START + 7 * DAY)).toEqual([]);
    });

    it('keeps one buddy for each newcomer, never themselves, and forgets both with either', async () => {
      const circle = await seedCircle(store);
      const { buddies, members } = store.tables;
      const [newcomer, helper] = [someMember(circle.id), someMember(circle.id)];
      for (const each of [newcomer, helper]) await members.insert(each);
      const wanted = {
        newcomerId: newcomer.id,
        circleId: circle.id,
        state: 'wanted' as const,
        helperId: null,
        asked: 0,
      };
      await buddies.save(wanted);
      const agreed = { ...wanted, state: 'agreed' as const, helperId: helper.id, asked: 1 };
      await buddies.save(agreed);
      expect(await buddies.find(newcomer.id)).toEqual(agreed);
      await expect(buddies.save({ ...agreed, helperId: newcomer.id })).rejects.toThrow();
      await expect(buddies.save({ ...agreed, helperId: null })).rejects.toThrow();
      await store.transact((tables) => tables.erasing.member(helper.id, START));
      expect(await buddies.find(newcomer.id)).toBeNull();
    });

    it('leaves a held identity out until it is back, and still knows whose it is', async () => {
      const circle = await seedCircle(store);
      const { members, deliveries } = store.tables;
      const slack = { platform: 'slack', externalId: `T1/held-${circle.id}` } as const;
      const member = someMember(circle.id, { identities: [slack] });
      await members.insert(member);
      const waiting = someDelivery(circle.id, { state: 'waiting', channel: null, memberId: member.id });
      await deliveries.add([waiting]);
      await members.holdIdentity(slack, true);
      expect(await members.find(member.id)).toEqual({ ...member, identities: [] });
      expect((await members.findByIdentity(slack)).map((found) => found.member)).toEqual([
        { ...member, identities: [] },
      ]);
      await deliveries.wake(START, ['slack']);
      expect((await deliveries.find(waiting.id))?.state).toBe('waiting');
      await members.holdIdentity(slack, false);
      await deliveries.wake(START, ['slack']);
      expect((await deliveries.find(waiting.id))?.state).toBe('due');
      await deliveries.finish(waiting.id, { state: 'sent' });
      expect(await members.find(member.id)).toEqual(member);
    });

    it('keeps places in the lanes of sending: shared ones one after the other, and own ones behind them', async () => {
      const { sendingLanes } = store.tables;
      const shared = { lane: 'everybody', every: 100, burst: 3 };
      const [one, two] = ['one', 'two'].map((lane) => ({ lane, every: 450, burst: 1 }));
      if (one === undefined || two === undefined) throw new Error('no lanes');
      const wait = async (own: typeof one, now = START) =>
        (await sendingLanes.reserve(shared, own, now)) - now;
      expect(await wait(one)).toBe(0);
      expect(await wait(two)).toBe(0);
      // Its own lane is taken until then; the place in the shared lane is used later.
      expect(await wait(one)).toBe(450);
      for (const expected of [900, 1350, 1800]) expect(await wait(one)).toBe(expected);
      // What was left free before is not given away: the shared lane has gone on.
      expect(await wait(two)).toBe(450);
      expect(await wait({ lane: 'three', every: 450, burst: 1 })).toBe(500);
      await sendingLanes.hold(two, START + HOUR);
      expect(await wait(two)).toBe(HOUR);
      await sendingLanes.hold(two, START + MINUTE);
      expect(await sendingLanes.heldUntil(['two', 'one', 'never'])).toEqual([START + HOUR, null, null]);
      await sendingLanes.hold(shared, START + 2 * HOUR);
      expect(await wait(one)).toBe(2 * HOUR);
      expect(await wait({ lane: 'four', every: 450, burst: 1 })).toBe(2 * HOUR + 100);
      // After a rest, as many as the burst allows may go at once.
      expect(await wait(two, START + DAY)).toBe(0);
      await sendingLanes.forget(START + 2 * DAY);
      expect(await sendingLanes.heldUntil(['two'])).toEqual([null]);
    });

    it('gives everybody who asks at once a place of their own, in both lanes', async () => {
      const { sendingLanes } = store.tables;
      const shared = { lane: 'crowd', every: 40, burst: 1 };
      const places = await Promise.all(
        Array.from({ length: 60 }, async (_, index) => {
          const lane = `crowd ${index % 5}`;
          return { lane, at: await sendingLanes.reserve(shared, { lane, every: 300, burst: 1 }, START) };
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
      const { deliveries } = store.tables;
      const at = START + 1_000 * DAY;
      const [before, now, soon] = [-1, 0, MINUTE].map((after) =>
        someDelivery(circle.id, { dueAt: at + after, slotAt: at + after }),
      );
      if (before === undefined || now === undefined || soon === undefined) throw new Error('no letters');
      await deliveries.add([soon, now, before]);
      expect(await deliveries.dueSince(at - 1, at, 10)).toEqual([now.id]);
      expect(await deliveries.dueSince(at - 2, at, 10)).toEqual([before.id, now.id]);
      expect(await deliveries.dueSince(at - 2, at, 1)).toEqual([before.id]);
      expect(await deliveries.nextDueAfter(at)).toBe(at + MINUTE);
      expect(await deliveries.nextDueAfter(at + MINUTE)).toBeNull();
      expect((await deliveries.claim(now.id, at, at + MINUTE))?.slotAt).toBe(at);
      expect(await deliveries.dueSince(at - 1, at, 10)).toEqual([]);
      await deliveries.finish(now.id, { state: 'due', dueAt: at + HOUR, slotAt: at + HOUR });
      expect((await deliveries.find(now.id))?.slotAt).toBe(at + HOUR);
      await deliveries.finish(now.id, { state: 'due', dueAt: at + HOUR });
      expect((await deliveries.find(now.id))?.slotAt).toBeNull();
      for (const { id } of [before, now, soon]) await deliveries.finish(id, { state: 'sent' });
    });

    it('keeps one status of being away for each member', async () => {
      const circle = await seedCircle(store);
      const { members } = store.tables;
      const member = someMember(circle.id);
      await members.insert(member);
      await members.setAwayStatus(member.id, START);
      await members.setAwayStatus(member.id, START + 1);
      expect([...(await members.awayStatuses(circle.id))]).toEqual([[member.id, START + 1]]);
      await members.setAwayStatus(member.id, null);
      expect((await members.awayStatuses(circle.id)).size).toBe(0);
    });

    it('tries again at once what a channel refused, and knows when something last got through there', async () => {
      const circle = await seedCircle(store);
      const { deliveries } = store.tables;
      const place = { channel: 'slack/T1/C1', memberId: null, person: null };
      const later = { state: 'due', dueAt: START + DAY, ...place } as const;
      const refused = someDelivery(circle.id, { ...later, attempts: 2 });
      const planned = someDelivery(circle.id, { ...later, attempts: 0 });
      const elsewhere = someDelivery(circle.id, { ...later, channel: 'slack/T1/C2', attempts: 2 });
      await deliveries.add([refused, planned, elsewhere]);
      expect(await deliveries.lastSent(circle.id, { channel: 'slack/T1/C1' })).toBeNull();
      expect(await deliveries.retry({ channel: 'slack/T1/C1' }, START)).toEqual([refused.id]);
      expect(await deliveries.retry({ channel: 'slack/T1/C1' }, START)).toEqual([]);
      expect((await deliveries.find(refused.id))?.dueAt).toBe(START);
      expect((await deliveries.find(planned.id))?.dueAt).toBe(START + DAY);
      await deliveries.finish(refused.id, { state: 'sent', sentAt: START + 1 });
      await deliveries.finish(planned.id, { state: 'sent', sentAt: START + 2 });
      expect(await deliveries.lastSent(circle.id, { channel: 'slack/T1/C1' })).toBe(START + 2);
      expect(await deliveries.lastSent(circle.id, { channel: 'slack/T1/C2' })).toBeNull();
      await deliveries.finish(elsewhere.id, { state: 'sent', sentAt: START });
    });

    it('answers many who ask at once who somebody is, each with their own', async () => {
      const circle = await seedCircle(store);
      const { members } = store.tables;
      const people = Array.from({ length: 40 }, () => someMember(circle.id));
      for (const person of people) await members.insert(person);
      const asked = people.flatMap(({ identities }) => identities.slice(0, 1));
      const nobody = { platform: 'slack', externalId: 'T1/UNOBODY' } as const;
      const found = await Promise.all(
        [nobody, ...asked, ...asked].map((identity) => members.findByIdentity(identity)),
      );
      expect(found.map((each) => each.map(({ member }) => member.id))).toEqual([
        [],
        ...people.map(({ id }) => [id]),
        ...people.map(({ id }) => [id]),
      ]);
    });

    it('finds the circles of a channel, and wakes letters to people who are no members', async () => {
      const circle = await seedCircle(store);
      const { circles, deliveries } = store.tables;
      const [channel] = circle.channels;
      if (channel === undefined) throw new Error('no channel');
      expect(await circles.linkedTo(channel)).toContainEqual(circle);
      expect(await circles.linkedTo({ ...channel, externalId: 'elsewhere' })).toEqual([]);
      const chat = { platform: 'teams', externalId: '19:meeting_x@thread.v2' } as const;
      expect(await circles.meetingChats(circle.id)).toEqual([]);
      await circles.saveMeetingChats(circle.id, [chat]);
      expect(await circles.meetingChats(circle.id)).toEqual([chat]);
      expect(await circles.meetingIn(chat)).toContainEqual(circle);
      expect(await circles.meetingIn(channel)).toContainEqual(circle);
      expect(await circles.linkedTo(chat)).toEqual([]);
      const letter = someDelivery(circle.id, {
        state: 'waiting',
        channel: null,
        memberId: null,
        person: 'teams/aad-asha',
      });
      await deliveries.add([letter]);
      await deliveries.wake(START, ['slack']);
      expect((await deliveries.find(letter.id))?.state).toBe('waiting');
      await deliveries.wake(START, ['teams']);
      expect(await deliveries.find(letter.id)).toMatchObject({ state: 'due', person: 'teams/aad-asha' });
      await deliveries.finish(letter.id, { state: 'sent' });
      const nowhere = someDelivery(circle.id, { channel: null, memberId: null, person: null });
      await expect(deliveries.add([nowhere])).rejects.toThrow();
    });

    it('keeps promises', async () => {
      const circle = await seedCircle(store);
      const { promises } = store.tables;
      const promise = somePromise(circle.id);
      await promises.insert(promise);
      expect(await promises.find(promise.id)).toEqual(promise);
      const by = { memberId: 'm1', voice: 'reps' };
      const answered = {
        ...promise,
        state: 'answered',
        shownIn: '2026-W46',
        reply: { by, outcome: 'we-did', words: AWKWARD_WORDS, week: '2026-W46' },
      } as const;
      await promises.save(answered);
      expect(await promises.list(circle.id)).toEqual([answered]);
      expect(await store.transact((tables) => tables.promises.lock(promise.id))).toEqual(answered);
    });

    it('composes a digest once for a circle and week', async () => {
      const { id: circleId } = await seedCircle(store);
      const { digests } = store.tables;
      const digest = { lead: AWKWARD_WORDS } as unknown as DigestRow['digest'];
      const row = (week: string): DigestRow => ({
        id: randomUUID(),
        circleId,
        week,
        publishedAt: START,
        digest,
      });
      const rows = ['2026-W09', '2026-W45', '2025-W52'].map(row);
      for (const each of rows) expect(await digests.insert(each)).toBe(true);
      expect(await digests.insert(row('2026-W45'))).toBe(false);
      expect(await digests.find(circleId, '2026-W45')).toEqual(rows[1]);
      expect(await digests.findById(rows[0]?.id ?? '')).toEqual(rows[0]);
      expect(await digests.list(circleId, 2)).toEqual([rows[1], rows[0]]);
    });

    it('hands each delivery to one worker at a time', async () => {
      const circle = await seedCircle(store);
      const { deliveries } = store.tables;
      const [first, second] = [someDelivery(circle.id), someDelivery(circle.id, { dueAt: START + 1 })];
      await deliveries.add([second, first]);
      await deliveries.add([{ ...first, id: randomUUID(), dueAt: START + DAY }]);
      expect(await deliveries.due(START, 10)).toEqual([first.id]);
      expect(await deliveries.due(START + 1, 1)).toEqual([first.id]);
      expect(await deliveries.claim(first.id, START - 1, START + MINUTE)).toBeNull();
      const claims = await Promise.all(
        Array.from({ length: 8 }, () => deliveries.claim(first.id, START, START + MINUTE)),
      );
      const claimed = { ...first, state: 'claimed', attempts: 1, claimedUntil: START + MINUTE } as const;
      expect(claims.filter((claim) => claim !== null)).toEqual([claimed]);
      expect(await deliveries.due(START + 1, 10)).toEqual([second.id]);

      // The worker vanished: its time is over.
      expect(await deliveries.due(START + MINUTE, 10)).toEqual([first.id, second.id]);
      expect(await deliveries.claim(first.id, START + MINUTE, START + HOUR)).toMatchObject({ attempts: 2 });
      await deliveries.finish(first.id, { state: 'sent', sentAt: START + MINUTE, ref: 'r1' });
      const sent = { ...first, state: 'sent', attempts: 2, sentAt: START + MINUTE, ref: 'r1' };
      expect(await deliveries.find(first.id)).toEqual(sent);
      expect(await deliveries.unsent(circle.id)).toEqual([second]);
      expect(await deliveries.claim(first.id, START + DAY, START + 2 * DAY)).toBeNull();
      await deliveries.finish(second.id, { state: 'due', dueAt: START + DAY, note: 'rate-limited' });
      expect(await deliveries.find(second.id)).toEqual({
        ...second,
        dueAt: START + DAY,
        note: 'rate-limited',
      });
    });

    it('wakes what waits for a platform, and nothing else', async () => {
      const circle = await seedCircle(store);
      const member = someMember(circle.id);
      await store.tables.members.insert(member);
      const waiting = { state: 'waiting', dueAt: START } as const;
      const channel = someDelivery(circle.id, { ...waiting, channel: 'slack/T1/C1' });
      const personal = someDelivery(circle.id, { ...waiting, channel: null, memberId: member.id });
      const { deliveries } = store.tables;
      await deliveries.add([channel, personal]);
      const states = async () => {
        const rows = await Promise.all([channel, personal].map((row) => deliveries.find(row.id)));
        return rows.map((row) => [row?.state, row?.dueAt]);
      };
      await deliveries.wake(START + DAY, []);
      await deliveries.wake(START + DAY, ['teams']);
      expect(await states()).toEqual([
        ['waiting', START],
        ['waiting', START],
      ]);
      await deliveries.wake(START + DAY, ['slack']);
      expect(await states()).toEqual([
        ['due', START + DAY],
        ['waiting', START],
      ]);
      await deliveries.wake(START + DAY, ['web']);
      expect(await states()).toEqual([
        ['due', START + DAY],
        ['due', START + DAY],
      ]);
    });

    it('keeps failures', async () => {
      const circle = await seedCircle(store);
      const { failures } = store.tables;
      const ours = {
        at: START + DAY,
        job: 'deliver',
        subject: 's',
        circleId: circle.id,
        error: 'StoreError',
      };
      const nobodys = { ...ours, at: START + 2 * DAY, subject: 't', circleId: null };
      const record = (failure: typeof nobodys | typeof ours) =>
        store.transact((tables) => tables.failures.record(failure));
      expect(await record({ ...ours, at: START, error: 'Error' })).toBe(true);
      expect(await record(ours)).toBe(false);
      expect(await record(nobodys)).toBe(true);
      expect(await failures.since(circle.id, START + DAY)).toEqual([ours]);
      expect(await failures.since(circle.id, START + DAY + 1)).toEqual([]);
      expect(await failures.recent(2)).toEqual([nobodys, ours]);
      await failures.forget(START + DAY);
      expect(await failures.since(circle.id, START)).toEqual([ours]);
      await failures.forget(START + DAY + 1);
      expect(await failures.since(circle.id, START)).toEqual([]);
      expect(await failures.recent(1)).toEqual([nobodys]);
    });

    it('keeps conversations, one of a name on a platform, open or closed', async () => {
      const { conversations } = store.tables;
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
      for (const row of [person, general, other, namesake]) await conversations.save(row);
      expect(await conversations.list()).toEqual([namesake, other, general, person]);
      expect(await conversations.find('teams', person.name)).toEqual(person);
      expect(await conversations.find('web', person.name)).toBeNull();
      expect(await conversations.within('teams', '19:team')).toEqual([other, general]);
      expect(await conversations.within('slack', '19:team')).toEqual([]);

      await conversations.markClosed('teams', person.name, START + 1);
      await conversations.markClosed('teams', 'member/nobody', START + 1);
      expect(await conversations.find('teams', person.name)).toEqual({ ...person, closedAt: START + 1 });
      expect(await conversations.find('slack', person.name)).toEqual(namesake);
      await conversations.markClosed('teams', person.name, null);
      expect(await conversations.find('teams', person.name)).toEqual(person);

      const renewed = { ...general, keyId: 'k2', sealed: new Uint8Array([7]), parent: '19:other' };
      await conversations.save(renewed);
      expect(await store.transact((tables) => tables.conversations.lock('teams', general.name))).toEqual(
        renewed,
      );
      expect(await conversations.within('teams', '19:team')).toEqual([other]);
      expect(await conversations.list()).toHaveLength(4);
    });

    it('pins notices for the people of a circle', async () => {
      const circle = await seedCircle(store);
      const reader = someMember(circle.id);
      for (const member of [reader, someMember(circle.id, { leftAt: START })])
        await store.tables.members.insert(member);
      const board = store.noticeboard;
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
