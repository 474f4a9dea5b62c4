import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, localTime } from '../../../src/core/calendar/local-time.ts';
import type { Schedule } from '../../../src/core/calendar/schedule.ts';
import { HOUR } from '../../../src/core/instant.ts';
import type { Change, PulsePlan } from '../../../src/features/governance/rules/change.ts';
import { proposalTable } from '../../../src/features/governance/tables/proposals.ts';
import { changeCircle } from '../../../src/features/governance/use-cases/changes.ts';
import { approveProposal } from '../../../src/features/governance/use-cases/decisions.ts';
import { MOST_PULSES } from '../../../src/features/pulses/rules/several.ts';
import { cancelRound } from '../../../src/features/pulses/use-cases/cancel-round.ts';
import { closeRound } from '../../../src/features/pulses/use-cases/close-round.ts';
import { openRoundByHand, openScheduledRound } from '../../../src/features/pulses/use-cases/open-round.ts';
import type { Round } from '../../../src/features/release/rules/pulse.ts';
import { pulseTable } from '../../../src/features/release/tables/pulses.ts';
import { roundTable } from '../../../src/features/release/tables/rounds.ts';
import { contextAt } from '../../support/contexts.ts';
import { havingAVoice, meetingCheck } from '../../support/packs.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core?.stop());

const PACKS = [havingAVoice, meetingCheck] as const;

const schedule: fc.Arbitrary<Schedule> = fc.record(
  {
    kind: fc.constant('weekly' as const),
    weeks: fc.integer({ min: 1, max: 3 }),
    weekday: fc.constantFrom('monday', 'tuesday', 'friday'),
    time: fc.constantFrom('09:00', '23:30'),
    anchor: fc.constantFrom('2026-11-16', '2026-11-23', '2026-11-30'),
  },
  { noNullPrototype: true },
);
/** `which`: of the pulses there are. */
const which = fc.nat(9);
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 6 * 24 }) }),
  },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('open' as const), which }) },
  fc.record({ what: fc.constant('add' as const), pack: fc.constantFrom(...PACKS), schedule }),
  fc.record({ what: fc.constant('plan' as const), which, pack: fc.constantFrom(...PACKS), schedule }),
  fc.record({
    what: fc.constant('state' as const),
    which,
    state: fc.constantFrom('running', 'paused', 'ended'),
  }),
  fc.record({ what: fc.constant('scores' as const), which, scores: fc.integer({ min: 4, max: 9 }) }),
  fc.record({ what: fc.constant('level' as const), which, level: fc.constantFrom('by-voice', 'together') }),
  fc.record({ what: fc.constant('cancel' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer Of> ? Of : never;

test('a pulse, whatever is done to it and to others in any order, keeps what people were promised', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 40 }), async (steps) => {
      const group = await core.group({ staff: 6, reps: 6 });
      let now = core.clock.now();
      const ended = new Set<string>();
      for (const each of steps) {
        now = await live(group, each, now);
        for (const { id, state, nextOpensAt } of await pulseTable.every(
          core.context.store,
          group.circle.id,
        )) {
          if (state === 'ended') ended.add(id);
          expect(state === 'ended').toBe(ended.has(id));
          if (state !== 'running') expect(nextOpensAt).toBeNull();
        }
      }
      expect((await pulseTable.list(core.context.store, group.circle.id)).length).toBeLessThanOrEqual(
        MOST_PULSES,
      );
      keptTo(await roundTable.since(core.context.store, group.circle.id, 0), group.circle.timezone);
    }),
    { numRuns: 12 },
  );
});

async function live(group: Group, each: Step, now: number): Promise<number> {
  const { circle } = group;
  const context = contextAt(core.context, now);
  const pulses = await pulseTable.list(context.store, circle.id);
  const pulse = 'which' in each ? pulses[each.which % Math.max(1, pulses.length)] : undefined;
  const planOf = ({ pack, schedule }: Extract<Step, { what: 'add' | 'plan' }>, title: string): PulsePlan => ({
    title,
    packId: pack.id,
    questions: pack.questions,
    schedule,
    openFor: 48 * HOUR,
    reminders: [],
  });
  if (each.what === 'wait') return passTo(group, now, now + each.hours * HOUR);
  if (each.what === 'add') {
    const id = context.newId();
    await change(group, now, { kind: 'pulse', pulseId: id, plan: planOf(each, `Pulse ${id}`) });
  } else if (each.what === 'cancel') {
    const [open] = await roundTable.open(context.store, circle.id);
    if (open !== undefined) await cancelRound(context, open.id);
  } else if (pulse !== undefined) {
    const { id: pulseId, title } = pulse;
    switch (each.what) {
      case 'open':
        await openRoundByHand(context, pulseId);
        break;
      case 'plan':
        await change(group, now, { kind: 'pulse', pulseId, plan: planOf(each, title) });
        break;
      case 'state':
        await change(group, now, { kind: 'pulse-state', pulseId, title, state: each.state });
        break;
      case 'scores':
        await change(group, now, {
          kind: 'thresholds',
          pulseId,
          thresholds: { ...pulse.thresholds, scores: each.scores },
        });
        break;
      case 'level':
        await change(group, now, { kind: 'level', pulseId, level: each.level });
    }
  }
  return now;
}

/** Asked by one key, and agreed to by the other where that is needed; refused is refused. */
async function change(group: Group, now: number, wanted: Change): Promise<void> {
  const context = contextAt(core.context, now);
  await changeCircle(context, group.circle, group.who('Staff1'), [wanted], 'Because.');
  for (const { id } of await proposalTable.open(context.store, group.circle.id))
    await approveProposal(context, group.circle, group.who('Rep1'), id);
}

/** Opens and closes what is due, moment by moment. */
async function passTo({ circle }: Group, from: number, until: number): Promise<number> {
  for (let now = from; ; ) {
    const rounds = await roundTable.open(core.context.store, circle.id);
    const pulses = await pulseTable.list(core.context.store, circle.id);
    const due = [
      ...rounds.map(({ closesAt }) => closesAt),
      ...pulses.flatMap(({ nextOpensAt }) => nextOpensAt ?? []),
    ];
    const next = Math.min(...due);
    if (next > until) return until;
    now = Math.max(now, next);
    const context = contextAt(core.context, now);
    for (const { id, closesAt } of rounds) if (closesAt <= now) await closeRound(context, id);
    for (const { id, nextOpensAt } of pulses)
      if (nextOpensAt !== null && nextOpensAt <= now) await openScheduledRound(context, id);
  }
}

/** What of all its rounds a circle can see: seven days between, numbers that never fall, eight weeks between two levels. */
function keptTo(rounds: readonly Round[], timezone: string): void {
  const told = rounds
    .filter(({ state }) => state !== 'cancelled')
    .toSorted((one, other) => one.openedAt - other.openedAt);
  const asks = (round: Round, text: string) => round.questions.find((question) => question.text === text);
  const dayOf = (at: number) => localTime(at, timezone).date;
  for (const text of new Set(PACKS.flatMap(({ questions }) => questions.map((question) => question.text)))) {
    const series = told.filter((round) => asks(round, text) !== undefined);
    for (const [index, later] of series.entries()) {
      const earlier = series[index - 1];
      if (earlier === undefined) continue;
      expect(dayOf(later.openedAt) >= addDays(dayOf(earlier.openedAt), 7), 'seven days').toBe(true);
      expect(later.openedAt).toBeGreaterThanOrEqual(earlier.closesAt);
      expect(later.thresholds.scores).toBeGreaterThanOrEqual(earlier.thresholds.scores);
      if (levelIn(later, text) !== levelIn(earlier, text))
        expect(dayOf(later.openedAt) >= addDays(dayOf(earlier.openedAt), 56), 'eight weeks').toBe(true);
    }
  }
}

function levelIn({ questions, levels }: Round, text: string): string | null {
  const question = questions.find((each) => each.text === text);
  return question === undefined ? null : (levels?.[question.id] ?? null);
}
