import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { isReader, READER } from '../../../src/core/circle.ts';
import { failure } from '../../../src/core/messages/failure.ts';
import { plainText } from '../../../src/core/messages/plain-text.ts';
import type { ActionName } from '../../../src/core/ports/action.ts';
import type { Message } from '../../../src/core/ports/message.ts';
import { circleTable } from '../../../src/core/tables/circles.ts';
import { memberTable } from '../../../src/core/tables/members.ts';
import { recordMeeting } from '../../../src/features/attendance/use-cases/record.ts';
import { parseCircleFile } from '../../../src/features/circles/circle-file/parse.ts';
import { importCircle } from '../../../src/features/circles/use-cases/import-circle.ts';
import { composeDueDigest } from '../../../src/features/digests/use-cases/compose.ts';
import type { Change } from '../../../src/features/governance/rules/change.ts';
import { proposalTable } from '../../../src/features/governance/tables/proposals.ts';
import { changeCircle } from '../../../src/features/governance/use-cases/changes.ts';
import { approveProposal } from '../../../src/features/governance/use-cases/decisions.ts';
import { HANDLERS } from '../../../src/features/index.ts';
import { addMember } from '../../../src/features/membership/use-cases/settings.ts';
import { isReps } from '../../../src/features/promises/rules/promise.ts';
import { openRoundByHand } from '../../../src/features/pulses/use-cases/open-round.ts';
import { pulseTable } from '../../../src/features/release/tables/pulses.ts';
import { roundTable } from '../../../src/features/release/tables/rounds.ts';
import { askTakeOver } from '../../../src/features/turns/use-cases/take-over.ts';
import { contextAt, withLinks } from '../../support/contexts.ts';
import { chairedMeeting, meetingNow } from '../../support/meetings-of.ts';
import { make, told } from '../../support/standing.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';
import { fullCircle } from '../../support/twins/full-circle.ts';
import { everyRow, rowsOf, tableNames } from '../../support/twins/rows.ts';

const FRIDAY = Date.parse('2026-11-20T15:00:00Z');

let core: TestCore;
let ours: Group;

beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group({ staff: 3, reps: 3 });
});

const wants = (changes: readonly Change[], by = 'Staff1') =>
  changeCircle(core.context, ours.circle, ours.who(by), changes, 'They asked for it.');
const approve = async (by = 'Rep1') => {
  const [proposal] = await proposalTable.open(core.context.store, ours.circle.id);
  return approveProposal(core.context, ours.circle, ours.who(by), proposal?.id ?? '');
};
const becomesReader = async (name: string) => {
  const memberId = ours.who(name).id;
  expect(await wants([{ kind: 'voice', memberId, voice: READER }])).toMatchObject({
    value: { made: [], asked: [{ change: { voice: READER } }] },
  });
  expect(await approve()).toMatchObject({ ok: true });
};
const names = async (list: 'list' | 'listWithReaders') =>
  (await memberTable[list](core.context.store, ours.circle.id)).map(({ name }) => name);
const read = (reply: { readonly message?: Message }) =>
  reply.message === undefined ? '' : plainText(reply.message);

test('two keys of two voices make a member a reader: out of every list of those with a voice, and there', async () => {
  await becomesReader('Staff3');
  expect(isReader(await ours.now('Staff3'))).toBe(true);
  expect(await names('list')).not.toContain('Staff3');
  expect(await names('listWithReaders')).toContain('Staff3');
});

test('a reader gives up the seat in an open pulse and the turn they had', async () => {
  const { store } = core.context;
  for (const name of ['Staff2', 'Rep2']) await make(core, ours, name, { steward: true });
  const { chair, meeting } = await chairedMeeting(core, ours);
  const [pulse] = await pulseTable.list(store, ours.circle.id);
  await openRoundByHand(core.context, pulse?.id ?? '');
  const [round] = await roundTable.open(store, ours.circle.id);
  const seat = () => roundTable.seat(store, round?.id ?? '', chair.id);
  expect(await seat()).not.toBeNull();
  await becomesReader(chair.name);
  expect(await seat()).toBeNull();
  expect((await meetingNow(core, meeting)).chairId).toBeNull();
});

test('nobody asks a reader to take a turn, or notes one as the chair, by a form that names them', async () => {
  const { chair, meeting } = await chairedMeeting(core, ours);
  const name = ['Staff3', 'Rep3'].find((each) => each !== chair.name) ?? '';
  await make(core, ours, name, { voice: READER });
  const to = ours.who(name).id;
  expect(await askTakeOver(core.context, chair, meeting.id, to)).toMatchObject({ code: 'no-such-member' });
  const after = contextAt(core.context, meeting.endsAt + 1);
  const happened = { what: 'held', sides: null, chairId: to } as const;
  const noted = await recordMeeting(after, ours.who('Staff1'), meeting.id, happened);
  expect(noted).toMatchObject({ ok: false });
  expect((await meetingNow(core, meeting)).chairId).toBe(chair.id);
});

test('a pulse that opens has no seat for a reader', async () => {
  await make(core, ours, 'Rep3', { voice: READER });
  const [pulse] = await pulseTable.list(core.context.store, ours.circle.id);
  await openRoundByHand(core.context, pulse?.id ?? '');
  const [round] = await roundTable.open(core.context.store, ours.circle.id);
  expect(round?.voices).toEqual([
    { voice: 'staff', invited: 3 },
    { voice: 'reps', invited: 2 },
  ]);
});

test('who is added as a reader waits for both keys, and is welcomed as one', async () => {
  const newcomer = { name: 'Nia', voice: READER, identities: [], email: null };
  const added = await addMember(withLinks(core.context), ours.circle, ours.who('Staff1'), newcomer);
  if (!added.ok) throw new Error(added.code);
  expect(await names('listWithReaders')).not.toContain('Nia');
  await approve();
  expect(await names('listWithReaders')).toContain('Nia');
  expect(await names('list')).not.toContain('Nia');
});

test('a reader comes back to a voice by two keys, and then has neither seat nor key for 28 days', async () => {
  await make(core, ours, 'Rep3', { voice: READER });
  const memberId = ours.who('Rep3').id;
  expect(await wants([{ kind: 'voice', memberId, voice: 'reps' }])).toMatchObject({ ok: true });
  expect(await approve()).toMatchObject({ ok: true });
  expect(await ours.now('Rep3')).toMatchObject({ voice: 'reps', voiceSince: core.clock.now() });
});

test('a reader made steward is refused with the way forward, and nothing is half done', async () => {
  await make(core, ours, 'Rep3', { voice: READER });
  const { id: memberId } = ours.who('Rep3');
  const both: Change[] = [
    { kind: 'manager', memberId, manager: true },
    { kind: 'steward', memberId, steward: true },
  ];
  expect(await wants(both)).toMatchObject({ code: 'reader-no-steward' });
  expect(await ours.now('Rep3')).toMatchObject({ manager: false, steward: false });
  const reply = await core.ask(ours.who('Staff1'), 'member.save', {
    subject: memberId,
    inputs: { voice: [READER], steward: ['yes'], manager: ['no'] },
  });
  expect(read(reply)).toContain('give them a voice first');
});

test('a steward who becomes a reader is none any more', async () => {
  await make(core, ours, 'Rep2', { steward: true });
  await becomesReader('Rep2');
  expect(await ours.now('Rep2')).toMatchObject({ steward: false });
});

test('readers and reps get the digest at the same minute, also where managers do not get it in person', async () => {
  await make(core, ours, 'Staff3', { voice: READER });
  const change = { kind: 'digest', toManagers: false } as const;
  const schedule = (await circleTable.digestSettings(core.context.store, ours.circle.id))?.schedule ?? null;
  await changeCircle(core.context, ours.circle, ours.who('Staff1'), [{ ...change, schedule }]);
  await composeDueDigest(contextAt(core.context, FRIDAY), ours.circle.id);
  expect(await told(core, ours, 'digest')).toEqual(['Staff3', 'Rep1', 'Rep2', 'Rep3']);
  const letters = (await core.letters(ours.circle)).filter(({ kind }) => kind === 'digest');
  expect(new Set(letters.map(({ dueAt }) => dueAt)).size).toBe(1);
});

test('a reader is named as one to all, and finds nothing to press', async () => {
  await becomesReader('Staff3');
  const page = read(await core.ask(ours.who('Rep2'), 'circle.show'));
  expect(page).toContain('Readers (1 person)');
  expect(page).toContain('Staff (2 people)');
  await core.ask(ours.who('Rep2'), 'promise.raise', {
    subject: ours.circle.id,
    inputs: { words: ['A ramp, please.'], named: ['named'] },
  });
  for (const name of ['home.show', 'promises.show', 'me.show', 'help.show', 'circle.show'] as const) {
    const shown = await core.ask(ours.who('Staff3'), name);
    expect(shown.kind, name).toBe('shown');
    const pressed = JSON.stringify(shown);
    const doors = Object.keys(HANDLERS).filter((each) => pressed.includes(`"name":"${each}"`));
    expect(doors.filter((door) => HANDLERS[door as ActionName].by !== 'reader')).toEqual([]);
  }
  expect(read(await core.ask(ours.who('Staff3'), 'promises.show'))).toContain('A ramp, please.');
});

test('who reads in one circle and has a voice in another is asked which, and offered the other alone', async () => {
  const { store } = core.context;
  const organisation = `Trust of ${ours.circle.id}`;
  const one = await core.group({ staff: 2, reps: 3, organisation });
  const two = await core.group({ staff: 2, reps: 3, organisation });
  const three = await core.group({ staff: 2, reps: 3, organisation });
  const { identities } = one.who('Rep3');
  for (const [group, at] of [two, three].entries()) {
    const newcomer = {
      ...at.who('Rep3'),
      id: `same-${group}-${at.circle.id}`,
      personId: one.who('Rep3').personId,
    };
    await memberTable.insert(store, newcomer);
  }
  await make(core, one, 'Rep3', { voice: READER });
  const raising = { inputs: { words: ['A ramp, please.'], named: ['named'] } };
  const reply = JSON.stringify(await core.ask({ ...one.who('Rep3'), identities }, 'promise.raise', raising));
  expect(reply).toContain('Please choose for which one this is');
  const options = [one, two, three].map(({ circle }) => reply.includes(`"value":"${circle.id}"`));
  expect(options).toEqual([false, true, true]);
  const there = await core.ask(one.who('Rep3'), 'promise.raise', { ...raising, subject: one.circle.id });
  expect(read(there)).toContain('You are a reader here');
});

test('a reader is of no side: neither of staff nor of the reps', () => {
  expect([isReps('reps'), isReps('carers'), isReps('staff'), isReps(READER)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('what takes a voice refuses a reader, by every action and every id of a circle, and changes nothing', async () => {
  const other = await startCore();
  try {
    const { circle } = await fullCircle(other);
    const { store } = other.context;
    const members = await memberTable.list(store, circle.id);
    const reader = members.find(({ steward, identities }) => !steward && identities.length > 0);
    if (reader === undefined) throw new Error('nobody');
    await memberTable.saveStanding(store, reader.id, { ...reader, voice: READER });
    const tables = await tableNames(store);
    const ids = [circle.id];
    for (const table of tables) {
      const columns = await rowsOf<{ name: string }>(
        store,
        sql`select column_name as name from information_schema.columns
          where table_schema = 'roundtable' and table_name = ${table} and column_name = 'id'`,
      );
      if (columns.length === 0) continue;
      const rows = await rowsOf<{ id: unknown }>(
        store,
        sql`select id from roundtable.${sql.identifier(table)} limit 2`,
      );
      ids.push(...rows.flatMap(({ id }) => (typeof id === 'string' ? [id] : [])));
    }
    const kept = async () => (await everyRow(store, tables)).map(({ text }) => text).sort();
    const sentence = plainText(
      failure('only-reads', { language: 'en-GB', easyRead: false, oneAtATime: false, timezone: 'UTC' }),
    );
    const before = await kept();
    const reached = new Set<ActionName>();
    for (const name of Object.keys(HANDLERS) as ActionName[]) {
      if (HANDLERS[name].by === 'reader') continue;
      for (const subject of ids) {
        const reply = await other.ask(reader, name, { subject, value: subject });
        expect(reply.kind, `${name} ${subject}`).toBe('refused');
        if (read(reply) !== sentence) continue;
        reached.add(name);
        break;
      }
    }
    expect(await kept()).toEqual(before);
    for (const name of [
      'pulse.answer',
      'promise.confirm',
      'say.send',
      'buddy.ask',
      'turn.accept',
      'member.add',
    ] as const)
      expect(reached, name).toContain(name);
  } finally {
    await other.stop();
  }
}, 120_000);

test('what a reader may do is a list that somebody looked at', () => {
  const may = (Object.keys(HANDLERS) as ActionName[]).filter((name) => HANDLERS[name].by === 'reader');
  expect(may.sort()).toEqual([
    'address.enter',
    'address.form',
    'address.prove',
    'address.remove',
    'address.topics',
    'approval.answer',
    'approval.answer-form',
    'approval.show',
    'away.add',
    'away.form',
    'away.remove',
    'calendar.make',
    'calendar.show',
    'calendar.stop',
    'circle.history',
    'circle.set-up',
    'circle.set-up-form',
    'circle.show',
    'digest.show',
    'digests.show',
    'help.show',
    'home.show',
    'letter.show',
    'link.form',
    'link.join',
    'link.show-code',
    'link.undo',
    'me.ask-again',
    'me.pulses',
    'me.save',
    'me.save-times',
    'me.show',
    'me.stop-asking',
    'me.times',
    'me.web-link',
    'member.leave',
    'member.leave-form',
    'name.form',
    'name.save',
    'promises.closed',
    'promises.show',
    'pulse.questions',
    'session.end',
    'session.end-others',
    'trends.show',
    'turn.history',
    'turn.show',
    'way-in.not-me',
    'words.flag',
    'words.form',
  ]);
});

const file = (line: string) => `
organisation: Readers
circle: With ${line.length} and ${line.replace(/\W/gu, '')}
timezone: Europe/London
voices: [{ id: staff, name: Staff }, { id: reps, name: Reps }]
members:
  - { name: Ada, voice: staff, steward: true }
  - { name: Bo, voice: reps, steward: true }
  - { name: Cy, ${line} }
`;

test('a circle file names a reader in place of a voice', async () => {
  const good = parseCircleFile(file('reader: true, manager: true'), core.clock.now());
  if (!good.ok) throw new Error(JSON.stringify(good.problems));
  expect(good.value.members.at(-1)).toMatchObject({ name: 'Cy', voice: READER, manager: true });
  const imported = await importCircle(core.context, good.value);
  if (!imported.ok) throw new Error(imported.code);
  const { id } = imported.value.circle;
  expect(await memberTable.list(core.context.store, id)).toHaveLength(2);
  expect(await memberTable.listWithReaders(core.context.store, id)).toHaveLength(3);
});

test.each([
  ['reader: true, voice: staff', 'A reader has no voice'],
  ['reader: true, steward: true', 'A reader cannot be a steward'],
  ['manager: true', 'Cy has no voice: add one, or "reader: true"'],
  ['voice: "-"', 'There is no voice "-"'],
])('a file with %s says what to do', (line, message) => {
  const bad = parseCircleFile(file(line), core.clock.now());
  expect(bad.ok ? [] : bad.problems.map((each) => each.message).join(' ')).toContain(message);
});
