import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Member } from '../../../src/core/circle.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/instant.ts';
import { composeLetter, inPlaceOf } from '../../../src/core/outbox/notifications.ts';
import { changeCircle } from '../../../src/features/governance/use-cases/changes.ts';
import { cancelMeeting } from '../../../src/features/meetings/use-cases/cancel.ts';
import { addMeeting, moveMeeting } from '../../../src/features/meetings/use-cases/move.ts';
import { askEndsAt, askedMember } from '../../../src/features/turns/rules/asks.ts';
import type { Meeting } from '../../../src/features/turns/rules/meeting.ts';
import { meetingTable } from '../../../src/features/turns/tables.ts';
import { advanceSeries } from '../../../src/features/turns/use-cases/advance.ts';
import { announceChair } from '../../../src/features/turns/use-cases/announce.ts';
import { acceptTurn, declineTurn } from '../../../src/features/turns/use-cases/answer.ts';
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
  await announceChair(core.context, meeting.id);
});

const move = (to: number, who = ours.who('Rep1'), id = meeting.id, circle = ours.circle) =>
  moveMeeting(core.context, circle, who, { ...meeting, id }, to);
const add = (at: number, who = ours.who('Rep1')) =>
  addMeeting(core.context, ours.circle, who, { id: meeting.seriesId }, at);
const everybody = () => {
  const channels = ours.circle.channels.map(({ platform, externalId }) => `${platform}/${externalId}`);
  return ['Rep1', 'Rep2', 'Rep3', 'Staff1', 'Staff2', 'Staff3', ...channels].sort();
};
const toldOf = async (kind: 'meeting-moved' | 'meeting-added') =>
  [...(await toldBy(core, ours, kind))].sort();
const letterOf = async (kind: string, memberId: string | null) => {
  const letter = (await core.letters(ours.circle)).findLast(
    (each) => each.kind === kind && each.memberId === memberId,
  );
  if (letter === undefined) throw new Error('no letter');
  return letter;
};
const starts = async () => (await plannedOf(core, ours)).map(({ startsAt }) => startsAt);

describe('a meeting that is moved', () => {
  test('is told to everybody, by whom, and asks whoever said yes again', async () => {
    const to = meeting.startsAt + DAY;
    expect(await move(to)).toMatchObject({ ok: true });
    expect(await toldOf('meeting-moved')).toEqual(everybody());
    const moved = await meetingNow(core, meeting);
    expect(moved).toMatchObject({ startsAt: to, endsAt: to + 90 * MINUTE, chairId: null });
    expect(askedMember(moved)).toBe(chair.id);
    expect(await toldBy(core, ours, 'turn-retimed')).toEqual([chair.name]);
    const words = await composeLetter(
      core.context,
      await letterOf('turn-retimed', chair.id),
      ours.circle,
      chair,
      'slack',
    );
    expect(JSON.stringify(words)).toContain('You said that you would chair it.');
    const news = await composeLetter(
      core.context,
      await letterOf('meeting-moved', null),
      ours.circle,
      null,
      'web',
    );
    expect(JSON.stringify(news)).toContain('Rep1 moved it.');
  });

  test('stays away from its old date, and keeps all the others', async () => {
    const [old, second, third] = await starts();
    for (const to of [meeting.startsAt - 2 * DAY, meeting.startsAt + 20 * DAY]) {
      expect(await move(to)).toMatchObject({ ok: true });
      await advanceSeries(core.context, meeting.seriesId);
      expect(await starts()).not.toContain(old);
      expect(await starts()).toEqual(expect.arrayContaining([to, second]));
    }
    expect(await starts()).toContain(third);
  });

  test('before its date, and held there, its date is not planned anew', async () => {
    const to = meeting.startsAt - 2 * DAY;
    await move(to);
    await advanceSeries(contextAt(core.context, to + 3 * HOUR), meeting.seriesId);
    expect(await meetingNow(core, meeting)).toMatchObject({ state: 'held' });
    expect(await starts()).not.toContain(meeting.startsAt);
  });

  test('has its chair back with a yes; after a no, or silence, another is asked', async () => {
    await move(meeting.startsAt + DAY);
    expect(await acceptTurn(core.context, chair, meeting.id)).toMatchObject({ value: { chairId: chair.id } });
    await move(meeting.startsAt + 2 * DAY);
    await declineTurn(core.context, chair, meeting.id);
    const until = askEndsAt(await meetingNow(core, meeting));
    if (until === null) throw new Error('nobody is asked');
    await advanceSeries(contextAt(core.context, until), meeting.seriesId);
    const asked = askedMember(await meetingNow(core, meeting));
    expect(asked).not.toBeNull();
    expect(asked).not.toBe(chair.id);
  });

  test('names nobody before the new yes', async () => {
    await move(meeting.startsAt + DAY);
    await announceChair(core.context, meeting.id);
    expect(await meetingNow(core, meeting)).toMatchObject({ announcedChairId: null });
    const page = await core.ask(ours.who('Staff2'), 'turn.show', { subject: meeting.id });
    if (page.kind !== 'shown') throw new Error(page.kind);
    expect(JSON.stringify(page.message.blocks)).not.toContain(chair.name);
  });

  test('twice is told of its last move alone; where it is already nothing happens', async () => {
    await move(meeting.startsAt + DAY);
    const first = await letterOf('meeting-moved', ours.who('Staff2').id);
    await move(meeting.startsAt + DAY);
    expect(await toldOf('meeting-moved')).toHaveLength(everybody().length);
    await move(meeting.startsAt + 2 * DAY);
    const composed = await composeLetter(core.context, first, ours.circle, ours.who('Staff2'), 'slack');
    expect(composed).toBe('no-longer-true');
    const inPlace = await inPlaceOf(core.context, first, ours.circle, ours.who('Staff2'));
    expect(inPlace.summary).toContain('This meeting has moved again.');
  });

  test('called off after it, its old date stays free', async () => {
    await move(meeting.startsAt + DAY);
    await cancelMeeting(core.context, ours.circle, ours.who('Rep1'), meeting, 'Half of us are ill.');
    expect(await starts()).not.toContain(meeting.startsAt);
    // Somebody thinks again: the same time can be had once more.
    expect(await add(meeting.startsAt + DAY)).toMatchObject({ ok: true });
  });

  test('stays there when the plan changes, and stands for the new date of its week', async () => {
    const to = meeting.startsAt + DAY;
    await move(to);
    const { name, schedule, lasting } = await seriesOf(core, ours);
    if (schedule.kind !== 'weekly') throw new Error('not weekly');
    const plan = { name, lasting, schedule: { ...schedule, time: '15:00' } };
    const change = { kind: 'meetings', seriesId: meeting.seriesId, plan } as const;
    expect(await changeCircle(core.context, ours.circle, ours.who('Rep1'), [change])).toMatchObject({
      ok: true,
    });
    const now = await starts();
    expect(now).toContain(to);
    expect(now).not.toContain(meeting.startsAt);
    expect(now).not.toContain(meeting.startsAt + HOUR);
  });

  test('is refused where it cannot be, and nothing is changed', async () => {
    const [, second] = await starts();
    const now = core.clock.now();
    expect(await move(now)).toMatchObject({ code: 'time-passed' });
    expect(await move(now + HOUR - 1)).toMatchObject({ code: 'too-soon' });
    expect(await move(now + 400 * DAY)).toMatchObject({ code: 'too-far-ahead' });
    expect(await move((second ?? 0) + 30 * MINUTE)).toMatchObject({ code: 'meeting-there' });
    expect(await move(meeting.startsAt + DAY, ours.who('Staff3'))).toMatchObject({ code: 'not-a-steward' });
    expect(await move(meeting.startsAt + DAY, others.who('Rep1'), meeting.id, others.circle)).toMatchObject({
      code: 'not-found',
    });
    expect(await meetingNow(core, meeting)).toEqual(await meetingTable.find(core.context.store, meeting.id));
    expect(await meetingNow(core, meeting)).toMatchObject({ startsAt: meeting.startsAt, chairId: chair.id });
    const late = contextAt(core.context, meeting.startsAt + 1);
    const over = await moveMeeting(late, ours.circle, ours.who('Rep1'), meeting, meeting.startsAt + DAY);
    expect(over).toMatchObject({ code: 'turn-over' });
    expect(await toldOf('meeting-moved')).toEqual([]);
  });
});

describe('one more meeting', () => {
  test('is told to everybody, comes on top of the others, and somebody is asked to chair it', async () => {
    const before = await starts();
    const at = meeting.startsAt - 3 * DAY;
    expect(await add(at)).toMatchObject({ ok: true });
    expect(await toldOf('meeting-added')).toEqual(everybody());
    const [extra, ...rest] = await plannedOf(core, ours);
    expect(extra).toMatchObject({ startsAt: at, plannedFor: null });
    expect(rest.map(({ startsAt }) => startsAt)).toEqual(expect.arrayContaining(before.slice(0, 2)));
    expect(askedMember(extra)).not.toBeNull();
  });

  test('outlives a change of the plan', async () => {
    const at = meeting.startsAt + 3 * DAY;
    await add(at);
    const { name, schedule, lasting } = await seriesOf(core, ours);
    if (schedule.kind !== 'weekly') throw new Error('not weekly');
    const plan = { name, lasting, schedule: { ...schedule, time: '16:00' } };
    await changeCircle(core.context, ours.circle, ours.who('Rep1'), [
      { kind: 'meetings', seriesId: meeting.seriesId, plan },
    ]);
    expect(await starts()).toContain(at);
  });

  test('stands where a new plan would put another: that one stays where it was announced', async () => {
    await add(meeting.startsAt + DAY);
    const { name, schedule, lasting } = await seriesOf(core, ours);
    if (schedule.kind !== 'weekly' || schedule.weekday !== 'thursday') throw new Error('not on Thursdays');
    const plan = { name, lasting, schedule: { ...schedule, weekday: 'friday' as const } };
    const change = { kind: 'meetings', seriesId: meeting.seriesId, plan } as const;
    expect(await changeCircle(core.context, ours.circle, ours.who('Rep1'), [change])).toMatchObject({
      ok: true,
    });
    expect((await starts()).slice(0, 2)).toEqual([meeting.startsAt, meeting.startsAt + DAY]);
    expect(await meetingNow(core, meeting)).toMatchObject({ chairId: chair.id });
  });

  test('pressed twice is one', async () => {
    const at = meeting.startsAt + 3 * DAY;
    expect(await add(at)).toMatchObject({ ok: true });
    expect(await add(at)).toMatchObject({ code: 'meeting-there' });
    expect((await starts()).filter((each) => each === at)).toHaveLength(1);
  });

  test('is refused to others, and in the past', async () => {
    expect(await add(core.clock.now() - 1)).toMatchObject({ code: 'time-passed' });
    expect(await add(core.clock.now() + MINUTE)).toMatchObject({ code: 'too-soon' });
    expect(await add(meeting.startsAt + DAY, others.who('Rep1'))).toMatchObject({ code: 'not-a-steward' });
    expect(await add(meeting.startsAt + DAY, ours.who('Staff3'))).toMatchObject({ code: 'not-a-steward' });
  });
});

test('the forms read days and times as people write them, and give back what cannot be', async () => {
  const steward = ours.who('Rep1');
  const form = await core.ask(steward, 'meeting.move-form', { subject: meeting.id });
  expect(form.kind).toBe('shown');
  const sent = (date: string, time: string, name = 'meeting.move' as const) =>
    core.ask(steward, name, { subject: meeting.id, inputs: { date: [date], time: [time] } });
  expect(await sent('31/2/2027', '2pm')).toMatchObject({
    kind: 'refused',
    problems: { date: expect.stringContaining('24/12/2026') },
  });
  expect(await sent('20/11/2026', 'teatime')).toMatchObject({
    kind: 'refused',
    problems: { time: expect.stringContaining('21:00') },
  });
  const done = await sent('20 November 2026', '2.30pm');
  if (done.kind !== 'done') throw new Error(done.kind);
  expect(done.message.summary).toContain('2:30pm');
  expect(await meetingNow(core, meeting)).toMatchObject({ startsAt: Date.parse('2026-11-20T14:30Z') });
  const added = await core.ask(steward, 'meeting.add', {
    subject: meeting.seriesId,
    inputs: { date: ['2026-11-30'], time: ['10:00'] },
  });
  expect(added.kind).toBe('done');
});
