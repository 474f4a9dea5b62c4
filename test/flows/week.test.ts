import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import type { Round } from '../../src/features/release/rules/pulse.ts';
import { lookIntoSeal, releaseOf } from '../support/app-tally.ts';
import { APP_BACKENDS, MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import {
  everybody,
  type Given,
  importCircle,
  named,
  openRound,
  type TestUser,
} from '../support/test-users.ts';

const TUESDAY_10 = MONDAY + DAY + HOUR;
const THURSDAY_10 = MONDAY + 3 * DAY + HOUR;
const FRIDAY_15 = MONDAY + 4 * DAY + 6 * HOUR;

const GIVEN: readonly Given[] = [
  { voice: '5', trust: '4' },
  { voice: '4', trust: '3' },
  { voice: '2', 'in-the-way': 'words', trust: '3' },
  { voice: '4', trust: '5' },
  { voice: '3' },
  { voice: '4', trust: '2' },
];

describe.each(APP_BACKENDS)('a week of the sample circle on %s', (backend) => {
  let app: TestApp;
  let circle: Circle;
  let people: readonly TestUser[];
  let round: Round;

  beforeAll(async () => {
    app = await startApp({ backend });
    circle = await importCircle(app);
    people = await everybody(app, circle);
  });
  afterAll(() => app?.stop());

  const letters = (kind: string) => deliveries().then((rows) => rows.filter((row) => row.kind === kind));
  const deliveries = () => app.records.table('deliveries');
  const givenBy = (index: number): Given => GIVEN[index % GIVEN.length] ?? {};

  test('everybody is welcomed; a way in that somebody made for themselves is no news to them', async () => {
    expect((await letters('welcome')).map(({ state }) => state)).toEqual(Array(12).fill('sent'));
    expect(await letters('link-made')).toEqual([]);
    const home = await named(people, 'Joe').open('/');
    expect(home.text).toContain('Welcome, Joe Brady You are in Ward 7 co-production group');
  });

  test('on Tuesday at ten the pulse opens and everybody is invited', async () => {
    await app.passTo(TUESDAY_10 - 1);
    expect(await letters('pulse-invitation')).toEqual([]);
    await app.passTo(TUESDAY_10);
    round = await openRound(app, circle);
    expect(round).toMatchObject({ openedAt: TUESDAY_10, closesAt: THURSDAY_10 });
    const invitations = await letters('pulse-invitation');
    expect(invitations.map(({ state }) => state)).toEqual(Array(12).fill('sent'));
    const home = await named(people, 'Hasan').open('/');
    expect(home.text).toContain('“Having a voice” is open until Thursday 19 November');
  });

  test('people answer, and all are thanked in the same words', async () => {
    const thanks = new Set<string>();
    for (const [index, person] of people.slice(0, 11).entries()) {
      const page = await person.answer(round, givenBy(index));
      expect([page.status, person.member.name]).toEqual([200, person.member.name]);
      if (person.member.preferences.language === 'en-GB') thanks.add(withoutToken(page.html));
    }
    expect([...thanks]).toHaveLength(1);
    expect([...thanks][0]).toContain('Thank you. Your answer has been counted.');
  });

  test('a second answer of one person is kindly refused and changes nothing', async () => {
    const before = await lookIntoSeal(app.context, round);
    const again = await named(people, 'Amina').answer(round, { voice: '1', trust: '1' });
    // What came of it is for their eyes alone: on the wire it looks like the thanks.
    expect([again.status, Buffer.byteLength(again.html)]).toEqual([200, 16_384]);
    expect(again.text).toContain('Your answer was counted before. Each person is counted once');
    expect(await lookIntoSeal(app.context, round)).toEqual(before);
  });

  test('the reminder goes to everybody once, in the same words', async () => {
    await app.passTo(TUESDAY_10 + DAY);
    const reminders = await letters('pulse-reminder');
    expect(reminders.map(({ state }) => state)).toEqual(Array(12).fill('sent'));
    const keys = new Set(reminders.map(({ id }) => id));
    const notices = (await app.records.table('notices')).filter(({ key }) => keys.has(key));
    const texts = new Set(notices.map(({ message }) => JSON.stringify(message)));
    // English, easy-read English and Welsh; never one for those who answered and one for those who did not.
    expect(texts.size).toBe(3);
    await app.passTo(THURSDAY_10 - 1);
    expect(await letters('pulse-reminder')).toHaveLength(12);
  });

  test('at ten on Thursday it is over, before any job has closed it', async () => {
    app.clock.moveTo(THURSDAY_10);
    const late = await named(people, 'Leroy').answer(round, { voice: '5', trust: '5' });
    expect(late.status).toBe(200);
    expect(late.text).toContain('This pulse has closed.');
    expect(await app.records.table('ledger')).toEqual([]);
  });

  test('closing writes what the rules allow, and deletes everything else', async () => {
    await app.settle();
    const counted = people
      .slice(0, 11)
      .map(({ member }, index) => ({ voice: member.voice, given: givenBy(index) }));
    const [entry, ...more] = await app.records.table('ledger');
    expect(entry?.release).toEqual(releaseOf(round, counted));
    expect(more).toEqual([]);
    expect(await app.records.table('seals')).toEqual([]);
    expect(await app.records.table('seats')).toEqual([]);
  });

  test('the digest comes out once, and everybody is told of it once, at the same minute', async () => {
    await app.passTo(FRIDAY_15);
    const digests = await app.records.table('digests');
    expect(digests).toHaveLength(1);
    expect(digests[0]).toMatchObject({ week: '2026-W47', digest: { pulse: 'results' } });

    const states = (await letters('digest')).filter(({ channel }) => channel !== null);
    expect(states.map(({ channel, state }) => [String(channel).split('/')[0], state]).sort()).toEqual([
      ['slack', 'waiting'],
      ['teams', 'waiting'],
      ['web', 'sent'],
    ]);
    const told = (await app.records.table('notices')).filter(
      ({ at }) => Date.parse(String(at)) === FRIDAY_15,
    );
    expect(told.length).toBeGreaterThan(0);
    for (const person of people) {
      const home = await person.open('/');
      const times = home.text.split('Ward 7 co-production group, the week of 16 November 2026').length - 1;
      expect([person.member.name, times]).toEqual([person.member.name, 1]);
      const digest = await person.open(`/digest/${digests[0]?.id}`);
      expect(digest.text).toMatch(/first results/i);
    }
  });

  test('nothing went wrong, and nobody who answered is anywhere in the log', () => {
    expect(app.log).toEqual([]);
  });
});

function withoutToken(html: string): string {
  return html.replaceAll(/name="_token" value="[^"]*"/g, '');
}
