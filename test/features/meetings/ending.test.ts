import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Member } from '../../../src/core/circle.ts';
import { DAY } from '../../../src/core/instant.ts';
import { proposalTable } from '../../../src/features/governance/tables/proposals.ts';
import { approveProposal } from '../../../src/features/governance/use-cases/decisions.ts';
import type { Meeting } from '../../../src/features/turns/rules/meeting.ts';
import { meetingTable } from '../../../src/features/turns/tables.ts';
import {
  askedFor,
  chairedMeeting,
  meetingNow,
  plannedOf,
  seriesOf,
  toldBy,
} from '../../support/meetings-of.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let ours: Group;
let chair: Member;
let meeting: Meeting;

beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group({ staff: 3, reps: 3 });
  ({ chair, meeting } = await chairedMeeting(core, ours));
});

const ask = (reason: string) =>
  core.ask(ours.who('Staff1'), 'meetings-end.save', {
    subject: meeting.seriesId,
    inputs: reason === '' ? {} : { reason: [reason] },
  });
async function end() {
  expect(await ask('The group is done.')).toMatchObject({ kind: 'done' });
  await agree();
}
async function agree() {
  const [waiting] = await proposalTable.open(core.context.store, ours.circle.id);
  const decided = await approveProposal(core.context, ours.circle, ours.who('Rep1'), waiting?.id ?? '');
  expect(decided).toMatchObject({ ok: true });
}
const page = async (name: string) =>
  JSON.stringify(await core.ask(ours.who(name), 'circle.show', { subject: ours.circle.id }));

test('takes a reason and two keys; then nothing is planned any more and everybody is told', async () => {
  const before = await seriesOf(core, ours);
  expect(await ask('')).toMatchObject({ kind: 'refused' });
  expect(await ask('The group is done.')).toMatchObject({ kind: 'done' });
  expect(await plannedOf(core, ours)).toHaveLength(3);
  expect(await page('Rep2')).toContain(before.name);
  await agree();
  expect(await meetingTable.planned(core.context.store, before.id)).toEqual([]);
  expect(await meetingNow(core, meeting)).toMatchObject({ state: 'cancelled', settlesAt: null });
  expect(await page('Rep2')).toContain('No meetings are set up yet.');
  expect((await toldBy(core, ours, 'measuring-changed')).filter((name) => name === 'Rep2')).toHaveLength(1);
  await core.passTo(meeting.endsAt + 20 * DAY);
  expect(await meetingTable.planned(core.context.store, before.id)).toEqual([]);
  const { rota, endedAt } = (await meetingTable.findSeries(core.context.store, before.id)) ?? before;
  expect(endedAt).not.toBeNull();
  expect(rota.credits).toEqual(before.rota.credits);
  const reminders = (await core.letters(ours.circle)).filter(({ kind }) => kind === 'turn-reminder');
  expect(reminders.map(({ memberId, state }) => [memberId, state])).toEqual([[chair.id, 'dropped']]);
});

test('one that is under way takes place to its end, and is settled', async () => {
  await core.passTo(meeting.startsAt + 1);
  await end();
  expect(await meetingNow(core, meeting)).toMatchObject({ state: 'planned' });
  await core.passTo(meeting.endsAt + 4 * DAY);
  expect(await meetingNow(core, meeting)).toMatchObject({ state: 'held', settlesAt: null });
  const series = await meetingTable.findSeries(core.context.store, meeting.seriesId);
  expect(series?.rota.settled).toBe(1);
});

test('nothing of it can be changed after it, also not from forms that were open before', async () => {
  const [, next] = await plannedOf(core, ours);
  const asked = await askedFor(core, meeting).catch(() => null);
  expect(asked).toBeNull();
  await end();
  for (const name of [
    'meeting.add-form',
    'meeting-settings.form',
    'meetings-end.form',
    'rota.preview',
  ] as const)
    expect(await core.ask(ours.who('Staff1'), name, { subject: meeting.seriesId })).toMatchObject({
      reason: 'not-found',
    });
  expect(await core.ask(ours.who('Staff1'), 'meeting.move-form', { subject: next?.id ?? '' })).toMatchObject({
    kind: 'refused',
  });
  expect(await ask('Again.')).toMatchObject({ kind: 'refused' });
});

test('its name is free for other meetings', async () => {
  const { name } = await seriesOf(core, ours);
  await end();
  const inputs = { name, every: 'week', on: 'Monday 11:00', lasting: '1 hour' };
  const reply = await core.ask(ours.who('Staff1'), 'meeting-settings.save', {
    subject: ours.circle.id,
    inputs: Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, [value]])),
  });
  expect(reply).toMatchObject({ kind: 'done' });
  expect((await seriesOf(core, ours)).name).toBe(name);
  expect(await plannedOf(core, ours)).toHaveLength(3);
});
