import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { instantAt } from '../../../src/core/calendar/local-time.ts';
import type { Member } from '../../../src/core/circle.ts';
import { DAY, HOUR } from '../../../src/core/instant.ts';
import { memberTable } from '../../../src/core/tables/members.ts';
import { personTable } from '../../../src/core/tables/people.ts';
import { askEndsAt } from '../../../src/features/turns/rules/asks.ts';
import { meetingTable } from '../../../src/features/turns/tables.ts';
import { advanceSeries } from '../../../src/features/turns/use-cases/advance.ts';
import { acceptTurn, declineTurn } from '../../../src/features/turns/use-cases/answer.ts';
import { answerOffer } from '../../../src/features/turns/use-cases/chair-offers.ts';
import { reminderOf } from '../../../src/features/turns/use-cases/draw.ts';
import { SETTLES_AFTER } from '../../../src/features/turns/use-cases/settle.ts';
import { readRoll, situationOf } from '../../../src/features/turns/use-cases/situation.ts';
import { vacateTurns } from '../../../src/features/turns/use-cases/vacate.ts';
import { contextAt } from '../../support/contexts.ts';
import {
  askedFor,
  chairedMeeting,
  meetingNow,
  memberOf,
  plannedOf,
  seriesOf,
  toldBy,
} from '../../support/meetings-of.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let ours: Group;
let others: Group;

beforeAll(async () => {
  core = await startCore();
  others = await core.group({ staff: 2, reps: 2 });
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group();
});

const at = (moment: number) => contextAt(core.context, moment);
const advanceAt = async (moment: number) => advanceSeries(at(moment), (await seriesOf(core, ours)).id);
const happened = async (id: string) =>
  (await meetingTable.events(core.context.store, id)).map(({ what }) => what);
const askEnd = async (id: string) => {
  const end = askEndsAt(await meetingNow(core, { id }));
  if (end === null) throw new Error('nobody is being asked');
  return end;
};
/** The meeting after the first, whose chair is asked for in four asks. */
async function nextDrawn() {
  const [first, second] = await plannedOf(core, ours);
  await advanceAt(first.endsAt);
  if (second === undefined) throw new Error('only one is planned');
  return meetingNow(core, second);
}

test('three meetings are planned, and one person is asked to chair the first; once', async () => {
  const planned = await plannedOf(core, ours);
  expect(planned.map(({ asking }) => asking === null)).toEqual([false, true, true]);
  expect(planned.every(({ chairId }) => chairId === null)).toBe(true);
  expect(await toldBy(core, ours, 'turn-offer')).toEqual([(await askedFor(core, planned[0])).name]);
  const letters = await core.letters(ours.circle);
  await advanceAt(core.clock.now() + 1 * HOUR);
  expect(await plannedOf(core, ours)).toEqual(planned);
  expect(await core.letters(ours.circle)).toEqual(letters);
  expect(await happened(planned[0].id)).toEqual(['drawn']);
});

test('a circle that is not set up plans nothing, and is not looked at again', async () => {
  const waiting = await core.group({ staff: 1, reps: 1, setUp: false });
  const { id } = await seriesOf(core, waiting);
  await advanceSeries(core.context, id);
  expect(await meetingTable.planned(core.context.store, id)).toEqual([]);
  expect(await meetingTable.drawDue(core.context.store, core.clock.now() + 365 * DAY)).not.toContain(id);
});

test('a series that is gone moves nothing', async () => {
  await expect(advanceSeries(core.context, 'gone')).resolves.toBeUndefined();
});

test('a meeting that has ended is held by its chair, asks what happened, and settles the rota three days later', async () => {
  const { chair, meeting } = await chairedMeeting(core, ours);
  await meetingTable.save(core.context.store, { ...meeting, declined: [ours.who('Rep5').id] });
  const before = await seriesOf(core, ours);
  await advanceAt(meeting.endsAt - 1);
  expect(await meetingNow(core, meeting)).toMatchObject({ state: 'planned' });
  await advanceAt(meeting.endsAt);
  expect(await meetingNow(core, meeting)).toMatchObject({ state: 'held', chairId: chair.id, declined: [] });
  expect(await toldBy(core, ours, 'attendance-asked')).toEqual([chair.name]);
  await advanceAt(meeting.endsAt + SETTLES_AFTER - 1);
  expect((await seriesOf(core, ours)).rota.settled).toBe(before.rota.settled);
  await advanceAt(meeting.endsAt + SETTLES_AFTER);
  const [held] = (await meetingTable.events(core.context.store, meeting.id)).slice(-1);
  expect(held).toEqual({
    meetingId: meeting.id,
    at: meeting.endsAt,
    what: 'held',
    memberId: chair.id,
    voice: chair.voice,
  });
  const { rota } = await seriesOf(core, ours);
  expect(rota.settled).toBe(before.rota.settled + 1);
  expect(rota.lastChaired).toEqual({ [chair.id]: 1 });
  await advanceAt(meeting.endsAt + SETTLES_AFTER + 1 * HOUR);
  expect((await seriesOf(core, ours)).rota.settled).toBe(rota.settled);
  expect(await toldBy(core, ours, 'attendance-asked')).toHaveLength(1);
});

test('who was asked and did not say yes is forgotten with the meeting, and settles nothing', async () => {
  const [meeting] = await plannedOf(core, ours);
  const { rota } = await seriesOf(core, ours);
  await advanceAt(meeting.endsAt);
  expect(await meetingNow(core, meeting)).toMatchObject({
    state: 'held',
    turn: null,
    chairId: null,
    asking: null,
    declined: [],
  });
  const offers = (await core.letters(ours.circle)).filter(({ kind }) => kind === 'turn-offer');
  expect(offers.filter(({ subject, memberId }) => subject === meeting.id && memberId !== null)).toEqual([]);
  await advanceAt(meeting.endsAt + SETTLES_AFTER);
  const held = (await meetingTable.events(core.context.store, meeting.id)).at(-1);
  expect(held).toMatchObject({ what: 'held', memberId: null, voice: null });
  expect((await seriesOf(core, ours)).rota.settled).toBe(rota.settled);
});

test('a meeting that was missed is not planned anew, and there are three ahead again', async () => {
  const [first] = await plannedOf(core, ours);
  await advanceAt(first.endsAt + 20 * DAY);
  const planned = await plannedOf(core, ours);
  expect(planned).toHaveLength(3);
  expect(planned.every(({ startsAt }) => startsAt > first.endsAt + 20 * DAY)).toBe(true);
});

test('a no moves nothing before the ask is over; then the next person is asked', async () => {
  const meeting = await nextDrawn();
  const asked = await askedFor(core, meeting);
  const [letters, events] = [await core.letters(ours.circle), await happened(meeting.id)];
  const end = await askEnd(meeting.id);
  expect(await declineTurn(at(end - DAY), asked, meeting.id)).toMatchObject({ ok: true });
  expect(await core.letters(ours.circle)).toEqual(letters);
  expect(await happened(meeting.id)).toEqual(events);
  await advanceAt(end - 1);
  expect(await askedFor(core, meeting)).toEqual(asked);
  await advanceAt(end);
  const next = await askedFor(core, meeting);
  expect(next.id).not.toBe(asked.id);
  expect((await meetingNow(core, meeting)).declined).toEqual([asked.id]);
  expect((await meetingNow(core, meeting)).turn).toEqual(meeting.turn);
  expect((await toldBy(core, ours, 'turn-offer')).slice(-1)).toEqual([next.name]);
  expect((await seriesOf(core, ours)).rota.unanswered ?? {}).toEqual({});
});

test('asks that were missed are left out, and at the end the stewards are asked to find somebody, once', async () => {
  const meeting = await nextDrawn();
  const asked = await askedFor(core, meeting);
  await advanceAt(meeting.startsAt - 2 * DAY - 1);
  expect((await meetingNow(core, meeting)).asking?.asks).toBe(4);
  expect((await meetingNow(core, meeting)).declined).toEqual([asked.id]);
  expect(await toldBy(core, ours, 'turn-unfilled')).toEqual([]);
  for (const later of [0, 1 * HOUR]) await advanceAt(meeting.startsAt - 2 * DAY + later);
  expect((await meetingNow(core, meeting)).asking?.stewardsAsked).toBe(true);
  expect((await toldBy(core, ours, 'turn-unfilled')).sort()).toEqual(['Rep1', 'Staff1']);
});

test.each([
  ['lets two asks in a row pass without a word rests, and is told so', 'silent', ['resting', 1, 0]],
  ['says no is not counted', 'no', ['yes', 0, 0]],
  ['is away then is not counted', 'away', ['yes', 0, 1]],
] as const)('who %s', async (_what, how, [chairs, told, counted]) => {
  const meeting = await nextDrawn();
  const asked = await askedFor(core, meeting);
  const { id, rota } = await seriesOf(core, ours);
  await meetingTable.saveRota(core.context.store, id, { ...rota, unanswered: { [asked.id]: 1 } });
  const end = await askEnd(meeting.id);
  if (how === 'no') await declineTurn(at(end - DAY), asked, meeting.id);
  if (how === 'away') {
    const absence = { id: core.context.newId(), memberId: asked.id, from: '2026-12-01', to: '2026-12-08' };
    await memberTable.addAbsence(core.context.store, absence);
  }
  await advanceAt(end);
  expect((await memberOf(core, asked.id)).chairs).toBe(chairs);
  expect(await toldBy(core, ours, 'chair-rests')).toHaveLength(told);
  expect((await seriesOf(core, ours)).rota.unanswered?.[asked.id] ?? 0).toBe(counted);
});

test('who lets a first ask pass goes on, with the ask counted', async () => {
  const meeting = await nextDrawn();
  const asked = await askedFor(core, meeting);
  const { id } = await seriesOf(core, ours);
  await meetingTable.saveRota(core.context.store, id, {
    ...(await seriesOf(core, ours)).rota,
    unanswered: {},
  });
  await advanceAt(await askEnd(meeting.id));
  expect((await seriesOf(core, ours)).rota.unanswered).toEqual({ [asked.id]: 1 });
  expect((await memberOf(core, asked.id)).chairs).toBe('yes');
});

test('saying yes names the chair, plans the reminder and wakes the announcement; twice is once', async () => {
  core.enqueued();
  const { chair, meeting } = await chairedMeeting(core, ours);
  expect(meeting).toMatchObject({ chairId: chair.id, asking: null, turn: { chair: chair.id } });
  expect(await happened(meeting.id)).toEqual(['drawn', 'accepted']);
  const reminders = (await core.letters(ours.circle)).filter(({ kind }) => kind === 'turn-reminder');
  expect(reminders).toMatchObject([{ memberId: chair.id, dueAt: meeting.startsAt - DAY }]);
  expect(core.enqueued().map(({ name }) => name)).toContain('announce-chair');
  expect(await meetingTable.announceDue(core.context.store, core.clock.now())).toContain(meeting.id);
  expect(await acceptTurn(core.context, chair, meeting.id)).toMatchObject({ ok: true });
  expect(await happened(meeting.id)).toEqual(['drawn', 'accepted']);
});

test('the reminder of a meeting that begins in the night comes by day', async () => {
  const { chair, meeting } = await chairedMeeting(core, ours);
  const night = instantAt('2027-01-14T04:00', ours.circle.timezone);
  const [reminder] = reminderOf(core.context, ours.circle, chair, { ...meeting, startsAt: night });
  expect(reminder?.dueAt).toBe(instantAt('2027-01-13T08:00', ours.circle.timezone));
});

test('saying yes within a day of the meeting plans no reminder, and begins the count of silent asks anew', async () => {
  const [meeting] = await plannedOf(core, ours);
  const asked = await askedFor(core, meeting);
  const { id, rota } = await seriesOf(core, ours);
  await meetingTable.saveRota(core.context.store, id, { ...rota, unanswered: { [asked.id]: 1 } });
  await acceptTurn(at(meeting.startsAt - DAY), asked, meeting.id);
  expect(await toldBy(core, ours, 'turn-reminder')).toEqual([]);
  expect((await seriesOf(core, ours)).rota.unanswered).toEqual({});
});

test.each([
  ['accept', acceptTurn],
  ['decline', declineTurn],
] as const)(
  'to %s is for who is asked, before the meeting begins, in their own circle',
  async (_name, answer) => {
    const [meeting, later] = await plannedOf(core, ours);
    const asked = await askedFor(core, meeting);
    const bystander = ours.who(asked.name === 'Rep3' ? 'Rep4' : 'Rep3');
    const refused = (moment: number, who: Member, id: string) => answer(at(moment), who, id);
    const now = core.clock.now();
    expect(await refused(now, bystander, meeting.id)).toMatchObject({ code: 'not-your-turn' });
    expect(await refused(now, asked, later?.id ?? '')).toMatchObject({ code: 'not-your-turn' });
    expect(await refused(now, others.who('Rep1'), meeting.id)).toMatchObject({ code: 'no-such-meeting' });
    expect(await refused(now, asked, 'gone')).toMatchObject({ code: 'no-such-meeting' });
    expect(await refused(meeting.startsAt, asked, meeting.id)).toMatchObject({ code: 'meeting-over' });
    expect(await refused(meeting.startsAt - 1, asked, meeting.id)).toMatchObject({ ok: true });
  },
);

test('after a no one may think again, and a no that comes late is thanked for', async () => {
  const meeting = await nextDrawn();
  const asked = await askedFor(core, meeting);
  const end = await askEnd(meeting.id);
  await declineTurn(at(end - DAY), asked, meeting.id);
  expect(await acceptTurn(at(end - 1), asked, meeting.id)).toMatchObject({ value: { chairId: asked.id } });
  await declineTurn(at(end - 1), asked, meeting.id);
  expect((await meetingNow(core, meeting)).declined).toContain(asked.id);
  expect(await declineTurn(at(end), asked, meeting.id)).toMatchObject({ ok: true });
  expect(await acceptTurn(at(end), asked, meeting.id)).toMatchObject({ code: 'not-your-turn' });
});

test('a chair who stands down makes room: others are asked at once, and never they again', async () => {
  const { chair, meeting } = await chairedMeeting(core, ours);
  core.enqueued();
  expect(await declineTurn(core.context, chair, meeting.id)).toMatchObject({
    value: { chairId: null, declined: [chair.id] },
  });
  expect(await happened(meeting.id)).toEqual(['drawn', 'accepted', 'declined', 'drawn']);
  const next = await askedFor(core, meeting);
  expect(next.id).not.toBe(chair.id);
  expect(await toldBy(core, ours, 'turn-offer')).toContain(next.name);
  expect(core.enqueued().map(({ name }) => name)).toContain('announce-chair');
  const { id } = await seriesOf(core, ours);
  expect(await meetingTable.drawDue(core.context.store, core.clock.now())).toContain(id);
});

test('where nobody can be drawn that is on record, and whoever comes back is asked', async () => {
  const { store } = core.context;
  const small = await core.group({ staff: 1, reps: 1 });
  const { chair, meeting } = await chairedMeeting(core, small);
  for (const name of ['Staff1', 'Rep1']) {
    const { personId, preferences } = small.who(name);
    await personTable.saveWishes(store, personId, { preferences, resting: true });
  }
  await declineTurn(core.context, chair, meeting.id);
  expect(await happened(meeting.id)).toEqual(['drawn', 'accepted', 'declined', 'nobody-available']);
  expect((await meetingNow(core, meeting)).asking).toMatchObject({ turn: null });
  const back = small.who(chair.name === 'Rep1' ? 'Staff1' : 'Rep1');
  await personTable.saveWishes(store, back.personId, { preferences: back.preferences, resting: false });
  await advanceSeries(at(core.clock.now() + HOUR), meeting.seriesId);
  expect((await askedFor(core, meeting)).id).toBe(back.id);
});

async function withCoChair() {
  const series = await seriesOf(core, ours);
  const [meeting] = await plannedOf(core, ours);
  await meetingTable.saveSeries(core.context.store, {
    ...series,
    policy: { ...series.policy, coChair: true },
  });
  const { chair } = await chairedMeeting(core, ours);
  await declineTurn(core.context, chair, meeting.id);
  const { meeting: named } = await chairedMeeting(core, ours);
  await advanceAt(core.clock.now());
  return { meeting: named, coChair: await memberOf(core, named.coChairId) };
}

test('a place beside the chair is offered, taken once, and given back', async () => {
  const { meeting, coChair } = await withCoChair();
  expect(await toldBy(core, ours, 'co-chair-offer')).toEqual([coChair.name]);
  const bystanders = [others.who('Rep1'), await memberOf(core, meeting.chairId)];
  for (const who of bystanders) expect(await answerOffer(core.context, who, meeting.id, true)).toBe(false);
  expect(await answerOffer(core.context, coChair, 'gone', true)).toBe(false);
  expect(await answerOffer(at(meeting.startsAt), coChair, meeting.id, true)).toBe(false);
  for (let times = 0; times < 2; times += 1)
    expect(await answerOffer(core.context, coChair, meeting.id, true)).toBe(true);
  expect((await happened(meeting.id)).filter((what) => what === 'offer-accepted')).toHaveLength(1);
  expect(await answerOffer(core.context, coChair, meeting.id, false)).toBe(true);
  expect((await meetingNow(core, meeting)).coChairId).toBeNull();
  expect(await answerOffer(core.context, coChair, meeting.id, true)).toBe(false);
});

test.each([true, false])('a co-chair counts toward the rota only if they said yes: %s', async (said) => {
  const { meeting, coChair } = await withCoChair();
  if (said) await answerOffer(core.context, coChair, meeting.id, true);
  await advanceAt(meeting.endsAt);
  await advanceAt(meeting.endsAt + SETTLES_AFTER);
  expect((await seriesOf(core, ours)).rota.lastCoChaired).toEqual(said ? { [coChair.id]: 1 } : {});
});

test.each(['chair', 'asked', 'co-chair'] as const)(
  'who cannot come gives up what they have: %s',
  async (role) => {
    const { store } = core.context;
    const vacate = (moment: number, id: string, concerns?: () => boolean) =>
      store.transact((tx) => vacateTurns(at(moment), tx, ours.circle, id, concerns));
    const now = core.clock.now();
    if (role === 'asked') {
      const [meeting] = await plannedOf(core, ours);
      const asked = await askedFor(core, meeting);
      expect(await vacate(now, asked.id)).toEqual([]);
      expect((await meetingNow(core, meeting)).asking?.refused).toBe(true);
      expect((await askedFor(core, meeting)).id).toBe(asked.id);
      return;
    }
    const { meeting, coChair } = await withCoChair();
    const gone = role === 'chair' ? await memberOf(core, meeting.chairId) : coChair;
    expect(await vacate(now, gone.id, () => false)).toEqual([]);
    expect(await vacate(meeting.startsAt, gone.id)).toEqual([]);
    expect(await meetingNow(core, meeting)).toEqual(meeting);
    const letters = await vacate(now, gone.id);
    const left = await meetingNow(core, meeting);
    expect(left.coChairId).toBeNull();
    expect(left.chairId).toBe(role === 'chair' ? null : meeting.chairId);
    expect(letters.map(({ kind }) => kind)).toEqual(role === 'chair' ? ['turn-offer'] : []);
    const { id } = await seriesOf(core, ours);
    expect((await meetingTable.drawDue(store, now)).includes(id)).toBe(role === 'chair');
  },
);

test('days away and a status of a chat platform keep people out of the draw of those meetings alone', async () => {
  const { store } = core.context;
  const [first, second] = await plannedOf(core, ours);
  const [onHoliday, outOfOffice] = [ours.who('Rep2'), ours.who('Staff3')];
  const day = new Date(first.startsAt).toISOString().slice(0, 10);
  await memberTable.addAbsence(store, {
    id: core.context.newId(),
    memberId: onHoliday.id,
    from: day,
    to: day,
  });
  await memberTable.setAwayStatus(store, outOfOffice.id, first.startsAt + 1);
  await memberTable.setAwayStatus(store, ours.who('Staff4').id, first.startsAt);
  const roll = await readRoll(store, ours.circle, await seriesOf(core, ours));
  expect([...situationOf(roll, first).away].sort()).toEqual([onHoliday.id, outOfOffice.id].sort());
  expect(situationOf(roll, second ?? first).away.size).toBe(0);
});
