import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle, Identity } from '../../src/core/circle.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/instant.ts';
import { arrivalsOf } from '../../src/features/membership/use-cases/joining/arrivals.ts';
import { meetingTable } from '../../src/features/turns/tables.ts';
import { MONDAY, startTown, type Town, type TownBackend } from '../support/town.ts';
import { everybody, importCircle, type Neighbour, takeTurn } from '../support/town-people.ts';

const BACKENDS: readonly TownBackend[] = ['embedded', 'postgres'];
const CHANNEL: Identity = { platform: 'slack', externalId: 'T01TEST/C01WARD7' };
const FRIDAY_15 = MONDAY + 4 * DAY + 6 * HOUR;

describe.each(BACKENDS)('which sides were at a meeting, on %s', (backend) => {
  let town: Town;
  let circle: Circle;
  let people: readonly Neighbour[];

  beforeAll(async () => {
    town = await startTown({ backend });
    circle = await importCircle(town);
    people = await everybody(town, circle);
  });
  afterAll(() => town?.stop());

  const rows = () => town.records.table('attendances');
  const asked = async () =>
    (await town.records.table('deliveries')).filter(({ kind }) => kind === 'attendance-asked');
  const nextMeeting = async () => {
    const [series] = await meetingTable.series(town.context.store, circle.id);
    const [meeting] = await meetingTable.planned(town.context.store, series?.id ?? '');
    if (meeting === undefined) throw new Error('nothing is planned');
    return meeting;
  };
  const person = (id: string | null) => {
    const found = people.find(({ member }) => member.id === id);
    if (found === undefined) throw new Error('nobody');
    return found;
  };

  test('the chair is asked once when the meeting has ended, and answers with one tap', async () => {
    const meeting = await takeTurn(town, circle);
    const chair = person(meeting.chairId);
    expect((await chair.send(`/attendance/${meeting.id}`, { _value: 'both' })).status).toBe(409);
    await town.passTo(meeting.endsAt);
    await town.passTo(meeting.endsAt + HOUR);
    expect(await asked()).toMatchObject([{ member_id: chair.member.id, state: 'sent' }]);
    const home = await chair.open('/');
    expect(home.text).toContain('Who was at “Ward 7 co-production meeting”');
    expect(home.text).toContain('One rep alone');
    expect((await chair.send(`/attendance/${meeting.id}`, { _value: 'lone-rep' })).status).toBe(200);
    expect(await rows()).toEqual([
      { meeting_id: meeting.id, circle_id: circle.id, staff: 'some', reps: 'one', shown_in: null },
    ]);
  });

  test('nobody else may say it; the chair and stewards may correct it, voice by voice', async () => {
    const [{ meeting_id: id } = {}] = await rows();
    const outsiders = people.filter(({ member }) => !member.steward);
    const refused = await Promise.all(
      outsiders.map(async (each) => (await each.open(`/attendance/${id}`)).status),
    );
    expect(refused.filter((status) => status === 403).length).toBeGreaterThan(outsiders.length - 3);
    const steward = people.find(({ member }) => member.steward) ?? person(null);
    const path = `/attendance/${id}`;
    expect((await steward.send(path, { 'there-staff': 'one' })).status).toBe(422);
    expect((await steward.send(path, { 'there-staff': 'none', 'there-reps': 'none' })).status).toBe(422);
    expect((await steward.send(path, { _value: 'nonsense' })).status).toBe(422);
    const page = await steward.send(path, { 'there-staff': 'none', 'there-reps': 'one' });
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('no staff, one rep alone')]);
    expect(await rows()).toMatchObject([{ staff: 'none', reps: 'one' }]);
    expect((await steward.send(path, { _value: 'lone-rep' })).status).toBe(200);
  });

  test('the digest tells sides and no person; after it nothing is corrected', async () => {
    await town.passTo(FRIDAY_15);
    const digests = await town.records.table('digests');
    expect(JSON.stringify(digests)).toContain('"presence"');
    const [{ meeting_id: id } = {}] = await rows();
    const steward = people.find(({ member }) => member.steward) ?? person(null);
    const late = await steward.send(`/attendance/${id}`, { _value: 'both' });
    expect([late.status, late.text]).toEqual([
      410,
      expect.stringContaining('A digest has told this already'),
    ]);
    expect(await rows()).toMatchObject([{ staff: 'some', reps: 'one', shown_in: '2026-W47' }]);
    const page = await steward.open(`/digest/${digests[0]?.id}`);
    expect(page.text).toContain('0 of 1 with both sides and 1 with one rep alone');
  });

  test('a platform that says the meeting has ended asks at once, and the clock does not ask again', async () => {
    const arrivals = arrivalsOf(town.context);
    const meeting = await takeTurn(town, circle);
    await town.passTo(meeting.startsAt - 4 * HOUR);
    await arrivals.meetingEnded(CHANNEL);
    expect(await asked()).toHaveLength(1);
    await town.passTo(meeting.startsAt + 40 * MINUTE);
    await arrivals.meetingStarted(CHANNEL);
    expect(await asked()).toHaveLength(1);
    await Promise.all([arrivals.meetingEnded(CHANNEL), arrivals.meetingEnded(CHANNEL)]);
    await arrivals.meetingEnded({ ...CHANNEL, externalId: 'T01TEST/C99' });
    await town.settle();
    expect(await asked()).toHaveLength(2);
    const chair = person(meeting.chairId);
    expect((await chair.send(`/attendance/${meeting.id}`, { _value: 'both' })).status).toBe(200);
    await town.passTo(meeting.endsAt + DAY);
    expect(await asked()).toHaveLength(2);
    expect(await rows()).toHaveLength(2);
  });

  test('where nobody chaired, the stewards are asked', async () => {
    const meeting = await nextMeeting();
    expect(meeting.chairId).toBeNull();
    await town.passTo(meeting.endsAt + MINUTE);
    const stewards = people.filter(({ member }) => member.steward).map(({ member }) => member.id);
    const letters = (await asked()).filter(({ subject }) => subject === meeting.id);
    expect(letters.map(({ member_id }) => member_id).sort()).toEqual(stewards.sort());
    expect(town.log).toEqual([]);
  });
});
