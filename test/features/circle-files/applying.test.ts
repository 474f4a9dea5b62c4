import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { circleApply, circleExport, circlePlan } from '../../../src/commands/circle-file.ts';
import type { CommandContext } from '../../../src/commands/command.ts';
import { DAY } from '../../../src/core/instant.ts';
import { circleTable } from '../../../src/core/tables/circles.ts';
import { memberTable } from '../../../src/core/tables/members.ts';
import { actTable } from '../../../src/features/governance/tables/proposals.ts';
import { changeCircle } from '../../../src/features/governance/use-cases/changes.ts';
import { pulseTable } from '../../../src/features/release/tables/pulses.ts';
import { meetingTable } from '../../../src/features/turns/tables.ts';
import { told } from '../../support/standing.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

type Entry = Record<string, unknown>;
type File = Entry & { members: Entry[]; pulse: Entry[]; meetings: Entry[]; voices: Entry[] };

let core: TestCore;
let ours: Group;
let command: CommandContext;
beforeAll(async () => {
  core = await startCore();
  command = { context: core.context, renderDocument: async () => '', attended: true };
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group({ staff: 3, reps: 3 });
});

const store = () => core.context.store;
const written = async () => (await circleExport(command, { circle: ours.circle.id })).out;
async function edited(edit: (file: File) => void): Promise<{ file: string; text: string }> {
  const file = parse(await written()) as File;
  edit(file);
  return { file: 'group.yaml', text: stringify(file) };
}
const everything = async () => ({
  circle: await circleTable.find(store(), ours.circle.id),
  members: await memberTable.listWithReaders(store(), ours.circle.id),
  pulses: await pulseTable.list(store(), ours.circle.id),
  series: await meetingTable.series(store(), ours.circle.id),
  acts: await actTable.list(store(), ours.circle.id, 99),
});

test('an export holds nothing that signs somebody in or is theirs to choose, and plans nothing', async () => {
  const text = await written();
  const theirs = new Set((parse(text) as File).members.flatMap((each) => Object.keys(each)));
  expect([...theirs].sort()).toEqual(['id', 'manager', 'name', 'steward', 'voice']);
  expect(await circlePlan(command, { file: 'a.yaml', text })).toEqual({
    code: 0,
    out: 'The file and the circle say the same: nothing changes.',
  });
});

test('a plan tells what an operator may make and what two stewards may, and changes nothing', async () => {
  const before = await everything();
  const plan = await circlePlan(
    command,
    await edited((file) => {
      file.circle = 'Southfield';
      file.timezone = 'Europe/Dublin';
      Object.assign(file.members[2] ?? {}, { name: 'Robin', manager: true });
      file.members.push({ name: 'Carla', voice: 'reps' });
    }),
  );
  expect(plan.code).toBe(0);
  expect(plan.out).toMatch(/^5 changes, 2 need a second key\./u);
  const [ourPart = '', theirs = ''] = plan.out.split('Left to stewards');
  expect(ourPart).toContain('The circle is called “Southfield”.');
  expect(ourPart).toContain('Staff3 is called Robin.');
  expect(ourPart).toContain('Staff3 is a manager.');
  expect(theirs).toContain('Europe/Dublin');
  expect(theirs).toContain('Carla joins, for: Service-user reps.');
  expect(await everything()).toEqual(before);
});

describe('applied', () => {
  test('it makes what takes one key, on record as the operator’s; a second time changes nothing', async () => {
    const given = await edited((file) => {
      file.circle = 'Northgate';
      file.signpost = 'Ring Sam on the ward.';
      Object.assign(file.pulse[0] ?? {}, { 'open-for': '3 days' });
      Object.assign(file.meetings[0] ?? {}, { place: 'Room 4' });
      file.meetings.push({ name: 'Working group', every: 'month', on: '15th 14:00' });
      Object.assign(file.members[4] ?? {}, { name: 'Robin' });
    });
    const applied = await circleApply(command, given);
    expect(applied.out).toMatch(/^6 changes made\./u);
    const now = await everything();
    expect(now.circle).toMatchObject({ name: 'Northgate' });
    expect(now.pulses).toMatchObject([{ openFor: 3 * DAY }]);
    expect(now.series).toMatchObject([{ venue: { place: 'Room 4' } }, { name: 'Working group' }]);
    expect(now.members[4]).toMatchObject({ name: 'Robin' });
    expect(now.acts.slice(0, 6).every(({ memberId, what }) => memberId === null && what === 'changed')).toBe(
      true,
    );
    expect(await told(core, ours, 'act-told')).toEqual(['Robin']);
    expect((await told(core, ours, 'settings-changed')).filter((name) => name === 'Rep1')).toHaveLength(6);
    const again = await circleApply(command, given);
    expect(again.out).toBe('The file and the circle say the same: nothing changes.');
    expect(await everything()).toEqual(now);
    expect((await circlePlan(command, { file: 'a.yaml', text: await written() })).out).toContain(
      'nothing changes',
    );
  });

  test('it turns no key: what needs two, or would measure less, stays and is named for the stewards', async () => {
    const before = await everything();
    const given = await edited((file) => {
      Object.assign(file.pulse[0] ?? {}, { every: 'month', on: 'last Friday 10:00' });
      Object.assign(file.members[2] ?? {}, { voice: 'reps', steward: true });
      file.voices.push({ id: 'carers', name: 'Carers' });
      file.outside = 'Rosa, 0123';
    });
    for (const _ of ['once', 'twice']) {
      const applied = await circleApply(command, given);
      expect(applied.code).toBe(0);
      expect(applied.out).toMatch(/^0 changes made\./u);
      expect(applied.out).toContain('Carers');
      expect(await everything()).toEqual(before);
    }
  });

  test('a file of before is refused with what changed since', async () => {
    const given = await edited((file) => {
      file.circle = 'Too late';
    });
    const change = { kind: 'signpost', text: 'Ring Kim.' } as const;
    await changeCircle(core.context, ours.circle, ours.who('Staff1'), [change]);
    const before = await everything();
    for (const run of [circlePlan, circleApply]) {
      const reply = await run(command, given);
      expect(reply.code).toBe(1);
      expect(reply.out).toContain('Staff1: Where people write, it says: “Ring Kim.”');
      expect(reply.out).toContain(`circle export ${ours.circle.id}`);
    }
    expect(await everything()).toEqual(before);
  });
});

test.each<[string, (file: File) => void, string]>([
  [
    'an account of somebody',
    (file) => Object.assign(file.members[0] ?? {}, { slack: 'T01/U01' }),
    'members[0].slack: This is the person’s own',
  ],
  [
    'an address of somebody new',
    (file) => file.members.push({ name: 'X', voice: 'reps', email: 'x@example.org' }),
    'members[6].email',
  ],
  [
    'somebody’s wishes',
    (file) => Object.assign(file.members[1] ?? {}, { 'easy-read': true }),
    'members[1].easy-read',
  ],
  ['an id of nobody', (file) => Object.assign(file.members[1] ?? {}, { id: 'nobody' }), 'members[1].id'],
  ['no mark', (file) => delete file['as-of'], 'as-of: This is no exported circle'],
  [
    'another organisation',
    (file) => Object.assign(file, { organisation: 'Theirs' }),
    'organisation: A file cannot change this',
  ],
  [
    'a reader who is a steward',
    (file) => Object.assign(file.members[0] ?? {}, { reader: true }),
    'cannot be a steward',
  ],
  [
    'a key that there is not',
    (file) => Object.assign(file.meetings[0] ?? {}, { hour: 2 }),
    'meetings[0].hour',
  ],
  [
    'a name that is taken',
    (file) => file.meetings.push({ ...file.meetings[0], id: undefined }),
    'meetings[1].name',
  ],
])('%s is refused at its line, and nothing is half done', async (_what, edit, message) => {
  const before = await everything();
  const given = await edited((file) => {
    file.circle = 'Otherwise sound';
    edit(file);
  });
  const reply = await circleApply(command, given);
  expect(reply.code).toBe(1);
  expect(reply.out).toMatch(/group\.yaml:\d+ /u);
  expect(reply.out).toContain(message);
  expect(await everything()).toEqual(before);
});

test('what another circle has the name of is refused, and the rest is not made either', async () => {
  const other = await core.group({ organisation: ours.circle.organisation });
  const before = await everything();
  const given = await edited((file) => {
    file.circle = other.circle.name;
    file.signpost = 'Ring Kim.';
  });
  const reply = await circleApply(command, given);
  expect(reply).toMatchObject({ code: 1 });
  expect(reply.out).toContain('has a circle of this name');
  expect(await everything()).toEqual(before);
});

test('text that is no circle is refused in a sentence', async () => {
  for (const text of [
    '',
    '- 1',
    'id: x\nas-of: 1',
    '{',
    `id: nothing\nas-of: 2026-11-16T09:00:00.000Z ${'0'.repeat(16)}`,
  ])
    expect((await circlePlan(command, { file: 'a.yaml', text })).code, text).toBe(1);
});
