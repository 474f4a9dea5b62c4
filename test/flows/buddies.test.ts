import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY } from '../../src/core/instant.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { FLOW_BACKENDS, startApp, type TestApp } from '../support/test-app.ts';
import { everybody, importCircle, named, type TestUser } from '../support/test-users.ts';

describe.each(FLOW_BACKENDS)('a buddy on request, on %s', (backend) => {
  let app: TestApp;
  let circle: Circle;
  let people: readonly TestUser[];

  beforeAll(async () => {
    app = await startApp({ backend });
    circle = await importCircle(app);
    people = await everybody(app, circle);
  });
  afterAll(() => app?.stop());

  const told = async (kind: string) =>
    (await app.records.table('deliveries'))
      .filter((row) => row.kind === kind)
      .map(({ member_id }) => people.find(({ member }) => member.id === member_id)?.member.name ?? '')
      .sort();

  let asked = 0;
  const sent = async (kind: string) =>
    (await app.records.table('deliveries')).filter((row) => row.kind === kind && row.state === 'sent');
  const everything = async () => [
    await app.records.table('buddies'),
    await app.records.table('deliveries'),
    await app.records.table('notices'),
  ];

  test('the welcome offers it; whoever asks is heard by the stewards, once', async () => {
    const joe = named(people, 'Joe');
    expect((await joe.open('/')).text).toContain('Ask for a buddy');
    expect((await joe.open('/me')).text).toContain('Ask for a buddy');
    const path = `/buddy-ask/${circle.id}`;
    const both = await Promise.all([joe.send(path, {}), joe.send(path, {})]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    await app.settle();
    expect(await told('buddy-wanted')).toEqual(['Amina Khan', 'Gwen Abara']);
    expect((await named(people, 'Amina').open('/')).text).toContain('Joe Brady would like a buddy');
    expect((await named(people, 'Bex').open('/')).text).not.toContain('would like a buddy');
  });

  test('a steward chooses; who is asked says no without a reason, and nobody can tell it from silence', async () => {
    const [amina, bex, joe] = [named(people, 'Amina'), named(people, 'Bex'), named(people, 'Joe')];
    const path = `/buddy/${joe.member.id}`;
    expect((await bex.open(path)).status).toBe(403);
    expect((await bex.send(path, { buddy: bex.member.id })).status).toBe(403);
    expect((await amina.open(path)).text).toContain('Who could be a buddy for Joe Brady?');
    for (const wrong of ['', joe.member.id, 'nobody']) {
      expect((await amina.send(path, { buddy: wrong })).status).toBe(422);
    }
    asked = app.clock.now();
    expect((await amina.send(path, { buddy: bex.member.id })).status).toBe(200);
    expect((await named(people, 'Gwen').send(path, { buddy: amina.member.id })).status).toBe(409);
    await app.settle();
    expect((await bex.open('/')).text).toContain('Would you be a buddy for Joe Brady');
    expect((await named(people, 'Chidi').send(`/buddy-yes/${joe.member.id}`, {})).status).toBe(409);
    const before = await everything();
    const no = await bex.send(`/buddy-no/${joe.member.id}`, {});
    expect([no.status, no.text]).toEqual([200, expect.stringContaining('Nobody is told.')]);
    // As if nobody had pressed: nothing is written, told, or open to be asked again.
    await app.settle();
    expect(await everything()).toEqual(before);
    expect((await amina.send(path, { buddy: amina.member.id })).status).toBe(409);
  });

  test('three days after the asking the stewards hear that nobody has said yes, whether a no came or nothing', async () => {
    const [amina, bex, joe] = [named(people, 'Amina'), named(people, 'Bex'), named(people, 'Joe')];
    await app.passTo(asked + 3 * DAY - 1);
    expect(await sent('buddy-wanted')).toHaveLength(2);
    await app.passTo(asked + 3 * DAY);
    expect(await sent('buddy-wanted')).toHaveLength(4);
    expect((await amina.open('/')).text).toContain('has not said yes in three days.');
    expect((await bex.open('/')).text).not.toContain('Would you be a buddy');
    expect((await joe.open('/')).text).not.toMatch(/Bex Turner[^.]*budd|budd[^.]*Bex Turner/i);
    // Chidi is silent.
    const again = app.clock.now();
    const path = `/buddy/${joe.member.id}`;
    expect((await amina.send(path, { buddy: named(people, 'Chidi').member.id })).status).toBe(200);
    expect((await bex.send(`/buddy-yes/${joe.member.id}`, {})).status).toBe(409);
    await app.passTo(again + 3 * DAY - 1);
    expect(await sent('buddy-wanted')).toHaveLength(4);
    await app.passTo(again + 3 * DAY);
    expect(await sent('buddy-wanted')).toHaveLength(6);
    expect(await told('buddy-found')).toEqual([]);
  });

  test('who says yes and who asked are told of each other, and nobody else', async () => {
    const [gwen, ines, joe] = [named(people, 'Gwen'), named(people, 'Ines'), named(people, 'Joe')];
    expect((await gwen.send(`/buddy/${joe.member.id}`, { buddy: ines.member.id })).status).toBe(200);
    expect((await ines.send(`/buddy-yes/${joe.member.id}`, {})).status).toBe(200);
    await app.settle();
    expect(await told('buddy-found')).toEqual(['Ines Costa', 'Joe Brady']);
    expect((await joe.open('/')).text).toContain('Ines Costa and you are buddies now');
    const again = await joe.send(`/buddy-ask/${circle.id}`, {});
    expect(again.text).toContain('You have a buddy already');
    await app.passTo(app.clock.now() + 3 * DAY);
    expect(await sent('buddy-wanted')).toHaveLength(6);
  });

  test('where the buddy has left, one can be asked for again', async () => {
    const ines = named(people, 'Ines').member;
    await memberTable.saveStanding(app.context.store, ines.id, { ...ines, leftAt: app.clock.now() });
    await named(people, 'Joe').send(`/buddy-ask/${circle.id}`, {});
    expect(await app.records.table('buddies')).toMatchObject([{ state: 'wanted', helper_id: null }]);
    await app.settle();
    expect(await sent('buddy-wanted')).toHaveLength(8);
    expect(app.log).toEqual([]);
  });
});
