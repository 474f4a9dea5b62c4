import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { Circle, Member } from '../../src/core/circle.ts';
import type { Context } from '../../src/core/context.ts';
import { DAY, HOUR, type Instant } from '../../src/core/instant.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { digestTable } from '../../src/features/digests/tables.ts';
import { composeAndSend, composeDueDigest } from '../../src/features/digests/use-cases/compose.ts';
import { cancelRound } from '../../src/features/pulses/use-cases/cancel-round.ts';
import { closeRound } from '../../src/features/pulses/use-cases/close-round.ts';
import { openRoundByHand, openScheduledRound } from '../../src/features/pulses/use-cases/open-round.ts';
import type { Round } from '../../src/features/release/rules/pulse.ts';
import { ledgerTable } from '../../src/features/release/tables/ledger.ts';
import { pulseTable } from '../../src/features/release/tables/pulses.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { meetingTable } from '../../src/features/turns/tables.ts';
import { advanceSeries } from '../../src/features/turns/use-cases/advance.ts';
import { announceChair } from '../../src/features/turns/use-cases/announce.ts';
import { acceptTurn, declineTurn } from '../../src/features/turns/use-cases/answer.ts';
import { answerRound } from '../support/answer-round.ts';
import { releaseOf } from '../support/app-tally.ts';
import { circleOf } from '../support/big-circle.ts';
import { steppedContext } from '../support/stepped-context.ts';
import { type AppBackend, MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { importCircle } from '../support/test-users.ts';

const MORE = `digest:
  on: Friday 15:00
meetings:
  every: week
  on: Thursday 14:00
`;

const RUNS: Readonly<Record<'embedded' | 'postgres', number>> = { embedded: 6, postgres: 25 };
const BACKENDS: readonly AppBackend[] = ['embedded', 'postgres'];

describe.each(BACKENDS)('whatever comes first on %s', (backend) => {
  const runs = { numRuns: RUNS[backend === 'embedded' ? 'embedded' : 'postgres'], endOnFailure: true };
  let app: TestApp;
  let circle: Circle;
  let members: readonly Member[];
  /** Each run has days of its own, later than those before. The app's own workers stay on their Monday. */
  let today: Instant = MONDAY + 365 * DAY;

  beforeAll(async () => {
    app = await startApp({ backend });
    circle = await importCircle(app, circleOf(5, MORE));
    members = await memberTable.list(app.context.store, circle.id);
  });
  afterAll(() => app?.stop());

  /** Runs `play` with time that it may move, every database statement in an order that the scheduler chooses. */
  async function stage(
    scheduler: fc.Scheduler,
    play: (context: Context, moveTo: (moment: Instant) => void) => Promise<void>,
  ): Promise<void> {
    today += 14 * DAY;
    let now = today;
    const clock = { ...systemClock, now: () => now };
    await scheduler.waitFor(
      play(steppedContext(app.context, clock, scheduler), (moment) => {
        now = moment;
      }),
    );
  }

  const scores = fc.record({
    voice: fc.constantFrom('3', '4', '5'),
    trust: fc.constantFrom('1', '2', '3', '4', '5'),
  });
  const submits = fc.array(fc.record({ who: fc.nat({ max: 9 }), given: scores }), {
    minLength: 4,
    maxLength: 14,
  });

  test('answers, second answers, closing and cancelling: each person is counted once or refused, and told which', async () => {
    const endings = fc.constantFrom('close' as const, 'close twice' as const, 'cancel' as const);
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), submits, endings, async (scheduler, asked, ending) => {
        const round = await openToday();
        const told: { who: number; given: (typeof asked)[number]['given']; outcome: string }[] = [];
        await stage(scheduler, async (context, moveTo) => {
          moveTo(round.openedAt + HOUR);
          const replies = asked.map(async ({ who, given }) => {
            const member = members[who];
            if (member === undefined) throw new Error('nobody sits there');
            const raw = { voice: [given.voice], trust: [given.trust] };
            const reply = await answerRound(context, member, round.id, raw);
            told.push({ who, given, outcome: reply.ok ? 'counted' : reply.code });
          });
          await Promise.all([...replies, end(context, moveTo)]);
          moveTo(round.closesAt);
          await closeRound(context, round.id);
        });
        async function end(context: Context, moveTo: (moment: Instant) => void): Promise<void> {
          await scheduler.schedule(Promise.resolve(), ending);
          if (ending === 'cancel') {
            await cancelRound(context, round.id);
            return;
          }
          moveTo(round.closesAt);
          const workers = ending === 'close twice' ? 2 : 1;
          await Promise.all(Array.from({ length: workers }, () => closeRound(context, round.id)));
        }

        const { store } = app.context;
        const counted = told.filter(({ outcome }) => outcome === 'counted');
        expect(told).toHaveLength(asked.length);
        expect(new Set(counted.map(({ who }) => who)).size).toBe(counted.length);
        for (const { who, outcome } of told.filter((each) => each.outcome !== 'counted')) {
          expect(outcome).toMatch(/^(already-counted|closed)$/);
          if (outcome === 'already-counted') expect(counted.map((each) => each.who)).toContain(who);
        }
        expect(await roundTable.seal(store, round.id)).toBeNull();
        expect(await roundTable.roster(store, round.id)).toEqual([]);
        const state = (await roundTable.find(store, round.id))?.state;
        expect(state).toBe(ending === 'cancel' ? 'cancelled' : 'closed');
        const ballots = counted.map(({ who, given }) => ({ voice: members[who]?.voice ?? '', given }));
        const released = (await ledgerTable.find(store, round.id))?.release ?? null;
        expect(released).toEqual(state === 'cancelled' ? null : releaseOf(round, ballots));
      }),
      runs,
    );
  });

  test('two workers that open one round, and two that compose one digest, make one of each', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { store } = app.context;
        const [pulse] = await pulseTable.list(store, circle.id);
        if (pulse === undefined) throw new Error('the circle has no pulse');
        await stage(scheduler, async (context) => {
          await pulseTable.setNextOpening(store, pulse.id, today);
          await circleTable.setNextDigest(store, circle.id, today);
          await Promise.all([
            openScheduledRound(context, pulse.id),
            openScheduledRound(context, pulse.id),
            openRoundByHand(context, pulse.id),
            composeDueDigest(context, circle.id),
            composeDueDigest(context, circle.id),
            composeAndSend(context, circle),
          ]);
        });
        const opened = await roundTable.since(store, circle.id, today);
        expect(opened).toHaveLength(1);
        const digests = (await digestTable.list(store, circle.id, 500)).filter(
          ({ publishedAt }) => publishedAt === today,
        );
        expect(digests).toHaveLength(1);
        const letters = await app.records.table('deliveries');
        const about = (subject: string | undefined) => letters.filter((letter) => letter.subject === subject);
        expect(about(opened[0]?.id)).toHaveLength(10);
        // The board, and the five reps; nobody here is a manager.
        expect(about(digests[0]?.id)).toHaveLength(6);
        await app.context.store.transact((inside) =>
          roundTable.end(inside, opened[0]?.id ?? '', 'cancelled'),
        );
      }),
      runs,
    );
  });

  test('taking a turn while giving it back: one person chairs, who did not decline, and the circle hears of nobody else', async () => {
    const wishes = fc.array(fc.constantFrom('take' as const, 'give back' as const), {
      minLength: 2,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), wishes, async (scheduler, wanted) => {
        const { store } = app.context;
        const [series] = await meetingTable.series(store, circle.id);
        if (series === undefined) throw new Error('the circle does not meet');
        const told: string[] = [];
        let meetingId = '';
        await stage(scheduler, async (context) => {
          // Brings the rota to this run's day, so that there is somebody with a turn.
          await advanceSeries(context, series.id);
          const meeting = (await meetingTable.planned(store, series.id)).find(
            ({ asking }) => asking !== null,
          );
          const chair = members.find(({ id }) => id === meeting?.asking?.turn?.chair);
          if (meeting === undefined || chair === undefined) throw new Error('nobody has a turn');
          meetingId = meeting.id;
          await Promise.all([
            ...wanted.map(async (wish) => {
              const answer = wish === 'take' ? acceptTurn : declineTurn;
              const done = await answer(context, chair, meeting.id);
              told.push(`${wish}: ${done.ok ? 'done' : done.code}`);
            }),
            announceChair(context, meeting.id),
            announceChair(context, meeting.id),
            advanceSeries(context, series.id),
          ]);
          expect(new Set(told)).not.toContain('take: no-such-meeting');
          const after = await meetingTable.find(store, meeting.id);
          const stoodDown = (await meetingTable.events(store, meeting.id)).some(
            ({ what, memberId }) => what === 'declined' && memberId === chair.id,
          );
          expect(after?.declined.includes(chair.id)).toBe(stoodDown);
          expect(after?.chairId).toBe(!stoodDown && wanted.includes('take') ? chair.id : null);
          // A "no" alone moves nothing.
          if (!wanted.includes('take')) {
            expect(after).toEqual({ ...meeting, asking: { ...meeting.asking, refused: true } });
          }
        });
        const events = (await meetingTable.events(store, meetingId)).map(({ what }) => what);
        const declined = events.filter((what) => what === 'declined').length;
        expect(events.filter((what) => what === 'drawn')).toHaveLength(1 + declined);
        const announced = (await meetingTable.events(store, meetingId)).filter(
          ({ what }) => what === 'announced',
        );
        expect(new Set(announced.map(({ memberId }) => memberId)).size).toBe(announced.length);
      }),
      runs,
    );
  });

  /** Every run has a round of its own, eight days after the one before. */
  async function openToday(): Promise<Round> {
    today += 14 * DAY;
    const [pulse] = await pulseTable.list(app.context.store, circle.id);
    const context = {
      ...app.context,
      clock: { ...systemClock, now: () => today },
      queue: { ...app.context.queue, enqueue: async () => {} },
    };
    const opened = await openRoundByHand(context, pulse?.id ?? '');
    if (!opened.ok) throw new Error(`no round was opened: ${opened.code}`);
    return opened.value;
  }
});
