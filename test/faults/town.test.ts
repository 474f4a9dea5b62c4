import { randomInt } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { DAY, HOUR } from '../../src/core/instant.ts';
import type { Round } from '../../src/features/release/rules/pulse.ts';
import { ledgerTable } from '../../src/features/release/tables/ledger.ts';
import { circleOf } from '../support/big-circle.ts';
import { freePort } from '../support/ports.ts';
import { startRedis } from '../support/redis.ts';
import { MONDAY, startTown, type Town, type TownBackend } from '../support/town.ts';
import { everybody, type Given, importCircle, type Neighbour, openRound } from '../support/town-people.ts';
import { type RunningProgram, runProgram } from '../support/town-process.ts';
import { lookIntoSeal, releaseOf, tallyOf } from '../support/town-tally.ts';

const EACH = 15;
const SEATS = 5;
/** A life ends after four answers at most, and those that the other seats had in hand: somebody is left for the last one. */
const MOST_DEATHS = 3;

let town: Town;
let program: RunningProgram | undefined;
afterEach(async () => {
  program?.child.kill('SIGKILL');
  await program?.ended;
  program = undefined;
  await town?.stop();
});

/** A town whose pulse is open by the real clock, handed over to the real program. */
async function openTown(backend: TownBackend): Promise<{ people: readonly Neighbour[]; round: Round }> {
  town = await startTown({ backend, now: Date.now() });
  const circle = await importCircle(town, circleOf(EACH));
  const people = await everybody(town, circle);
  await town.command({ name: 'pulse.open', openFor: 3 * HOUR });
  await town.settle();
  const round = await openRound(town, circle);
  await town.leave();
  return { people, round };
}

async function startProgram(): Promise<RunningProgram> {
  program = runProgram(['start'], { ...town.environment, LOG_LEVEL: 'warn' });
  await program.says('Listening at');
  return program;
}

const givenBy = (index: number): Given => ({
  voice: String((index % 3) + 3),
  trust: String((index % 5) + 1),
});

test.each<TownBackend>(['embedded', 'postgres'])(
  'killed again and again while answers arrive, on %s: each acknowledged answer is counted, none twice',
  { timeout: 180_000 },
  async (backend) => {
    const { people, round } = await openTown(backend);
    const waiting = [...people.keys()];
    let acknowledged = 0;
    for (let lives = 0; waiting.length > 0; lives += 1) {
      expect(lives).toBeLessThanOrEqual(MOST_DEATHS);
      const { child, ended } = await startProgram();
      // The last life may finish the work; the others end in the middle of other people's answers.
      const dies = lives < MOST_DEATHS ? acknowledged + randomInt(2, 5) : Number.POSITIVE_INFINITY;
      const seat = async (): Promise<void> => {
        for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
          const page = await people[index]?.answer(round, givenBy(index)).catch(() => null);
          if (page?.status !== 200 && page?.status !== 409) {
            // No answer, no acknowledgement: this person tries again, and is told if it had arrived after all.
            waiting.push(index);
            return;
          }
          acknowledged += 1;
          if (acknowledged >= dies) child.kill('SIGKILL');
        }
      };
      await Promise.all(Array.from({ length: SEATS }, seat));
      if (waiting.length > 0) expect((await ended).code).toBeNull();
    }
    program?.child.kill('SIGTERM');
    expect(await program?.ended).toMatchObject({ code: 0 });

    await town.restart();
    const counted = people.map(({ member }, index) => ({ voice: member.voice, given: givenBy(index) }));
    expect(await lookIntoSeal(town.context, round)).toEqual(tallyOf(round, counted));
    // BullMQ keeps what a killed worker had in hand for up to 45 seconds; we need not wait for that.
    await town.records.jobs().emptyQueue();
    town.clock.moveTo(round.closesAt);
    await town.settle();
    expect((await ledgerTable.find(town.context.store, round.id))?.release).toEqual(
      releaseOf(round, counted),
    );
  },
);

test('a second process on the same folder is refused, and told which one holds it', {
  timeout: 60_000,
}, async () => {
  await openTown('embedded');
  const first = await startProgram();
  const second = runProgram(['start'], { ...town.environment, PORT: String(await freePort()) });
  const { code, out, errors } = await second.ended;
  expect([code, out]).toEqual([2, '']);
  expect(errors).toContain(`is in use by process ${first.child.pid}, since`);
  expect(errors).not.toMatch(/\n\s+at /);
  expect((await fetch(`${town.address}/healthz`)).status).toBe(200);
});

test('asked to end, it lets the reply under way finish and ends with 0', { timeout: 60_000 }, async () => {
  const { people, round } = await openTown('postgres');
  const { child, ended } = await startProgram();
  const [first, ...others] = people;
  await first?.answer(round, givenBy(0));
  const replies = others.map((person, index) => person.answer(round, givenBy(index + 1)).catch(() => null));
  await replies[0];
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 0, errors: '' });
  const pages = await Promise.all(replies);
  const arrived = pages.flatMap((page, index) => (page?.status === 200 ? [index + 1] : []));
  await town.restart();
  const counted = [0, ...arrived].map((index) => ({
    voice: people[index]?.member.voice ?? '',
    given: givenBy(index),
  }));
  expect(await lookIntoSeal(town.context, round)).toEqual(tallyOf(round, counted));
});

test('without Redis people are served all the same, and what it forgot is done when it is back', {
  timeout: 120_000,
}, async () => {
  const redis = await startRedis();
  try {
    town = await startTown({ backend: 'postgres', settings: { REDIS_URL: redis.url } });
    const circle = await importCircle(town, circleOf(EACH));
    const people = await everybody(town, circle);
    await town.passTo(MONDAY + DAY + 2 * HOUR);
    const round = await openRound(town, circle);
    await redis.kill9();
    for (const [index, person] of people.entries()) {
      expect((await person.answer(round, givenBy(index))).status).toBe(200);
    }
    expect((await fetch(`${town.address}/readyz`)).status).toBe(200);
    expect((await town.ask({ name: 'doctor' })).out).toContain('The job queue does not answer.');
    town.clock.moveTo(round.closesAt);
    await redis.restart();
    await vi.waitFor(() => town.settle(), { timeout: 30_000, interval: 100 });
    const counted = people.map(({ member }, index) => ({ voice: member.voice, given: givenBy(index) }));
    expect((await ledgerTable.find(town.context.store, round.id))?.release).toEqual(
      releaseOf(round, counted),
    );
  } finally {
    await town.stop();
    await redis.stop();
  }
});
