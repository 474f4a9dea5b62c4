import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localTime } from '../../src/core/calendar/local-time.ts';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { askEndsAt, askedMember, askTimes } from '../../src/features/turns/rules/asks.ts';
import { meetingTable } from '../../src/features/turns/tables.ts';
import { SETTLES_AFTER } from '../../src/features/turns/use-cases/settle.ts';
import { startApp, type TestApp } from '../support/test-app.ts';
import { everybody, importCircle, nextMeeting, type TestUser, takeTurn } from '../support/test-users.ts';

/** When the one who was asked or has said yes cannot or will not chair: what the others see, and what it costs whom. */
describe('when chairs change', () => {
  let app: TestApp;
  let circle: Circle;
  let people: readonly TestUser[];

  beforeAll(async () => {
    app = await startApp({ backend: 'redis+postgres' });
    circle = await importCircle(app);
    people = await everybody(app, circle);
    await app.settle();
  });
  afterAll(() => app?.stop());

  const next = () => nextMeeting(app, circle);
  const person = (id: string | null): TestUser => {
    const found = people.find(({ member }) => member.id === id);
    if (found === undefined) throw new Error('nobody');
    return found;
  };
  const someoneBut = (...these: readonly TestUser[]): TestUser => {
    const found = people.find(
      (each) => !these.includes(each) && !each.member.steward && each.member.preferences.language === 'en-GB',
    );
    if (found === undefined) throw new Error('nobody is left');
    return found;
  };
  const announced = (text: string) =>
    [...text.matchAll(/Who chairs next (?:Circle: Ward 7 co-production group )?(\S+ \S+) \(/g)].map(
      ([, name]) => name,
    );
  const letters = async (kind: string) =>
    (await app.records.table('deliveries')).filter((row) => row.kind === kind);

  test('who was named and stands down is followed by nobody’s name until the next yes', async () => {
    const chair = person((await takeTurn(app, circle)).chairId);
    const meeting = await next();
    const reader = someoneBut(chair);
    expect(announced((await reader.open('/')).text)).toEqual([chair.member.name]);
    await chair.send(`/chair-no/${meeting.id}`, {});
    await app.settle();
    const board = (await reader.open('/')).text;
    expect(announced(board)).toEqual([]);
    expect(board).toMatch(/It is the turn of \S.* to chair “Ward 7 co-production meeting”/);
    expect((await chair.open('/')).text).not.toContain('Yes, I will chair');
    const after = person((await takeTurn(app, circle)).chairId);
    expect(after).not.toBe(chair);
    expect(announced((await reader.open('/')).text)).toEqual([after.member.name]);
  });

  test('who enters days away hands back the turn on those days, and others keep theirs', async () => {
    const before = await next();
    const chair = person(before.chairId);
    const day = localTime(before.startsAt, circle.timezone).date;
    const elsewhere = await chair.send('/away', { from: '2027-06-01', to: '2027-06-02' });
    expect(elsewhere.status).toBe(200);
    expect((await next()).chairId).toBe(chair.member.id);
    expect((await chair.send('/away', { from: day, to: day })).status).toBe(200);
    await app.settle();
    expect((await next()).chairId).toBeNull();
    expect(askedMember(await next())).not.toBe(chair.member.id);
    expect((await next()).declined).not.toContain(chair.member.id);
  });

  test('a meeting for which nobody said yes settles nothing, and charges nobody', async () => {
    const [before] = await meetingTable.series(app.context.store, circle.id);
    const silent = await next();
    const offers = async () => (await letters('turn-offer')).filter(({ subject }) => subject === silent.id);
    const shown = async (ids: readonly unknown[]) =>
      (await app.records.table('notices')).filter(({ key }) => ids.includes(key));
    await app.passTo(silent.endsAt - HOUR);
    const asked = (await offers()).map(({ id }) => id);
    expect((await shown(asked)).length).toBeGreaterThan(1);
    await app.passTo(silent.endsAt + HOUR);
    expect([await offers(), await shown(asked)]).toEqual([[], []]);
    expect(await meetingTable.find(app.context.store, silent.id)).toMatchObject({
      state: 'held',
      turn: null,
      chairId: null,
      asking: null,
      declined: [],
    });
    const [after] = await meetingTable.series(app.context.store, circle.id);
    expect(after?.rota).toMatchObject({ settled: before?.rota.settled, credits: before?.rota.credits });
  });

  test('places beside the chair wait for the yes, are named after their own, and count only then', async () => {
    const asked = await next();
    expect(asked.coChairId).toBeNull();
    expect((await letters('co-chair-offer')).filter(({ subject }) => subject === asked.id)).toEqual([]);
    const named = await takeTurn(app, circle);
    const co = person(named.coChairId);
    const reader = someoneBut(co, person(named.chairId));
    expect((await reader.open(`/chair/${named.id}`)).text).not.toContain('Co-chair');
    expect((await co.send(`/co-chair-yes/${named.id}`, {})).status).toBe(200);
    expect((await reader.open(`/chair/${named.id}`)).text).toContain(`Co-chair ${co.member.name}`);
    await app.passTo(named.endsAt + SETTLES_AFTER + DAY);
    const [after] = await meetingTable.series(app.context.store, circle.id);
    expect(Object.keys(after?.rota.lastCoChaired ?? {})).toEqual([co.member.id]);
  });

  test('with two days left the stewards are asked, told only that there is no chair; they find somebody', async () => {
    const meeting = await next();
    const from = meeting.asking?.from ?? 0;
    const { asks, stewardsAt } = askTimes(from, meeting.startsAt);
    const steward = people.find(({ member }) => member.steward) as TestUser;
    const reader = someoneBut();
    const asked: string[] = [];
    for (const [index, at] of asks.entries()) {
      await app.passTo(at);
      asked.push(askedMember(await next()) ?? '');
      expect(askEndsAt(await next())).toBe(asks[index + 1] ?? stewardsAt);
      if (index === 0) await person(asked[0] ?? '').send(`/chair-no/${meeting.id}`, {});
    }
    expect(new Set(asked).size).toBe(4);
    await app.passTo(stewardsAt - 1);
    expect((await letters('turn-unfilled')).filter(({ subject }) => subject === meeting.id)).toEqual([]);
    expect((await steward.send(`/chair-swap/${meeting.id}`, { to: reader.member.id })).status).toBe(409);
    await app.passTo(stewardsAt);
    const wanted = (await letters('turn-unfilled')).filter(({ subject }) => subject === meeting.id);
    expect(wanted.map(({ member_id }) => person(String(member_id)).member.steward)).toEqual([true, true]);
    const home = (await steward.open('/')).text;
    expect(home).toContain('“Ward 7 co-production meeting” on Thursday 17 December, 2pm has no chair yet.');
    const page = (await steward.open(`/chair/${meeting.id}`)).text;
    for (const id of asked.filter((each) => each !== steward.member.id)) {
      expect(page).not.toContain(person(id).member.name);
    }
    // Everybody can be asked, whatever they said before.
    const form = (await steward.open(`/chair-swap/${meeting.id}`)).html;
    for (const { member } of people) expect(form).toContain(member.id);
    expect((await reader.open(`/chair/${meeting.id}`)).text).not.toContain('Ask somebody to chair');

    const taker = someoneBut(person(asked[0] ?? ''));
    await steward.send(`/chair-swap/${meeting.id}`, { to: taker.member.id });
    await app.settle();
    expect((await taker.open('/')).text).toContain(`${steward.member.name} asks: could you chair`);
    expect((await taker.send(`/chair-swap-yes/${meeting.id}`, {})).status).toBe(200);
    await app.settle();
    expect(await next()).toMatchObject({ chairId: taker.member.id, asking: null });
    expect(announced((await reader.open('/')).text)).toEqual([taker.member.name]);
    expect((await steward.open('/')).text).toContain(`${taker.member.name} said yes and chairs`);
    expect((await taker.open(`/chair/${meeting.id}`)).text).toContain('A steward asked');
    await app.passTo(meeting.endsAt + HOUR);
  });

  test('who lets two asks in a row pass rests, is told in private, and comes back with one press', async () => {
    const resting = async () =>
      (await memberTable.list(app.context.store, circle.id))
        .filter(({ chairs }) => chairs === 'resting')
        .map(({ id }) => id);
    for (let meetings = 0; meetings < 6 && (await resting()).length === 0; meetings += 1) {
      await app.passTo((await next()).endsAt + HOUR);
    }
    // Months have passed: everybody comes in anew.
    people = await everybody(app, circle);
    const rested = await resting();
    expect(rested.length).toBeGreaterThan(0);
    const told = await letters('chair-rests');
    expect(told.map(({ member_id }) => member_id).sort()).toEqual(rested.sort());
    const one = person(rested[0] ?? '');
    expect((await one.open('/')).text).toMatch(/asked you twice to chair|Ask me again/);
    const back = await one.send(`/chair-again/${circle.id}`, {});
    expect(back.text).toContain('You are back in the rota.');
    expect(await resting()).not.toContain(one.member.id);
    expect(app.log.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('a chair who rests is named no more, whoever else rests', async () => {
    const named = person((await takeTurn(app, circle)).chairId);
    const reader = someoneBut(named);
    expect(announced((await reader.open('/')).text)).toEqual([named.member.name]);
    const others = people.filter((each) => each !== named);
    for (const each of [named, ...others]) await each.send('/me', { chairs: 'resting' });
    await app.settle();
    expect((await next()).chairId).toBeNull();
    const read = (await reader.open('/')).text;
    // The others were asked first and rest since: to others that is a search like any other.
    expect(read).toMatch(/the turn of \S.*, being asked/);
    expect(announced(read)).toEqual([]);
  });
});
