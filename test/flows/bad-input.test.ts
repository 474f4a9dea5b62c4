import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import type { Round } from '../../src/features/release/rules/pulse.ts';
import { ledgerTable } from '../../src/features/release/tables/ledger.ts';
import { lookIntoSeal, releaseOf } from '../support/app-tally.ts';
import { HttpClient, pathOf, type SeenPage, valuesOf } from '../support/http-client.ts';
import { MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import {
  everybody,
  importCircle,
  named,
  openRound,
  type TestUser,
  testUser,
  wayInOf,
} from '../support/test-users.ts';

const GOOD = { voice: '4', trust: '2' };

let app: TestApp;
let circle: Circle;
let people: readonly TestUser[];
let round: Round;
let inside: unknown;

beforeAll(async () => {
  app = await startApp({ backend: 'redis+postgres' });
  circle = await importCircle(app);
  people = await everybody(app, circle);
  await app.passTo(MONDAY + DAY + 2 * HOUR);
  round = await openRound(app, circle);
  for (const person of people.slice(0, 10)) await person.answer(round, GOOD);
  inside = await lookIntoSeal(app.context, round);
});
afterAll(() => app?.stop());

/** One kind sentence, nothing of our insides, and nothing counted. */
async function expectRefused(page: SeenPage, status: number, words: string): Promise<void> {
  expect([page.status, page.text]).toEqual([status, expect.stringContaining(words)]);
  expect(page.html).not.toMatch(/\bat .*\.ts:\d|Error:(?! )|node_modules|stack/);
  expect(await lookIntoSeal(app.context, round)).toEqual(inside);
}

test.each([
  ['outside the choices', { voice: '6' }, 'Please choose one of the answers shown.'],
  ['a good and a bad one', { voice: '4', trust: 'yes' }, 'Please choose one of the answers shown.'],
  ['two of a question for one', { voice: ['1', '5'] }, 'Please choose one answer only.'],
  ['to a question that was not asked', { salary: '5' }, 'This form no longer fits the questions.'],
  ['of no kind at all', { voice: '', trust: ' ' }, 'No answer was chosen.'],
  ['whose words are too long', { 'anything-else': 'a'.repeat(501) }, 'This comment is too long.'],
])('an answer %s', async (_what, inputs, words) => {
  const joe = named(people, 'Kasia');
  await expectRefused(await joe.answer(round, inputs), 200, words);
});

test('ten megabytes of text', async () => {
  const kasia = named(people, 'Kasia');
  const page = await kasia.answer(round, { ...GOOD, 'anything-else': 'long '.repeat(2_000_000) });
  await expectRefused(page, 413, 'That was too long');
});

test('bytes that are no text', async () => {
  const kasia = named(people, 'Kasia');
  const token = valuesOf((await kasia.open('/me')).html)._token?.[0] ?? '';
  const start = new TextEncoder().encode(`_token=${token}&voice=4&anything-else=`);
  const bytes = new Uint8Array([...start, 0xc3, 0x28, 0xff, 0xfe]);
  await expectRefused(await kasia.browser.post(`/pulse/${round.id}`, bytes), 400, 'We could not read that');
  const escaped = await kasia.browser.post(
    `/pulse/${round.id}`,
    `_token=${token}&voice=4&anything-else=%C3%28%FF`,
  );
  await expectRefused(escaped, 400, 'We could not read that');
});

test('a form that is not ours, or of another person', async () => {
  const kasia = named(people, 'Kasia');
  const leroy = named(people, 'Leroy');
  const his = valuesOf((await leroy.open('/me')).html)._token?.[0] ?? '';
  const path = `/pulse/${round.id}`;
  await expectRefused(await kasia.browser.post(path, new URLSearchParams(GOOD)), 403, 'Please try again');
  const stolen = new URLSearchParams({ ...GOOD, _token: his });
  await expectRefused(await kasia.browser.post(path, stolen), 200, 'Your words are not lost');
  const foreign = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' };
  const hers = valuesOf((await kasia.open('/me')).html)._token?.[0] ?? '';
  const sent = await kasia.browser.post(path, new URLSearchParams({ ...GOOD, _token: hers }), foreign);
  await expectRefused(sent, 403, 'Please try again');
});

test('a foreign, an edited and a used invitation', async () => {
  const link = await wayInOf(app, named(people, 'Leroy').member);
  const stranger = new HttpClient(app.address);
  const edited = link.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  const before = new URL('/l/AAAA', app.address).href;
  await expectRefused(await stranger.look(edited), 403, 'This way in does not work');
  await expectRefused(await stranger.open(pathOf(before)), 410, 'This link is from before');
  expect((await stranger.enter(link)).status).toBe(200);
  const again = new HttpClient(app.address);
  await expectRefused(await again.look(link), 403, 'It may have been used already');
  expect(again.cookies.size).toBe(0);
});

test('nobody in particular, a round that is not there, and somebody of another circle', async () => {
  const stranger = new HttpClient(app.address);
  await expectRefused(
    await stranger.post(`/pulse/${round.id}`, new URLSearchParams(GOOD)),
    403,
    'Please come in first',
  );
  await expectRefused(
    await named(people, 'Kasia').answer({ ...round, id: 'nothere' }, GOOD),
    200,
    'We could not find this.',
  );
  const other = await importCircle(
    app,
    `organisation: Elsewhere
circle: Another circle
timezone: Europe/London
voices: [{ id: staff, name: Staff }, { id: reps, name: Reps }]
members:
  - { name: Olu Ade, voice: staff, web: yes, steward: true }
  - { name: Pat Moss, voice: reps, web: yes, steward: true }
`,
  );
  const [olu] = await memberTable.list(app.context.store, other.id);
  if (olu === undefined) throw new Error('the other circle is empty');
  await expectRefused(await (await testUser(app, olu)).answer(round, GOOD), 200, 'We could not find this.');
});

test('of all that, closing counts nothing', async () => {
  await app.passTo(round.closesAt);
  const counted = people.slice(0, 10).map(({ member }) => ({ voice: member.voice, given: GOOD }));
  expect((await ledgerTable.find(app.context.store, round.id))?.release).toEqual(releaseOf(round, counted));
  expect(app.log).toEqual([]);
});

test('an invitation that has run out', async () => {
  const late = await wayInOf(app, named(people, 'Leroy').member);
  const stranger = new HttpClient(app.address);
  expect((await stranger.look(late)).status).toBe(200);
  app.clock.moveTo(app.clock.now() + 28 * DAY);
  const refused = await stranger.look(late);
  expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('This way in does not work')]);
  expect(refused.text).toContain('This code opens nothing.');
  expect(stranger.cookies.size).toBe(0);
});
