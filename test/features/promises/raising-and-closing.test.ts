import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addWeeks, isoWeekOf } from '../../../src/core/calendar/iso-week.ts';
import type { Member } from '../../../src/core/circle.ts';
import type { Context } from '../../../src/core/context.ts';
import { DAY } from '../../../src/core/instant.ts';
import { plainText } from '../../../src/core/messages/plain-text.ts';
import { deliver } from '../../../src/core/outbox/deliver.ts';
import type { Message } from '../../../src/core/ports/message.ts';
import { circleTable } from '../../../src/core/tables/circles.ts';
import { type PromiseItem, showPromise } from '../../../src/features/promises/rules/promise.ts';
import { promiseTable } from '../../../src/features/promises/tables.ts';
import { reword, takeBack } from '../../../src/features/promises/use-cases/own-promises.ts';
import {
  agree,
  askSomebody,
  begin,
  judge,
  letGo,
  openAgain,
  raise,
  reply,
  takeOn,
  takeOverFrom,
} from '../../../src/features/promises/use-cases/promises.ts';
import { make } from '../../support/standing.ts';
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
  others = await core.group({ staff: 2, reps: 3 });
});
afterAll(() => core?.stop());
beforeEach(async () => {
  // A Monday: whatever an earlier test waited for, the week lies ahead.
  monday += 7 * DAY;
  core.clock.moveTo(monday);
  ours = await core.group({ staff: 2, reps: 3 });
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
const DID = { words: 'We bought some', outcome: 'we-did' } as const;
const CANNOT = { words: 'No money', outcome: 'we-cannot' } as const;
const answer = (by: Member, id: string, said: Parameters<typeof reply>[3] = DID) =>
  reply(context, by, id, said);
const done = (name: string, id: string, group = ours) => judge(context, group.who(name), id, 'done');
/** As they read it on a button of the reply with this number. */
const reading = (name: string, id: string, number: number) =>
  judge(context, ours.who(name), id, 'done', String(number));
const notYet = (name: string, id: string, group = ours) => judge(context, group.who(name), id, 'not-yet');
const again = (name: string, id: string, reason = 'It ran out', group = ours) =>
  openAgain(context, group.who(name), id, reason);
const weekAhead = async () => {
  const digest = await circleTable.digestSettings(context.store, ours.circle.id);
  return isoWeekOf(digest?.nextAt ?? 0, ours.circle.timezone);
};
const aboutPromises = async () =>
  (await core.letters(ours.circle)).filter(({ kind }) => kind.startsWith('promise-'));
/** Posts what is due of them, and nothing else that other weeks and circles left waiting. */
async function post(): Promise<void> {
  for (const { id, dueAt, state } of await aboutPromises())
    if (state === 'due' && dueAt <= core.clock.now()) await deliver(context, id);
}
/** Letters about promises to each person, in what state, as often as there are. */
async function letters(): Promise<string[]> {
  const names = new Map(
    ['Staff1', 'Staff2', 'Rep1', 'Rep2', 'Rep3'].map((name) => [ours.who(name).id, name]),
  );
  return (await aboutPromises())
    .map(({ kind, memberId, state }) => `${kind} ${names.get(memberId ?? '')} ${state}`)
    .sort();
}

const valueOn = ({ blocks }: Message) =>
  blocks.flatMap((block) => (block.kind === 'actions' ? block.buttons : []))[0]?.action.value ?? '';

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

  test('is answered, sent back, answered anew, and closed by who asked; then it may be raised again', async () => {
    const { id } = await raised();
    expect(await answer(ours.who('Staff1'), id)).toMatchObject({ value: { state: 'answered' } });
    expect(await find(id)).toMatchObject({
      reply: { words: 'We bought some', outcome: 'we-did', week: weekNow(), askerUntil: monday + 7 * DAY },
    });
    await answer(ours.who('Staff2'), id, CANNOT);
    expect(await find(id)).toMatchObject({ reply: { outcome: 'we-cannot', words: 'No money' } });
    expect(await notYet('Rep2', id)).toMatchObject({ value: { state: 'not-yet' } });
    expect(await find(id)).toMatchObject({ state: 'not-yet', reply: { words: 'No money' } });
    await answer(ours.who('Staff1'), id);
    // The button of a page that shows the reply before this one.
    expect(await reading('Rep2', id, 2)).toMatchObject({ code: 'reply-changed' });
    expect(await reading('Rep2', id, 3)).toMatchObject({ value: { state: 'kept' } });
    expect(await find(id)).toMatchObject({ state: 'kept', closed: { by: 'asker', week: await weekAhead() } });
    for (const after of [done('Rep2', id), notYet('Rep2', id), answer(ours.who('Staff1'), id)])
      expect(await after).toMatchObject({ code: 'kept-before' });
    expect(await raised()).not.toMatchObject({ id });
  });

  test('answered with a no, closes as refused, whoever else presses what', async () => {
    const { id } = await raised();
    await answer(ours.who('Staff1'), id, CANNOT);
    expect(await judge(context, ours.who('Rep1'), id, 'reason')).toMatchObject({ code: 'asker-first' });
    expect(await done('Rep2', id)).toMatchObject({ code: 'reply-changed' });
    expect(await find(id)).toMatchObject({ state: 'answered', closed: null });
    expect(await judge(context, ours.who('Rep2'), id, 'reason')).toMatchObject({
      value: { state: 'refused' },
    });
    expect(await judge(context, ours.who('Rep2'), id, 'reason')).toMatchObject({ code: 'refused-before' });
  });

  test('is closed by two reps once the time of who asked is over', async () => {
    const { id } = await raised();
    await answer(ours.who('Staff1'), id);
    core.clock.moveTo(monday + 7 * DAY);
    expect(await done('Rep1', id)).toMatchObject({ value: { state: 'answered' } });
    expect(await done('Rep1', id)).toMatchObject({ value: { state: 'answered' } });
    expect(await done('Rep3', id)).toMatchObject({ value: { state: 'kept', closed: { by: 'reps' } } });
  });

  test('is opened again once, by anybody, with a reason; and then closed for good', async () => {
    const { id } = await raised();
    await answer(ours.who('Staff1'), id);
    expect(await again('Staff2', id)).toMatchObject({ code: 'not-closed' });
    await done('Rep2', id);
    expect(await again('Staff2', id, ' ')).toMatchObject({ code: 'no-words' });
    expect(await again('Staff2', id)).toMatchObject({ value: { state: 'raised' } });
    expect(await again('Staff2', id)).toMatchObject({ code: 'not-closed' });
    expect(await find(id)).toMatchObject({
      reopened: { reason: 'It ran out', by: { memberId: ours.who('Staff2').id } },
    });
    await answer(ours.who('Staff1'), id);
    await done('Rep2', id);
    expect(await again('Rep2', id)).toMatchObject({ code: 'opened-before' });
  });

  test('that was closed counts for the digest that will tell of it', async () => {
    const { id } = await raised();
    await answer(ours.who('Staff1'), id);
    const week = await weekAhead();
    context = {
      ...context,
      isDigestOut: async (_, circleId, out) => circleId === ours.circle.id && out === week,
    };
    await done('Rep2', id);
    expect(await find(id)).toMatchObject({ closed: { week: addWeeks(week, 1) } });
  });

  test.each<[string, (item: PromiseItem) => Promise<unknown>]>([
    ['nothing-to-confirm', ({ id }) => done('Rep1', id)],
    ['nothing-to-confirm', ({ id }) => notYet('Rep1', id)],
    ['not-a-rep', ({ id }) => done('Staff1', id)],
    ['not-a-rep', ({ id }) => notYet('Staff1', id)],
    ['no-words', ({ id }) => answer(ours.who('Staff1'), id, { ...DID, words: ' ' })],
    ['words-too-long', ({ id }) => answer(ours.who('Staff1'), id, { ...DID, words: 'x'.repeat(501) })],
    ['no-words', () => say(ours.who('Rep1'), ' ')],
    ['no-words', () => say(ours.who('Rep1'), ' ', false)],
    ['words-too-long', () => say(ours.who('Rep1'), 'x'.repeat(501))],
    ['other-circle', () => say(others.who('Rep1'))],
    ['other-circle', ({ id }) => answer(others.who('Staff1'), id)],
    ['other-circle', ({ id }) => done('Rep1', id, others)],
    ['other-circle', ({ id }) => notYet('Rep1', id, others)],
    ['other-circle', ({ id }) => again('Rep1', id, 'Why not', others)],
    ['other-circle', ({ id }) => takeOn(context, others.who('Rep1'), id, null)],
    ['no-choice', ({ id }) => askSomebody(context, ours.who('Rep1'), id, others.who('Rep1').id)],
    ['no-choice', ({ id }) => askSomebody(context, ours.who('Rep1'), id, ours.who('Rep1').id)],
    ['request-over', ({ id }) => agree(context, ours.who('Rep1'), id)],
    ['due-passed', ({ id }) => takeOn(context, ours.who('Rep1'), id, '2026-11-15')],
    ['not-its-owner', ({ id }) => begin(context, ours.who('Rep1'), id, null)],
    ['no-such-promise', () => answer(ours.who('Staff1'), 'unknown')],
    ['no-such-promise', () => done('Rep1', 'unknown')],
    ['no-such-promise', () => again('Rep1', 'unknown')],
    ['no-such-promise', () => letGo(context, ours.who('Rep1'), 'unknown')],
  ])('%s: refused, and nothing changes', async (code, does) => {
    const item = await raised();
    expect(await does(item)).toMatchObject({ code });
    expect(await list()).toEqual([item]);
    expect(await letters()).toEqual([]);
  });

  test('without a name is nobody’s to touch before a digest has shown it', async () => {
    const item = await raised('More tea', false);
    for (const touched of [
      answer(ours.who('Staff1'), item.id),
      done('Rep1', item.id),
      takeOn(context, ours.who('Rep1'), item.id, null),
      reword(context, ours.who('Rep2'), item.id, 'More'),
      takeBack(context, ours.who('Rep2'), item.id),
    ]) {
      expect(await touched).toMatchObject({ code: 'not-shown-yet' });
    }
    await promiseTable.save(context.store, showPromise(item, weekNow()));
    expect(await answer(ours.who('Staff1'), item.id)).toMatchObject({ ok: true });
    expect(await takeBack(context, ours.who('Rep2'), item.id)).toMatchObject({ code: 'not-its-author' });
  });
});

describe('who is told', () => {
  test('of a reply: who asked at once, and the other reps in seven days if they have not said; each once', async () => {
    const { id } = await raised();
    await answer(ours.who('Staff1'), id);
    await answer(ours.who('Staff1'), id);
    await post();
    expect(await letters()).toEqual([
      'promise-answered Rep2 sent',
      'promise-to-close Rep1 due',
      'promise-to-close Rep3 due',
    ]);
    core.clock.moveTo(monday + 7 * DAY);
    await post();
    expect((await letters()).filter((each) => each.endsWith('sent'))).toHaveLength(3);
  });

  test('nobody but who asked, where they say', async () => {
    const { id } = await raised();
    await answer(ours.who('Staff1'), id, CANNOT);
    await post();
    await judge(context, ours.who('Rep2'), id, 'reason');
    core.clock.moveTo(monday + 8 * DAY);
    await post();
    expect(await letters()).toEqual([
      'promise-answered Rep2 sent',
      'promise-to-close Rep1 dropped',
      'promise-to-close Rep3 dropped',
    ]);
  });

  test('of a reply to words without a name: every rep alike, and no letter is for who wrote them', async () => {
    const item = await raised('More tea', false);
    await promiseTable.save(context.store, showPromise(item, weekNow()));
    await answer(ours.who('Staff1'), item.id);
    await post();
    expect(await letters()).toEqual([
      'promise-to-close Rep1 sent',
      'promise-to-close Rep2 sent',
      'promise-to-close Rep3 sent',
    ]);
    const payloads = (await aboutPromises()).map(({ payload }) => JSON.stringify(payload));
    expect(new Set(payloads).size).toBe(1);
  });

  test('a reply that took the place of another asks anew, and what was sent about the first asks no more', async () => {
    const { id } = await raised('More tea', false).then(async (item) => {
      await promiseTable.save(context.store, showPromise(item, weekNow()));
      return item;
    });
    await answer(ours.who('Staff1'), id);
    await post();
    await answer(ours.who('Staff2'), id, CANNOT);
    await post();
    const asked = await aboutPromises();
    expect(asked).toHaveLength(6);
    const corrected = (await core.letters(ours.circle)).filter(({ subject }) =>
      asked.some((letter) => letter.id === subject),
    );
    expect(corrected).toHaveLength(3);
  });
});

test('a reply that somebody else gave meanwhile is not written over unseen', async () => {
  const { id } = await raised();
  const form = await core.ask(ours.who('Staff1'), 'promise.reply-form', { subject: id });
  const value = valueOn(form.message);
  expect(form.message.blocks.some(({ kind }) => kind === 'facts')).toBe(true);
  expect((await answer(ours.who('Staff2'), id)).ok).toBe(true);
  const inputs = { outcome: ['we-cannot'], words: ['No money'] };
  const late = await core.ask(ours.who('Staff1'), 'promise.reply', { subject: id, value, inputs });
  if (late.kind !== 'refused' || late.form === undefined) throw new Error(late.kind);
  expect(late.message.summary).toContain('The reply has changed since');
  expect(JSON.stringify(late.form.blocks)).toContain('We bought some');
  expect((await find(id))?.reply).toMatchObject(DID);
  const read = await core.ask(ours.who('Staff1'), 'promise.reply', {
    subject: id,
    value: valueOn(late.form),
    inputs,
  });
  expect(read.kind).toBe('done');
  expect((await find(id))?.reply).toMatchObject(CANNOT);
});

test('where who asked moves or leaves, two reps may close it at once', async () => {
  const list = () => core.ask(ours.who('Rep1'), 'promises.show', { subject: ours.circle.id });
  const { id } = await raised();
  await answer(ours.who('Staff1'), id);
  expect(await done('Rep1', id)).toMatchObject({ code: 'asker-first' });
  await make(core, ours, 'Rep2', { voice: 'staff' });
  expect(await done('Rep1', id)).toMatchObject({ ok: true });
  await make(core, ours, 'Rep2', { leftAt: core.clock.now() });
  expect(plainText((await list()).message)).toContain('Somebody who has left');
  expect(await done('Rep3', id)).toMatchObject({ value: { state: 'kept' } });
});

test('letters that quote a promise follow it, whatever they asked for', async () => {
  const { id } = await raised();
  await askSomebody(context, ours.who('Rep1'), id, ours.who('Staff1').id);
  await post();
  const [letter] = await aboutPromises();
  const corrections = async () =>
    (await core.letters(ours.circle)).filter(({ subject }) => subject === letter?.id).length;
  await reword(context, ours.who('Rep2'), id, 'More green tea');
  expect(await corrections()).toBe(1);
  await takeBack(context, ours.who('Rep2'), id);
  expect(await corrections()).toBe(2);
  expect(await promiseTable.find(context.store, id)).toMatchObject({ askedId: null });
});

test('letters about an earlier reply that are still to come are not sent', async () => {
  const { id } = await raised();
  await answer(ours.who('Staff1'), id);
  await answer(ours.who('Rep2'), id, { ...DID, words: 'I brought some' });
  core.clock.moveTo(monday + 7 * DAY);
  await post();
  expect((await letters()).filter((each) => each.startsWith('promise-to-close'))).toEqual([
    'promise-to-close Rep1 dropped',
    'promise-to-close Rep1 sent',
    'promise-to-close Rep3 dropped',
    'promise-to-close Rep3 sent',
  ]);
});

test('who gave a first yes by mistake finds “not yet” in the answer and on the list, and nobody else does', async () => {
  const { id } = await raised('More tea', false);
  await promiseTable.save(context.store, showPromise((await find(id)) as PromiseItem, weekNow()));
  await answer(ours.who('Staff1'), id);
  const yes = await core.ask(ours.who('Rep1'), 'promise.confirm', { subject: id, value: '1' });
  expect(JSON.stringify(yes)).toContain('promise.reopen');
  const shown = async (name: string) => JSON.stringify(await core.ask(ours.who(name), 'promises.show'));
  expect(await shown('Rep1')).toContain('Was that a mistake?');
  expect(await shown('Rep1')).not.toContain('promise.confirm');
  expect(await shown('Rep3')).not.toContain('Was that a mistake?');
  expect(await shown('Staff1')).not.toContain('promise.reopen');
  await core.ask(ours.who('Rep1'), 'promise.reopen', { subject: id, value: '1' });
  expect(await find(id)).toMatchObject({ state: 'not-yet', reply: { firstYes: null } });
});

describe('who looks after it', () => {
  test('takes it with a day, is nudged before and after it, and no more', async () => {
    const { id } = await raised();
    await takeOn(context, ours.who('Staff1'), id, '2027-11-30');
    expect(await takeOn(context, ours.who('Staff2'), id, null)).toMatchObject({ code: 'has-owner' });
    const day = Date.parse('2027-11-30T00:00:00Z');
    await takeOn(context, ours.who('Staff1'), id, '2027-11-30');
    const due = (await core.letters(ours.circle)).filter(({ kind }) => kind === 'promise-nudge');
    expect(due.map(({ dueAt }) => dueAt)).toEqual([day - 2 * DAY, day + DAY]);
  });

  test('is asked and says no: the list does not name them, the letter is put right, nobody is told', async () => {
    const { id } = await raised();
    await askSomebody(context, ours.who('Rep1'), id, ours.who('Staff1').id);
    await post();
    const press = () => core.ask(ours.who('Staff1'), 'promise.own-no', { subject: id });
    expect(await press()).toMatchObject({ kind: 'done' });
    expect(await find(id)).toMatchObject({ askedId: null, ownerId: null });
    const shown = JSON.stringify(await core.ask(ours.who('Rep1'), 'promises.show'));
    expect(shown).not.toContain('is asked');
    const before = await letters();
    expect(await press()).toMatchObject({ kind: 'done' });
    expect(await letters()).toEqual(before);
    expect(before).toEqual(['promise-owner-asked Staff1 sent']);
  });

  test('is somebody else, who takes it over with a press: the one of before is told, once', async () => {
    const { id } = await raised();
    await takeOn(context, ours.who('Staff1'), id, null);
    const form = await core.ask(ours.who('Staff2'), 'promise.owner-form', { subject: id });
    expect(JSON.stringify(form)).toContain(`"value":"${ours.who('Staff1').id}"`);
    const press = (name: string) =>
      core.ask(ours.who(name), 'promise.own', { subject: id, value: ours.who('Staff1').id });
    expect(await press('Staff2')).toMatchObject({ kind: 'done' });
    expect(await press('Staff2')).toMatchObject({ kind: 'done' });
    expect(await press('Rep1')).toMatchObject({ kind: 'refused' });
    expect(await find(id)).toMatchObject({ ownerId: ours.who('Staff2').id });
    await post();
    const told = (await letters()).filter((each) => !each.startsWith('promise-nudge'));
    expect(told).toEqual(['promise-taken-over Staff1 sent']);
  });

  test('is not told of a take-over that was undone before they read of it', async () => {
    const { id } = await raised();
    await takeOn(context, ours.who('Staff1'), id, null);
    const by = (name: string, from: string) =>
      takeOverFrom(context, ours.who(name), id, { from: ours.who(from).id, dueOn: null });
    await by('Staff2', 'Staff1');
    await by('Staff1', 'Staff2');
    await post();
    expect(await letters()).toContain('promise-taken-over Staff1 dropped');
    expect(await letters()).toContain('promise-taken-over Staff2 sent');
  });

  test('reads that others close it, unless they asked for it', async () => {
    const { id } = await raised();
    const form = async (name: string) =>
      JSON.stringify(await core.ask(ours.who(name), 'promise.owner-form', { subject: id }));
    expect(await form('Staff1')).toContain('does not say if it is done');
    expect(await form('Rep2')).not.toContain('does not say if it is done');
  });

  test('is asked for another day when it is opened again', async () => {
    const { id } = await raised();
    await takeOn(context, ours.who('Staff1'), id, '2027-11-30');
    await answer(ours.who('Staff2'), id);
    await done('Rep2', id);
    expect(await again('Rep1', id)).toMatchObject({ value: { dueOn: null } });
    await post();
    expect(await letters()).toContain('promise-nudge Staff1 sent');
  });

  test('is asked and says yes; a nudge that no longer fits is not sent', async () => {
    const { id } = await raised();
    await askSomebody(context, ours.who('Rep1'), id, ours.who('Staff1').id);
    await askSomebody(context, ours.who('Rep2'), id, ours.who('Staff1').id);
    expect(await agree(context, ours.who('Staff2'), id)).toMatchObject({ code: 'request-over' });
    const late = await core.ask(ours.who('Staff2'), 'promise.own-yes', { subject: id });
    expect(late).toMatchObject({ kind: 'refused', reason: 'conflict' });
    expect(late.message.summary).toContain('You are not asked to look after this promise any more');
    await post();
    expect(await letters()).toEqual(['promise-owner-asked Staff1 sent']);
    expect(await agree(context, ours.who('Staff1'), id)).toMatchObject({
      value: { ownerId: ours.who('Staff1').id },
    });
    expect(await agree(context, ours.who('Staff1'), id)).toMatchObject({ ok: true });
    const begun = await begin(context, ours.who('Staff1'), id, null);
    expect(begun).toMatchObject({ value: { state: 'in-progress' } });
    await answer(ours.who('Staff1'), id);
    await done('Rep2', id);
    core.clock.moveTo(monday + 29 * DAY);
    await post();
    expect((await letters()).filter((each) => each.startsWith('promise-nudge'))).toEqual([
      'promise-nudge Staff1 dropped',
    ]);
  });

  test('hears of a “not yet” and may give it back', async () => {
    const { id } = await raised();
    await takeOn(context, ours.who('Staff1'), id, null);
    await answer(ours.who('Staff2'), id);
    await notYet('Rep2', id);
    await post();
    expect(await letters()).toContain('promise-nudge Staff1 sent');
    expect(await letGo(context, ours.who('Staff2'), id)).toMatchObject({ code: 'not-its-owner' });
    expect(await letGo(context, ours.who('Staff1'), id)).toMatchObject({ value: { ownerId: null } });
    expect(await letGo(context, ours.who('Staff1'), id)).toMatchObject({ ok: true });
  });
});

describe('its author', () => {
  const change = (by: Member, id: string, words = 'More green tea') => reword(context, by, id, words);
  const take = (by: Member, id: string) => takeBack(context, by, id);

  test('puts other words in its place, and what showed the old ones follows', async () => {
    const { id } = await raised();
    expect(await change(ours.who('Rep2'), id, ' More green tea ')).toMatchObject({
      value: { words: 'More green tea', changedIn: weekNow() },
    });
    expect(await find(id)).toMatchObject({ words: 'More green tea' });
    await change(ours.who('Rep2'), id);
    expect(reworded).toEqual([[ours.circle.id, 'More tea', 'More green tea']]);
  });

  test('takes it back: that one was is kept and nothing else, and what showed it follows; once', async () => {
    const { id } = await raised();
    expect(await take(ours.who('Rep2'), id)).toMatchObject({ ok: true });
    expect(await find(id)).toMatchObject({
      state: 'withdrawn',
      words: '',
      raisedBy: null,
      closed: { by: 'author', week: await weekAhead() },
    });
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
    await done('Rep2', id);
    for (const does of [change, take])
      expect(await does(ours.who('Rep2'), id)).toMatchObject({ code: 'kept-before' });
    expect(await find(id)).toMatchObject({ words: 'More tea' });
    expect(reworded).toEqual([]);
  });
});
