import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Context } from '../../../src/core/context.ts';
import { HOUR, MINUTE, SECOND } from '../../../src/core/instant.ts';
import type { Answering } from '../../../src/features/pulses/replies.ts';
import { cancelRound } from '../../../src/features/pulses/use-cases/cancel-round.ts';
import { createCover, type RunningCover } from '../../../src/features/pulses/use-cases/cover.ts';
import { openRoundByHand } from '../../../src/features/pulses/use-cases/open-round.ts';
import { createReplyBatcher } from '../../../src/features/pulses/use-cases/reply-batcher.ts';
import type { Round } from '../../../src/features/release/rules/pulse.ts';
import { pulseTable } from '../../../src/features/release/tables/pulses.ts';
import { type HandTimers, handTimers } from '../../support/hand-timers.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let ours: Group;
let round: Round;
let timers: HandTimers;
let cover: RunningCover;
let submitted: Answering[];
let fails: boolean;

beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group({ staff: 2, reps: 2 });
  const [pulse] = await pulseTable.list(core.context.store, ours.circle.id);
  const opened = await openRoundByHand(core.context, pulse?.id ?? '', { openFor: 2 * HOUR });
  if (!opened.ok) throw new Error(opened.code);
  round = opened.value;
  timers = handTimers(core.clock);
  [submitted, fails] = [[], false];
  const context: Context = {
    ...core.context,
    replies: {
      submit: async (answering) => {
        // Rounds of other tests may be open too.
        if (answering.roundId === round.id) submitted.push(answering);
        if (fails) throw new Error('no line');
        return { ok: false, code: 'nothing-answered' };
      },
    },
  };
  cover = createCover(context, timers);
});

const after = (milliseconds: number) => timers.ringUntil(core.clock.now() + milliseconds);

test('an open round is covered by empty answers from all of its seats, until it closes', async () => {
  cover.begin(async () => true);
  await after(HOUR);
  expect(submitted.length).toBeGreaterThan(30);
  expect(new Set(submitted.map(({ member: { id } }) => id)).size).toBe(4);
  expect(submitted.every(({ inputs }) => Object.keys(inputs).length === 0)).toBe(true);
  await timers.ringUntil(round.closesAt + MINUTE);
  const covers = submitted.length;
  await after(HOUR);
  expect(submitted).toHaveLength(covers);
  await cover.stop();
});

test('a round that is cancelled is covered no more, within half a minute', async () => {
  cover.begin(async () => true);
  await after(MINUTE);
  await cancelRound(core.context, round.id);
  await after(30 * SECOND);
  const covers = submitted.length;
  await after(HOUR);
  expect(submitted).toHaveLength(covers);
  await cover.stop();
});

test('a process that does not lead covers nothing, but for the forms that it showed', async () => {
  cover.begin(async () => false);
  await after(HOUR);
  expect(submitted).toEqual([]);
  cover.formShown(round);
  await after(10 * SECOND - 1);
  expect(submitted).toEqual([]);
  await after(3 * MINUTE);
  expect(submitted).toMatchObject([{ roundId: round.id, inputs: {} }]);
  cover.formShown(round);
  core.clock.moveTo(round.closesAt);
  await after(3 * MINUTE);
  expect(submitted).toHaveLength(1);
  await cover.stop();
});

test('a cover that fails is heard by nobody, and the others go on', async () => {
  fails = true;
  const line = core.log.length;
  cover.begin(async () => true);
  await after(HOUR);
  expect(submitted.length).toBeGreaterThan(30);
  expect(core.log.slice(line)).toEqual([]);
  await cover.stop();
});

test('nothing is covered after the end', async () => {
  cover.begin(async () => true);
  cover.formShown(round);
  await cover.stop();
  cover.formShown(round);
  expect(timers.waiting).toBe(0);
  cover.begin(async () => true);
  await after(HOUR);
  expect(submitted).toEqual([]);
});

test('replies that wait go on together, in order, each with its own outcome; a fault is thrown', async () => {
  const batches: string[][] = [];
  const batcher = createReplyBatcher(async (batch) => {
    batches.push(batch.map(({ roundId }) => roundId));
    return batch.map(({ roundId }) =>
      roundId === 'broken' ? new Error('broken') : { ok: false, code: 'closed', details: { roundId } },
    );
  });
  const submit = (roundId: string) => batcher.submit({ member: ours.who('Rep1'), roundId, inputs: {} });
  const outcomes = await Promise.allSettled(['a', 'broken', 'c'].map(submit));
  expect(batches).toEqual([['a'], ['broken', 'c']]);
  expect(outcomes).toMatchObject([
    { value: { details: { roundId: 'a' } } },
    { reason: { message: 'broken' } },
    { value: { details: { roundId: 'c' } } },
  ]);
});
