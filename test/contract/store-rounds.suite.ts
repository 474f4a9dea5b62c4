import { expect, it } from 'vitest';
import { DAY, HOUR } from '../../src/core/instant.ts';
import type { PoolRelease } from '../../src/features/release/rules/pool.ts';
import { type LedgerEntry, ledgerTable } from '../../src/features/release/tables/ledger.ts';
import { type Pooled, poolTable } from '../../src/features/release/tables/pools.ts';
import { pulseTable } from '../../src/features/release/tables/pulses.ts';
import { type QuestionLevel, questionLevelTable } from '../../src/features/release/tables/question-levels.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import type { OpenStore } from '../../src/store/store.ts';
import {
  AWKWARD_WORDS,
  START,
  seedCircle,
  seedRound,
  somePulse,
  someRound,
  someSeal,
} from './store.fixtures.ts';

/** What every kind of store keeps of pulses, rounds and what is released of them. */
export function roundsContract(opened: () => OpenStore): void {
  it('keeps pulses and finds those due', async () => {
    const store = opened();
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
    const store = opened();
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
    expect((await roundTable.running(store, round.closesAt)).map((each) => each.id)).not.toContain(round.id);
    expect(await roundTable.reminderDue(store, START + 2 * DAY)).toContain(round.id);
    const [first, second] = [START + 2 * DAY + 5, START + 3 * DAY];
    await roundTable.markReminded(store, round.id, first, [second, second + 1]);
    expect(await roundTable.find(store, round.id)).toEqual({
      ...round,
      remindedAt: first,
      remindAt: second,
      remindLater: [second + 1],
    });
    expect(await roundTable.reminderDue(store, second - 1)).not.toContain(round.id);
    expect(await roundTable.reminderDue(store, second)).toContain(round.id);
    await roundTable.markReminded(store, round.id, second, []);
    expect(await roundTable.reminderDue(store, second + DAY)).not.toContain(round.id);
    const twin = someRound(pulse);
    const insertTwin = store.transact((tx) => roundTable.insert(tx, twin, [], someSeal()));
    await expect(insertTwin).rejects.toMatchObject({ constraint: 'rounds_number' });
  });

  it('hands replies their rounds, seats and seals, and seals many rounds again at once', async () => {
    const store = opened();
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
    expect([...(await roundTable.reseal(store, changes))].sort()).toEqual([round.id, other.round.id].sort());
    const late = { ...(changes[0] as (typeof changes)[number]), sealed: new Uint8Array([1]) };
    expect(await roundTable.reseal(store, [late, { ...late, roundId: 'no round' }])).toEqual([]);
    for (const { roundId, sealed } of changes) {
      expect(await roundTable.seal(store, roundId)).toMatchObject({ sealed });
    }
  });

  it('forgets seal and roster when a round ends', async () => {
    const store = opened();
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
    const store = opened();
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
    const store = opened();
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
    const store = opened();
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
}
