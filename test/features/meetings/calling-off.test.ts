import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { localTime } from '../../../src/core/calendar/local-time.ts';
import type { Member } from '../../../src/core/circle.ts';
import { DAY } from '../../../src/core/instant.ts';
import { composeLetter, inPlaceOf } from '../../../src/core/outbox/notifications.ts';
import { cancelMeeting } from '../../../src/features/meetings/use-cases/cancel.ts';
import type { Meeting } from '../../../src/features/turns/rules/meeting.ts';
import { meetingTable } from '../../../src/features/turns/tables.ts';
import { advanceSeries } from '../../../src/features/turns/use-cases/advance.ts';
import { contextAt } from '../../support/contexts.ts';
import { chairedMeeting, meetingNow, plannedOf, seriesOf, toldBy } from '../../support/meetings-of.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let ours: Group;
let others: Group;
let chair: Member;
let meeting: Meeting;

beforeAll(async () => {
  core = await startCore();
  others = await core.group({ staff: 2, reps: 2 });
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group({ staff: 3, reps: 3 });
  ({ chair, meeting } = await chairedMeeting(core, ours));
});

const callOff = (who = ours.who('Rep1'), moment = core.clock.now(), id = meeting.id, circle = ours.circle) =>
  cancelMeeting(contextAt(core.context, moment), circle, who, { ...meeting, id }, 'Half of us are ill.');
const told = () => toldBy(core, ours, 'meeting-cancelled');

test('everybody is told once, by whom, and nobody is charged', async () => {
  const before = (await seriesOf(core, ours)).rota;
  expect(await callOff()).toMatchObject({ ok: true });
  expect(await callOff(ours.who('Staff1'))).toMatchObject({ ok: true });
  const channels = ours.circle.channels.map(({ platform, externalId }) => `${platform}/${externalId}`);
  const everybody = ['Rep1', 'Rep2', 'Rep3', 'Staff1', 'Staff2', 'Staff3', ...channels];
  expect([...(await told())].sort()).toEqual(everybody.sort());
  const events = await meetingTable.events(core.context.store, meeting.id);
  expect(events.filter(({ what }) => what === 'cancelled')).toMatchObject([
    { memberId: chair.id, byId: ours.who('Rep1').id },
  ]);
  await advanceSeries(contextAt(core.context, meeting.endsAt + 4 * DAY), meeting.seriesId);
  const { credits, count, settled } = (await seriesOf(core, ours)).rota;
  expect({ credits, count, settled }).toEqual({
    credits: before.credits,
    count: before.count,
    settled: before.settled,
  });
  expect(await toldBy(core, ours, 'attendance-asked')).not.toContain(chair.name);
});

test('a member on web pages reads it on the board of the circle, once', async () => {
  await callOff();
  const letters = (await core.letters(ours.circle)).filter(({ kind }) => kind === 'meeting-cancelled');
  const composed = async (toMember: boolean, platform: 'web' | 'slack') => {
    const letter = letters.find(({ memberId }) => (memberId !== null) === toMember);
    if (letter === undefined) throw new Error('no letter');
    const words = await composeLetter(core.context, letter, ours.circle, toMember ? chair : null, platform);
    return typeof words === 'string' ? words : words.summary;
  };
  expect(await composed(true, 'web')).toBe('told-on-the-board');
  expect(await composed(true, 'slack')).toContain('does not take place');
  expect(await composed(false, 'web')).toContain('does not take place');
});

test('on that day none is planned anew, and somebody is asked for the one after it', async () => {
  const [, second] = await plannedOf(core, ours);
  await callOff();
  const planned = await plannedOf(core, ours);
  expect(planned).toHaveLength(3);
  const days = planned.map(({ startsAt }) => localTime(startsAt, ours.circle.timezone).date);
  expect(days).not.toContain(localTime(meeting.startsAt, ours.circle.timezone).date);
  expect(planned[0].id).toBe(second?.id);
  expect(planned[0].asking).not.toBeNull();
});

test('letters that asked or told of it say that it is off', async () => {
  ours = await core.group({ staff: 3, reps: 3 });
  await core.settle();
  ({ chair, meeting } = await chairedMeeting(core, ours));
  await core.settle();
  await callOff();
  await core.settle();
  const letters = await core.letters(ours.circle);
  const offers = letters.filter(
    ({ kind, subject, state }) => kind === 'turn-offer' && subject === meeting.id && state === 'sent',
  );
  expect(offers).toHaveLength(1);
  const corrected = letters.filter(({ kind }) => kind === 'digest-correction').map(({ subject }) => subject);
  for (const offer of offers) {
    expect(corrected).toContain(offer.id);
    const inPlace = await inPlaceOf(core.context, offer, ours.circle, chair);
    expect(inPlace.summary).toBe('This meeting was called off.');
  }
  const due = letters.filter(({ kind, state }) => kind === 'turn-reminder' && state === 'due');
  await core.passTo(meeting.startsAt);
  const after = await core.letters(ours.circle);
  for (const { id } of due) expect(after.find((each) => each.id === id)?.state).not.toBe('sent');
});

test.each([
  ['who is no steward', () => callOff(ours.who('Rep2')), 'not-a-steward'],
  [
    'a steward of another circle',
    () => callOff(others.who('Rep1'), core.clock.now(), meeting.id, others.circle),
    'not-found',
  ],
  ['an id of nothing', () => callOff(ours.who('Rep1'), core.clock.now(), 'gone'), 'not-found'],
  ['a meeting that has begun', () => callOff(ours.who('Rep1'), meeting.startsAt), 'turn-over'],
] as const)('refuses %s, and tells nobody', async (_who, ask, code) => {
  expect(await ask()).toMatchObject({ code });
  expect(await told()).toEqual([]);
  expect(await meetingNow(core, meeting)).toEqual(meeting);
});

test('a steward who is none any more when it is done is refused', async () => {
  const steward = ours.who('Rep1');
  expect(await callOff({ ...ours.who('Rep2'), steward: true })).toMatchObject({ code: 'not-a-steward' });
  expect(await callOff(steward)).toMatchObject({ ok: true });
});

test('by buttons, in words: asked first, said to the steward, told to a member, shown on the page', async () => {
  const [steward, member] = [ours.who('Rep1'), ours.who('Staff3')];
  const page = await core.ask(steward, 'turn.show', { subject: meeting.id });
  expect(JSON.stringify(page.message.blocks)).toContain('Call off the meeting on');
  expect(
    JSON.stringify((await core.ask(member, 'turn.show', { subject: meeting.id })).message),
  ).not.toContain('Call off');
  const form = await core.ask(steward, 'meeting.cancel-form', { subject: meeting.id });
  expect(form.message.summary).toMatch(/^Call off “.*”.*\?$/);
  const why = { inputs: { reason: ['Half of us are ill.'] } };
  const unsaid = await core.ask(steward, 'meeting.cancel', { subject: meeting.id });
  expect(unsaid).toMatchObject({ kind: 'refused', message: { summary: expect.stringContaining('why') } });
  const done = await core.ask(steward, 'meeting.cancel', { subject: meeting.id, ...why });
  expect(done).toMatchObject({
    kind: 'done',
    message: { summary: expect.stringContaining('is called off') },
  });
  expect((await core.ask(steward, 'meeting.cancel', { subject: meeting.id, ...why })).kind).toBe('done');
  const again = await core.ask(steward, 'meeting.cancel-form', { subject: meeting.id });
  expect(again).toMatchObject({ kind: 'refused', reason: 'closed' });
  const after = await core.ask(member, 'turn.show', { subject: meeting.id });
  expect(JSON.stringify(after.message.blocks)).toContain('This meeting was called off.');
  const history = JSON.stringify(await core.ask(member, 'circle.history', { subject: ours.circle.id }));
  expect(history).toMatch(
    /Rep1 made a change\. The meeting “[^”]*” of [^.]* does not take place\. Why: Half of us are ill\./,
  );
});
