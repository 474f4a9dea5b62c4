import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Identity } from '../../../src/core/circle.ts';
import { DAY } from '../../../src/core/instant.ts';
import { MOST_FOUNDERS } from '../../../src/core/limits.ts';
import type { FormInputs } from '../../../src/core/messages/form-inputs.ts';
import { circleTable } from '../../../src/core/tables/circles.ts';
import { memberTable } from '../../../src/core/tables/members.ts';
import { personTable } from '../../../src/core/tables/people.ts';
import type { CircleFile } from '../../../src/features/circles/circle-file/circle-file.ts';
import { parseCircleFile } from '../../../src/features/circles/circle-file/parse.ts';
import { CHANNEL_INPUTS } from '../../../src/features/circles/messages/channels.ts';
import { SET_UP_INPUTS as INPUT } from '../../../src/features/circles/messages/set-up.ts';
import { readChannelForm } from '../../../src/features/circles/use-cases/channels.ts';
import { importCircle } from '../../../src/features/circles/use-cases/import-circle.ts';
import { findFounder, lookAtWanted, startCircle } from '../../../src/features/circles/use-cases/set-up.ts';
import { readSetUpForm } from '../../../src/features/circles/use-cases/set-up-form.ts';
import { readSignpostForm } from '../../../src/features/circles/use-cases/signpost-form.ts';
import { actTable } from '../../../src/features/governance/tables/proposals.ts';
import { pulseTable } from '../../../src/features/release/tables/pulses.ts';
import { meetingTable } from '../../../src/features/turns/tables.ts';
import { contextAt, type Directory, withLinks, withSlack } from '../../support/contexts.ts';

import { startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let names = 0;

beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core?.stop());

const fresh = (what: string) => {
  names += 1;
  return `${what} ${names}`;
};

interface Said {
  readonly organisation?: string;
  readonly circle?: string;
  readonly more?: string;
}

function file({ organisation = fresh('Trust'), circle = fresh('Circle'), more = '' }: Said = {}): CircleFile {
  const text = `organisation: ${organisation}
circle: ${circle}
timezone: Europe/London
language: en-GB
voices: [{ id: staff, name: Staff }, { id: reps, name: Reps }]
members:
  - { name: Ann, voice: staff, email: ann@example.org, steward: true }
  - { name: Bob, voice: reps, email: bob@example.org, steward: true, away: [{ from: 2026-12-24, to: 2026-12-26 }] }
${more}`;
  const parsed = parseCircleFile(text, core.clock.now());
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join(' '));
  return parsed.value;
}

const TIMES = `pulse: { pack: having-a-voice, every: week, on: Tuesday 10:00, open-for: 48 hours }
meetings: { name: Meeting, every: 2 weeks, on: Thursday 14:00 }
digest: { on: Friday 15:00, to: [channel] }
outside: Jo, 020 7946 0000
signpost: Call Sam.
`;

test('a file makes a circle that nothing of has begun, and asks its stewards about everybody in it', async () => {
  const { store } = core.context;
  core.enqueued();
  const imported = await importCircle(core.context, file({ more: TIMES }));
  if (!imported.ok) throw new Error(imported.code);
  const { circle, members } = imported.value;
  expect(circle.setUpAt).toBeNull();
  expect(circle.channels).toEqual([{ platform: 'web', externalId: circle.id }]);
  expect(members.map(({ name, confirmedAt }) => [name, confirmedAt])).toEqual([
    ['Ann', core.clock.now()],
    ['Bob', core.clock.now()],
  ]);
  const letters = await core.letters(circle);
  expect(letters.map(({ kind, memberId }) => [kind, memberId]).sort()).toEqual(
    members.map(({ id }) => ['roster-waits', id]).sort(),
  );
  expect(core.enqueued().filter(({ name }) => name === 'deliver')).toHaveLength(2);
  expect(await pulseTable.list(store, circle.id)).toMatchObject([{ nextOpensAt: null }]);
  expect(await circleTable.digestSettings(store, circle.id)).toMatchObject({
    nextAt: null,
    toChannel: true,
    toManagers: false,
  });
  const [series] = await meetingTable.series(store, circle.id);
  expect(await meetingTable.planned(store, series?.id ?? '')).toEqual([]);
  expect(await circleTable.outside(store, circle.id)).toBe('Jo, 020 7946 0000');
  expect(await circleTable.signpost(store, circle.id)).toBe('Call Sam.');
  expect(await memberTable.absences(store, circle.id)).toMatchObject([
    { memberId: members[1]?.id, from: '2026-12-24', to: '2026-12-26' },
  ]);
  expect(await actTable.list(store, circle.id, 9)).toEqual([]);
});

test('a circle without times has none, and no digest', async () => {
  const { store } = core.context;
  const imported = await importCircle(core.context, file());
  const id = imported.ok ? imported.value.circle.id : '';
  expect(await pulseTable.list(store, id)).toEqual([]);
  expect(await meetingTable.series(store, id)).toEqual([]);
  expect(await circleTable.digestSettings(store, id)).toBeNull();
  expect(await circleTable.outside(store, id)).toBeNull();
});

test('a circle is made once in its organisation; another organisation may have one of that name', async () => {
  const [organisation, circle] = [fresh('Trust'), fresh('Circle')];
  const said = file({ organisation, circle });
  const imported = await importCircle(core.context, said);
  expect(imported).toMatchObject({ ok: true });
  expect(await importCircle(core.context, said)).toMatchObject({ code: 'already-there' });
  const all = await circleTable.list(core.context.store);
  expect(all.filter(({ name }) => name === circle)).toHaveLength(1);
  expect(await importCircle(core.context, file({ circle }))).toMatchObject({ ok: true });
  const sister = await importCircle(core.context, file({ organisation }));
  expect(sister.ok && imported.ok && sister.value.circle.organisationId).toBe(
    imported.ok && imported.value.circle.organisationId,
  );
});

const slack = (id: string): Identity => ({ platform: 'slack', externalId: id });

test('what is founded belongs to the organisation of its workspace, also where ids do not tell it', async () => {
  const founded = (workspace: string, said: Said = {}) =>
    importCircle(core.context, file(said), {
      workspace: { platform: 'teams', workspace },
      founder: { platform: 'teams', externalId: 'nobody' },
    });
  const first = await founded('tenant-1');
  if (!first.ok) throw new Error(first.code);
  const { organisation, organisationId } = first.value.circle;
  expect(await founded('tenant-1')).toMatchObject({ value: { circle: { organisationId, organisation } } });
  expect(await founded('tenant-2', { organisation })).toMatchObject({ code: 'organisation-taken' });
});

test('one person twice in a file makes nothing of the circle', async () => {
  const { store } = core.context;
  const organisation = fresh('Trust');
  const first = await importCircle(
    core.context,
    file({ organisation, more: '  - { name: Cid, voice: reps, slack: T50/U01 }\n' }),
  );
  const cid = first.ok ? first.value.members[2] : undefined;
  await personTable.addAccount(store, cid?.personId ?? '', slack('T50/U02'), null);
  const circle = fresh('Circle');
  const twice =
    '  - { name: Cid, voice: reps, slack: T50/U01 }\n  - { name: Cyd, voice: reps, slack: T50/U02 }\n';
  expect(await importCircle(core.context, file({ organisation, circle, more: twice }))).toMatchObject({
    code: 'one-person-twice',
    details: { name: 'Cyd' },
  });
  expect(await circleTable.findByName(store, organisation, circle)).toBeNull();
});

test('members of a workspace may start a circle; guests, strangers, programs and other platforms may not', async () => {
  const context = withSlack(core.context, {
    'T01/U01': {},
    'T01/U02': { kind: 'guest' },
    'T01/U03': { kind: 'stranger' },
    'T01/U04': new Error('away'),
  });
  expect(await findFounder(context, slack('T01/U01'))).toMatchObject({
    value: { workspace: { platform: 'slack', workspace: 'T01' } },
  });
  for (const id of ['T01/U02', 'T01/U03', 'T01/U09'])
    expect(await findFounder(context, slack(id))).toMatchObject({ code: 'not-a-founder' });
  expect(await findFounder(context, { platform: 'teams', externalId: 'x' })).toMatchObject({
    code: 'not-a-founder',
  });
  expect(await findFounder(context, slack('T01/U04'))).toMatchObject({ code: 'not-told' });
});

let workspaces = 100;
/** A workspace of its own with everybody in it: the founder U1 and members to U9. */
function office() {
  workspaces += 1;
  const team = `T${workspaces}`;
  const people: Directory = Object.fromEntries(
    Array.from({ length: 9 }, (_, index) => [`${team}/U0${index + 1}`, {}]),
  );
  const context = withSlack(withLinks(core.context), people);
  const organisation = fresh('Trust');
  const filledIn = (more: Readonly<Record<string, readonly string[]>> = {}): FormInputs => ({
    [INPUT.organisation]: [organisation],
    [INPUT.circle]: [fresh('Circle')],
    [INPUT.mine]: ['staff'],
    [INPUT.names.staff]: ['Staff'],
    [INPUT.names.reps]: ['Reps'],
    [INPUT.people.staff]: [`${team}/U02`],
    [INPUT.people.reps]: [`${team}/U03`],
    [INPUT.named]: ['Dora\nEve'],
    [INPUT.steward]: [`${team}/U03`],
    [INPUT.meetingEvery]: ['2 weeks'],
    [INPUT.meetingOn]: ['Thursday 14:00'],
    [INPUT.pack]: ['having-a-voice'],
    [INPUT.pulseEvery]: ['week'],
    [INPUT.pulseOn]: ['Tuesday 10:00'],
    [INPUT.digestOn]: ['Friday 15:00'],
    [INPUT.timezone]: ['Europe/London'],
    [INPUT.language]: ['en-GB'],
    ...more,
  });
  const read = (more: Readonly<Record<string, readonly string[]>> = {}, organisationWanted = true) =>
    readSetUpForm(filledIn(more), {
      founder: { platform: 'slack', externalId: `${team}/U01` },
      organisationWanted,
      now: core.clock.now(),
    });
  async function start(more: Readonly<Record<string, readonly string[]>> = {}, by = `${team}/U01`) {
    const founder = await findFounder(context, slack(by));
    const wanted = read(more);
    if (!founder.ok || !wanted.ok) throw new Error('cannot be started');
    const looked = await lookAtWanted(context, founder.value, wanted.value);
    if (!looked.ok) return looked;
    return startCircle(context, founder.value, wanted.value, looked.value);
  }
  return { team, context, people, organisation, read, start };
}

test('a form starts a circle: the founder and the second steward look after it, on record, with ways in for the others', async () => {
  const { start, team, organisation } = office();
  const started = await start({ [INPUT.outside]: ['Jo'], [INPUT.channel]: [`${team}/C01`] });
  if (!started.ok) throw new Error(started.code);
  const { circle, members, waysIn } = started.value;
  expect(circle).toMatchObject({ organisation, setUpAt: null });
  expect(circle.channels).toContainEqual(slack(`${team}/C01`));
  expect(members.map(({ name, voice, steward }) => [name, voice, steward])).toEqual([
    [`${team} U01`, 'staff', true],
    [`${team} U02`, 'staff', false],
    [`${team} U03`, 'reps', true],
    ['Dora', 'reps', false],
    ['Eve', 'reps', false],
  ]);
  expect(waysIn.map(({ name }) => name)).toEqual(['Dora', 'Eve']);
  expect(await circleTable.outside(core.context.store, circle.id)).toBe('Jo');
  const [act] = await actTable.list(core.context.store, circle.id, 9);
  expect(act).toMatchObject({ what: 'set-up', memberId: members[0]?.id, title: circle.name });
});

test('a steward by name gets no way in from the founder, who would hold both keys then', async () => {
  const { start } = office();
  const started = await start({ [INPUT.steward]: [], [INPUT.stewardNamed]: ['dora'] });
  if (!started.ok) throw new Error(started.code);
  expect(started.value.members.filter(({ steward }) => steward).map(({ name }) => name)).toContain('Dora');
  expect(started.value.waysIn.map(({ name }) => name)).toEqual(['Eve']);
});

test('a circle of a workspace belongs to its organisation; names that are taken are told at their inputs', async () => {
  const [first, second] = [office(), office()];
  const name = fresh('Circle');
  expect(await first.start({ [INPUT.circle]: [name] })).toMatchObject({ ok: true });
  const again = { [INPUT.circle]: [name] };
  expect(await first.start(again)).toMatchObject({
    code: 'circle-taken',
    details: { input: INPUT.circle },
  });
  expect(await second.start({ [INPUT.organisation]: [first.organisation] })).toMatchObject({
    code: 'organisation-taken',
    details: { input: INPUT.organisation },
  });
  expect(await first.start({ [INPUT.organisation]: ['Another name'] })).toMatchObject({
    value: { circle: { organisation: first.organisation } },
  });
});

test('an organisation that has no circle with a workspace yet is nobody else’s to found in', async () => {
  const { organisation, start, team } = office();
  await circleTable.organisation(core.context.store, organisation, core.context.newId());
  expect(await start()).toMatchObject({ code: 'organisation-taken' });
  const theirs = await circleTable.organisationAt(core.context.store, { platform: 'slack', workspace: team });
  expect(theirs).toBeNull();
});

test('one person starts three circles, and one more every eight hours; refused names are not counted', async () => {
  const { start, context, read, team } = office();
  const name = fresh('Circle');
  for (const circle of [name, fresh('Circle'), fresh('Circle')])
    expect(await start({ [INPUT.circle]: [circle] })).toMatchObject({ ok: true });
  expect(await start({ [INPUT.circle]: [name] })).toMatchObject({ code: 'circle-taken' });
  expect(await start({ [INPUT.people.staff]: [`${team}/U04`] }, `${team}/U05`)).toMatchObject({ ok: true });
  const founder = await findFounder(context, slack(`${team}/U01`));
  const wanted = read();
  if (!founder.ok || !wanted.ok) throw new Error('cannot be read');
  const looked = await lookAtWanted(context, founder.value, wanted.value);
  if (!looked.ok) throw new Error(looked.code);
  const again = (now: number) =>
    startCircle(contextAt(context, now), founder.value, wanted.value, looked.value);
  expect(await again(core.clock.now() + DAY / 3 - 1)).toMatchObject({ code: 'too-many-circles' });
  expect(await again(core.clock.now() + DAY / 3)).toMatchObject({ ok: true });
});

test('somebody who is not there, or of another workspace, is told at the input they were picked in', async () => {
  const { start, team, people } = office();
  const at = (input: string) => ({ code: 'no-such-person', details: { input } });
  expect(await start({ [INPUT.people.staff]: [`${team}/U99`] })).toMatchObject(at(INPUT.people.staff));
  people['T01/U03'] = {};
  const abroad = { [INPUT.people.reps]: ['T01/U03'], [INPUT.steward]: ['T01/U03'] };
  expect(await start(abroad)).toMatchObject(at(INPUT.people.reps));
  people[`${team}/U02`] = new Error('away');
  expect(await start()).toMatchObject({ code: 'not-told' });
});

test('guests are unsure until the founder said yes to them', async () => {
  const { context, read, team, people } = office();
  people[`${team}/U02`] = { kind: 'guest' };
  const founder = await findFounder(context, slack(`${team}/U01`));
  const look = async (sure: readonly string[]) => {
    const wanted = read({ sure });
    if (!founder.ok || !wanted.ok) throw new Error('cannot be read');
    return lookAtWanted(context, founder.value, wanted.value);
  };
  expect(await look([])).toMatchObject({ value: { unsure: [{ kind: 'guest' }] } });
  expect(await look([`${team}/U02`])).toMatchObject({ value: { unsure: [] } });
});

test('times and places are read as people write them', () => {
  expect(
    office().read({
      [INPUT.timezone]: ['London'],
      [INPUT.meetingEvery]: ['14 days'],
      [INPUT.meetingOn]: ['Thurs, 2pm'],
      [INPUT.pulseEvery]: ['once'],
      [INPUT.pulseOn]: ['24 December 2pm'],
      [INPUT.digestOn]: ['Fridays 15.00'],
    }),
  ).toMatchObject({
    value: {
      timezone: 'Europe/London',
      times: {
        meetings: { every: 'fortnight', on: 'Thursday 14:00' },
        pulse: { every: 'once', on: '2026-12-24 14:00' },
        digest: { on: 'Friday 15:00' },
      },
    },
  });
});

test('a form says who is in the circle once each, the founder first', () => {
  const { read, team } = office();
  const wanted = read({ [INPUT.people.staff]: [`${team}/U02 ${team}/U01`, `${team}/U02`] });
  expect(wanted.ok && wanted.value.people.map(({ identity, voice }) => [identity.externalId, voice])).toEqual(
    [
      [`${team}/U01`, 'staff'],
      [`${team}/U02`, 'staff'],
      [`${team}/U03`, 'reps'],
    ],
  );
  expect(wanted).toMatchObject({ value: { channel: null, outside: null, named: ['Dora', 'Eve'] } });
  expect(read({ [INPUT.organisation]: [''] }, false)).toMatchObject({ value: { organisation: null } });
});

const many = Array.from({ length: MOST_FOUNDERS }, (_, index) => `Rep ${index}`).join('\n');
test.each<[string, Readonly<Record<string, readonly string[]>>, string]>([
  ['no-name', { [INPUT.organisation]: [''] }, INPUT.organisation],
  ['no-name', { [INPUT.circle]: [''] }, INPUT.circle],
  ['not-a-slack-channel', { [INPUT.channel]: ['general'] }, INPUT.channel],
  ['no-name', { [INPUT.names.reps]: [''] }, INPUT.names.reps],
  ['no-such-voice', { [INPUT.mine]: ['third'] }, INPUT.mine],
  ['not-a-slack-person', { [INPUT.people.staff]: ['Ann'] }, INPUT.people.staff],
  ['no-third-voice', { [INPUT.people.third]: ['T01/U08'] }, INPUT.names.third],
  ['nobody-there', { [INPUT.names.third]: ['Carers'] }, INPUT.people.third],
  ['nobody-there', { [INPUT.people.reps]: [], [INPUT.named]: [] }, INPUT.people.reps],
  [
    'in-two-voices',
    { [INPUT.people.staff]: ['T01/U08'], [INPUT.people.reps]: ['T01/U08'] },
    INPUT.people.reps,
  ],
  ['name-too-long', { [INPUT.named]: ['x'.repeat(101)] }, INPUT.named],
  ['too-many-people', { [INPUT.named]: [many] }, INPUT.people.staff],
  ['steward-elsewhere', { [INPUT.steward]: ['T01/U07'] }, INPUT.steward],
  ['steward-elsewhere', { [INPUT.steward]: ['T01/U08'], [INPUT.people.staff]: ['T01/U08'] }, INPUT.steward],
  ['steward-elsewhere', { [INPUT.stewardNamed]: ['Fay'] }, INPUT.stewardNamed],
  [
    'steward-elsewhere',
    { [INPUT.mine]: ['reps'], [INPUT.stewardNamed]: ['Eve'], [INPUT.steward]: [] },
    INPUT.stewardNamed,
  ],
  ['no-second-steward', { [INPUT.steward]: [] }, INPUT.steward],
  ['no-such-timezone', { [INPUT.timezone]: ['Mars'] }, INPUT.timezone],
  ['no-summer-time', { [INPUT.timezone]: ['GMT'] }, INPUT.timezone],
  ['hour-alone', { [INPUT.meetingOn]: ['Thursday 2'] }, INPUT.meetingOn],
  ['no-time', { [INPUT.digestOn]: ['Friday'] }, INPUT.digestOn],
  ['too-often', { [INPUT.pulseEvery]: ['3 days'] }, INPUT.pulseEvery],
  ['not-a-language', { [INPUT.language]: ['tlh'] }, INPUT.language],
  ['signpost-too-long', { [INPUT.outside]: ['x'.repeat(301)] }, INPUT.outside],
  ['no-such-pack', { [INPUT.pack]: ['none'] }, INPUT.pack],
])('a form with a fault is refused: %s %o', (code, said, input) => {
  expect(office().read(said)).toMatchObject({ code, details: { input } });
});

test.each([INPUT.meetingEvery, INPUT.meetingOn, INPUT.pulseEvery, INPUT.pulseOn, INPUT.digestOn])(
  'a form with no time at %s is refused there',
  (input) => {
    expect(office().read({ [input]: ['some day'] })).toMatchObject({ ok: false, details: { input } });
  },
);

const HERE = slack('T01/C01');
const BOARD: Identity = { platform: 'web', externalId: 'circle' };
const TEAMS: Identity = { platform: 'teams', externalId: '19:abc@thread.tacv2' };
const channels = (inputs: FormInputs, home: readonly string[] = []) =>
  readChannelForm(inputs, { channels: [HERE, TEAMS, BOARD] }, new Set(home));

test.each<[string, FormInputs, readonly Identity[] | null]>([
  ['what it did not ask for stays', {}, null],
  ['the same is no change', { [CHANNEL_INPUTS.slack]: ['T01/C01'] }, null],
  ['another takes its place', { [CHANNEL_INPUTS.slack]: ['T01/C02'] }, [slack('T01/C02'), TEAMS, BOARD]],
  ['none takes it off', { [CHANNEL_INPUTS.slack]: [''] }, [TEAMS, BOARD]],
])('a form of channels: %s', (_what, inputs, wanted) => {
  const value = wanted === null ? [] : [{ kind: 'channels', channels: wanted }];
  expect(channels(inputs, ['T01'])).toEqual({ ok: true, value });
});

test.each<[FormInputs, string]>([
  [{ [CHANNEL_INPUTS.slack]: ['general'] }, 'not-a-slack-channel'],
  [{ [CHANNEL_INPUTS.slack]: ['T01/C01', 'T01/C02'] }, 'not-a-slack-channel'],
  [{ [CHANNEL_INPUTS.slack]: ['T02/C01'] }, 'not-a-slack-channel'],
  [{ [CHANNEL_INPUTS.teams]: ['general'] }, 'not-a-teams-channel'],
])('a form of channels with a fault is refused: %o', (inputs, code) => {
  const input = Object.keys(inputs)[0];
  expect(channels(inputs, ['T01'])).toMatchObject({ code, details: { input } });
});

test('a circle that no workspace knows takes a channel of any', () => {
  expect(channels({ [CHANNEL_INPUTS.slack]: ['T02/C01'] })).toMatchObject({ ok: true });
});

test.each<[FormInputs, unknown]>([
  [{ text: ['Call Sam.'], outside: ['Jo'] }, []],
  [{ text: ['Call Kim.'], outside: ['Jo'] }, [{ kind: 'signpost', text: 'Call Kim.' }]],
  [{ text: ['Call Sam.'], outside: [''] }, [{ kind: 'outside', text: null }]],
  [{ text: [''], outside: ['Jo'] }, [{ kind: 'signpost', text: null }]],
])('a form of where to turn changes what differs: %o', (inputs, value) => {
  const now = { signpost: { kind: 'own', text: 'Call Sam.' }, outside: 'Jo' } as const;
  expect(readSignpostForm(inputs, now)).toEqual({ ok: true, value });
});

test.each(['text', 'outside'])('where to turn is short: %s', (input) => {
  const now = { signpost: { kind: 'own', text: 'Call Sam.' }, outside: 'Jo' } as const;
  expect(readSignpostForm({ [input]: ['x'.repeat(301)] }, now)).toMatchObject({
    code: 'signpost-too-long',
    details: { input },
  });
});
