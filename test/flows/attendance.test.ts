import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle, Identity } from '../../src/core/circle.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/instant.ts';
import { arrivalsOf } from '../../src/features/membership/use-cases/joining/arrivals.ts';
import { meetingTable } from '../../src/features/turns/tables.ts';
import { FLOW_BACKENDS, MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { everybody, importCircle, type TestUser, takeTurn } from '../support/test-users.ts';

const CHANNEL: Identity = { platform: 'slack', externalId: 'T01TEST/C01WARD7' };
const FRIDAY_15 = MONDAY + 4 * DAY + 6 * HOUR;

describe.each(FLOW_BACKENDS)('which sides were at a meeting, on %s', (backend) => {
  let app: TestApp;
  let circle: Circle;
  let people: readonly TestUser[];

  beforeAll(async () => {
    app = await startApp({ backend });
    circle = await importCircle(app);
    people = await everybody(app, circle);
  });
  afterAll(() => app?.stop());

  const rows = () => app.records.table('attendances');
  const asked = async () =>
    (await app.records.table('deliveries')).filter(({ kind }) => kind === 'attendance-asked');
  const nextMeeting = async () => {
    const [series] = await meetingTable.series(app.context.store, circle.id);
    const [meeting] = await meetingTable.planned(app.context.store, series?.id ?? '');
    if (meeting === undefined) throw new Error('nothing is planned');
    return meeting;
  };
  const person = (id: string | null) => {
    const found = people.find(({ member }) => member.id === id);
    if (found === undefined) throw new Error('nobody');
    return found;
  };

  test('the chair is asked once when the meeting has ended, and answers with one tap', async () => {
    const meeting = await takeTurn(app, circle);
    const chair = person(meeting.chairId);
    expect((await chair.send(`/attendance/${meeting.id}`, { _value: 'both' })).status).toBe(409);
    await app.passTo(meeting.endsAt);
    await app.passTo(meeting.endsAt + HOUR);
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
    await app.passTo(FRIDAY_15);
    const digests = await app.records.table('digests');
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
    const arrivals = arrivalsOf(app.context);
    const meeting = await takeTurn(app, circle);
    await app.passTo(meeting.startsAt - 4 * HOUR);
    await arrivals.meetingEnded(CHANNEL);
    expect(await asked()).toHaveLength(1);
    await app.passTo(meeting.startsAt + 40 * MINUTE);
    await arrivals.meetingStarted(CHANNEL);
    expect(await asked()).toHaveLength(1);
    await Promise.all([arrivals.meetingEnded(CHANNEL), arrivals.meetingEnded(CHANNEL)]);
    await arrivals.meetingEnded({ ...CHANNEL, externalId: 'T01TEST/C99' });
    await app.settle();
    expect(await asked()).toHaveLength(2);
    const chair = person(meeting.chairId);
    expect((await chair.send(`/attendance/${meeting.id}`, { _value: 'both' })).status).toBe(200);
    await app.passTo(meeting.endsAt + DAY);
    expect(await asked()).toHaveLength(2);
    expect(await rows()).toHaveLength(2);
  });

  test('where nobody chaired, the stewards are asked', async () => {
    const meeting = await nextMeeting();
    expect(meeting.chairId).toBeNull();
    await app.passTo(meeting.endsAt + MINUTE);
    const stewards = people.filter(({ member }) => member.steward).map(({ member }) => member.id);
    const letters = (await asked()).filter(({ subject }) => subject === meeting.id);
    expect(letters.map(({ member_id }) => member_id).sort()).toEqual(stewards.sort());
    expect(app.log).toEqual([]);
  });
});
