import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../../src/domain/governance/change.ts';
import { isSensitive, type Keyholder, keysFor, mayDecide } from '../../../src/domain/governance/keys.ts';
import {
  decide,
  isWaiting,
  PROPOSAL_LASTS,
  propose,
  withdraw,
} from '../../../src/domain/governance/proposal.ts';
import { changeThresholds } from '../../../src/domain/governance/thresholds.ts';
import { THRESHOLD_FLOOR } from '../../../src/domain/release/thresholds.ts';
import { PARITY } from '../../../src/domain/rota/policy.ts';

const NOW = Date.UTC(2026, 10, 24, 10);
const ids = ['a', 'b', 'c', 'd', 'e'];
const id = fc.constantFrom(...ids);

const people = fc
  .tuple(
    ...ids.map((each) =>
      fc.record({
        id: fc.constant(each),
        voice: fc.constantFrom('staff', 'reps', 'carers'),
        steward: fc.boolean(),
        leftAt: fc.constantFrom(null, null, null, NOW - 1),
      }),
    ),
  )
  .map((list): readonly Keyholder[] => list);

const sensitive: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    kind: fc.constant('thresholds' as const),
    pulseId: fc.constant('p'),
    thresholds: fc.record({
      scores: fc.integer({ min: 5, max: 20 }),
      comments: fc.integer({ min: 10, max: 20 }),
    }),
  }),
  fc.record({ kind: fc.constant('comments' as const), pulseId: fc.constant('p'), comments: fc.boolean() }),
  fc.constant<Change>({ kind: 'chair-policy', seriesId: 's', policy: PARITY }),
  fc.record({ kind: fc.constant('steward' as const), memberId: id, steward: fc.boolean() }),
  fc.record({ kind: fc.constant('erase-member' as const), memberId: id }),
  fc.constant<Change>({ kind: 'erase-history' }),
);

const personOf = (members: readonly Keyholder[], wanted: string): Keyholder => {
  const found = members.find((member) => member.id === wanted);
  if (found === undefined) throw new Error('nobody');
  return found;
};

describe('two keys', () => {
  test('no sensitive change is ever made by one person, or by people of one voice, whatever happens in between', () => {
    fc.assert(
      fc.property(
        people,
        people,
        sensitive,
        id,
        id,
        fc.integer({ min: 0, max: 20 }),
        (then, now, change, by, to, days) => {
          const asker = personOf(then, by);
          const asked = keysFor(change, asker, then);
          if (!asked.ok) return;
          expect(asked.value).toBe('two-keys');
          const proposal = propose({ id: 'q', circleId: 'c', change, by: asker, now: NOW });
          const at = NOW + days * 86_400_000;
          const decider = personOf(now, to);
          const decided = decide(proposal, 'approved', decider, now, at);
          if (!decided.ok) return;
          expect(decided.value.decided?.memberId).not.toBe(asker.id);
          expect(decided.value.decided?.voice).not.toBe(asker.voice);
          expect(decider.voice).not.toBe(personOf(now, by).voice);
          expect(decider.leftAt).toBeNull();
          expect(personOf(now, by)).toMatchObject({ steward: true, leftAt: null });
          expect(at).toBeLessThan(NOW + PROPOSAL_LASTS);
          const nominee = change.kind === 'steward' && change.steward && change.memberId === to;
          expect(decider.steward || nominee).toBe(true);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('some are approved, so the property above is about something', () => {
    const [staff, reps] = [holder('a', 'staff'), holder('b', 'reps')];
    const proposal = propose({
      id: 'q',
      circleId: 'c',
      change: { kind: 'erase-history' },
      by: staff,
      now: NOW,
    });
    expect(decide(proposal, 'approved', reps, [staff, reps], NOW + 1)).toMatchObject({ ok: true });
    expect(decide(proposal, 'declined', reps, [staff, reps], NOW + 1)).toMatchObject({
      ok: true,
      value: { state: 'declined' },
    });
  });

  test('it runs out after 14 days, and is decided once', () => {
    const members = [holder('a', 'staff'), holder('b', 'reps')] as const;
    const [staff, reps] = members;
    const proposal = propose({
      id: 'q',
      circleId: 'c',
      change: { kind: 'erase-history' },
      by: staff,
      now: NOW,
    });
    expect(isWaiting(proposal, NOW + PROPOSAL_LASTS - 1)).toBe(true);
    expect(isWaiting(proposal, NOW + PROPOSAL_LASTS)).toBe(false);
    expect(decide(proposal, 'approved', reps, members, NOW + PROPOSAL_LASTS)).toMatchObject({
      code: 'run-out',
    });
    expect(withdraw(proposal, staff, NOW + PROPOSAL_LASTS)).toMatchObject({ code: 'run-out' });
    expect(withdraw(proposal, reps, NOW)).toMatchObject({ code: 'not-your-proposal' });
    const decided = decide(proposal, 'declined', reps, members, NOW);
    expect(decided.ok && decide(decided.value, 'approved', reps, members, NOW)).toMatchObject({
      code: 'decided-before',
    });
  });

  test('who leaves alone decides alone; to take a steward out needs two', () => {
    const members = [holder('a', 'staff'), holder('b', 'reps'), { ...holder('c', 'reps'), steward: false }];
    const leave = (memberId: string) => ({ kind: 'member-left', memberId }) as const;
    const by = (who: string) => personOf(members, who);
    expect(keysFor(leave('c'), by('c'), members)).toMatchObject({ value: 'one-key' });
    expect(keysFor(leave('c'), by('a'), members)).toMatchObject({ value: 'one-key' });
    expect(keysFor(leave('b'), by('a'), members)).toMatchObject({ value: 'two-keys' });
    expect(keysFor(leave('a'), by('c'), members)).toMatchObject({ code: 'not-a-steward' });
    expect(isSensitive({ kind: 'voice', memberId: 'b', voice: 'staff' }, members)).toBe(true);
    expect(isSensitive({ kind: 'voice', memberId: 'c', voice: 'staff' }, members)).toBe(false);
  });

  test('where one voice alone has stewards, only a first steward of another voice can be made, by a yes of their own', () => {
    const members = [holder('a', 'staff'), holder('b', 'staff'), { ...holder('c', 'reps'), steward: false }];
    const asker = personOf(members, 'a');
    const change = { kind: 'steward', memberId: 'c', steward: true } as const;
    expect(keysFor({ kind: 'erase-history' }, asker, members)).toMatchObject({ code: 'no-second-voice' });
    expect(keysFor({ ...change, memberId: 'b', steward: false }, asker, members)).toMatchObject({
      code: 'no-second-voice',
    });
    expect(keysFor(change, asker, members)).toMatchObject({ value: 'two-keys' });
    expect(mayDecide(change, asker, personOf(members, 'c'), members).ok).toBe(true);
    expect(mayDecide(change, asker, personOf(members, 'b'), members)).toMatchObject({ code: 'same-voice' });
    const withReps = [...members, holder('d', 'reps')];
    expect(mayDecide(change, asker, personOf(members, 'c'), withReps)).toMatchObject({
      code: 'not-a-steward',
    });
  });
});

describe('thresholds', () => {
  const threshold = fc.record({
    scores: fc.integer({ min: 0, max: 30 }),
    comments: fc.integer({ min: 0, max: 30 }),
  });

  test('never come under the floor, and are never lowered while a round is open', () => {
    fc.assert(
      fc.property(threshold, threshold, fc.boolean(), (current, wanted, open) => {
        const changed = changeThresholds(current, wanted, open);
        if (!changed.ok) return;
        for (const each of ['scores', 'comments'] as const) {
          expect(changed.value[each]).toBeGreaterThanOrEqual(THRESHOLD_FLOOR[each]);
          if (open) expect(changed.value[each]).toBeGreaterThanOrEqual(current[each]);
        }
      }),
    );
    expect(changeThresholds({ scores: 9, comments: 12 }, { scores: 6, comments: 12 }, true)).toMatchObject({
      code: 'lowered-while-open',
    });
    expect(changeThresholds({ scores: 9, comments: 12 }, { scores: 6, comments: 12 }, false).ok).toBe(true);
  });
});

function holder(who: string, voice: string): Keyholder {
  return { id: who, voice, steward: true, leftAt: null };
}
