import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addWeeks, isoWeekOf } from '../../../src/core/calendar/iso-week.ts';
import { DAY } from '../../../src/core/instant.ts';
import { circleTable } from '../../../src/core/tables/circles.ts';
import { unnamedWordsTable } from '../../../src/features/unnamed-words/tables.ts';
import { saySomething, weekToBeShown } from '../../../src/features/unnamed-words/use-cases.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let ours: Group;
let monday: number;

beforeAll(async () => {
  core = await startCore();
  monday = core.clock.now();
});
afterAll(() => core?.stop());
beforeEach(async () => {
  // A Monday: whatever an earlier test waited for, the week lies ahead.
  monday += 7 * DAY;
  core.clock.moveTo(monday);
  ours = await core.group({ staff: 2, reps: 2 });
});

const say = (words: string, { circle } = ours) => saySomething(core.context, circle, words);
const kept = ({ circle } = ours) => unnamedWordsTable.all(core.context.store, circle.id);
const week = () => core.context.store.transact((tx) => weekToBeShown(core.context, tx, ours.circle));
const weekOf = (moment: number) => isoWeekOf(moment, ours.circle.timezone);
const digestAt = async () =>
  (await circleTable.digestSettings(core.context.store, ours.circle.id))?.nextAt ?? 0;

test('words are kept once for the next digest, trimmed, with nothing that leads to who said them', async () => {
  const said = await say('  It was loud. ');
  const shownBy = weekOf(await digestAt());
  expect(await kept()).toEqual([
    {
      id: said.ok && said.value.id,
      circleId: ours.circle.id,
      week: shownBy,
      words: 'It was loud.',
      shownIn: null,
    },
  ]);
  expect(await say('It was loud.')).toEqual(said);
  await say('It was long.');
  expect(await kept()).toHaveLength(2);
  expect(core.enqueued().filter(({ name }) => name !== 'deliver')).toEqual([]);
});

test('the same words in another circle, or once they were shown, are others', async () => {
  const others = await core.group({ staff: 2, reps: 2 });
  await say('It was loud.');
  await say('It was loud.', others);
  expect([(await kept()).length, (await kept(others)).length]).toEqual([1, 1]);
  const [first] = await kept();
  await unnamedWordsTable.markShown(core.context.store, [first?.id ?? ''], first?.week ?? '');
  await say('It was loud.');
  expect(await kept()).toHaveLength(2);
});

test.each([
  ['no-words', ' \n '],
  ['words-too-long', 'x'.repeat(501)],
])('%s: nothing is kept', async (code, words) => {
  expect(await say(words)).toMatchObject({ code });
  expect(await kept()).toEqual([]);
});

test('words come into the digest that stewards have yet to see the words of: up to a day before it', async () => {
  const at = await digestAt();
  core.clock.moveTo(at - DAY - 1);
  expect(await week()).toBe(weekOf(at));
  core.clock.moveTo(at - DAY);
  expect(await week()).toBe(addWeeks(weekOf(at), 1));
});

test('words that come after stewards were shown those of a week wait for the next, however far the digest moves', async () => {
  const at = await digestAt();
  await circleTable.setReviewed(core.context.store, ours.circle.id, weekOf(at));
  expect(await week()).toBe(addWeeks(weekOf(at), 1));
  await say('It was loud.');
  expect(await kept()).toMatchObject([{ week: addWeeks(weekOf(at), 1) }]);
});

test('the same words that wait for another week are kept for this one too', async () => {
  const at = await digestAt();
  await say('It was loud.');
  await circleTable.setReviewed(core.context.store, ours.circle.id, weekOf(at));
  await say('It was loud.');
  expect((await kept()).map((each) => each.week).sort()).toEqual([weekOf(at), addWeeks(weekOf(at), 1)]);
});
