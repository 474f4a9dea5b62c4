import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as field from '../../../src/core/fields.ts';
import { HOUR } from '../../../src/core/instant.ts';
import { plainText } from '../../../src/core/messages/plain-text.ts';
import type { Reply } from '../../../src/core/ports/interaction.ts';
import type { Message } from '../../../src/core/ports/message.ts';
import { circleTable } from '../../../src/core/tables/circles.ts';
import { checkVoices, freshVoiceId } from '../../../src/features/circles/rules/voices.ts';
import { actTable, proposalTable } from '../../../src/features/governance/tables/proposals.ts';
import { approveProposal } from '../../../src/features/governance/use-cases/decisions.ts';
import { pulseTable } from '../../../src/features/release/tables/pulses.ts';
import { PARITY } from '../../../src/features/rota/rules/policy.ts';
import { meetingTable } from '../../../src/features/turns/tables.ts';
import { plannedOf, seriesOf } from '../../support/meetings-of.ts';
import { make, told } from '../../support/standing.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let ours: Group;
beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group({ staff: 3, reps: 3 });
});

const store = () => core.context.store;
const circleNow = async (group = ours) => {
  const circle = await circleTable.find(store(), group.circle.id);
  if (circle === null) throw new Error('no circle');
  return circle;
};
const lastAct = async () => (await actTable.list(store(), ours.circle.id, 1))[0];

/** What comes of a form in which only these inputs differ from what holds. */
async function save(inputs: Record<string, string>, who = 'Staff1'): Promise<Reply> {
  const { id, name, language, timezone, voices } = await circleNow();
  const same = {
    name,
    language,
    timezone,
    ...Object.fromEntries(voices.map((voice) => [`voice-${voice.id}`, voice.name])),
    'new-voice': '',
  };
  return core.ask(ours.who(who), 'circle-settings.save', {
    subject: id,
    inputs: Object.fromEntries(Object.entries({ ...same, ...inputs }).map(([key, said]) => [key, [said]])),
  });
}
const read = (reply: Reply) => plainText((reply as { message: Message }).message);

/** Rep1 turns the second key of what was asked for last. */
async function approve(): Promise<string> {
  const proposal = (await proposalTable.open(store(), ours.circle.id)).at(-1);
  if (proposal === undefined) throw new Error('nothing waits');
  const decided = await approveProposal(core.context, await circleNow(), ours.who('Rep1'), proposal.id);
  return decided.ok ? 'made' : decided.code;
}

describe('name and language', () => {
  test('one steward changes them, on record, and the others are told', async () => {
    expect(read(await save({ name: 'Southfield', language: 'cy' }))).toContain(
      'The circle is called “Southfield”. It writes in this language: Cymraeg.',
    );
    expect(await circleNow()).toMatchObject({ name: 'Southfield', language: 'cy' });
    expect(await lastAct()).toMatchObject({
      what: 'changed',
      memberId: ours.who('Staff1').id,
      change: { kind: 'circle', name: 'Southfield', language: 'cy' },
    });
    expect(await told(core, ours, 'settings-changed')).toEqual(['Rep1']);
  });

  test('a second press changes nothing more', async () => {
    await save({ name: 'Westfield' });
    expect(read(await save({ name: 'Westfield' }))).toContain('Nothing was different');
  });

  test('a name that another circle of the organisation has is refused', async () => {
    const { organisation, name } = ours.circle;
    const other = await core.group({ organisation });
    expect(read(await save({ name: other.circle.name }))).toContain('has a circle of this name');
    expect(await circleNow()).toMatchObject({ name });
  });

  test.each<[Record<string, string>, string]>([
    [{ name: '' }, 'Please write a name.'],
    [{ name: 'x'.repeat(101) }, 'This is too long.'],
    [{ name: '\u202Egnimoc' }, 'direction mark'],
    [{ language: 'tlh' }, 'language'],
    [{ timezone: 'Mordor' }, 'I do not know this time zone.'],
    [{ timezone: 'GMT' }, 'no summer time'],
    [{ 'voice-reps': 'staff' }, 'Two voices would have this name.'],
    [{ 'new-voice': ' STAFF ' }, 'Two voices would have this name.'],
    [{ 'new-voice': 'y'.repeat(61) }, 'This is too long.'],
  ])('%j is refused with what to do, and nothing is half done', async (inputs, words) => {
    const before = await circleNow();
    const reply = await save({ name: 'Otherwise sound', 'new-voice': 'Carers', ...inputs });
    expect(reply.kind).toBe('refused');
    expect(JSON.stringify(reply)).toContain(words);
    expect(await circleNow()).toEqual(before);
  });

  test('only stewards of the circle may', async () => {
    expect((await save({ name: 'Mine now' }, 'Rep2')).kind).toBe('refused');
    const others = await core.group();
    const inputs = { name: ['Mine now'] };
    const reply = await core.ask(others.who('Staff1'), 'circle-settings.save', {
      subject: ours.circle.id,
      inputs,
    });
    expect(reply.kind).toBe('refused');
    expect(await circleNow()).toEqual(ours.circle);
  });
});

describe('the time zone', () => {
  test('waits for a second key, and moves all that is planned to the same time on the new clock', async () => {
    const { id } = await seriesOf(core, ours);
    const starts = async () => (await plannedOf(core, ours)).map(({ startsAt }) => startsAt);
    await core.settle();
    const [[pulse], meetings, digest] = [
      await pulseTable.list(store(), ours.circle.id),
      await starts(),
      await circleTable.digestSettings(store(), ours.circle.id),
    ];
    expect(read(await save({ timezone: 'New York' }))).toContain('This waits for a steward');
    expect(await circleNow()).toMatchObject({ timezone: 'Europe/London' });
    expect(await approve()).toBe('made');
    await core.settle();
    expect(await circleNow()).toMatchObject({ timezone: 'America/New_York' });
    const [moved] = await pulseTable.list(store(), ours.circle.id);
    expect(moved?.nextOpensAt).toBe((pulse?.nextOpensAt ?? 0) + 5 * HOUR);
    expect((await starts())[0]).toBe((meetings[0] ?? 0) + 5 * HOUR);
    const later = await circleTable.digestSettings(store(), ours.circle.id);
    expect(later?.nextAt).toBe((digest?.nextAt ?? 0) + 5 * HOUR);
    expect(later?.reviewAt).toBeGreaterThanOrEqual(digest?.reviewAt ?? 0);
    expect((await meetingTable.findSeries(store(), id))?.schedule).toEqual(
      (await seriesOf(core, ours)).schedule,
    );
  });
});

describe('voices', () => {
  test('carers are added by two keys, with an id of their own, and somebody can join them', async () => {
    expect(read(await save({ 'new-voice': 'Carers' }))).toContain('This waits for a steward');
    expect(await circleNow()).toMatchObject({ voices: ours.circle.voices });
    expect(await approve()).toBe('made');
    expect((await circleNow()).voices).toEqual([...ours.circle.voices, { id: 'carers', name: 'Carers' }]);
    const page = read(await core.ask(ours.who('Staff1'), 'member.add-form', { subject: ours.circle.id }));
    expect(page).toContain('Carers');
  });

  test('a new name keeps the voice: its people stay', async () => {
    await save({ 'voice-reps': 'People who use the service' });
    expect(await approve()).toBe('made');
    expect((await circleNow()).voices[1]).toEqual({ id: 'reps', name: 'People who use the service' });
    expect(await ours.now('Rep2')).toMatchObject({ voice: 'reps' });
  });

  test('one that nobody ever had is taken out; one with people is refused with the way forward', async () => {
    await save({ 'new-voice': 'Carers' });
    await approve();
    await save({ 'voice-carers': '' });
    expect(await approve()).toBe('made');
    expect((await circleNow()).voices).toEqual(ours.circle.voices);
    const reply = await save({ 'voice-reps': '', 'new-voice': 'Everybody' });
    expect(read(reply)).toContain('Please keep it.');
    expect((await circleNow()).voices).toEqual(ours.circle.voices);
  });

  test('one whose people have left, or moved on, has a history', async () => {
    await save({ 'new-voice': 'Carers' });
    await approve();
    await make(core, ours, 'Rep3', { voice: 'carers', leftAt: core.clock.now() });
    expect(read(await save({ 'voice-carers': '' }))).toContain('Please keep it.');
  });

  test('somebody who came meanwhile keeps it: it is checked again at the second key', async () => {
    await save({ 'new-voice': 'Carers' });
    await approve();
    await save({ 'voice-carers': '' });
    await make(core, ours, 'Rep3', { voice: 'carers' });
    expect(await approve()).toBe('voice-in-use');
  });
});

const two = [
  { id: 'staff', name: 'Staff' },
  { id: 'reps', name: 'Reps' },
];
const nobody = { voices: two, used: new Set<string>(), policies: [] };

test('the voices of a circle: at least two, at most eight, each its own name, none that is used goes', () => {
  const many = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `v${n}`, name: `V${n}` }));
  expect(checkVoices(many(8), nobody)).toMatchObject({ ok: true });
  expect(checkVoices(many(9), nobody)).toMatchObject({ code: 'too-many-voices' });
  expect(checkVoices(many(1), nobody)).toMatchObject({ code: 'too-few-voices' });
  expect(checkVoices([...two, { id: 'x', name: 'reps' }], nobody)).toMatchObject({
    code: 'voice-name-taken',
  });
  const used = new Set(['reps']);
  expect(checkVoices(many(3), { ...nobody, used })).toMatchObject({ code: 'voice-in-use' });
});

test('a least share of the chair that so many voices cannot have is refused', () => {
  const policies = [{ ...PARITY, kind: 'floor' as const, floor: 0.4 }];
  expect(checkVoices(two, { ...nobody, policies })).toMatchObject({ ok: true });
  const three = [...two, { id: 'carers', name: 'Carers' }];
  expect(checkVoices(three, { ...nobody, policies })).toMatchObject({ code: 'voices-break-floor' });
});

test('the id of a new voice is one that a circle file may hold, and never one that is taken', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string()), (name, others) => {
      const taken = [...others, freshVoiceId(name, [])];
      const id = freshVoiceId(name, taken);
      expect(field.slug.safeParse(id).success).toBe(true);
      expect(taken).not.toContain(id);
    }),
  );
  expect(freshVoiceId('Família & carers', [])).toBe('familia-carers');
  expect(freshVoiceId('محرم', ['voice'])).toBe('voice-2');
});
