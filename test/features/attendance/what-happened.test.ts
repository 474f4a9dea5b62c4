import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Member } from '../../../src/core/circle.ts';
import { DAY } from '../../../src/core/instant.ts';
import { composeLetter } from '../../../src/core/outbox/notifications.ts';
import { ABOUT, type Happened } from '../../../src/features/attendance/rules.ts';
import { attendanceTable } from '../../../src/features/attendance/tables.ts';
import { recordMeeting } from '../../../src/features/attendance/use-cases/record.ts';
import type { Meeting } from '../../../src/features/turns/rules/meeting.ts';
import { meetingTable } from '../../../src/features/turns/tables.ts';
import { advanceSeries } from '../../../src/features/turns/use-cases/advance.ts';
import { SETTLES_AFTER } from '../../../src/features/turns/use-cases/settle.ts';
import { contextAt } from '../../support/contexts.ts';
import { chairedMeeting, meetingNow, plannedOf, seriesOf, toldBy } from '../../support/meetings-of.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

const BOTH = { staff: 'some', reps: 'more' } as const;
const MET: Happened = { what: 'held', sides: BOTH };
const NOT_HELD: Happened = { what: 'not-held' };

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

const say = (happened: Happened, who: Member = chair, moment = meeting.endsAt) =>
  recordMeeting(contextAt(core.context, moment), who, meeting.id, happened);
const pass = (moment: number) => advanceSeries(contextAt(core.context, moment), meeting.seriesId);
const rota = async () => (await seriesOf(core, ours)).rota;
const events = async () =>
  (await meetingTable.events(core.context.store, meeting.id)).map(({ what }) => what);
/** Somebody else of the chair's voice. */
const another = () =>
  ours.who(chair.voice === 'staff' ? (chair.name === 'Staff2' ? 'Staff3' : 'Staff2') : 'Rep3');

test('with no word it counts as agreed after three days, and not before', async () => {
  const before = await rota();
  await pass(meeting.endsAt);
  await pass(meeting.endsAt + SETTLES_AFTER - 1);
  expect((await rota()).settled).toBe(before.settled);
  expect(await meetingNow(core, meeting)).toMatchObject({ state: 'held', chairId: chair.id });
  await pass(meeting.endsAt + SETTLES_AFTER);
  expect(await rota()).toMatchObject({ settled: meeting.turn?.ordinal, lastChaired: { [chair.id]: 1 } });
  expect(await meetingNow(core, meeting)).toMatchObject({ state: 'held', settlesAt: null });
  expect((await events()).slice(-1)).toEqual(['held']);
  const once = await rota();
  await pass(meeting.endsAt + SETTLES_AFTER + DAY);
  expect((await rota()).settled).toBe(once.settled);
});

test('where nobody said yes, it is held and settles nothing, and who was asked is forgotten', async () => {
  await meetingTable.save(core.context.store, { ...meeting, chairId: null });
  const before = await rota();
  await pass(meeting.endsAt);
  await pass(meeting.endsAt + SETTLES_AFTER);
  expect(await rota()).toEqual(before);
  expect(await meetingNow(core, meeting)).toMatchObject({ state: 'held', turn: null, settlesAt: null });
});

test('a meeting that did not take place charges nobody, keeps no sides, and can be put right until it is settled', async () => {
  const before = await rota();
  await pass(meeting.endsAt);
  expect(await say(MET)).toMatchObject({ ok: true });
  expect(await say(NOT_HELD)).toMatchObject({ ok: true });
  expect(await say(NOT_HELD, ours.who('Rep1'))).toMatchObject({ ok: true });
  expect(await attendanceTable.find(core.context.store, meeting.id)).toBeNull();
  expect(await meetingTable.held(core.context.store, ours.circle.id, 0)).toEqual([]);
  expect(await say(MET)).toMatchObject({ ok: true });
  expect((await meetingNow(core, meeting)).state).toBe('held');
  await say(NOT_HELD);
  await pass(meeting.endsAt + SETTLES_AFTER);
  expect({ ...(await rota()), unanswered: null }).toEqual({ ...before, unanswered: null });
  expect((await events()).slice(-1)).toEqual(['not-held']);
  expect(await say(MET)).toMatchObject({ code: 'turn-over' });
  expect(await say(NOT_HELD)).toMatchObject({ ok: true });
});

test('before it should be over only the sides can be said, not that it fell through or who chaired', async () => {
  const early = meeting.endsAt - 1;
  expect(await say(NOT_HELD, chair, early)).toMatchObject({ code: 'not-met-yet' });
  expect(await say({ ...MET, chairId: another().id }, chair, early)).toMatchObject({ code: 'not-met-yet' });
  expect(await meetingNow(core, meeting)).toEqual(meeting);
  expect(await attendanceTable.find(core.context.store, meeting.id)).toBeNull();
  expect(await say(MET, chair, early)).toMatchObject({ ok: true });
});

test('whoever chaired is charged, not whoever had agreed to', async () => {
  const other = another();
  await pass(meeting.endsAt);
  expect(await say({ ...MET, chairId: other.id }, ours.who('Staff1'))).toMatchObject({ ok: true });
  await pass(meeting.endsAt + SETTLES_AFTER);
  const { lastChaired } = await rota();
  expect(Object.keys(lastChaired)).toEqual([other.id]);
  expect(await say({ ...MET, chairId: chair.id }, ours.who('Staff1'))).toMatchObject({
    code: 'meeting-settled',
  });
  expect(await say({ ...MET, chairId: other.id }, ours.who('Staff1'))).toMatchObject({ ok: true });
  expect(await say(NOT_HELD, ours.who('Staff1'))).toMatchObject({ code: 'meeting-settled' });
  expect((await meetingNow(core, meeting)).state).toBe('held');
});

test('somebody who stepped in where nobody had said yes is charged, with what was owed that day', async () => {
  await meetingTable.save(core.context.store, { ...meeting, chairId: null });
  await pass(meeting.endsAt);
  const other = another();
  await say({ ...MET, chairId: other.id }, ours.who('Staff1'));
  await pass(meeting.endsAt + SETTLES_AFTER);
  const { count, lastChaired } = await rota();
  expect(Object.keys(lastChaired)).toEqual([other.id]);
  expect(count.owed[other.voice]).toBeCloseTo(-0.5);
});

test('who chaired and who had agreed to are told what was noted, by whom, and can say otherwise', async () => {
  await pass(meeting.endsAt);
  const [other, steward] = [another(), ours.who(chair.name === 'Staff1' ? 'Rep1' : 'Staff1')];
  const noted = () => toldBy(core, ours, 'chair-noted');
  await say(MET, steward);
  expect(await noted()).toEqual([]);
  await say({ ...MET, chairId: other.id }, steward, meeting.endsAt + 1);
  expect([...(await noted())].sort()).toEqual([chair.name, other.name].sort());
  const event = (await meetingTable.events(core.context.store, meeting.id)).at(-1);
  expect(event).toMatchObject({
    what: 'chair-noted',
    memberId: other.id,
    otherId: chair.id,
    byId: steward.id,
  });
  const [letter] = (await core.letters(ours.circle)).filter(({ kind }) => kind === 'chair-noted');
  if (letter === undefined) throw new Error('no letter');
  const words = await composeLetter(core.context, letter, ours.circle, chair, 'web');
  expect(typeof words === 'string' ? words : words.summary).toContain(
    `${steward.name} noted that ${other.name} chaired`,
  );
  const page = await core.ask(steward, 'turn.show', { subject: meeting.id });
  expect(JSON.stringify(page.message.blocks)).not.toContain('Why ');
  expect(await say({ ...MET, chairId: chair.id }, chair, meeting.endsAt + 2)).toMatchObject({ ok: true });
  expect((await meetingNow(core, meeting)).chairId).toBe(chair.id);
});

test('nobody chaired: nobody is charged', async () => {
  const before = await rota();
  await pass(meeting.endsAt);
  expect(await say({ ...MET, chairId: null }, ours.who('Staff1'))).toMatchObject({ ok: true });
  await pass(meeting.endsAt + SETTLES_AFTER);
  expect((await rota()).credits).toEqual(before.credits);
});

test.each([
  ['somebody of another circle', (): string => others.who('Rep1').id],
  ['an id of nobody', (): string => 'nobody'],
] as const)('%s did not chair it', async (_who, id) => {
  await pass(meeting.endsAt);
  expect(await say({ ...MET, chairId: id() })).toMatchObject({ code: 'no-choice' });
  expect(await attendanceTable.find(core.context.store, meeting.id)).toBeNull();
  expect((await meetingNow(core, meeting)).chairId).toBe(chair.id);
});

test('who only came, who is of another circle, and whoever is too early say nothing', async () => {
  const bystander = chair.name === 'Rep3' ? ours.who('Rep2') : ours.who('Rep3');
  expect(await say(NOT_HELD, bystander)).toMatchObject({ code: 'not-allowed' });
  expect(await say(NOT_HELD, others.who('Rep1'))).toMatchObject({ code: 'not-found' });
  expect(await say(NOT_HELD, chair, meeting.startsAt - ABOUT - 1)).toMatchObject({ code: 'not-met-yet' });
  expect(await meetingNow(core, meeting)).toEqual(meeting);
});

test('sides that a digest has told stay; whether you met, and who chaired, can be put right for three days', async () => {
  await pass(meeting.endsAt);
  await say(MET);
  await attendanceTable.markShown(core.context.store, [meeting.id], '2026-W47');
  const told = { ...BOTH, shownIn: '2026-W47' };
  expect(await say({ what: 'held', sides: { staff: 'none', reps: 'one' } })).toMatchObject({
    code: 'attendance-told',
  });
  const other = another();
  expect(await say({ what: 'held', sides: { staff: 'none', reps: 'one' }, chairId: other.id })).toMatchObject(
    { ok: true },
  );
  expect(await attendanceTable.find(core.context.store, meeting.id)).toMatchObject(told);
  // Whoever had agreed to chair may still answer.
  expect(await say({ ...MET, chairId: chair.id })).toMatchObject({ ok: true });
  expect(await say(NOT_HELD)).toMatchObject({ ok: true });
  expect(await meetingNow(core, meeting)).toMatchObject({ state: 'cancelled', chairId: chair.id });
  expect(await attendanceTable.find(core.context.store, meeting.id)).toMatchObject(told);
  const page = await core.ask(ours.who('Staff1'), 'turn.show', { subject: meeting.id });
  expect(JSON.stringify(page.message.blocks)).toContain('It was noted that this meeting did not take place.');
});

test('a turn that was pushed out counts for the one drawn in its place, and is settled after it', async () => {
  const [, second] = await plannedOf(core, ours);
  if (second === undefined) throw new Error('no second meeting');
  const later = { startsAt: meeting.startsAt + 90 * DAY, endsAt: meeting.endsAt + 90 * DAY };
  await meetingTable.move(core.context.store, { ...meeting, ...later });
  await meetingTable.setNextDue(core.context.store, meeting.seriesId, 0);
  await pass(core.clock.now());
  const [inPlace] = await plannedOf(core, ours);
  expect(inPlace.id).not.toBe(meeting.id);
  expect(inPlace.turn?.voice).not.toBe(meeting.turn?.voice);
  await meetingTable.save(core.context.store, { ...inPlace, chairId: inPlace.turn?.chair ?? null });
  await pass(inPlace.endsAt);
  await pass(inPlace.endsAt + SETTLES_AFTER);
  await pass(later.endsAt);
  await pass(later.endsAt + SETTLES_AFTER);
  const { lastChaired } = await rota();
  expect(Object.keys(lastChaired).sort()).toEqual([chair.id, inPlace.turn?.chair].sort());
});

test('a draw before the last turn has settled supposes that it will be, and sees where it was not', async () => {
  await pass(meeting.endsAt);
  const [next] = await plannedOf(core, ours);
  // The voice whose turn it was has had it: the next draw is the other’s.
  expect(next.turn?.voice).not.toBe(meeting.turn?.voice);
  expect(next.turn?.ordinal).toBe((meeting.turn?.ordinal ?? 0) + 1);
  await say(NOT_HELD);
  await pass(meeting.endsAt + SETTLES_AFTER);
  const [, after] = await plannedOf(core, ours);
  await meetingTable.save(core.context.store, { ...next, chairId: next.turn?.chair ?? null });
  await pass(next.endsAt);
  const drawn = await meetingNow(core, after ?? next);
  expect(drawn.turn?.voice).toBe(meeting.turn?.voice);
  await pass(next.endsAt + SETTLES_AFTER);
  expect((await rota()).settled).toBe(next.turn?.ordinal);
});

test('a button says it, in words, and a form lets say who chaired', async () => {
  await pass(meeting.endsAt);
  const press = (value: string) => core.ask(chair, 'attendance.record', { subject: meeting.id, value });
  await core.passTo(meeting.endsAt);
  expect((await press('not-held')).message.summary).toContain('did not meet');
  expect((await press('both')).message.summary).toContain('staff, two reps or more');
  const form = await core.ask(chair, 'attendance.form', { subject: meeting.id });
  expect(JSON.stringify(form.message.blocks)).toContain('Who chaired?');
  const inputs = { 'there-staff': ['one'], 'there-reps': ['one'], chaired: [another().id] };
  const sent = await core.ask(chair, 'attendance.record', { subject: meeting.id, inputs });
  expect(sent.kind).toBe('done');
  expect((await meetingNow(core, meeting)).chairId).toBe(another().id);
  for (const [input, said] of [
    ['there-staff', 'many'],
    ['chaired', others.who('Rep1').id],
  ] as const) {
    const wrong = await core.ask(ours.who('Staff1'), 'attendance.record', {
      subject: meeting.id,
      inputs: { ...inputs, [input]: [said] },
    });
    expect(wrong).toMatchObject({ kind: 'refused', problems: { [input]: expect.any(String) } });
  }
});
