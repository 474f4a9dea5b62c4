import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Identity, PlatformName } from '../../../src/core/circle.ts';
import type { Chat, Surroundings } from '../../../src/core/ports/chat.ts';
import { circleTable } from '../../../src/core/tables/circles.ts';
import { personTable } from '../../../src/core/tables/people.ts';
import { CHANNEL_INPUTS, NO_CHANNEL } from '../../../src/features/circles/messages/channels.ts';
import { SET_UP_INPUTS } from '../../../src/features/circles/messages/set-up.ts';
import { readChannelForm } from '../../../src/features/circles/use-cases/channels.ts';
import { NEWCOMER_INPUTS } from '../../../src/features/membership/messages/people.ts';
import { scriptedPlatform } from '../../core/scripted-platform.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

const WARD = '19:ward@thread.tacv2';
const teams = (externalId: string): Identity => ({ platform: 'teams', externalId });
const person = (number: number) => ({
  identity: teams(`20000000-0000-4000-8000-${String(number).padStart(12, '0')}`),
  name: `Person ${String(number).padStart(3, '0')}`,
  kind: number % 2 === 0 ? ('guest' as const) : ('member' as const),
});
const STEWARD = person(0).identity;

let core: TestCore;
let ours: Group;
let around: Surroundings | Error;

beforeAll(async () => {
  core = await startCore();
  ours = await core.group({ staff: 2, reps: 2 });
  const platform: Chat = {
    ...scriptedPlatform('teams'),
    person: async (identity) => ({
      identity,
      name: 'Kim',
      kind: 'member',
      workspace: 'ours',
      timezone: null,
    }),
    around: async () => {
      if (around instanceof Error) throw around;
      return around;
    },
  };
  (core.context.platforms as Map<PlatformName, Chat>).set('teams', platform);
  await personTable.addAccount(core.context.store, ours.who('Rep1').personId, STEWARD, null);
  await circleTable.saveChannels(core.context.store, ours.circle.id, [teams(WARD)]);
});
afterAll(() => core?.stop());

const people = Array.from({ length: 61 }, (_, number) => person(number));
const channels = [
  { identity: teams('19:general@thread.tacv2'), name: 'General' },
  { identity: teams(WARD), name: 'Ward 7' },
];
const form = async (name: 'member.add-form' | 'channels.form', who = 'Rep1', value?: string) => {
  const asked = { subject: ours.circle.id, ...(value === undefined ? {} : { value }) };
  return (await core.ask(ours.who(who), name, asked)).message;
};
type Form = Awaited<ReturnType<typeof form>>;
const inputOf = (message: Form, name: string) =>
  message.blocks.find((block) => 'name' in block && block.name === name);
const labelsOf = (message: Form, name: string) => {
  const input = inputOf(message, name);
  return input?.kind === 'choice' ? input.options.map(({ label }) => label) : null;
};

test('a steward who is there picks people of the team: paged, guests marked, without those who are in the circle', async () => {
  around = { people, channels };
  const first = labelsOf(await form('member.add-form'), NEWCOMER_INPUTS.listed);
  expect(first).toHaveLength(50);
  expect(first?.slice(0, 2)).toEqual(['Person 001', 'Person 002 (guest)']);
  expect(JSON.stringify(await form('member.add-form'))).toContain('Show more people');
  const second = await form('member.add-form', 'Rep1', '50');
  expect(labelsOf(second, NEWCOMER_INPUTS.listed)).toHaveLength(10);
  expect(JSON.stringify(second)).not.toContain('Show more people');
  // The search stays beside it.
  expect(inputOf(second, NEWCOMER_INPUTS.teams)).toMatchObject({ kind: 'pick', platform: 'teams' });
});

test('the channel is one of the team’s, by name; what it has now is chosen, and "no channel" takes it away', async () => {
  around = { people, channels };
  const message = await form('channels.form');
  expect(labelsOf(message, CHANNEL_INPUTS.teams)).toEqual(['General', 'Ward 7', 'No channel']);
  expect(inputOf(message, CHANNEL_INPUTS.teams)).toMatchObject({ chosen: [WARD] });
  const circle = { channels: [teams(WARD)] };
  const read = readChannelForm({ [CHANNEL_INPUTS.teams]: [NO_CHANNEL] }, circle);
  expect(read).toMatchObject({ value: [{ kind: 'channels', channels: [] }] });
});

test('who is not there themselves is told nobody’s name; nor is anybody where the platform does not answer', async () => {
  around = { people, channels };
  expect(labelsOf(await form('member.add-form', 'Staff1'), NEWCOMER_INPUTS.listed)).toBeNull();
  expect(inputOf(await form('channels.form', 'Staff1'), CHANNEL_INPUTS.teams)).toMatchObject({
    kind: 'pick',
  });
  around = new Error('no answer');
  expect(labelsOf(await form('member.add-form'), NEWCOMER_INPUTS.listed)).toBeNull();
});

test('whoever starts a circle from a channel chooses among those of its team; elsewhere they are asked for its id', async () => {
  around = { people, channels };
  const opened = async (channel?: Identity) => {
    const more = channel === undefined ? {} : { channel };
    const reply = await core.ask(STEWARD, 'circle.set-up-form', more);
    return inputOf(reply.message, SET_UP_INPUTS.channel);
  };
  expect(await opened(teams(WARD))).toMatchObject({
    kind: 'choice',
    options: [{ label: 'General' }, { label: 'Ward 7' }, { value: NO_CHANNEL }],
    chosen: [WARD],
  });
  expect(await opened()).toMatchObject({ kind: 'pick', what: 'channel' });
  around = new Error('Teams is away');
  expect(await opened(teams(WARD))).toMatchObject({ kind: 'pick', what: 'channel' });
});
