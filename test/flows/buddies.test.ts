import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/domain/circle.ts';
import { startTown, type Town, type TownBackend } from '../support/town.ts';
import { everybody, importCircle, type Neighbour, named } from '../support/town-people.ts';

const BACKENDS: readonly TownBackend[] = ['embedded', 'postgres'];

describe.each(BACKENDS)('a buddy on request, on %s', (backend) => {
  let town: Town;
  let circle: Circle;
  let people: readonly Neighbour[];

  beforeAll(async () => {
    town = await startTown({ backend });
    circle = await importCircle(town);
    people = await everybody(town, circle);
  });
  afterAll(() => town?.stop());

  const told = async (kind: string) =>
    (await town.records.table('deliveries'))
      .filter((row) => row.kind === kind)
      .map(({ member_id }) => people.find(({ member }) => member.id === member_id)?.member.name ?? '')
      .sort();

  test('the welcome offers it; whoever asks is heard by the stewards, once', async () => {
    const joe = named(people, 'Joe');
    expect((await joe.open('/')).text).toContain('Ask for a buddy');
    expect((await joe.open('/me')).text).toContain('Ask for a buddy');
    const path = `/buddy-ask/${circle.id}`;
    const both = await Promise.all([joe.send(path, {}), joe.send(path, {})]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    await town.settle();
    expect(await told('buddy-wanted')).toEqual(['Amina Khan', 'Gwen Abara']);
    expect((await named(people, 'Amina').open('/')).text).toContain('Joe Brady would like a buddy');
    expect((await named(people, 'Bex').open('/')).text).not.toContain('would like a buddy');
  });

  test('a steward chooses; who is asked says no without a reason, and the stewards look again', async () => {
    const [amina, bex, joe] = [named(people, 'Amina'), named(people, 'Bex'), named(people, 'Joe')];
    const path = `/buddy/${joe.member.id}`;
    expect((await bex.open(path)).status).toBe(403);
    expect((await bex.send(path, { buddy: bex.member.id })).status).toBe(403);
    expect((await amina.open(path)).text).toContain('Who could be a buddy for Joe Brady?');
    for (const wrong of ['', joe.member.id, 'nobody']) {
      expect((await amina.send(path, { buddy: wrong })).status).toBe(422);
    }
    expect((await amina.send(path, { buddy: bex.member.id })).status).toBe(200);
    expect((await named(people, 'Gwen').send(path, { buddy: amina.member.id })).status).toBe(409);
    await town.settle();
    expect((await bex.open('/')).text).toContain('Would you be a buddy for Joe Brady');
    expect((await named(people, 'Chidi').send(`/buddy-yes/${joe.member.id}`, {})).status).toBe(409);
    expect((await bex.send(`/buddy-no/${joe.member.id}`, {})).status).toBe(200);
    expect((await bex.send(`/buddy-yes/${joe.member.id}`, {})).status).toBe(409);
    await town.settle();
    expect(await told('buddy-wanted')).toHaveLength(4);
    expect(JSON.stringify(await town.records.table('buddies'))).not.toContain(bex.member.id);
    // Bex may stand on his page as a chair.
    expect((await joe.open('/')).text).not.toMatch(/Bex Turner[^.]*budd|budd[^.]*Bex Turner/i);
    expect(await told('buddy-found')).toEqual([]);
  });

  test('who says yes and who asked are told of each other, and nobody else', async () => {
    const [gwen, ines, joe] = [named(people, 'Gwen'), named(people, 'Ines'), named(people, 'Joe')];
    expect((await gwen.send(`/buddy/${joe.member.id}`, { buddy: ines.member.id })).status).toBe(200);
    expect((await ines.send(`/buddy-yes/${joe.member.id}`, {})).status).toBe(200);
    await town.settle();
    expect(await told('buddy-found')).toEqual(['Ines Costa', 'Joe Brady']);
    expect((await joe.open('/')).text).toContain('Ines Costa and you are buddies now');
    const again = await joe.send(`/buddy-ask/${circle.id}`, {});
    expect(again.text).toContain('You have a buddy already');
    await town.settle();
    expect(await told('buddy-wanted')).toHaveLength(4);
  });

  test('where the buddy has left, one can be asked for again', async () => {
    const ines = named(people, 'Ines').member;
    await town.context.store.tables.members.saveStanding(ines.id, { ...ines, leftAt: town.clock.now() });
    await named(people, 'Joe').send(`/buddy-ask/${circle.id}`, {});
    expect(await town.records.table('buddies')).toMatchObject([{ state: 'wanted', helper_id: null }]);
    expect(await told('buddy-wanted')).toHaveLength(6);
    expect(town.log).toEqual([]);
  });
});
