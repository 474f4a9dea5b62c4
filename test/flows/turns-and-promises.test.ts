import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle, MemberId } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { digestTable } from '../../src/features/digests/tables.ts';
import { askEndsAt, askedMember } from '../../src/features/turns/rules/asks.ts';
import { meetingTable } from '../../src/features/turns/tables.ts';
import { MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { everybody, importCircle, named, nextMeeting, type TestUser } from '../support/test-users.ts';

const FRIDAY_16 = MONDAY + 4 * DAY + 7 * HOUR;
const WEEK = 7 * DAY;

describe('turns and promises', () => {
  let app: TestApp;
  let circle: Circle;
  let people: readonly TestUser[];

  beforeAll(async () => {
    app = await startApp({ backend: 'redis+postgres' });
    circle = await importCircle(app);
    people = await everybody(app, circle);
  });
  afterAll(() => app?.stop());

  const planned = async () => {
    const [series] = await meetingTable.series(app.context.store, circle.id);
    return meetingTable.planned(app.context.store, series?.id ?? '');
  };
  const newsSince = async (moment: number) => {
    const notices = await app.records.table('notices');
    return JSON.stringify(
      notices
        .filter(({ at }) => Date.parse(String(at)) >= moment && at !== null)
        .filter(({ message }) => !JSON.stringify(message).includes('digest.show')),
    );
  };
  const person = (id: MemberId | null) => {
    const found = people.find(({ member }) => member.id === id);
    if (found === undefined) throw new Error('nobody chairs');
    return found;
  };

  test('a declined turn goes to somebody else, and nobody is told who declined', async () => {
    await app.passTo(FRIDAY_16);
    const before = await nextMeeting(app, circle);
    const decliner = person(askedMember(before));
    expect((await decliner.open('/')).text).toContain('Will you chair');
    expect((await decliner.open(`/chair/${before.id}`)).text).toContain(
      'We are asking you. Nobody else knows.',
    );
    const declined = await decliner.send(`/chair-no/${before.id}`, {});
    expect(declined.text).toMatch(/You keep your place|cadw eich lle/);
    expect((await decliner.open('/')).text).not.toContain('Will you chair');
    const ends = askEndsAt(before) ?? 0;
    await app.passTo(ends - 1);
    // Until the time to answer is over nothing has moved, and they may still think again.
    expect(askedMember(await nextMeeting(app, circle))).toBe(decliner.member.id);
    expect((await decliner.send(`/chair-no/${before.id}`, {})).status).toBe(200);
    await app.passTo(ends);

    const next = await nextMeeting(app, circle);
    const chair = person(askedMember(next));
    expect(chair.member.id).not.toBe(decliner.member.id);
    expect(next.declined).toEqual([decliner.member.id]);
    // Late: a "no" is thanked for, a "yes" is not needed any more.
    expect((await decliner.send(`/chair-no/${before.id}`, {})).status).toBe(200);
    expect((await decliner.send(`/chair-yes/${before.id}`, {})).status).toBe(409);
    expect((await chair.send(`/chair-yes/${next.id}`, {})).status).toBe(200);
    await app.settle();
    const [after] = await planned();

    const told = await newsSince(FRIDAY_16);
    expect(told).toContain(`${chair.member.name} chairs`);
    expect(told).not.toContain(decliner.member.name);
    for (const other of people.filter(({ member }) => member.id !== decliner.member.id)) {
      const why = await other.open(`/chair/${after?.id}`);
      expect(why.text).toContain(chair === other ? 'Why me?' : `Why ${chair.member.name}?`);
      expect(why.text).not.toContain(decliner.member.name);
      expect(why.text).not.toMatch(/declined|said no|refused/i);
    }
  });

  test('whoever is away on the day is not asked', async () => {
    const next = await nextMeeting(app, circle);
    const chair = person(next.chairId);
    const [later] = (await planned()).slice(1);
    const voices = people.filter(
      ({ member }) => member.voice !== chair.member.voice && member.chairs === 'yes',
    );
    const [here, ...away] = voices;
    for (const each of away) {
      expect((await each.send('/away', { from: '2026-12-16', to: '2026-12-18' })).status).toBe(200);
    }
    await app.passTo(next.endsAt + HOUR);
    const drawn = (await planned()).find(({ id }) => id === later?.id);
    expect(drawn?.asking?.turn?.chair).toBe(here?.member.id);
  });

  test('unnamed words are nowhere to be seen before the next digest, and hold nothing of who wrote them', async () => {
    const words = 'Please send the papers in large print.';
    const raised = await named(people, 'Gwen').send('/promise', { words, named: 'unnamed' });
    expect(raised.status).toBe(200);
    const [row] = await app.records.table('promises');
    expect(row).toMatchObject({ words, raised_by: null, shown_in: null });
    for (const each of people) {
      expect((await each.open('/promises')).text).not.toContain(words);
      expect((await each.open('/')).text).not.toContain(words);
      expect((await each.open(`/reply/${row?.id}`)).status).toBe(404);
    }
    expect(
      (await app.command({ name: 'digest.compose', format: 'text', send: false })).replace(/\s+/g, ' '),
    ).not.toContain(words);

    await app.passTo(FRIDAY_16 + 3 * WEEK);
    expect((await named(people, 'Bex').open('/promises')).text).toContain(words);
    const [digest] = await digestTable.list(app.context.store, circle.id, 1);
    expect((await named(people, 'Bex').open(`/digest/${digest?.id}`)).text).toContain(
      `“${words}” (no name given)`,
    );
  });

  test('staff reply, and only reps close a promise that nobody has their name on: two of them', async () => {
    const [row] = await app.records.table('promises');
    const inputs = { outcome: 'we-did', words: 'Large print goes out from today.' };
    expect((await named(people, 'Bex').send(`/reply/${row?.id}`, inputs)).status).toBe(200);
    const refused = await named(people, 'Amina').send(`/promise-kept/${row?.id}`, {});
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('Only a rep can do this.');
    const one = await named(people, 'Kasia').send(`/promise-kept/${row?.id}`, {});
    expect(one.text).toContain('One more rep has to say the same.');
    expect(await app.records.table('promises')).toMatchObject([{ state: 'answered' }]);
    // Who said yes first says it twice: it is still one.
    expect((await named(people, 'Kasia').send(`/promise-kept/${row?.id}`, {})).status).toBe(200);
    const two = await named(people, 'Joe').send(`/promise-kept/${row?.id}`, {});
    expect(two.text).toContain('The promise is closed as kept');
    const [kept] = await app.records.table('promises');
    expect(kept).toMatchObject({ state: 'kept' });
    expect(JSON.stringify(kept)).not.toMatch(
      new RegExp(['Kasia', 'Joe'].map((name) => named(people, name).member.id).join('|')),
    );
    await app.passTo(FRIDAY_16 + 4 * WEEK);
    const [digest] = await digestTable.list(app.context.store, circle.id, 1);
    expect(digest?.digest.promises.kept).toHaveLength(1);
  });
});
