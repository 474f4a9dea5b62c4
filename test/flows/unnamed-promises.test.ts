import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import type { Digest } from '../../src/features/digests/rules/digest.ts';
import { digestTable } from '../../src/features/digests/tables.ts';
import { composeAndSend } from '../../src/features/digests/use-cases/compose.ts';
import { raise } from '../../src/features/promises/use-cases/promises.ts';
import { MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { everybody, importCircle, named, type TestUser } from '../support/test-users.ts';

const THURSDAY_12 = MONDAY + 3 * DAY + 3 * HOUR;
const FRIDAY_16 = MONDAY + 4 * DAY + 7 * HOUR;
const WEEK = 7 * DAY;

let app: TestApp;
let circle: Circle;
let people: readonly TestUser[];

beforeAll(async () => {
  app = await startApp({ backend: 'redis+postgres' });
  circle = await importCircle(app);
  people = await everybody(app, circle);
});
afterAll(() => app?.stop());

async function write(words: string): Promise<void> {
  const { member } = named(people, 'Gwen');
  expect(await raise(app.context, circle, member, { words, named: false })).toMatchObject({ ok: true });
}

/** What is kept of these words beyond the words: each different version once. */
async function kept(...words: readonly string[]): Promise<readonly unknown[]> {
  const rows = (await app.records.table('promises')).filter((row) => words.includes(String(row.words)));
  expect(rows).toHaveLength(words.length);
  return distinct(rows.map(({ id, words: _, ...rest }) => rest));
}

/** What the newest digest shows of its new words beyond the words: each different version once. */
function shown(digest: Digest | undefined, ...words: readonly string[]): readonly unknown[] {
  const raised = digest?.promises.raised ?? [];
  expect(raised.map((entry) => entry.words).sort()).toEqual([...words].sort());
  return distinct(raised.map(({ words: _, ...rest }) => rest));
}

/** How long each of these words has been open, as the page of promises says. */
async function ages(...words: readonly string[]): Promise<readonly (string | undefined)[]> {
  const { text } = await named(people, 'Bex').open('/promises');
  return words.map((each) => /Open for\s+(less than a week|\d+ weeks?)/.exec(text.split(each)[1] ?? '')?.[1]);
}

function distinct(values: readonly unknown[]): readonly unknown[] {
  return [...new Set(values.map((value) => JSON.stringify(value)))];
}

async function latest(): Promise<Digest | undefined> {
  const [row] = await digestTable.list(app.context.store, circle.id, 1);
  return row?.digest;
}

test('words written after a digest and in the week after look alike, and like words before a digest did', async () => {
  await app.passTo(THURSDAY_12);
  await write('Before the digest.');
  await app.passTo(FRIDAY_16);
  const first = shown(await latest(), 'Before the digest.');
  await write('On the evening after it.');
  await app.passTo(MONDAY + 6 * DAY);
  await write('On the Sunday.');
  await app.passTo(MONDAY + WEEK);
  await write('On the Monday.');
  const later = ['On the evening after it.', 'On the Sunday.', 'On the Monday.'];
  expect(await kept(...later)).toHaveLength(1);

  await app.passTo(FRIDAY_16 + WEEK);
  expect(await kept(...later)).toHaveLength(1);
  expect(shown(await latest(), ...later)).toEqual(first);
  expect(await ages(...later)).toEqual(later.map(() => 'less than a week'));
});

test('a digest by hand, before stewards could see the words, shows none; they come with the next one, and all look alike', async () => {
  await app.passTo(MONDAY + 2 * WEEK);
  await write('Before the hand.');
  await app.passTo(MONDAY + 2 * WEEK + DAY);
  const byHand = await composeAndSend(app.context, circle);
  shown(byHand);
  await write('After the hand.');
  await app.passTo(FRIDAY_16 + 2 * WEEK);
  await write('After the day it would have come.');
  await app.passTo(MONDAY + 3 * WEEK);
  await write('In the week after.');
  const later = ['After the hand.', 'After the day it would have come.', 'In the week after.'];
  expect(await kept(...later)).toHaveLength(1);

  await app.passTo(FRIDAY_16 + 3 * WEEK);
  expect(await kept('Before the hand.', ...later)).toHaveLength(1);
  expect(shown(await latest(), 'Before the hand.', ...later)).toHaveLength(1);
});

test('the same where nothing is sent for some weeks, and the digest then comes by hand', async () => {
  await circleTable.setNextDigest(app.context.store, circle.id, null);
  await app.passTo(MONDAY + 4 * WEEK);
  await write('In one week.');
  await app.passTo(MONDAY + 5 * WEEK);
  await write('In another.');
  const digest = await composeAndSend(app.context, circle);
  expect(await kept('In one week.', 'In another.')).toHaveLength(1);
  expect(shown(digest, 'In one week.', 'In another.')).toHaveLength(1);
});
