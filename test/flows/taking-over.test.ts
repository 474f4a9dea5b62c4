import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localTime, startOfDay } from '../../src/core/calendar/local-time.ts';
import type { Circle, MemberId } from '../../src/core/circle.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/instant.ts';
import { askedMember } from '../../src/features/turns/rules/asks.ts';
import type { Meeting } from '../../src/features/turns/rules/meeting.ts';
import { meetingTable } from '../../src/features/turns/tables.ts';
import { SETTLES_AFTER } from '../../src/features/turns/use-cases/settle.ts';
import { FLOW_BACKENDS, startApp, type TestApp } from '../support/test-app.ts';
import { everybody, importCircle, named, type TestUser, takeTurn } from '../support/test-users.ts';

describe.each(FLOW_BACKENDS)('a turn that changes hands, on %s', (backend) => {
  let app: TestApp;
  let circle: Circle;
  let people: readonly TestUser[];

  beforeAll(async () => {
    app = await startApp({ backend });
    circle = await importCircle(app);
    people = await everybody(app, circle);
  });
  afterAll(() => app?.stop());

  async function next(): Promise<Meeting> {
    const [series] = await meetingTable.series(app.context.store, circle.id);
    const [meeting] = await meetingTable.planned(app.context.store, series?.id ?? '');
    if (meeting === undefined) throw new Error('nothing is planned');
    return meeting;
  }
  const person = (id: MemberId | null) => {
    const found = people.find(({ member }) => member.id === id);
    if (found === undefined) throw new Error('nobody chairs');
    return found;
  };
  /** An English reader who is neither chair nor steward nor any of the others named. */
  const plain = (...without: readonly TestUser[]) => {
    const found = people.find(
      (each) =>
        !without.includes(each) &&
        !each.member.steward &&
        !each.member.preferences.easyRead &&
        each.member.preferences.language === 'en-GB',
    );
    if (found === undefined) throw new Error('nobody is left');
    return found;
  };
  const boardOf = async (each: TestUser) => (await each.open('/')).text;
  const midnightOf = ({ startsAt }: Meeting) =>
    startOfDay(localTime(startsAt, circle.timezone).date, circle.timezone);

  test('the chair asks somebody, who says no; only the chair hears of it, and may ask another', async () => {
    const unnamed = await next();
    const first = person(askedMember(unnamed));
    // Whoever is asked is nobody's business: there is no turn yet that could change hands.
    expect((await first.open(`/chair/${unnamed.id}`)).text).not.toContain('Ask somebody else');
    expect((await first.send(`/chair-swap/${unnamed.id}`, { to: plain(first).member.id })).status).toBe(409);
    const meeting = await takeTurn(app, circle);
    const chair = person(meeting.chairId);
    const asked = plain(chair);
    const others = people.filter((each) => each !== chair && each !== asked);
    expect((await chair.open(`/chair/${meeting.id}`)).text).toContain('Ask somebody else to take this turn');
    expect((await plain(chair).open(`/chair-swap/${meeting.id}`)).status).toBe(409);
    expect((await chair.send(`/chair-swap/${meeting.id}`, {})).status).toBe(422);
    const sent = await chair.send(`/chair-swap/${meeting.id}`, { to: asked.member.id });
    expect(sent.text).toContain(`We have asked ${asked.member.name}.`);
    await app.settle();
    expect(await boardOf(asked)).toContain(`${chair.member.name} asks you to chair`);
    expect((await next()).chairId).toBe(chair.member.id);

    const stranger = plain(chair, asked);
    expect((await stranger.send(`/chair-swap-yes/${meeting.id}`, {})).status).toBe(409);
    expect((await asked.send(`/chair-swap-no/${meeting.id}`, {})).status).toBe(200);
    expect((await asked.send(`/chair-swap-yes/${meeting.id}`, {})).status).toBe(409);
    await app.settle();
    expect(await boardOf(chair)).toContain(`${asked.member.name} cannot take`);
    for (const other of others) expect(await boardOf(other)).not.toContain('cannot take');
    expect((await next()).chairId).toBe(chair.member.id);
  });

  test('another says yes: the turn changes hands at once, and the circle is told', async () => {
    const meeting = await next();
    const chair = person(meeting.chairId);
    const taker = plain(chair);
    await chair.send(`/chair-swap/${meeting.id}`, { to: taker.member.id });
    const yes = await taker.send(`/chair-swap-yes/${meeting.id}`, {});
    expect(yes.text).toContain('Thank you. You chair');
    await app.settle();
    const after = await next();
    expect(after).toMatchObject({ chairId: taker.member.id, asking: null });
    expect(after.turn).toMatchObject({ chair: taker.member.id, drawn: meeting.turn?.drawn });
    expect(await boardOf(chair)).toContain(`${taker.member.name} said yes and chairs`);
    const told = (await app.records.table('deliveries')).filter(
      ({ kind, channel }) => kind === 'turn-announcement' && String(channel).startsWith('web/'),
    );
    // Once for who said yes first, and once more for who chairs now.
    expect(told.map(({ state }) => state)).toEqual(['sent', 'sent']);
    expect(await boardOf(plain(chair, taker))).toMatch(new RegExp(`${taker.member.name} \\([^)]+\\) chairs`));
    const why = await taker.open(`/chair/${meeting.id}`);
    expect(why.text).toContain('This turn changed hands after it was drawn.');
    // Who gave it away takes it back, once; not who took it.
    expect((await taker.send(`/chair-undo/${meeting.id}`, {})).status).toBe(409);
    expect((await chair.open(`/chair/${meeting.id}`)).text).toContain('You gave this turn to');
    expect((await chair.send(`/chair-undo/${meeting.id}`, {})).text).toContain('Thank you. You chair');
    await app.settle();
    expect((await next()).chairId).toBe(chair.member.id);
    expect(await boardOf(taker)).toContain('You are not needed as chair');
    expect((await chair.send(`/chair-undo/${meeting.id}`, {})).status).toBe(409);
    const history = await taker.open(`/chair-history/${meeting.id}`);
    expect(history.text).toContain(`${chair.member.name} took the turn back.`);
  });

  test('asked person and chair at the same moment: one of them chairs', async () => {
    const meeting = await next();
    const chair = person(meeting.chairId);
    const asked = plain(chair);
    await chair.send(`/chair-swap/${meeting.id}`, { to: asked.member.id });
    const answers = await Promise.all([
      asked.send(`/chair-swap-yes/${meeting.id}`, {}),
      chair.send(`/chair-no/${meeting.id}`, {}),
      asked.send(`/chair-swap-no/${meeting.id}`, {}),
      chair.send(`/chair-undo/${meeting.id}`, {}),
    ]);
    expect(answers.map(({ status }) => status).every((status) => [200, 409].includes(status))).toBe(true);
    await app.settle();
    const after = await next();
    const moves = (await meetingTable.events(app.context.store, meeting.id)).filter(
      ({ what }) => what === 'taken-over' || what === 'taken-back' || what === 'drawn',
    );
    const last = moves.at(-1);
    const standing = last?.what === 'taken-over' ? last.otherId : last?.memberId;
    // Where the chair stood down, others are asked, and nobody is named.
    expect(after.chairId).toBe(last?.what === 'drawn' ? null : standing);
    if (after.chairId !== null) expect(after.turn?.chair).toBe(after.chairId);
  });

  test('a steward hands over for the chair, who is told and undoes it; then nobody else chairs', async () => {
    const meeting = await next();
    await app.passTo(midnightOf(meeting) - MINUTE);
    const chair = person((await takeTurn(app, circle)).chairId);
    const steward = ['Amina', 'Gwen'].map((name) => named(people, name)).find((each) => each !== chair);
    if (steward === undefined) throw new Error('no steward');
    const to = plain(chair);
    await app.passTo(midnightOf(meeting) + HOUR);
    expect((await steward.open(`/chair-swap/${meeting.id}`)).text).toMatch(/only if .* asked you to/);
    expect((await steward.send(`/chair-hand-over/${meeting.id}`, { to: to.member.id })).status).toBe(200);
    await app.settle();
    expect(await boardOf(chair)).toContain(`${steward.member.name} asks ${to.member.name} to chair`);
    expect((await to.send(`/chair-swap-yes/${meeting.id}`, {})).status).toBe(200);
    await app.settle();
    expect((await next()).chairId).toBe(to.member.id);

    app.clock.moveTo(meeting.startsAt + MINUTE);
    const undone = await chair.send(`/chair-undo/${meeting.id}`, {});
    expect(undone.text).toContain('Thank you. You chair');
    await app.settle();
    expect((await next()).chairId).toBe(chair.member.id);
    expect(await boardOf(to)).toContain('You are not needed as chair');
    // Announced to the circle again, although it had heard this name before.
    const told = (await meetingTable.events(app.context.store, meeting.id))
      .filter(({ what }) => what === 'announced')
      .map(({ memberId }) => memberId);
    expect(told.slice(-2)).toEqual([to.member.id, chair.member.id]);
    const keys = (await app.records.table('deliveries')).filter(
      ({ kind, channel }) => kind === 'turn-announcement' && String(channel).startsWith('web/'),
    );
    expect(keys).toHaveLength(told.length);
  });

  test('while it lasts the chair hands over; it settles by who really chaired, and then the past stays', async () => {
    const meeting = await next();
    const chair = person(meeting.chairId);
    const to = plain(chair);
    await chair.send(`/chair-hand-over/${meeting.id}`, { to: to.member.id });
    app.clock.moveTo(meeting.endsAt - MINUTE);
    expect((await to.send(`/chair-swap-yes/${meeting.id}`, {})).status).toBe(200);
    await app.passTo(meeting.endsAt + SETTLES_AFTER + DAY);
    const held = await meetingTable.find(app.context.store, meeting.id);
    expect(held).toMatchObject({ state: 'held', chairId: to.member.id });
    const [series] = await meetingTable.series(app.context.store, circle.id);
    expect(series?.rota.lastChaired).toEqual({ [to.member.id]: 1 });
    for (const path of ['chair-swap', 'chair-hand-over', 'chair-swap-yes', 'chair-swap-no', 'chair-undo']) {
      const late = await chair.send(`/${path}/${meeting.id}`, { to: to.member.id });
      expect([path, late.status]).toEqual([path, 410]);
    }
    expect(await meetingTable.find(app.context.store, meeting.id)).toEqual(held);
    expect(app.log).toEqual([]);
  });

  test('places beside the chair are offered, and free to take or leave', async () => {
    const before = await next();
    expect(before.coChairId).toBeNull();
    const meeting = await takeTurn(app, circle);
    const co = person(meeting.coChairId);
    expect(await boardOf(co)).toMatch(/Would you like to chair “.*” on .* together with/);
    expect((await co.send(`/co-chair-yes/${meeting.id}`, {})).status).toBe(200);
    expect((await next()).coChairId).toBe(co.member.id);
    expect((await co.send(`/co-chair-no/${meeting.id}`, {})).status).toBe(200);
    expect((await next()).coChairId).toBeNull();
    expect((await co.send(`/co-chair-yes/${meeting.id}`, {})).status).toBe(409);
    const shadow = meeting.turn?.shadow ?? null;
    expect(shadow).not.toBeNull();
    expect((await person(shadow).send(`/co-chair-yes/${meeting.id}`, {})).status).toBe(200);
  });
});
