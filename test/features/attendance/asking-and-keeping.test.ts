import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Identity, Member } from '../../../src/core/circle.ts';
import { DAY, HOUR } from '../../../src/core/instant.ts';
import { circleTable } from '../../../src/core/tables/circles.ts';
import { ABOUT, ASKED_FOR, type Sides } from '../../../src/features/attendance/rules.ts';
import { attendanceTable } from '../../../src/features/attendance/tables.ts';
import { attendanceLetters, meetingEnded } from '../../../src/features/attendance/use-cases/ask.ts';
import { recordMeeting } from '../../../src/features/attendance/use-cases/record.ts';
import type { Meeting } from '../../../src/features/turns/rules/meeting.ts';
import { meetingTable } from '../../../src/features/turns/tables.ts';
import { advanceSeries } from '../../../src/features/turns/use-cases/advance.ts';
import { contextAt } from '../../support/contexts.ts';
import { chairedMeeting, plannedOf, toldBy } from '../../support/meetings-of.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

const BOTH: Sides = { staff: 'some', reps: 'more' };
const LONE_REP: Sides = { staff: 'some', reps: 'one' };

let core: TestCore;
let ours: Group;
let others: Group;
let chair: Member;
let meeting: Meeting;
let bystander: Member;

beforeAll(async () => {
  core = await startCore();
  others = await core.group({ staff: 2, reps: 2 });
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group({ staff: 3, reps: 3 });
  ({ chair, meeting } = await chairedMeeting(core, ours));
  bystander = ours.who(chair.name === 'Rep3' ? 'Rep2' : 'Rep3');
});

const at = (moment: number) => contextAt(core.context, moment);
const record = (who: Member, sides: Sides, moment = meeting.endsAt, id = meeting.id) =>
  recordMeeting(at(moment), who, id, { what: 'held', sides });
const kept = () => attendanceTable.find(core.context.store, meeting.id);

test('the chair keeps which sides were there, and the last word counts until a digest has shown it', async () => {
  expect(await record(chair, BOTH)).toMatchObject({ value: { sides: BOTH } });
  expect(await record(ours.who('Staff1'), LONE_REP)).toMatchObject({ value: { sides: LONE_REP } });
  const row = { meetingId: meeting.id, circleId: ours.circle.id, ...LONE_REP };
  expect(await kept()).toEqual({ ...row, shownIn: null });
  await attendanceTable.markShown(core.context.store, [meeting.id], '2026-W47');
  expect(await record(chair, BOTH)).toMatchObject({ code: 'attendance-told' });
  expect(await kept()).toEqual({ ...row, shownIn: '2026-W47' });
});

test.each([
  ['who only came', 'bystander', 'not-allowed'],
  ['a steward of another circle', 'stranger', 'not-found'],
] as const)('%s may not say who was there', async (_who, name, code) => {
  expect(await record(name === 'stranger' ? others.who('Rep1') : bystander, BOTH)).toMatchObject({ code });
  expect(await kept()).toBeNull();
});

test('what is not there, has not begun, was called off or had nobody in it is refused', async () => {
  expect(await record(chair, BOTH, meeting.endsAt, 'gone')).toMatchObject({ code: 'not-found' });
  expect(await record(chair, { staff: 'none', reps: 'none' })).toMatchObject({ code: 'nobody-there' });
  expect(await record(chair, BOTH, meeting.startsAt - ABOUT - 1)).toMatchObject({ code: 'not-met-yet' });
  await meetingTable.save(core.context.store, { ...meeting, state: 'cancelled' });
  expect(await record(chair, BOTH)).toMatchObject({ code: 'turn-over' });
  expect(await kept()).toBeNull();
  await meetingTable.save(core.context.store, { ...meeting, coChairId: bystander.id });
  for (const sides of [
    { staff: 'none', reps: 'one' },
    { staff: 'some', reps: 'none' },
  ] as const)
    expect(await record(bystander, sides, meeting.startsAt - ABOUT)).toMatchObject({ ok: true });
});

const letters = (context = at(meeting.endsAt), about = meeting, circle = ours.circle) =>
  core.context.store.transact(async (tx) => {
    const members = ['Staff1', 'Staff2', 'Rep1', 'Rep2', 'Rep3', 'Staff3'].map((name) => ours.who(name));
    return attendanceLetters(context, tx, circle, members, about);
  });

test('the chair is asked, or the stewards where nobody chaired, until a week has passed', async () => {
  expect(await letters()).toMatchObject([
    { kind: 'attendance-asked', memberId: chair.id, expiresAt: meeting.endsAt + 7 * DAY },
  ]);
  const unchaired = await letters(at(meeting.endsAt), { ...meeting, chairId: null });
  expect(unchaired.map(({ memberId }) => memberId)).toEqual([ours.who('Staff1').id, ours.who('Rep1').id]);
  expect(await letters(at(meeting.endsAt + ASKED_FOR))).toHaveLength(1);
  expect(await letters(at(meeting.endsAt + ASKED_FOR + 1))).toEqual([]);
});

test('nobody is asked what was said already', async () => {
  await record(chair, BOTH);
  expect(await letters()).toEqual([]);
});

let chats = 0;
async function chatOf(...groups: readonly Group[]): Promise<Identity> {
  chats += 1;
  const chat = { platform: 'teams', externalId: `19:meeting-${chats}@thread.v2` } as const;
  for (const { circle } of groups) await circleTable.saveMeetingChats(core.context.store, circle.id, [chat]);
  return chat;
}

test('a meeting that ends in the circle’s chat asks its chair, whatever the clock says, and once', async () => {
  const chat = await chatOf(ours);
  await meetingEnded(at(meeting.startsAt - ABOUT - 1), chat);
  expect(await toldBy(core, ours, 'attendance-asked')).toEqual([]);
  core.enqueued();
  for (let times = 0; times < 2; times += 1) await meetingEnded(at(meeting.endsAt - HOUR), chat);
  expect(await toldBy(core, ours, 'attendance-asked')).toEqual([chair.name]);
  expect(core.enqueued().some(({ name }) => name === 'deliver')).toBe(true);
  await advanceSeries(at(meeting.endsAt), meeting.seriesId);
  await meetingEnded(at(meeting.endsAt + HOUR), chat);
  expect(await toldBy(core, ours, 'attendance-asked')).toEqual([chair.name]);
});

test('a meeting that the clock has ended before is asked about too', async () => {
  const chat = await chatOf(ours);
  await meetingTable.save(core.context.store, { ...meeting, state: 'held' });
  await meetingEnded(at(meeting.endsAt + ABOUT), chat);
  expect(await toldBy(core, ours, 'attendance-asked')).toEqual([chair.name]);
});

test('each circle that shares a chat is asked about its own meeting, and no other', async () => {
  const [theirs, third] = [await core.group({ staff: 2, reps: 2 }), await core.group({ staff: 2, reps: 2 })];
  const chat = await chatOf(ours, theirs);
  await meetingEnded(at(meeting.endsAt), chat);
  expect(await toldBy(core, ours, 'attendance-asked')).toEqual([chair.name]);
  expect((await toldBy(core, theirs, 'attendance-asked')).sort()).toEqual(['Rep1', 'Staff1']);
  expect(await toldBy(core, third, 'attendance-asked')).toEqual([]);
  const [next] = await plannedOf(core, theirs);
  expect((await core.letters(theirs.circle)).find(({ kind }) => kind === 'attendance-asked')?.subject).toBe(
    next.id,
  );
});

test('the form is for who may say it, in their own circle', async () => {
  const form = (who: Member) => core.ask(who, 'attendance.form', { subject: meeting.id });
  const account = async (name: string) => ours.now(name);
  expect(await form(await account(chair.name))).toMatchObject({ kind: 'shown' });
  expect(await form(await account(bystander.name))).toMatchObject({ reason: 'not-allowed' });
  expect(await form(others.who('Rep1'))).toMatchObject({ reason: 'not-found' });
});
