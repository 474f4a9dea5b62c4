import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Member } from '../../../src/core/circle.ts';
import { channelReader } from '../../../src/core/messages/reader.ts';
import { deliver } from '../../../src/core/outbox/deliver.ts';
import { memberTable } from '../../../src/core/tables/members.ts';
import { noticeboard } from '../../../src/core/tables/notices.ts';
import { AWAY_INPUTS, awayNoted } from '../../../src/features/preferences/messages/me.ts';
import { readRoll, situationOf } from '../../../src/features/turns/use-cases/situation.ts';
import { chairedMeeting, meetingNow, seriesOf, toldBy } from '../../support/meetings-of.ts';
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

const DAYS = { from: '24/12/2026', to: '3/1/2027' };
const note = (by: Member, who: string, days: Partial<typeof DAYS> = {}) =>
  core.ask(by, 'away.note', {
    subject: ours.circle.id,
    inputs: Object.fromEntries(
      Object.entries({ ...DAYS, ...days, [AWAY_INPUTS.who]: who }).map(([name, value]) => [name, [value]]),
    ),
  });
const absences = () => memberTable.absences(core.context.store, ours.circle.id);

test('the member is told by whom, once, and takes it back with the press in the letter', async () => {
  const member = ours.who('Rep3');
  for (let times = 0; times < 2; times += 1)
    expect(await note(ours.who('Staff1'), member.id)).toMatchObject({ kind: 'done' });
  expect(await absences()).toMatchObject([{ memberId: member.id, from: '2026-12-24', to: '2027-01-03' }]);
  expect(await toldBy(core, ours, 'away-noted')).toEqual(['Rep3']);
  const [letter] = (await core.letters(ours.circle)).filter(({ kind }) => kind === 'away-noted');
  await deliver(core.context, letter?.id ?? '');
  const web = member.identities.find(({ platform }) => platform === 'web')?.externalId ?? '';
  const place = { kind: 'member', platform: 'web', externalId: web } as const;
  const told = JSON.stringify(
    await noticeboard(core.context.kept).over(core.context.store).read(place, 50, core.clock.now()),
  );
  expect(told).toContain('Staff1 noted that you are away from 24 December');
  const [days] = await absences();
  expect(told).toContain(`"away.remove","subject":"${days?.id}"`);
  await core.ask(member, 'away.remove', { subject: days?.id ?? '' });
  expect(await absences()).toEqual([]);
});

test('one day is said as one, to who notes it and to who is told', async () => {
  const day = '2026-12-01';
  const own = await core.ask(ours.who('Rep3'), 'away.add', { inputs: { from: [day], to: [day] } });
  expect(own.message.summary).toBe('Saved. We will not ask you to chair on 1 December 2026.');
  const days = { id: 'a1', by: 'Staff1', from: day, to: day };
  const to = channelReader(ours.circle);
  expect(awayNoted(days, to).summary).toBe('Staff1 noted that you are away on 1 December 2026.');
  expect(awayNoted({ ...days, to: '2026-12-02' }, to).summary).toContain(
    'from 1 December 2026 to 2 December',
  );
});

test('a turn that the member said yes to stays theirs; they are asked for no other that day', async () => {
  const { chair, meeting } = await chairedMeeting(core, ours);
  const steward = ours.who(chair.name === 'Staff1' ? 'Rep1' : 'Staff1');
  const other = ours.who(chair.name === 'Rep3' ? 'Rep4' : 'Rep3');
  const day = new Date(meeting.startsAt).toISOString().slice(0, 10);
  for (const { id } of [chair, other]) await note(steward, id, { from: day, to: day });
  expect(await absences()).toHaveLength(2);
  expect(await meetingNow(core, meeting)).toEqual(meeting);
  const roll = await readRoll(core.context.store, ours.circle, await seriesOf(core, ours));
  expect([...situationOf(roll, meeting).away].sort()).toEqual([chair.id, other.id].sort());
});

test('only a steward notes it, for a member of the circle, on days that are there; else nothing is kept', async () => {
  const { id } = ours.who('Rep3');
  expect(await note(ours.who('Rep2'), id)).toMatchObject({ kind: 'refused' });
  expect(await note(others.who('Rep1'), id)).toMatchObject({ kind: 'refused' });
  for (const who of [others.who('Rep2').id, 'gone', ''])
    expect(await note(ours.who('Staff1'), who)).toMatchObject({
      problems: { who: 'Please choose one of the answers.' },
    });
  expect(await note(ours.who('Staff1'), id, { from: 'soon' })).toMatchObject({ kind: 'refused' });
  expect(await note(ours.who('Staff1'), id, { to: '23/12/2026' })).toMatchObject({ kind: 'refused' });
  expect(await absences()).toEqual([]);
  expect(await toldBy(core, ours, 'away-noted')).toEqual([]);
});

test('the form offers everybody else of the circle, and tells nobody’s days', async () => {
  await note(ours.who('Staff1'), ours.who('Rep3').id);
  const form = await core.ask(ours.who('Staff1'), 'away.note-form', { subject: ours.circle.id });
  if (form.kind !== 'shown') throw new Error(form.kind);
  const options = form.message.blocks.flatMap((block) => (block.kind === 'choice' ? block.options : []));
  const members = await memberTable.list(core.context.store, ours.circle.id);
  expect(options).toHaveLength(members.length - 1);
  expect(JSON.stringify(form.message)).not.toContain('December');
});
