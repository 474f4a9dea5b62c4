import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DAY } from '../../../src/core/instant.ts';
import { plainText } from '../../../src/core/messages/plain-text.ts';
import { composeLetter } from '../../../src/core/outbox/notifications.ts';
import { circleTable } from '../../../src/core/tables/circles.ts';
import { offersSlower, type ToldRound } from '../../../src/features/pulses/rules/slower.ts';
import { openScheduledRound } from '../../../src/features/pulses/use-cases/open-round.ts';
import type { Pulse } from '../../../src/features/release/rules/pulse.ts';
import { pulseTable } from '../../../src/features/release/tables/pulses.ts';
import { roundOf } from '../../support/closed-round.ts';
import { make } from '../../support/standing.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

const SILENT: ToldRound['release'] = {
  questions: [{ question: 'voice', outcome: 'withheld', reason: 'too-few' }],
  comments: [{ question: 'more', outcome: 'withheld', reason: 'too-few' }],
};
const HEARD: ToldRound['release'] = {
  ...SILENT,
  comments: [{ question: 'more', outcome: 'shown', texts: ['Good.'] }],
};

test.each([
  ['', null],
  ['s', null],
  ['ss', 1],
  ['sss', 1],
  ['ssss', null],
  ['shs', null],
  ['ssh', null],
  ['sshss', null],
  ['sshs', null],
  ['hshss', 4],
  ['hsss', 2],
])('rounds that were silent or heard: %s', (said, offered) => {
  const rounds = [...said].map((each, index) => ({
    roundId: String(index),
    release: each === 's' ? SILENT : HEARD,
  }));
  expect(offersSlower(rounds)).toBe(offered === null ? null : String(offered));
});

let core: TestCore;
let ours: Group;
let pulse: Pulse;
beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group();
  const [first] = await pulseTable.list(core.context.store, ours.circle.id);
  if (first === undefined) throw new Error('no pulse');
  pulse = first;
});

const offers = async () => (await core.letters(ours.circle)).filter(({ kind }) => kind === 'pulse-slower');
const closed = (weeksAgo: number) =>
  roundOf(core.context, ours, core.clock.now() - weeksAgo * 7 * DAY - 3 * DAY, SILENT);
/** The scheduled opening, at this moment. */
async function open(): Promise<void> {
  await pulseTable.setNextOpening(core.context.store, pulse.id, core.clock.now());
  await openScheduledRound(core.context, pulse.id);
}

test('stewards are offered a slower rhythm once, when the next round opens', async () => {
  await closed(2);
  await closed(1);
  await open();
  const letters = await offers();
  expect(letters.map(({ memberId }) => memberId).sort()).toEqual(
    [ours.who('Staff1').id, ours.who('Rep1').id].sort(),
  );
  const [letter] = letters;
  if (letter === undefined) throw new Error('no letter');
  const words = await composeLetter(core.context, letter, ours.circle, ours.who('Staff1'), 'web');
  if (typeof words === 'string') throw new Error(words);
  expect(plainText(words)).toContain('Two times in a row “Having a voice” could show nothing.');
  expect(words.blocks).toContainEqual({
    kind: 'actions',
    buttons: [
      {
        label: 'Change “Having a voice”',
        action: { name: 'pulse-settings.form', subject: pulse.id },
        weight: 'primary',
      },
    ],
  });
  core.clock.moveTo(core.clock.now() + 7 * DAY);
  await open();
  expect(await offers()).toHaveLength(letters.length);
  await make(core, ours, 'Staff1', { steward: false });
  expect(await composeLetter(core.context, letter, ours.circle, await ours.now('Staff1'), 'web')).toBeTypeOf(
    'string',
  );
});

test('not for what no digest has told yet, nor where it is slow already', async () => {
  await closed(2);
  await closed(1);
  const { store } = core.context;
  await circleTable.setNextDigest(store, ours.circle.id, core.clock.now() - 4 * DAY);
  await open();
  expect(await offers()).toEqual([]);
  core.clock.moveTo(core.clock.now() + 7 * DAY);
  await circleTable.setNextDigest(store, ours.circle.id, core.clock.now() + 7 * DAY);
  await pulseTable.save(store, {
    ...pulse,
    schedule: {
      kind: 'quarterly',
      ordinal: 'first',
      weekday: 'tuesday',
      time: '10:00',
      anchor: '2026-11-16',
    },
  });
  await open();
  expect(await offers()).toEqual([]);
});
