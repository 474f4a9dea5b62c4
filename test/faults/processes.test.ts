import { randomInt } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { DAY, HOUR } from '../../src/core/instant.ts';
import type { Round } from '../../src/features/release/rules/pulse.ts';
import { ledgerTable } from '../../src/features/release/tables/ledger.ts';
import { type RunningProgram, runProgram } from '../support/app-process.ts';
import { lookIntoSeal, releaseOf, tallyOf } from '../support/app-tally.ts';
import { circleOf } from '../support/big-circle.ts';
import { freePort } from '../support/ports.ts';
import { startRedis } from '../support/redis.ts';
import { type AppBackend, MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { everybody, type Given, importCircle, openRound, type TestUser } from '../support/test-users.ts';

const EACH = 12;
const SEATS = 5;
/** A life ends after four answers at most, and those that the other seats had in hand: somebody is left for the last one. */
const MOST_DEATHS = 2;

let app: TestApp;
let program: RunningProgram | undefined;
afterEach(async () => {
  program?.child.kill('SIGKILL');
  await program?.ended;
  program = undefined;
  await app?.stop();
});

/** An app whose pulse is open by the real clock, handed over to the real program. */
async function openApp(backend: AppBackend): Promise<{ people: readonly TestUser[]; round: Round }> {
  app = await startApp({ backend, now: Date.now() });
  const circle = await importCircle(app, circleOf(EACH));
  const people = await everybody(app, circle);
  await app.command({ name: 'pulse.open', openFor: 3 * HOUR });
  await app.settle();
  const round = await openRound(app, circle);
  await app.leave();
  return { people, round };
}

async function startProgram(): Promise<RunningProgram> {
  program = runProgram(['start'], { ...app.environment, LOG_LEVEL: 'warn' });
  await program.says('Listening at');
  return program;
}

const givenBy = (index: number): Given => ({
  voice: String((index % 3) + 3),
  trust: String((index % 5) + 1),
});

test.each<AppBackend>(['embedded', 'postgres'])(
  'killed again and again while answers arrive, on %s: each acknowledged answer is counted, none twice',
  async (backend) => {
    const { people, round } = await openApp(backend);
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

    await app.restart();
    const counted = people.map(({ member }, index) => ({ voice: member.voice, given: givenBy(index) }));
    expect(await lookIntoSeal(app.context, round)).toEqual(tallyOf(round, counted));
    // BullMQ keeps what a killed worker had in hand for up to 45 seconds; we need not wait for that.
    await app.records.jobs().emptyQueue();
    app.clock.moveTo(round.closesAt);
    await app.settle();
    expect((await ledgerTable.find(app.context.store, round.id))?.release).toEqual(releaseOf(round, counted));
  },
);

test('a second process on the same folder is refused, and told which one holds it', async () => {
  await openApp('embedded');
  const first = await startProgram();
  const second = runProgram(['start'], { ...app.environment, PORT: String(await freePort()) });
  const { code, out, errors } = await second.ended;
  expect([code, out]).toEqual([2, '']);
  expect(errors).toContain(`is in use by process ${first.child.pid}, since`);
  expect(errors).not.toMatch(/\n\s+at /);
  expect((await fetch(`${app.address}/healthz`)).status).toBe(200);
});

test('asked to end, it lets the reply under way finish and ends with 0', async () => {
  const { people, round } = await openApp('postgres');
  const { child, ended } = await startProgram();
  const [first, ...others] = people;
  await first?.answer(round, givenBy(0));
  const replies = others.map((person, index) => person.answer(round, givenBy(index + 1)).catch(() => null));
  await replies[0];
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 0, errors: '' });
  const pages = await Promise.all(replies);
  const arrived = pages.flatMap((page, index) => (page?.status === 200 ? [index + 1] : []));
  await app.restart();
  const counted = [0, ...arrived].map((index) => ({
    voice: people[index]?.member.voice ?? '',
    given: givenBy(index),
  }));
  expect(await lookIntoSeal(app.context, round)).toEqual(tallyOf(round, counted));
});

test('without Redis people are served all the same, and what it forgot is done when it is back', async () => {
  const redis = await startRedis();
  try {
    app = await startApp({ backend: 'postgres', settings: { REDIS_URL: redis.url } });
    const circle = await importCircle(app, circleOf(EACH));
    const people = await everybody(app, circle);
    await app.passTo(MONDAY + DAY + 2 * HOUR);
    const round = await openRound(app, circle);
    await redis.kill9();
    for (const [index, person] of people.entries()) {
      expect((await person.answer(round, givenBy(index))).status).toBe(200);
    }
    expect((await fetch(`${app.address}/readyz`)).status).toBe(200);
    expect((await app.ask({ name: 'doctor' })).out).toContain('The job queue does not answer.');
    app.clock.moveTo(round.closesAt);
    await redis.restart();
    await vi.waitFor(() => app.settle(), { timeout: 30_000, interval: 100 });
    const counted = people.map(({ member }, index) => ({ voice: member.voice, given: givenBy(index) }));
    expect((await ledgerTable.find(app.context.store, round.id))?.release).toEqual(releaseOf(round, counted));
  } finally {
    await app.stop();
    await redis.stop();
  }
});
