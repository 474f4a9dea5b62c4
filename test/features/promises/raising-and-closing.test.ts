import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addWeeks, isoWeekOf } from '../../../src/core/calendar/iso-week.ts';
import type { Member } from '../../../src/core/circle.ts';
import type { Context } from '../../../src/core/context.ts';
import { DAY } from '../../../src/core/instant.ts';
import { circleTable } from '../../../src/core/tables/circles.ts';
import { type PromiseItem, showPromise } from '../../../src/features/promises/rules/promise.ts';
import { promiseTable } from '../../../src/features/promises/tables.ts';
import { reword, takeBack } from '../../../src/features/promises/use-cases/own-promises.ts';
import { confirm, raise, reopen, reply } from '../../../src/features/promises/use-cases/promises.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let context: Context;
let ours: Group;
let others: Group;
let monday: number;
/** What promises that were reworded or taken back said before and since. */
let reworded: (string | null)[][];

beforeAll(async () => {
  core = await startCore();
  monday = core.clock.now();
  others = await core.group({ staff: 2, reps: 2 });
});
afterAll(() => core?.stop());
beforeEach(async () => {
  // A Monday: whatever an earlier test waited for, the week lies ahead.
  monday += 7 * DAY;
  core.clock.moveTo(monday);
  ours = await core.group({ staff: 2, reps: 2 });
  reworded = [];
  context = {
    ...core.context,
    promiseReworded: async (...[, , circle, before, now]) => {
      reworded.push([circle.id, before, now]);
      return [];
    },
  };
});

const list = () => promiseTable.list(context.store, ours.circle.id);
const find = (id: string) => promiseTable.find(context.store, id);
const weekNow = () => isoWeekOf(core.clock.now(), ours.circle.timezone);

const say = (member: Member, words = 'More tea', named = true) =>
  raise(context, ours.circle, member, { words, named });
async function raised(words = 'More tea', named = true): Promise<PromiseItem> {
  const said = await say(ours.who('Rep2'), words, named);
  if (!said.ok) throw new Error(said.code);
  return said.value;
}
const answer = (
  by: Member,
  id: string,
  words = 'We bought some',
  outcome: 'we-did' | 'we-cannot' = 'we-did',
) => reply(context, ours.circle, by, id, { outcome, words });
const close = (by: Member, id: string) => confirm(context, ours.circle, by, id);

describe('a promise', () => {
  test('is raised under a name, once', async () => {
    const item = await raised(' More tea ');
    expect(await list()).toEqual([item]);
    expect(item).toMatchObject({
      words: 'More tea',
      raisedBy: { memberId: ours.who('Rep2').id, voice: 'reps' },
      raisedIn: weekNow(),
      state: 'raised',
    });
    expect(await raised()).toEqual(item);
    await say(ours.who('Rep1'));
    await raised('More cake');
    expect(await list()).toHaveLength(3);
    core.clock.moveTo(monday + 7 * DAY);
    expect(await raised()).not.toMatchObject({ id: item.id });
  });

  test('is raised without a name for the digest to show, once, whoever says it', async () => {
    const item = await raised('More tea', false);
    const digest = await circleTable.digestSettings(context.store, ours.circle.id);
    expect(item).toMatchObject({
      raisedBy: null,
      raisedIn: isoWeekOf(digest?.nextAt ?? 0, ours.circle.timezone),
      shownIn: null,
    });
    expect(await say(ours.who('Staff1'), 'More tea', false)).toMatchObject({ value: { id: item.id } });
    expect(await list()).toEqual([item]);
    await raised('More tea', true);
    expect(await list()).toHaveLength(2);
    core.clock.moveTo(digest?.nextAt ?? 0);
    expect(await raised('More tea', false)).toMatchObject({ raisedIn: addWeeks(item.raisedIn, 1) });
  });

  test('is answered, found wanting, answered anew, and closed by a rep; then it may be raised again', async () => {
    const { id } = await raised();
    expect(await answer(ours.who('Staff1'), id)).toMatchObject({ value: { state: 'answered' } });
    expect(await find(id)).toMatchObject({
      reply: { words: 'We bought some', outcome: 'we-did', week: weekNow() },
    });
    await answer(ours.who('Staff2'), id, 'No money', 'we-cannot');
    expect(await find(id)).toMatchObject({ reply: { outcome: 'we-cannot', words: 'No money' } });
    expect(await reopen(context, ours.who('Rep1'), id)).toMatchObject({ value: { state: 'reopened' } });
    expect(await find(id)).toMatchObject({ state: 'reopened', reply: { words: 'No money' } });
    await answer(ours.who('Staff1'), id);
    const digest = await circleTable.digestSettings(context.store, ours.circle.id);
    expect(await close(ours.who('Rep1'), id)).toMatchObject({ value: { state: 'confirmed' } });
    expect(await find(id)).toMatchObject({
      state: 'confirmed',
      confirmed: {
        by: { memberId: ours.who('Rep1').id },
        week: isoWeekOf(digest?.nextAt ?? 0, ours.circle.timezone),
      },
    });
    for (const again of [
      () => close(ours.who('Rep1'), id),
      () => reopen(context, ours.who('Rep1'), id),
      () => answer(ours.who('Staff1'), id),
    ]) {
      expect(await again()).toMatchObject({ code: 'already-confirmed' });
    }
    expect(await raised()).not.toMatchObject({ id });
  });

  test('that was closed counts for the digest that will tell of it', async () => {
    const { id } = await raised();
    await answer(ours.who('Staff1'), id);
    const digest = await circleTable.digestSettings(context.store, ours.circle.id);
    const week = isoWeekOf(digest?.nextAt ?? 0, ours.circle.timezone);
    context = {
      ...context,
      isDigestOut: async (_, circleId, out) => circleId === ours.circle.id && out === week,
    };
    await close(ours.who('Rep1'), id);
    expect(await find(id)).toMatchObject({ confirmed: { week: addWeeks(week, 1) } });
  });

  test.each<[string, (item: PromiseItem) => Promise<unknown>]>([
    ['nothing-to-confirm', ({ id }) => close(ours.who('Rep1'), id)],
    ['nothing-to-confirm', ({ id }) => reopen(context, ours.who('Rep1'), id)],
    ['not-a-rep', ({ id }) => close(ours.who('Staff1'), id)],
    ['not-a-rep', ({ id }) => reopen(context, ours.who('Staff1'), id)],
    ['no-words', ({ id }) => answer(ours.who('Staff1'), id, ' ')],
    ['words-too-long', ({ id }) => answer(ours.who('Staff1'), id, 'x'.repeat(501))],
    ['no-words', () => say(ours.who('Rep1'), ' ')],
    ['no-words', () => say(ours.who('Rep1'), ' ', false)],
    ['words-too-long', () => say(ours.who('Rep1'), 'x'.repeat(501))],
    ['other-circle', () => say(others.who('Rep1'))],
    ['other-circle', ({ id }) => answer(others.who('Staff1'), id)],
    ['other-circle', ({ id }) => close(others.who('Rep1'), id)],
    ['other-circle', ({ id }) => reopen(context, others.who('Rep1'), id)],
    ['no-such-promise', () => answer(ours.who('Staff1'), 'unknown')],
    ['no-such-promise', () => close(ours.who('Rep1'), 'unknown')],
    ['no-such-promise', () => reopen(context, ours.who('Rep1'), 'unknown')],
  ])('%s: refused, and nothing changes', async (code, does) => {
    const item = await raised();
    expect(await does(item)).toMatchObject({ code });
    expect(await list()).toEqual([item]);
  });

  test('is not judged by who replied to it', async () => {
    const { id } = await raised();
    await answer(ours.who('Rep1'), id);
    for (const judged of [close(ours.who('Rep1'), id), reopen(context, ours.who('Rep1'), id)])
      expect(await judged).toMatchObject({ code: 'own-reply' });
    expect(await close(ours.who('Rep2'), id)).toMatchObject({ ok: true });
  });

  test('without a name is nobody’s to touch before a digest has shown it', async () => {
    const item = await raised('More tea', false);
    for (const touched of [
      answer(ours.who('Staff1'), item.id),
      close(ours.who('Rep1'), item.id),
      reword(context, ours.circle, ours.who('Rep2'), item.id, 'More'),
      takeBack(context, ours.circle, ours.who('Rep2'), item.id),
    ]) {
      expect(await touched).toMatchObject({ code: 'not-shown-yet' });
    }
    await promiseTable.save(context.store, showPromise(item, weekNow()));
    expect(await answer(ours.who('Staff1'), item.id)).toMatchObject({ ok: true });
    expect(await takeBack(context, ours.circle, ours.who('Rep2'), item.id)).toMatchObject({
      code: 'not-its-author',
    });
  });
});

describe('its author', () => {
  const change = (by: Member, id: string, words = 'More green tea', group = ours) =>
    reword(context, group.circle, by, id, words);
  const take = (by: Member, id: string, group = ours) => takeBack(context, group.circle, by, id);

  test('puts other words in its place, and what showed the old ones follows', async () => {
    const { id } = await raised();
    expect(await change(ours.who('Rep2'), id, ' More green tea ')).toMatchObject({
      value: { words: 'More green tea', changedIn: weekNow() },
    });
    expect(await find(id)).toMatchObject({ words: 'More green tea' });
    await change(ours.who('Rep2'), id);
    expect(reworded).toEqual([[ours.circle.id, 'More tea', 'More green tea']]);
  });

  test('takes it back: nothing is kept, and what showed it follows; once', async () => {
    const { id } = await raised();
    expect(await take(ours.who('Rep2'), id)).toMatchObject({ ok: true });
    expect(await find(id)).toBeNull();
    expect(await take(ours.who('Rep2'), id)).toMatchObject({ code: 'no-such-promise' });
    expect(await change(ours.who('Rep2'), id)).toMatchObject({ code: 'no-such-promise' });
    expect(reworded).toEqual([[ours.circle.id, 'More tea', null]]);
  });

  test('alone does either; rewords until somebody replied, and takes it back until it is closed', async () => {
    const { id } = await raised();
    for (const does of [change, take]) {
      expect(await does(ours.who('Rep1'), id)).toMatchObject({ code: 'not-its-author' });
      expect(await does(others.who('Rep2'), id)).toMatchObject({ code: 'other-circle' });
    }
    expect(await change(ours.who('Rep2'), id, '')).toMatchObject({ code: 'no-words' });
    await answer(ours.who('Staff1'), id);
    expect(await change(ours.who('Rep2'), id)).toMatchObject({ code: 'answered-before' });
    await close(ours.who('Rep1'), id);
    for (const does of [change, take])
      expect(await does(ours.who('Rep2'), id)).toMatchObject({ code: 'already-confirmed' });
    expect(await find(id)).toMatchObject({ words: 'More tea' });
    expect(reworded).toEqual([]);
  });
});
