import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextOccurrence } from '../../../src/core/calendar/occurrences.ts';
import type { Schedule } from '../../../src/core/calendar/schedule.ts';
import { DAY, HOUR } from '../../../src/core/instant.ts';
import { THRESHOLD_FLOOR } from '../../../src/core/limits.ts';
import type { Change, PulsePlan } from '../../../src/features/governance/rules/change.ts';
import { type Keyholder, keysFor, mayDecide } from '../../../src/features/governance/rules/keys.ts';
import { type Before, measuresLess, needsTwoHere } from '../../../src/features/governance/rules/measuring.ts';
import {
  decide,
  isWaiting,
  PROPOSAL_LASTS,
  propose,
  withdraw,
} from '../../../src/features/governance/rules/proposal.ts';
import { changeThresholds } from '../../../src/features/release/rules/change-thresholds.ts';
import { PARITY } from '../../../src/features/rota/rules/policy.ts';
import { havingAVoice } from '../../support/packs.ts';

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
        stewardUntil: fc.constantFrom(null, null, NOW, NOW + 5 * DAY),
        confirmedAt: fc.constantFrom(0, 0, 0, null),
        voiceSince: fc.constantFrom(null, null, NOW - 28 * DAY, NOW - 27 * DAY),
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
  fc.record({
    kind: fc.constantFrom('member-added' as const, 'voice' as const),
    memberId: id,
    voice: fc.constantFrom('staff', 'reps', 'carers'),
  }),
  fc.constant<Change>({ kind: 'cancel-round', roundId: 'r', title: 't' }),
  fc.record({ kind: fc.constant('erase-member' as const), memberId: id }),
  fc.constant<Change>({ kind: 'erase-history' }),
  fc.constantFrom<Change>({ kind: 'outside', text: null }, { kind: 'outside', text: 'Rosa' }),
);

const at = (members: readonly Keyholder[]) => ({ members, now: NOW, needsTwo: false });
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
          const asked = keysFor(change, asker, at(then));
          if (!asked.ok) return;
          expect(asked.value).toBe('two-keys');
          const proposal = propose({ id: 'q', circleId: 'c', change, by: asker, now: NOW });
          const moment = NOW + days * DAY;
          const decider = personOf(now, to);
          const decided = decide(proposal, decider, now, moment);
          if (!decided.ok) return;
          expect(decided.value.decided?.memberId).not.toBe(asker.id);
          expect(decided.value.decided?.voice).not.toBe(asker.voice);
          expect(decider.voice).not.toBe(personOf(now, by).voice);
          expect(decider.leftAt).toBeNull();
          expect(personOf(now, by)).toMatchObject({ steward: true, leftAt: null });
          expect(moment).toBeLessThan(NOW + PROPOSAL_LASTS);
          // Nobody turns a key whom one voice alone let in, or who came into theirs less than four weeks ago.
          for (const who of [asker, personOf(now, by), decider]) expect(who.confirmedAt).not.toBeNull();
          expect(decider.voiceSince ?? 0).toBeLessThanOrEqual(moment - 28 * DAY);
          if (change.kind === 'voice') {
            const voices = [asker.voice, decider.voice].sort();
            expect([personOf(now, change.memberId).voice, change.voice].sort()).toEqual(voices);
          }
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
    expect(decide(proposal, reps, [staff, reps], NOW + 1)).toMatchObject({ ok: true });
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
    expect(decide(proposal, reps, members, NOW + PROPOSAL_LASTS)).toMatchObject({
      code: 'run-out',
    });
    expect(withdraw(proposal, staff, NOW + PROPOSAL_LASTS)).toMatchObject({ code: 'run-out' });
    expect(withdraw(proposal, reps, NOW)).toMatchObject({ code: 'not-your-proposal' });
    const decided = decide(proposal, reps, members, NOW);
    expect(decided.ok && decide(decided.value, reps, members, NOW)).toMatchObject({
      code: 'decided-before',
    });
  });

  test('who leaves decides alone; to take anybody else out, let them in or move them needs two', () => {
    const members = [holder('a', 'staff'), holder('b', 'reps'), { ...holder('c', 'reps'), steward: false }];
    const leave = (memberId: string) => ({ kind: 'member-left', memberId }) as const;
    const by = (who: string) => personOf(members, who);
    expect(keysFor(leave('c'), by('c'), at(members))).toMatchObject({ value: 'one-key' });
    expect(keysFor(leave('c'), by('a'), at(members))).toMatchObject({ value: 'two-keys' });
    expect(keysFor(leave('b'), by('a'), at(members))).toMatchObject({ value: 'two-keys' });
    expect(keysFor(leave('a'), by('c'), at(members))).toMatchObject({ code: 'not-a-steward' });
    for (const kind of ['member-added', 'voice'] as const) {
      const change = { kind, memberId: 'c', voice: 'staff' };
      expect(keysFor(change, by('a'), at(members))).toMatchObject({ value: 'two-keys' });
    }
  });

  test('a move is for the stewards of the two voices it is between', () => {
    const members = [holder('a', 'staff'), holder('b', 'reps'), holder('d', 'carers')];
    const change = { kind: 'voice', memberId: 'b', voice: 'staff' } as const;
    const [staff, reps, carers] = members as [Keyholder, Keyholder, Keyholder];
    expect(keysFor(change, carers, at(members))).toMatchObject({ code: 'other-voices' });
    expect(mayDecide(change, staff, carers, members, NOW)).toMatchObject({ code: 'other-voices' });
    expect(mayDecide(change, staff, reps, members, NOW).ok).toBe(true);
  });

  test('a key counts 28 days after its holder came into the voice, and only if two voices let them in', () => {
    const change = { kind: 'erase-history' } as const;
    const asker = holder('a', 'staff');
    const may = (more: Partial<Keyholder>) => {
      const decider = { ...holder('b', 'reps'), ...more };
      return mayDecide(change, asker, decider, [asker, decider], NOW);
    };
    expect(may({}).ok).toBe(true);
    expect(may({ voiceSince: NOW - 28 * DAY }).ok).toBe(true);
    expect(may({ voiceSince: NOW - 28 * DAY + 1 })).toMatchObject({ code: 'no-key-yet' });
    expect(may({ confirmedAt: null })).toMatchObject({ code: 'no-key-yet' });
    const puppet = { ...holder('b', 'reps'), confirmedAt: null };
    expect(keysFor(change, puppet, at([asker, puppet]))).toMatchObject({ code: 'no-key-yet' });
  });

  test('where one voice alone has stewards, only a first steward of another voice can be made, by a yes of their own', () => {
    const members = [holder('a', 'staff'), holder('b', 'staff'), { ...holder('c', 'reps'), steward: false }];
    const asker = personOf(members, 'a');
    const change = { kind: 'steward', memberId: 'c', steward: true } as const;
    expect(keysFor({ kind: 'erase-history' }, asker, at(members))).toMatchObject({ code: 'no-second-voice' });
    expect(keysFor({ ...change, memberId: 'b', steward: false }, asker, at(members))).toMatchObject({
      code: 'no-second-voice',
    });
    expect(keysFor(change, asker, at(members))).toMatchObject({ value: 'two-keys' });
    expect(mayDecide(change, asker, personOf(members, 'c'), members, NOW).ok).toBe(true);
    expect(mayDecide(change, asker, personOf(members, 'b'), members, NOW)).toMatchObject({
      code: 'same-voice',
    });
    const withReps = [...members, holder('d', 'reps')];
    expect(mayDecide(change, asker, personOf(members, 'c'), withReps, NOW)).toMatchObject({
      code: 'not-a-steward',
    });
    // Both keys would be in one hand.
    const planted = members.map((each) => (each.id === 'c' ? { ...each, confirmedAt: null } : each));
    expect(keysFor(change, asker, at(planted))).toMatchObject({ code: 'no-second-voice' });
  });
});

describe('how many keys', () => {
  const members = [holder('a', 'staff'), holder('b', 'reps')];
  const [staff, reps] = members as [Keyholder, Keyholder];

  test('two for what tilts the balance, weakens the promise or destroys; one for the everyday', () => {
    const pulseId = 'p';
    const refs = { refs: ['x'], why: 'by-mistake' } as const;
    const two: Change[] = [
      { kind: 'thresholds', pulseId, thresholds: THRESHOLD_FLOOR },
      { kind: 'comments', pulseId, comments: true },
      { kind: 'level', pulseId, level: 'together' },
      { kind: 'chair-policy', seriesId: 's', policy: PARITY },
      { kind: 'outside', text: 'Rosa' },
      { kind: 'steward', memberId: 'c', steward: true },
      { kind: 'member-added', memberId: 'c', voice: 'reps' },
      { kind: 'member-left', memberId: 'c' },
      { kind: 'cancel-round', roundId: 'r', title: 't' },
      { kind: 'erase-member', memberId: 'c' },
      { kind: 'erase-history' },
      { kind: 'withdraw-words', ...refs },
      { kind: 'hold-words', ...refs },
    ];
    const one: Change[] = [
      { kind: 'signpost', text: 'Call Sam' },
      { kind: 'channels', channels: [] },
      { kind: 'digest', schedule: null, toManagers: true },
      { kind: 'manager', memberId: 'c', manager: true },
    ];
    for (const change of two)
      expect(keysFor(change, staff, at(members)), change.kind).toMatchObject({ value: 'two-keys' });
    for (const change of one) {
      expect(keysFor(change, staff, at(members)), change.kind).toMatchObject({ value: 'one-key' });
      expect(keysFor(change, staff, { ...at(members), needsTwo: true })).toMatchObject({
        value: 'two-keys',
      });
    }
  });

  test('the move of somebody who is not there is for the voice they would come to, and one more', () => {
    const change = { kind: 'voice', memberId: 'nobody', voice: 'carers' } as const;
    expect(keysFor(change, staff, at(members))).toMatchObject({ code: 'other-voices' });
  });

  test('a first steward says yes only to becoming one, and only who is there', () => {
    const rep = { ...reps, steward: false };
    const say = (steward: boolean, decider: Keyholder) =>
      mayDecide({ kind: 'steward', memberId: 'b', steward }, staff, decider, [staff, decider], NOW);
    expect(say(true, rep).ok).toBe(true);
    expect(say(false, rep)).toMatchObject({ code: 'not-a-steward' });
    expect(say(true, { ...rep, leftAt: NOW - 1 })).toMatchObject({ code: 'not-a-steward' });
  });

  test('whoever has changed voice since they asked is neither their own second key nor that of either voice', () => {
    const change = { kind: 'erase-history' } as const;
    const proposal = propose({ id: 'q', circleId: 'c', change, by: staff, now: NOW });
    const moved = { ...staff, voice: 'reps' };
    const second = holder('c', 'staff');
    expect(mayDecide(change, staff, moved, [moved], NOW)).toMatchObject({ code: 'own-proposal' });
    expect(decide(proposal, second, [moved, second], NOW)).toMatchObject({ code: 'same-voice' });
    expect(decide(proposal, reps, [moved, reps], NOW)).toMatchObject({ code: 'same-voice' });
  });

  test('what was decided is not taken back', () => {
    const proposal = propose({
      id: 'q',
      circleId: 'c',
      change: { kind: 'erase-history' },
      by: staff,
      now: NOW,
    });
    const decided = decide(proposal, reps, members, NOW);
    expect(decided.ok && withdraw(decided.value, staff, NOW)).toMatchObject({ code: 'decided-before' });
    expect(withdraw(proposal, staff, NOW)).toMatchObject({ value: { state: 'withdrawn' } });
  });
});

describe('measuring less', () => {
  const weekly: Extract<Schedule, { kind: 'weekly' }> = {
    kind: 'weekly',
    weeks: 1,
    weekday: 'tuesday',
    time: '10:00',
    anchor: '2026-01-06',
  };
  const plan: PulsePlan = {
    title: 'How we work',
    packId: havingAVoice.id,
    questions: havingAVoice.questions,
    schedule: weekly,
    openFor: 2 * DAY,
    reminders: [DAY],
  };
  // Tuesday noon: the next one comes in a week, less two hours.
  const now = Date.UTC(2026, 10, 24, 12);
  const due = Date.UTC(2026, 11, 1, 10);
  const before = {
    timezone: 'Europe/London',
    now,
    stood: { kind: 'pulse', pulseId: 'p', plan },
    due,
    next: due,
    times: null,
  } satisfies Before;
  const comes = (schedule: Schedule) => nextOccurrence(schedule, before.timezone, now);
  const less = (change: Partial<typeof plan>, next = comes({ ...plan, ...change }.schedule)) =>
    measuresLess({ kind: 'pulse', pulseId: 'p', plan: { ...plan, ...change } }, { ...before, next });

  test('is rarer, later, shorter, other questions, or none; and not a day that comes sooner, a name or a reminder', () => {
    expect(less({ schedule: { ...weekly, weeks: 2 } })).toBe(true);
    expect(less({ schedule: { kind: 'once', date: '2026-11-30', time: '10:00' } })).toBe(true);
    expect(less({ schedule: { ...weekly, time: '10:01' } })).toBe(true);
    expect(less({ schedule: { ...weekly, anchor: '2027-03-02' } })).toBe(true);
    expect(less({ openFor: DAY })).toBe(true);
    expect(less({ reminders: [] })).toBe(true);
    expect(less({ reminders: [DAY / 2, DAY] })).toBe(false);
    expect(less({ questions: plan.questions.slice(1) })).toBe(true);
    expect(less({ schedule: { ...weekly, weekday: 'monday' } })).toBe(false);
    expect(less({ title: 'Another name', openFor: 3 * DAY })).toBe(false);
    expect(less({})).toBe(false);
  });

  test('is later where another rule keeps the first day back: seven days after the last time', () => {
    const monday: Schedule = { ...weekly, weekday: 'monday' };
    expect(less({ schedule: monday }, due)).toBe(false);
    expect(less({ schedule: monday }, due + 6 * DAY)).toBe(true);
    expect(less({ schedule: monday }, null)).toBe(true);
  });

  test('a digest is held to the same; a new pulse takes nothing away', () => {
    const digest = (schedule: Schedule | null) =>
      measuresLess(
        { kind: 'digest', schedule, toManagers: true },
        {
          ...before,
          stood: { kind: 'digest', schedule: weekly, toManagers: true },
          next: schedule && comes(schedule),
        },
      );
    expect(digest(null)).toBe(true);
    expect(digest({ ...weekly, weekday: 'wednesday', weeks: 4 })).toBe(true);
    expect(digest({ ...weekly, weekday: 'friday' })).toBe(false);
    expect(measuresLess({ kind: 'pulse', pulseId: 'p', plan }, { ...before, stood: null })).toBe(false);
  });

  test('meetings that come more rarely are held to it too; at another time, or more often, they are not', () => {
    const meetings = (schedule: Schedule) => ({
      kind: 'meetings' as const,
      seriesId: 's',
      plan: { name: 'Meeting', schedule, lasting: HOUR },
    });
    const monthly = { kind: 'monthly', ordinal: 'second', weekday: 'friday', time: '10:00' } as const;
    const rarer = (schedule: Schedule) =>
      measuresLess(meetings(schedule), { ...before, stood: meetings({ ...weekly, weeks: 2 }) });
    expect(rarer({ ...weekly, weeks: 3 })).toBe(true);
    // The same rhythm that begins a week later is no rarer: whoever may move one meeting may move them all.
    expect(rarer({ ...weekly, weeks: 2, anchor: '2026-12-15' })).toBe(false);
    expect(rarer({ ...monthly, anchor: '2026-12-01' })).toBe(true);
    expect(rarer({ ...weekly, weeks: 2, weekday: 'sunday', time: '15:00' })).toBe(false);
    expect(rarer(weekly)).toBe(false);
    expect(measuresLess(meetings(weekly), { ...before, stood: null })).toBe(false);
  });

  test('questions of nobody but a steward wait for a second key, also in a new pulse; those of a pack do not', () => {
    const asked = (change: Partial<typeof plan>, stood: Change | null) =>
      needsTwoHere({ kind: 'pulse', pulseId: 'p', plan: { ...plan, ...change } }, { ...before, stood });
    expect(asked({}, null)).toBe(false);
    expect(asked({ packId: null }, null)).toBe(true);
    const own: Change = { kind: 'pulse', pulseId: 'p', plan: { ...plan, packId: null } };
    expect(asked({ packId: null }, own)).toBe(false);
    expect(asked({ packId: null, questions: plan.questions.slice(1) }, own)).toBe(true);
  });

  test('another name waits for a second key: what two keys agree on is known by its name', () => {
    const stood: Change = { kind: 'pulse', pulseId: 'p', plan };
    const pulse = (title: string) =>
      needsTwoHere({ ...stood, plan: { ...plan, title } }, { ...before, stood });
    expect([pulse('Another name'), pulse(plan.title)]).toEqual([true, false]);
    const series = (name: string): Change => ({
      kind: 'meetings',
      seriesId: 's',
      plan: { name, schedule: weekly, lasting: HOUR },
    });
    const meetings = (name: string) => needsTwoHere(series(name), { ...before, stood: series('Meeting') });
    expect([meetings('Working group'), meetings('Meeting')]).toEqual([true, false]);
  });

  test('meetings that begin later, or fall out on holidays, are held to it where more than one is lost', () => {
    const series: Change = {
      kind: 'meetings',
      seriesId: 's',
      plan: { name: 'M', schedule: weekly, lasting: HOUR },
    };
    const lost = (wanted: number) =>
      measuresLess(series, { ...before, stood: series, times: { stood: 26, wanted } });
    expect([lost(24), lost(25), lost(26)]).toEqual([true, false, false]);
  });

  test('what rests for weeks because it is shown otherwise is held to it', () => {
    expect(measuresLess({ kind: 'level', pulseId: 'p', level: 'together' }, before)).toBe(true);
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
  return {
    id: who,
    voice,
    steward: true,
    stewardUntil: null,
    confirmedAt: 0,
    voiceSince: null,
    leftAt: null,
  };
}
