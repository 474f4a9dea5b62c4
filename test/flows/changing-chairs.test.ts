import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localTime } from '../../src/domain/calendar/local-time.ts';
import type { Circle } from '../../src/domain/circle.ts';
import { DAY } from '../../src/domain/instant.ts';
import type { Meeting } from '../../src/domain/meeting.ts';
import { startTown, type Town } from '../support/town.ts';
import { everybody, importCircle, type Neighbour } from '../support/town-people.ts';

/** When the one who was drawn cannot or will not chair: what the others see, and what it costs whom. */
describe('when chairs change', () => {
  let town: Town;
  let circle: Circle;
  let people: readonly Neighbour[];

  beforeAll(async () => {
    town = await startTown({ backend: 'postgres' });
    circle = await importCircle(town);
    people = await everybody(town, circle);
    await town.settle();
  });
  afterAll(() => town?.stop());

  async function next(): Promise<Meeting> {
    const { meetings } = town.context.store.tables;
    const [series] = await meetings.series(circle.id);
    const [meeting] = await meetings.planned(series?.id ?? '');
    if (meeting === undefined) throw new Error('no meeting is planned');
    return meeting;
  }
  const person = (id: string | null): Neighbour => {
    const found = people.find(({ member }) => member.id === id);
    if (found === undefined) throw new Error('nobody chairs');
    return found;
  };
  const announced = (text: string) =>
    [...text.matchAll(/Who chairs next (?:Circle: Ward 7 co-production group )?(\S+ \S+) \(/g)].map(
      ([, name]) => name,
    );

  test('the board holds one announcement, of who chairs now, and nothing of who said no', async () => {
    const first = await next();
    const decliner = person(first.chairId);
    const reader = people.find(({ member }) => member.id !== first.chairId) ?? decliner;
    expect(announced((await reader.open('/')).text)).toEqual([decliner.member.name]);
    await decliner.send(`/chair-no/${first.id}`, {});
    await town.settle();
    const chair = person((await next()).chairId);
    expect(chair.member.id).not.toBe(decliner.member.id);
    const board = (await people.find(({ member }) => member.id === reader.member.id)?.open('/'))?.text ?? '';
    expect(announced(board)).toEqual([chair.member.name]);
    expect((await decliner.open('/')).text).not.toContain('Yes, I will chair');
  });

  test('who enters days away hands back the turn on those days, and others keep theirs', async () => {
    const before = await next();
    const chair = person(before.chairId);
    const day = localTime(before.startsAt, circle.timezone).date;
    const elsewhere = await chair.send('/away', { from: '2027-06-01', to: '2027-06-02' });
    expect(elsewhere.status).toBe(200);
    expect((await next()).chairId).toBe(chair.member.id);
    expect((await chair.send('/away', { from: day, to: day })).status).toBe(200);
    await town.settle();
    expect((await next()).chairId).not.toBe(chair.member.id);
    expect((await next()).declined).not.toContain(chair.member.id);
  });

  test('a co-chair who did not say yes pays nothing; one who did counts toward the cap', async () => {
    const { meetings } = town.context.store.tables;
    const silent = await next();
    expect(silent.coChairId).not.toBeNull();
    await town.passTo(silent.endsAt);
    const [series] = await meetings.series(circle.id);
    expect(series?.rota.lastCoChaired).toEqual({});
    const willing = await next();
    const co = person(willing.coChairId);
    expect((await co.send(`/co-chair-yes/${willing.id}`, {})).status).toBe(200);
    await town.passTo(willing.endsAt + DAY);
    const [after] = await meetings.series(circle.id);
    expect(Object.keys(after?.rota.lastCoChaired ?? {})).toEqual([co.member.id]);
  });

  test('a chair who is gone with nobody in their place is told of, once', async () => {
    const drawn = await next();
    await person(drawn.chairId).send(`/chair-yes/${drawn.id}`, {});
    await town.settle();
    const read = async () => (await people[0]?.open('/'))?.text ?? '';
    expect(announced(await read())).toEqual([person(drawn.chairId).member.name]);
    for (const each of people) await each.send('/me', { chairs: 'resting' });
    await town.settle();
    expect((await next()).chairId).toBeNull();
    expect(await read()).toContain('has no chair yet');
    expect(announced(await read())).toEqual([]);
  });
});
