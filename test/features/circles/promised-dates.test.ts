import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addDays, localTime } from '../../../src/core/calendar/local-time.ts';
import { WEEKDAYS } from '../../../src/core/calendar/weekday.ts';
import { HOUR } from '../../../src/core/instant.ts';
import { dayAndTime } from '../../../src/core/messages/dates.ts';
import type { Message } from '../../../src/core/ports/message.ts';
import { circleTable } from '../../../src/core/tables/circles.ts';
import { digestTable } from '../../../src/features/digests/tables.ts';
import { composeDueDigest } from '../../../src/features/digests/use-cases/compose.ts';
import { proposalTable } from '../../../src/features/governance/tables/proposals.ts';
import { approveProposal } from '../../../src/features/governance/use-cases/decisions.ts';
import { openScheduledRound } from '../../../src/features/pulses/use-cases/open-round.ts';
import { roundTable } from '../../../src/features/release/tables/rounds.ts';
import { askedMember } from '../../../src/features/turns/rules/asks.ts';
import { meetingTable } from '../../../src/features/turns/tables.ts';
import { advanceSeries } from '../../../src/features/turns/use-cases/advance.ts';
import { acceptTurn } from '../../../src/features/turns/use-cases/answer.ts';
import { memberOf, plannedOf, seriesOf } from '../../support/meetings-of.ts';
import * as forms from '../../support/plan-forms.ts';
import { promised, pulseOf } from '../../support/plan-forms.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let ours: Group;
beforeEach(async () => {
  core = await startCore();
});
afterEach(() => core?.stop());

const store = () => core.context.store;
const pulseNow = () => pulseOf(core, ours);
const saveMeetings = (inputs: Record<string, string>) => forms.saveMeetings(core, ours, inputs);
const savePulse = (inputs: Record<string, string>) => forms.savePulse(core, ours, inputs);
const saveDigest = (inputs: Record<string, string>) => forms.saveDigest(core, ours, inputs);

describe('what a save promises is what then happens', () => {
  const edits = fc.record({
    wait: fc.integer({ min: 1, max: 9 * 24 }),
    every: fc.constantFrom('week', '2 weeks', '3 weeks', 'month'),
    weekday: fc.constantFrom(...WEEKDAYS),
    time: fc.constantFrom('00:30', '01:30', '09:00', '14:00', '23:30'),
    ordinal: fc.constantFrom('first', 'second', 'last'),
    starting: fc.option(fc.nat(30), { nil: null }),
  });
  const onOf = ({
    every,
    weekday,
    time,
    ordinal,
  }: {
    every: string;
    weekday: string;
    time: string;
    ordinal: string;
  }) => `${every === 'month' ? `${ordinal} ` : ''}${weekday} ${time}`;
  const timezones = fc.constantFrom('Europe/London', 'Australia/Lord_Howe', 'America/New_York');

  /** Runs what falls due, moment by moment, until it has happened three times. */
  async function threeTimes(
    happened: () => Promise<readonly number[]>,
    next: () => Promise<number | null>,
    run: () => Promise<unknown>,
  ): Promise<readonly number[]> {
    for (let step = 0; step < 60; step += 1) {
      const found = await happened();
      if (found.length >= 3) return found.slice(0, 3);
      const due = await next();
      if (due === null) throw new Error('nothing falls due');
      core.clock.moveTo(Math.max(due, core.clock.now()));
      await run();
    }
    throw new Error('three dates never came');
  }
  /** Whether something was different; what waits for a second yes gets it at once. */
  async function holds({ summary }: Message): Promise<boolean> {
    for (const { id } of await proposalTable.open(store(), ours.circle.id))
      expect(await approveProposal(core.context, ours.circle, ours.who('Rep1'), id)).toMatchObject({
        ok: true,
      });
    return !summary.startsWith('Nothing was different');
  }
  const wait = (hours: number) => core.clock.moveTo(core.clock.now() + hours * HOUR);
  const told = (instants: readonly number[], timezone: string, from: number) =>
    instants.map((each) => dayAndTime(each, 'en-GB', timezone, from));

  test('of meetings, whoever chairs', async () => {
    await fc.assert(
      fc.asyncProperty(timezones, fc.array(edits, { minLength: 3, maxLength: 3 }), async (timezone, all) => {
        ours = await core.group({ staff: 2, reps: 2, timezone });
        for (const edit of all) {
          wait(edit.wait);
          const { id, schedule } = await seriesOf(core, ours);
          await advanceSeries(core.context, id);
          const [first] = await plannedOf(core, ours);
          const asked = askedMember(first);
          if (asked !== null) await acceptTurn(core.context, await memberOf(core, asked), first.id);
          const from = core.clock.now();
          const day = addDays(localTime(from, timezone).date, edit.starting ?? 0);
          const inputs = { every: edit.every, on: onOf(edit), starting: edit.starting === null ? '' : day };
          const saved = await saveMeetings(inputs);
          if (!(await holds(saved))) continue;
          const held = await threeTimes(
            async () =>
              (await meetingTable.held(store(), ours.circle.id, 0))
                .map(({ startsAt }) => startsAt)
                .filter((each) => each > from),
            async () => (await plannedOf(core, ours))[0].endsAt,
            () => advanceSeries(core.context, id),
          );
          expect(told(held, timezone, from), JSON.stringify({ schedule, inputs })).toEqual(promised(saved));
        }
      }),
      { numRuns: 6 },
    );
  });

  test('of pulses, with the rule of seven days', async () => {
    await fc.assert(
      fc.asyncProperty(timezones, fc.array(edits, { minLength: 3, maxLength: 3 }), async (timezone, all) => {
        ours = await core.group({ staff: 2, reps: 2, timezone });
        const { id } = await pulseNow();
        for (const edit of all) {
          wait(edit.wait);
          await openScheduledRound(core.context, id);
          const from = core.clock.now();
          const saved = await savePulse({ every: edit.every, on: onOf(edit), reason: 'It suits us.' });
          if (!(await holds(saved))) continue;
          const opened = await threeTimes(
            async () =>
              (await roundTable.since(store(), ours.circle.id, from + 1)).map(({ openedAt }) => openedAt),
            async () => (await pulseNow()).nextOpensAt,
            () => openScheduledRound(core.context, id),
          );
          expect(told(opened, timezone, from)).toEqual(promised(saved));
        }
      }),
      { numRuns: 8 },
    );
  });

  test('of digests, one a week', async () => {
    await fc.assert(
      fc.asyncProperty(timezones, fc.array(edits, { minLength: 2, maxLength: 2 }), async (timezone, all) => {
        ours = await core.group({ staff: 2, reps: 2, timezone });
        for (const edit of all) {
          wait(edit.wait);
          await composeDueDigest(core.context, ours.circle.id);
          const from = core.clock.now();
          const saved = await saveDigest({ on: `${edit.weekday} ${edit.time}`, reason: 'It suits us.' });
          if (!(await holds(saved))) continue;
          const published = await threeTimes(
            async () =>
              (await digestTable.list(store(), ours.circle.id, 10))
                .map(({ publishedAt }) => publishedAt)
                .filter((each) => each > from)
                .sort((one, other) => one - other),
            async () => (await circleTable.digestSettings(store(), ours.circle.id))?.nextAt ?? null,
            () => composeDueDigest(core.context, ours.circle.id),
          );
          expect(told(published, timezone, from)).toEqual(promised(saved));
        }
      }),
      { numRuns: 8 },
    );
  });
});
