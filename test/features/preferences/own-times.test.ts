import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlatformName, Preferences } from '../../../src/core/circle.ts';
import { DAY, HOUR } from '../../../src/core/instant.ts';
import { plainText } from '../../../src/core/messages/plain-text.ts';
import type { Chat } from '../../../src/core/ports/chat.ts';
import { firstPreferences } from '../../../src/core/preferences.ts';
import { memberTable } from '../../../src/core/tables/members.ts';
import { personTable } from '../../../src/core/tables/people.ts';
import { ME_INPUTS } from '../../../src/features/preferences/messages/me.ts';
import { TIMES_INPUTS } from '../../../src/features/preferences/messages/times.ts';
import { roundTable } from '../../../src/features/release/tables/rounds.ts';
import { scriptedPlatform } from '../../core/scripted-platform.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

/** When the weekly pulse opens, for 48 hours, with a reminder after 24; the digest comes on Friday at 3pm. */
const TUESDAY_10 = Date.parse('2026-11-17T10:00:00Z');
const NAMES = [
  'Staff1',
  'Staff2',
  'Staff3',
  'Staff4',
  'Staff5',
  'Rep1',
  'Rep2',
  'Rep3',
  'Rep4',
  'Rep5',
] as const;

let core: TestCore;
let ours: Group;
async function begin(): Promise<void> {
  core = await startCore();
  ours = await core.group();
}
beforeAll(begin);
afterAll(() => core?.stop());

const wishes = async (name = 'Rep2') => (await ours.now(name)).preferences;
async function wish(name: string, wished: Partial<Preferences>): Promise<void> {
  const { id, preferences, chairs } = await ours.now(name);
  await memberTable.savePreferences(core.context.store, id, { ...preferences, ...wished }, chairs);
}
const save = (inputs: Partial<Record<keyof typeof TIMES_INPUTS, string>>) =>
  core.ask(ours.who('Rep2'), 'me.save-times', {
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([name, said]) => [TIMES_INPUTS[name as 'day'], [said]]),
    ),
  });
/** What became of the letters of a pulse, by name. */
async function pulseLetters(name: string): Promise<readonly string[]> {
  const { id } = ours.who(name);
  return (await core.letters(ours.circle))
    .filter(({ kind, memberId }) => kind.startsWith('pulse-') && memberId === id)
    .map(
      ({ kind, state, sentAt }) => `${kind} ${state} ${sentAt === null ? '' : (sentAt - TUESDAY_10) / HOUR}`,
    );
}

describe('the page', () => {
  test('is found from the other wishes, and says what holds', async () => {
    const me = plainText((await core.ask(ours.who('Rep2'), 'me.show')).message);
    expect(me).toContain('[Choose how often, and at what time]');
    expect(await save({ most: '3', time: '6pm', day: 'wednesday', zone: 'Paris' })).toMatchObject({
      kind: 'done',
    });
    expect(await wishes()).toMatchObject({
      weeklyMost: 3,
      ownTime: { weekday: 'wednesday', time: '18:00' },
      timezone: 'Europe/Paris',
    });
    const { blocks } = (await core.ask(ours.who('Rep2'), 'me.times')).message;
    const held = blocks.flatMap((block) =>
      block.kind === 'choice' ? block.chosen : 'value' in block ? [block.value] : [],
    );
    expect(held).toEqual(['3', '18:00', 'wednesday', 'Europe/Paris']);
    expect(await save({ most: 'none', day: 'any' })).toMatchObject({ kind: 'done' });
    expect(await wishes()).toMatchObject({ weeklyMost: null, ownTime: null, timezone: null });
  });

  test('a clock of their own is that of their night too', async () => {
    await core.ask(ours.who('Rep2'), 'me.save', {
      inputs: { [ME_INPUTS.quietFrom]: ['9pm'], [ME_INPUTS.quietTo]: ['8am'] },
    });
    expect((await wishes()).quietHours?.timezone).toBe('Europe/London');
    await save({ zone: 'Europe/Paris' });
    expect((await wishes()).quietHours?.timezone).toBe('Europe/Paris');
    await core.ask(ours.who('Rep2'), 'me.save', {
      inputs: { [ME_INPUTS.quietFrom]: ['10pm'], [ME_INPUTS.quietTo]: ['8am'] },
    });
    expect((await wishes()).quietHours?.timezone).toBe('Europe/Paris');
    expect((await wishes()).timezone).toBe('Europe/Paris');
  });

  test.each([
    ['most', { most: '4' }],
    ['day', { day: 'someday', time: '6pm' }],
    ['time', { time: 'late' }],
    ['time', { day: 'friday' }],
    ['zone', { zone: 'Atlantis' }],
    ['zone', { zone: 'UTC' }],
  ] as const)('keeps nothing of a form with a fault at %s: %o', async (at, inputs) => {
    const before = await wishes();
    expect(await save(inputs)).toMatchObject({
      kind: 'refused',
      problems: { [TIMES_INPUTS[at]]: expect.any(String) },
    });
    expect(await wishes()).toEqual(before);
  });
});

test('an invitation comes at the time of their own, if that leaves half of the pulse; a reminder only after it', async () => {
  await wish('Rep2', {
    ...firstPreferences('en-GB'),
    ownTime: { weekday: null, time: '18:00' },
  });
  await wish('Rep3', { ownTime: { weekday: 'thursday', time: '09:00' } });
  // Just then everybody is reminded.
  await wish('Rep4', { ownTime: { weekday: 'wednesday', time: '10:00' } });
  await wish('Rep5', { ownTime: { weekday: null, time: '18:00' }, timezone: 'America/New_York' });
  await core.passTo(TUESDAY_10 + 30 * HOUR);
  expect(await pulseLetters('Rep1')).toEqual(['pulse-invitation sent 0', 'pulse-reminder sent 24']);
  expect(await pulseLetters('Rep2')).toEqual(['pulse-invitation sent 8', 'pulse-reminder sent 24']);
  expect(await pulseLetters('Rep3')).toEqual(['pulse-invitation sent 0', 'pulse-reminder sent 24']);
  expect(await pulseLetters('Rep4')).toEqual(['pulse-invitation sent 24']);
  expect(await pulseLetters('Rep5')).toEqual(['pulse-invitation sent 13', 'pulse-reminder sent 24']);
});

/** A week in which everybody is on Slack and wishes something else. Gives all that a thief reads of the letters. */
async function week(answers: (name: string) => boolean) {
  const slack = scriptedPlatform('slack');
  (core.context.platforms as Map<PlatformName, Chat>).set('slack', slack);
  for (const name of NAMES) {
    const { personId } = ours.who(name);
    const account = { platform: 'slack', externalId: `T1/${name}` } as const;
    await personTable.addAccount(core.context.store, personId, account, null);
  }
  await wish('Staff2', { weeklyMost: 3 });
  await wish('Rep2', { weeklyMost: 3, ownTime: { weekday: null, time: '18:00' } });
  await wish('Rep3', { weeklyMost: 5 });
  await wish('Rep4', {
    weeklyMost: null,
    quietHours: { from: '09:00', to: '11:00', timezone: 'Europe/London' },
  });
  await core.passTo(TUESDAY_10 + HOUR);
  const [round] = await roundTable.open(core.context.store, ours.circle.id);
  for (const name of NAMES.filter(answers)) {
    const inputs = { voice: ['4'], trust: ['3'] };
    const reply = await core.ask(ours.who(name), 'pulse.answer', { subject: round?.id ?? '', inputs });
    expect(reply.kind).toBe('done');
  }
  await core.passTo(TUESDAY_10 + 5 * DAY);
  const nameOf = (id: string | null) => NAMES.find((name) => ours.who(name).id === id) ?? '';
  const letters = await core.letters(ours.circle);
  return letters
    .map(({ kind, memberId, dueAt, sentAt, state, note, attempts, contactId, id }) => {
      const contact = contactId === null ? 'none' : contactId === id ? 'own' : 'bundle';
      return [nameOf(memberId), kind, dueAt, sentAt, state, note, attempts, contact].join(' ');
    })
    .sort();
}

test('a thief of every letter reads the same, whoever answered', async () => {
  const runs: (readonly string[])[] = [];
  for (const answers of [() => false, (name: string) => /[1235]/.test(name)]) {
    await core.stop();
    await begin();
    runs.push(await week(answers));
  }
  const [silent = [], answered] = runs;
  expect(answered).toEqual(silent);
  const of = (name: string, kind: string) => silent.filter((row) => row.startsWith(`${name} ${kind} `));
  expect(of('Rep2', 'pulse-invitation')).toEqual([expect.stringMatching(/ sent .* own$/)]);
  expect(of('Rep2', 'pulse-reminder')).toEqual([expect.stringContaining('more-than-wished')]);
  expect(of('Rep3', 'pulse-reminder')).toEqual([expect.stringMatching(/ sent .* own$/)]);
}, 180_000);
