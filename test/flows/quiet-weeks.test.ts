import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { digestTable } from '../../src/features/digests/tables.ts';
import type { Round } from '../../src/features/release/rules/pulse.ts';
import { ledgerTable } from '../../src/features/release/tables/ledger.ts';
import { pulseTable } from '../../src/features/release/tables/pulses.ts';
import { releaseOf } from '../support/app-tally.ts';
import { MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { everybody, importCircle, openRound, type TestUser } from '../support/test-users.ts';

const WEEK = 7 * DAY;
const TUESDAY_12 = MONDAY + DAY + 3 * HOUR;
const FRIDAY_16 = MONDAY + 4 * DAY + 7 * HOUR;

/** Weeks without results are told apart: a circle that reads "too few" when the program broke would blame itself. */
describe('weeks without results', () => {
  let app: TestApp;
  let circle: Circle;
  let people: readonly TestUser[];

  beforeAll(async () => {
    app = await startApp({ backend: 'redis+postgres' });
    circle = await importCircle(app);
    people = await everybody(app, circle);
  });
  afterAll(() => app?.stop());

  test('too few answered: no figure is shown, and the digest says so', async () => {
    await app.passTo(TUESDAY_12);
    const round = await openRound(app, circle);
    for (const person of people.slice(0, 4)) await person.answer(round, { voice: '1', trust: '1' });
    await app.passTo(FRIDAY_16);
    const digest = await latestDigest();
    expect(digest).toContain(
      'There were not enough answers this week to show scores and keep them anonymous.',
    );
    expect(digest).not.toContain('Trust that something will change');
    const [entry] = await app.records.table('ledger');
    expect(JSON.stringify(entry?.release)).not.toMatch(/mean|agree/);
  });

  test('cancelled: nothing is released, everything is deleted, and answers come too late', async () => {
    await app.passTo(TUESDAY_12 + WEEK);
    const round = await openRound(app, circle);
    for (const person of people.slice(0, 11)) await person.answer(round, { voice: '5', trust: '5' });
    expect(await app.command({ name: 'pulse.cancel' })).toContain('Nothing is released');
    expect(await app.records.table('seals')).toEqual([]);
    expect(await app.records.table('seats')).toEqual([]);
    const late = await people[11]?.answer(round, { voice: '5' });
    expect(late?.text).toContain('has closed');
    await app.passTo(FRIDAY_16 + WEEK);
    expect(await latestDigest()).toContain('This week’s pulse was cancelled.');
    expect(await app.records.table('ledger')).toHaveLength(1);
  });

  test('nothing was asked: the digest says just that', async () => {
    const [pulse] = await pulseTable.list(app.context.store, circle.id);
    await pulseTable.setNextOpening(app.context.store, pulse?.id ?? '', TUESDAY_12 - 2 * HOUR + 3 * WEEK);
    await app.passTo(FRIDAY_16 + 2 * WEEK);
    expect(await app.records.table('rounds')).toHaveLength(2);
    expect(await latestDigest()).toContain('Nothing was asked this week.');
  });

  test('the pepper was lost: the digest owns up, and once it is back nothing is lost', async () => {
    const pepper = app.environment.PULSE_PEPPER ?? '';
    await app.passTo(TUESDAY_12 + 3 * WEEK);
    const round = await openRound(app, circle);
    const given = (index: number) => ({ voice: String((index % 3) + 2), trust: String((index % 4) + 1) });
    const answering = people.slice(0, 11);
    for (const [index, person] of answering.entries()) {
      expect((await person.answer(round, given(index))).status).toBe(200);
    }
    await app.restart({ PULSE_PEPPER: randomBytes(32).toString('base64') });
    const [unlucky] = people.slice(11);
    const turnedAway = await unlucky?.answer(round, { voice: '4', trust: '4' });
    expect(turnedAway?.status).toBe(503);
    expect(turnedAway?.text).toContain('Something went wrong on our side.');

    await app.passTo(FRIDAY_16 + 3 * WEEK);
    const incomplete = await latestDigest();
    expect(incomplete).toContain('Something failed on our side this week');
    expect(incomplete).not.toContain('Too few');
    expect((await app.ask({ name: 'doctor' })).out).toContain('A job failed: close-round');

    await app.restart({ PULSE_PEPPER_RETIRED: pepper });
    await app.settle();
    const counted = answering.map(({ member }, index) => ({ voice: member.voice, given: given(index) }));
    expect(await releaseFor(round)).toEqual(releaseOf(round, counted));
    expect(await app.records.table('seals')).toEqual([]);

    await app.passTo(FRIDAY_16 + 4 * WEEK);
    const errors = new Set(app.log.map(({ event, error }) => `${event} ${error?.split(':')[0] ?? ''}`));
    expect([...errors].sort()).toEqual(['interaction.failed SealUnopenable', 'job.failed SealUnopenable']);
  });

  async function latestDigest(): Promise<string> {
    const [digest] = await digestTable.list(app.context.store, circle.id, 1);
    const page = await people[0]?.open(`/digest/${digest?.id}`);
    return page?.text ?? '';
  }

  async function releaseFor(round: Round): Promise<unknown> {
    return (await ledgerTable.find(app.context.store, round.id))?.release;
  }
});
