import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/domain/circle.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/instant.ts';
import { endStandIns } from '../../src/services/governance/stand-ins.ts';
import { startTown, type Town } from '../support/town.ts';
import { everybody, importCircle, type Neighbour, named } from '../support/town-people.ts';

describe.each(['embedded', 'redis+postgres'] as const)('a steward who stands in (%s)', (backend) => {
  let town: Town;
  let circle: Circle;
  let people: readonly Neighbour[];
  const who = (name: string) => named(people, name);
  const tables = () => town.context.store.tables;
  const now = (name: string) => tables().members.find(who(name).member.id);
  const name = async (by: string, whom: string, until: string) =>
    who(by).send(`/stand-in/${circle.id}`, { who: who(whom).member.id, until });
  const history = async () => (await who('Joe').open(`/circle-history/${circle.id}`)).text;

  beforeAll(async () => {
    town = await startTown({ backend });
    circle = await importCircle(town);
    people = await everybody(town, circle);
  });
  afterAll(() => town?.stop());

  test('one steward names somebody of their own voice, and nobody else can', async () => {
    const form = await who('Gwen').open(`/stand-in/${circle.id}`);
    expect(form.text).toContain('Will you be away?');
    expect(form.text).toContain('Joe Brady');
    expect(form.text).not.toContain('Bex Turner');
    const refused: [string, string, string, number, string][] = [
      ['Joe', 'Joe', '2026-12-01', 403, 'Only a steward can do this.'],
      ['Gwen', 'Bex', '2026-12-01', 422, 'has your own voice'],
      ['Gwen', 'Gwen', '2026-12-01', 422, 'You are a steward already.'],
      ['Gwen', 'Joe', '2026-11-15', 422, 'This day has passed.'],
      ['Gwen', 'Joe', '2027-02-14', 422, 'for 90 days at most'],
      ['Gwen', 'Joe', 'soon', 422, 'Please write a day that exists'],
    ];
    for (const [by, whom, until, status, words] of refused) {
      const page = await name(by, whom, until);
      expect([page.status, page.text], words).toEqual([status, expect.stringContaining(words)]);
    }
    const joe = await now('Joe');
    if (joe === null) throw new Error('no Joe');
    await tables().members.saveStanding(joe.id, { ...joe, voiceSince: town.clock.now() - 27 * DAY });
    expect((await name('Gwen', 'Joe', '2026-12-01')).text).toContain('still new to this voice');
    await tables().members.saveStanding(joe.id, joe);
    expect(await town.records.table('acts')).toEqual([]);
    expect(await now('Joe')).toMatchObject({ steward: false });
  });

  test('it holds at once; the person, the stewards and everybody can read it', async () => {
    expect((await name('Gwen', 'Joe', '2026-11-30')).text).toContain(
      'Joe Brady stands in as a steward until the end of 30 November 2026.',
    );
    await town.settle();
    for (const each of ['Joe', 'Amina']) {
      expect((await who(each).open('/')).text, each).toContain('Gwen Abara changed something in Ward 7');
    }
    expect((await who('Joe').open('/')).text).toContain(
      'You stand in as a steward until the end of 30 November',
    );
    expect((await who('Bex').open('/')).text).not.toContain('Gwen Abara changed something');
    expect(await history()).toContain('Gwen Abara made a change. Joe Brady stands in as a steward');
    const page = (await who('Bex').open(`/circle/${circle.id}`)).text;
    expect(page).toContain('Joe Brady, stands in as a steward until the end of 30 November 2026');
  });

  test('their yes is the yes of their voice and no more; they name nobody, and saving their form changes nothing', async () => {
    const erase = await who('Gwen').send(`/history-erase/${circle.id}`, {});
    expect(erase.text).toContain('waits for a steward of another voice');
    const [proposal] = await tables().proposals.open(circle.id);
    const same = await who('Joe').send(`/approval-yes/${proposal?.id}`, {});
    expect([same.status, same.text]).toEqual([403, expect.stringContaining('A steward of another voice')]);
    expect((await name('Joe', 'Hasan', '2026-11-30')).text).toContain('You stand in for somebody yourself.');
    const form = await who('Amina').open(`/member/${who('Joe').member.id}`);
    expect((await who('Amina').browser.press(form, 'Save', {})).text).toContain('Nothing was different');
    // Asked by the other voice, their yes counts.
    const asked = await who('Amina').send(`/member-leave/${who('Farah').member.id}`, { reason: 'Moved.' });
    expect(asked.status).toBe(200);
    const leaving = (await tables().proposals.open(circle.id)).find(
      ({ change }) => change.kind === 'member-left',
    );
    expect((await who('Joe').send(`/approval-yes/${leaving?.id}`, {})).status).toBe(200);
    expect(await now('Farah')).toMatchObject({ leftAt: expect.any(Number) });
  });

  test('the last lasting steward of a voice is not taken out because somebody stands in', async () => {
    await who('Amina').send(`/member-leave/${who('Gwen').member.id}`, { reason: 'Away.' });
    const waiting = await tables().proposals.open(circle.id);
    expect(waiting.filter(({ change }) => change.kind === 'member-left')).toEqual([]);
  });

  test('the moment it is over they can do nothing, also before the sweep has come by', async () => {
    town.clock.moveTo(Date.parse('2026-11-30T12:00:00Z'));
    await who('Amina').send(`/member-new/${circle.id}`, { name: 'New Person', voice: 'reps' });
    town.clock.moveTo(Date.parse('2026-12-01T00:00:00Z'));
    expect(await now('Joe')).toMatchObject({ steward: true });
    const late = await who('Joe').send(
      `/approval-yes/${(await tables().proposals.open(circle.id)).at(-1)?.id}`,
      {},
    );
    expect(late.status).toBe(403);
    expect((await who('Joe').send(`/member-new/${circle.id}`, { name: 'Late', voice: 'reps' })).status).toBe(
      403,
    );
    expect((await who('Joe').open('/')).text).not.toContain('You stand in');
  });

  test('it is ended once, by itself, on record and told', async () => {
    await Promise.all([endStandIns(town.context), endStandIns(town.context)]);
    await town.passTo(town.clock.now() + 9 * HOUR);
    expect(await now('Joe')).toMatchObject({ steward: false, stewardUntil: null });
    const over = (await tables().acts.list(circle.id, 50)).filter(({ what }) => what === 'by-itself');
    expect(over).toHaveLength(1);
    expect(await history()).toContain(
      'This happened by itself. Joe Brady does not stand in as a steward any more.',
    );
    for (const each of ['Joe', 'Gwen', 'Amina']) {
      expect((await who(each).open('/')).text, each).toContain('There is news about the stewards of Ward 7');
    }
  });

  test('who stands in, or their steward, can end it early; another voice cannot', async () => {
    const end = (by: string) => who(by).send(`/stand-in-end/${who('Joe').member.id}`, {});
    for (const by of ['Joe', 'Gwen']) {
      expect((await name('Gwen', 'Joe', '2027-01-15')).status).toBe(200);
      expect((await end('Amina')).status).toBe(403);
      expect((await end('Hasan')).status).toBe(403);
      expect((await end(by)).text).toContain('Joe Brady does not stand in as a steward any more.');
      expect(await now('Joe')).toMatchObject({ steward: false, stewardUntil: null });
      expect((await end(by)).status, 'once').toBeGreaterThan(400);
    }
    // A lasting steward by two keys is one who stays.
    await name('Gwen', 'Joe', '2026-12-20');
    const form = await who('Gwen').open(`/member/${who('Joe').member.id}`);
    await who('Gwen').browser.press(form, 'Save', { steward: 'yes' });
    const [asked] = (await tables().proposals.open(circle.id)).slice(-1);
    expect((await who('Amina').send(`/approval-yes/${asked?.id}`, {})).status).toBe(200);
    expect(await now('Joe')).toMatchObject({ steward: true, stewardUntil: null });
    await town.passTo(town.clock.now() + 30 * DAY + MINUTE);
    expect(await now('Joe')).toMatchObject({ steward: true });
    expect(town.log.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
