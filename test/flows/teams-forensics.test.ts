import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import type { Round } from '../../src/features/release/rules/pulse.ts';
import { layoutOf } from '../../src/features/release/rules/tally/layout.ts';
import { ledgerTable } from '../../src/features/release/tables/ledger.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { openSeal } from '../../src/features/release/use-cases/sealing.ts';
import {
  ALL_ON_TEAMS,
  answer,
  letterFor,
  NAMES,
  PEOPLE,
  shownBy,
  startTogether,
} from '../support/app-on-teams.ts';
import { dumpPostgres, findIn, postgresFiles, search } from '../support/forensics.ts';
import type { Sent, Teams } from '../support/teams/types.ts';
import { MONDAY, type TestApp } from '../support/test-app.ts';
import { openRound } from '../support/test-users.ts';

const TUESDAY_10 = MONDAY + DAY + HOUR;
const FRIDAY_16 = MONDAY + 4 * DAY + 7 * HOUR;
const WEEK = 7 * DAY;
/** In one language, so that one sentence of thanks is everybody's. */
const WITH_COMMENTS = ALL_ON_TEAMS.replace(
  'open-for: 48 hours',
  'open-for: 48 hours\n  comments: yes',
).replace(', language: cy', '');
const THANKS = 'Thank you. Your answer has been counted.';

/** Words of their own for each writer, found nowhere else on this machine. */
const comments = (count: number) =>
  Array.from({ length: count }, () => `needle-${randomBytes(9).toString('hex')}`);

/** What Teams can export, and what a thief finds. */
describe('what is left of answers that were given in Teams', () => {
  let teams: Teams;
  let app: TestApp;
  let circle: Circle;
  let round: Round;
  const few = comments(9);
  const many = comments(11);

  beforeAll(async () => {
    ({ teams, app, circle } = await startTogether(WITH_COMMENTS));
    await app.passTo(TUESDAY_10);
    round = await openRound(app, circle);
    await answerWith(few);
  });
  afterAll(async () => {
    await app?.stop();
    await teams?.stop();
  });

  /** In place, in a window of an old client, and from the card in the channel. */
  async function answerWith(words: readonly string[]): Promise<void> {
    for (const [index, name] of NAMES.entries()) {
      const who = teams.user(PEOPLE[name], { oldClient: name === 'Leroy James' });
      const said = words[index];
      const values = { 'one.voice': String((index % 5) + 1), 'one.trust': '3' };
      const given = said === undefined ? values : { ...values, 'text.anything-else': `About ${said}.` };
      expect(shownBy(await answer(who, letterFor(teams, name), given)).words).toBe(THANKS);
      who.reload();
    }
  }

  test('the search itself works: it finds the circle’s name', async () => {
    const found = await places(['Ward 7 co-production group']);
    expect(found).toContain('Teams');
    expect(found.length).toBeGreaterThan(2);
  });

  test('while the round is open, no comment is anywhere, and nothing of what is sealed', async () => {
    expect(await places(few)).toEqual([]);
    const seal = await roundTable.seal(app.context.store, round.id);
    if (seal === null) throw new Error('the round has no seal');
    const { bytes } = openSeal(app.context, round.id, seal, layoutOf(round));
    // Version, fingerprint and the bits of who was counted.
    const start = Buffer.from(bytes.subarray(0, 9 + 2));
    const sent = Buffer.from(JSON.stringify(teams.everything()));
    for (const secret of [start, Buffer.from(seal.salt), Buffer.from(seal.sealed)]) {
      for (const form of ['hex', 'base64'] as const) {
        expect(sent.includes(secret.toString(form).slice(0, 14))).toBe(false);
      }
    }
  });

  test('nothing that Teams was sent about the round names anybody, nor does any line of the log', () => {
    const about = teams.everything().filter(isAboutRound);
    // Ten invitations, the card in the channel, and a form for each.
    expect(about).toHaveLength(22);
    const told = Buffer.from(JSON.stringify(about.map(({ args }) => args)));
    expect(findIn(told, [...NAMES, 'Joe Brady'])).toEqual([]);
    expect(findIn(Buffer.from(JSON.stringify(app.log)), [...NAMES, round.id])).toEqual([]);
  });

  test('what answered an answer is the same for everybody', () => {
    const thanks = teams.everything().filter(({ args }) => JSON.stringify(args).includes(THANKS));
    expect(thanks).toHaveLength(NAMES.length);
    const said = thanks.map(({ path, args }) => JSON.stringify([path, args]));
    // In place, and in windows.
    expect(new Set(said).size).toBe(2);
    expect(thanks.map(({ method }) => method)).toEqual(thanks.map(() => 'answer'));
    const letters = NAMES.flatMap((name) => teams.user(PEOPLE[name]).messages());
    // Letters about setting up are edited once a pulse was opened, whoever answers it.
    const ofSetUp = /is set up\.|This is settled now/;
    expect(
      letters.filter(({ words, edited }) => (edited && !ofSetUp.test(words)) || words.includes(THANKS)),
    ).toEqual([]);
  });

  test('no row but those of who was invited names a person together with the round', async () => {
    const names = (await memberTable.list(app.context.store, circle.id)).map(({ id }) => id);
    const joining: string[] = [];
    for (const table of await app.records.tables()) {
      const rows = (await app.records.table(table)).map((row) => JSON.stringify(row));
      if (rows.some((row) => row.includes(round.id) && names.some((id) => row.includes(id))))
        joining.push(table);
    }
    expect(joining).toEqual(['deliveries', 'seats']);
  });

  test('after it closed with too few comments to show, they are gone for good', async () => {
    await app.passTo(FRIDAY_16);
    expect((await ledgerTable.find(app.context.store, round.id))?.release.comments).toEqual([
      { question: 'anything-else', outcome: 'withheld', reason: 'too-few' },
    ]);
    expect(await places(few)).toEqual([]);
  });

  test('comments that may be shown reach Teams with the digest, and no minute before', async () => {
    await app.passTo(TUESDAY_10 + WEEK);
    round = await openRound(app, circle);
    await answerWith(many);
    expect(await places(many)).toEqual([]);
    await app.passTo(round.closesAt);
    expect(findIn(Buffer.from(JSON.stringify(teams.everything())), many)).toEqual([]);
    await app.passTo(FRIDAY_16 + WEEK);
    const gwen = teams.user(PEOPLE['Gwen Abara']);
    const notice = gwen.direct().findLast(({ buttons }) => buttons.includes('Read the digest'));
    if (notice === undefined) throw new Error('no notice of the digest');
    expect(
      findIn(Buffer.from(shownBy(await gwen.press(notice, 'Read the digest')).words), many).length,
    ).toBeGreaterThan(8);
    expect(findIn(Buffer.from(JSON.stringify(app.log)), many)).toEqual([]);
  });

  /** Everywhere: what Teams was sent, rows, files of the database, the log, the metrics. */
  async function places(needles: readonly string[]): Promise<readonly string[]> {
    const { DATABASE_URL: url = '' } = app.environment;
    const files = await search(postgresFiles(url), needles);
    const metrics = await fetch(`${app.address}/metrics`);
    const spoken: Readonly<Record<string, string>> = {
      Teams: JSON.stringify(teams.everything()),
      log: JSON.stringify(app.log),
      metrics: await metrics.text(),
      ...Object.fromEntries(await dumpPostgres(url)),
    };
    const told = Object.entries(spoken).filter(([, text]) => findIn(Buffer.from(text), needles).length > 0);
    return [...new Set([...files.map(({ where }) => where), ...told.map(([where]) => where)])];
  }

  /** Whether one of its buttons stands for something about this round. */
  function isAboutRound({ args }: Sent): boolean {
    const signed = [...JSON.stringify(args).matchAll(/"rt":"[ps]1\.([\w-]+)/g)];
    return signed.some(([, body = '']) => Buffer.from(body, 'base64url').includes(round.id));
  }
});
