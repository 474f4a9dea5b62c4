import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Context } from '../../../src/core/context.ts';
import { DAY, HOUR } from '../../../src/core/instant.ts';
import { circleTable } from '../../../src/core/tables/circles.ts';
import { memberTable } from '../../../src/core/tables/members.ts';
import { digestText } from '../../../src/features/digests/messages/digest.ts';
import { composeDigest } from '../../../src/features/digests/rules/compose.ts';
import type { Digest } from '../../../src/features/digests/rules/digest.ts';
import { writeRef } from '../../../src/features/digests/rules/withdrawal.ts';
import { digestTable } from '../../../src/features/digests/tables.ts';
import { composeDueDigest } from '../../../src/features/digests/use-cases/compose.ts';
import type { TakingWords } from '../../../src/features/governance/rules/change.ts';
import { changeCircle } from '../../../src/features/governance/use-cases/changes.ts';
import { approveProposal } from '../../../src/features/governance/use-cases/decisions.ts';
import type { PromiseItem } from '../../../src/features/promises/rules/promise.ts';
import { promiseTable } from '../../../src/features/promises/tables.ts';
import { ledgerTable } from '../../../src/features/release/tables/ledger.ts';
import { unnamedWordsTable } from '../../../src/features/unnamed-words/tables.ts';
import { WITHDRAW_INPUTS } from '../../../src/features/withdrawing/messages.ts';
import { flagWords } from '../../../src/features/withdrawing/use-cases/flag.ts';
import {
  reviewWords,
  wordsInReview,
  wordsToReview,
} from '../../../src/features/withdrawing/use-cases/review.ts';
import {
  standing,
  wordsOfDigest,
  wordsOfPromises,
} from '../../../src/features/withdrawing/use-cases/standing.ts';
import { roundOf } from '../../support/closed-round.ts';
import { contextAt } from '../../support/contexts.ts';
import { toldBy } from '../../support/meetings-of.ts';
import { make } from '../../support/standing.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';
import { emptyWeek } from '../digests/northfield.ts';

const WEEK = '2026-W47';
const FRIDAY = Date.parse('2026-11-20T15:00:00Z');
const REVIEW = FRIDAY - 24 * HOUR;

let core: TestCore;
let ours: Group;
let others: Group;

beforeAll(async () => {
  core = await startCore();
  others = await core.group({ staff: 2, reps: 2 });
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group({ staff: 2, reps: 2 });
});

const at = (moment: number): Context => contextAt(core.context, moment);

async function said(words: string, more: { week?: string; shownIn?: string | null; group?: Group } = {}) {
  const { week = WEEK, shownIn = null, group = ours } = more;
  const id = core.context.newId();
  const row = { id, circleId: group.circle.id, week, words, shownIn };
  await unnamedWordsTable.insert(core.context.store, row);
  return writeRef({ kind: 'said', id });
}

async function promised(words: string, more: Partial<PromiseItem> = {}) {
  const id = core.context.newId();
  await promiseTable.insert(core.context.store, {
    id,
    circleId: ours.circle.id,
    words,
    raisedBy: null,
    raisedIn: WEEK,
    shownIn: null,
    state: 'raised',
    reply: null,
    closed: null,
    reopened: null,
    ownerId: null,
    askedId: null,
    dueOn: null,
    changedIn: null,
    ...more,
  });
  return writeRef({ kind: 'promise', id });
}

const QUESTION = 'What would help?';
async function commented(texts: readonly string[], group = ours) {
  const comments = [
    { question: 'other', outcome: 'withheld', reason: 'too-few' },
    { question: 'help', outcome: 'shown', texts: [...texts] },
  ] as const;
  const round = await roundOf(core.context, group, FRIDAY - DAY, { comments: comments as never });
  return { round, refs: texts.map((_, place) => writeRef({ kind: 'comment', roundId: round.id, place })) };
}

async function published(more: Partial<Digest>, week = WEEK, group = ours): Promise<string> {
  const digest = { ...composeDigest({ ...emptyWeek, week }, () => 0), ...more };
  const id = core.context.newId();
  const row = { id, circleId: group.circle.id, week, publishedAt: FRIDAY, digest };
  await digestTable.insert(core.context.store, row);
  return id;
}
const digest = async (id: string) => (await digestTable.findById(core.context.store, id))?.digest;
const entry = (words: string, raisedBy: string | null = null) => ({ words, raisedBy, weeks: 0 }) as never;

async function take(refs: readonly string[], kind: TakingWords['kind'] = 'withdraw-words') {
  const change: TakingWords = { kind, refs, why: 'could-hurt' };
  const wanted = await changeCircle(core.context, ours.circle, ours.who('Rep1'), [change]);
  if (!wanted.ok) return wanted;
  const id = wanted.value.asked[0]?.id ?? '';
  return approveProposal(core.context, ours.circle, ours.who('Staff1'), id);
}

const found = async (refs: readonly string[], group = ours, unshown = false) =>
  (await standing(core.context.store, group.circle, refs, { unshown })).map(({ words }) => words);

test('a reference points to what the circle can read: shown words, promises and comments; once each', async () => {
  const seen = await said('Seen', { shownIn: WEEK });
  const waits = await said('Waits');
  const named = await promised('Named', { raisedBy: { memberId: ours.who('Rep2').id, voice: 'reps' } });
  const unshown = await promised('Unshown');
  const { refs } = await commented(['One', '', 'Three']);
  const everything = [seen, waits, named, unshown, ...refs, seen, 'nonsense', 'said.gone', 'promise.gone'];
  expect(await found(everything)).toEqual(['Seen', 'Named', 'One', 'Three']);
  expect(await found(everything, ours, true)).toEqual(['Seen', 'Waits', 'Named', 'Unshown', 'One', 'Three']);
  expect(await found(everything, others, true)).toEqual([]);
});

test('of a digest what it shows stands, of the promises of a circle what is shown', async () => {
  const { store } = core.context;
  const { round } = await commented(['One']);
  await said('Seen', { shownIn: WEEK });
  await said('Earlier', { shownIn: '2026-W46' });
  await promised('In it', { shownIn: WEEK });
  await promised('Not in it', { shownIn: WEEK });
  await promised('Unshown');
  const id = await published({
    promises: { raised: [entry('In it')], open: [], confirmed: [] } as never,
    tells: [round.id],
  });
  const row = await digestTable.findById(store, id);
  if (row === null) throw new Error('not published');
  const words = async (list: Promise<readonly { readonly words: string }[]>) =>
    (await list).map((each) => each.words);
  expect(await words(wordsOfDigest(store, row))).toEqual(['In it', 'Seen', 'One']);
  expect((await words(wordsOfPromises(store, ours.circle.id))).sort()).toEqual(['In it', 'Not in it']);
  expect(await words(wordsOfDigest(store, { ...row, circleId: others.circle.id }))).toEqual([]);
});

test('flagging asks each steward once for each text, at the next full hour, whoever asks and however often', async () => {
  const refs = [await said('Seen', { shownIn: WEEK }), await said('Waits')];
  const now = FRIDAY + 20 * 60_000;
  for (let times = 0; times < 2; times += 1) await flagWords(at(now + times), ours.circle, refs);
  const letters = (await core.letters(ours.circle)).filter(({ kind }) => kind === 'words-flagged');
  expect((await toldBy(core, ours, 'words-flagged')).sort()).toEqual(['Rep1', 'Staff1']);
  for (const letter of letters) expect(letter).toMatchObject({ subject: refs[0], dueAt: FRIDAY + HOUR });
  await flagWords(at(FRIDAY), others.circle, refs);
  expect(await toldBy(core, others, 'words-flagged')).toEqual([]);
});

test('words that two stewards took out are gone from rows and digests, which say so', async () => {
  const { store } = core.context;
  const gone = await said('Seen', { shownIn: WEEK });
  await said('Stays', { shownIn: WEEK });
  const promise = await promised('A promise', { shownIn: WEEK });
  const { round, refs } = await commented(['One', 'Two', 'Three']);
  const comments = [{ question: QUESTION, texts: ['One', 'Two', 'Three'] }] as never;
  const raised = [entry('A promise'), entry('A promise', 'Rep2')];
  const shown = await published({
    said: ['Seen', 'Stays'],
    promises: { raised, open: [], confirmed: [] } as never,
    comments,
    tells: [round.id],
  });
  const untouched = await published({ said: ['Stays'] }, '2026-W46');
  const before = await digest(untouched);
  expect(await take([gone, promise, refs[1] ?? ''])).toMatchObject({ ok: true });
  expect((await unnamedWordsTable.all(store, ours.circle.id)).map(({ words }) => words)).toEqual(['Stays']);
  expect(await promiseTable.list(store, ours.circle.id)).toEqual([]);
  const release = (await ledgerTable.find(store, round.id))?.release.comments[1];
  expect(release).toMatchObject({ texts: ['One', '', 'Three'] });
  const after = await digest(shown);
  expect(after?.said).toEqual(['Stays']);
  expect(after?.promises.raised).toEqual([raised[1]]);
  expect(after?.comments).toMatchObject([{ texts: ['One', 'Three'] }]);
  expect(after?.takenOut).toEqual([
    { what: 'withdrawn', count: 3, why: 'could-hurt', by: ['Rep1', 'Staff1'] },
  ]);
  expect(await digest(untouched)).toEqual(before);
});

test('what is gone, not shown yet or another circle’s cannot be taken out; held back it can be before it is shown', async () => {
  const waits = await said('Waits');
  const theirs = await said('Theirs', { shownIn: WEEK, group: others });
  for (const ref of [waits, theirs, 'said.gone'])
    expect(await take([ref])).toMatchObject({ code: 'words-gone' });
  expect(await take([theirs], 'hold-words')).toMatchObject({ code: 'words-gone' });
  expect(await take([waits], 'hold-words')).toMatchObject({ ok: true });
  expect(await unnamedWordsTable.all(core.context.store, ours.circle.id)).toEqual([]);
  expect(await found([theirs], others)).toEqual(['Theirs']);
  expect(await take([waits], 'hold-words')).toMatchObject({ code: 'words-gone' });
});

const review = (moment = REVIEW) => reviewWords(at(moment), ours.circle.id);
const settings = () => circleTable.digestSettings(core.context.store, ours.circle.id);
const inReview = async () =>
  (await wordsInReview(core.context.store, ours.circle)).map(({ words }) => words).sort();

test('a day before the digest its stewards are shown what waits for it, once', async () => {
  await said('Waits');
  await said('Next week', { week: '2026-W48' });
  await said('Seen', { shownIn: WEEK });
  await promised('Promised');
  await promised('Named', { raisedBy: { memberId: ours.who('Rep2').id, voice: 'reps' } });
  await review(REVIEW - 1);
  expect(await inReview()).toEqual([]);
  core.enqueued();
  for (let times = 0; times < 2; times += 1) await review();
  expect((await settings())?.reviewedWeek).toBe(WEEK);
  expect((await toldBy(core, ours, 'words-review')).sort()).toEqual(['Rep1', 'Staff1']);
  expect(core.enqueued().some(({ name }) => name === 'deliver')).toBe(true);
  expect(await inReview()).toEqual(['Promised', 'Waits']);
});

test('nobody is written to where nothing waits, and the words that come now wait for the digest after', async () => {
  await review();
  expect(await toldBy(core, ours, 'words-review')).toEqual([]);
  expect((await settings())?.reviewedWeek).toBe(WEEK);
});

test.each([
  ['twelve hours are left', FRIDAY - 12 * HOUR, WEEK, null],
  ['less is left', FRIDAY - 12 * HOUR + 1, null, FRIDAY],
])('after hours of darkness, where %s', async (_left, moment, reviewedWeek, reviewAt) => {
  await said('Waits');
  await review(moment);
  expect(await settings()).toMatchObject({ reviewedWeek, reviewAt });
  expect(await inReview()).toEqual(reviewedWeek === null ? [] : ['Waits']);
});

test.each([REVIEW + HOUR, FRIDAY - HOUR])(
  'a week is reviewed once, wherever its digest is moved to: %d',
  async (again) => {
    await said('Waits');
    await review();
    await circleTable.setNextReview(core.context.store, ours.circle.id, again);
    await review(again);
    expect(await settings()).toMatchObject({ reviewedWeek: WEEK, reviewAt: null });
    expect(await toldBy(core, ours, 'words-review')).toHaveLength(2);
  },
);

test('without a digest, or a circle, there is no review', async () => {
  await circleTable.saveDigest(core.context.store, ours.circle.id, null);
  await said('Waits');
  await review();
  await reviewWords(at(REVIEW), 'gone');
  expect(await toldBy(core, ours, 'words-review')).toEqual([]);
  expect(await inReview()).toEqual([]);
});

test('stewards alone see what waits, and only where two voices have one', async () => {
  await said('Waits');
  await review();
  const seen = async (name: string, group = ours) =>
    (await wordsToReview(at(REVIEW), ours.circle, group.who(name))).map(({ words }) => words);
  expect(await seen('Rep1')).toEqual(['Waits']);
  expect(await seen('Rep2')).toEqual([]);
  expect(await seen('Rep1', others)).toEqual([]);
  const steward = ours.who('Staff1');
  await memberTable.saveStanding(core.context.store, steward.id, { ...steward, steward: false });
  expect(await seen('Rep1')).toEqual([]);
});

test('the order in which words wait tells nothing: it is dealt anew each time', async () => {
  for (let number = 0; number < 8; number += 1) await said(`Words ${number}`);
  await review();
  const orders = new Set<string>();
  for (let times = 0; times < 5; times += 1)
    orders.add((await wordsToReview(at(REVIEW), ours.circle, ours.who('Rep1'))).map(({ ref }) => ref).join());
  expect(orders.size).toBeGreaterThan(1);
});

test('the form for words is found by who can read them, and takes what it offered', async () => {
  const subject = await said('Seen', { shownIn: WEEK });
  const ask = (name: string, group = ours, words: readonly string[] = []) =>
    core.ask(group.who(name), words.length === 0 ? 'words.form' : 'words.flag', {
      subject,
      inputs: { [WITHDRAW_INPUTS.words]: words },
    });
  expect(await ask('Rep2')).toMatchObject({ kind: 'shown' });
  expect(await ask('Rep1', others)).toMatchObject({ kind: 'refused' });
  expect(await ask('Rep2', ours, ['said.other'])).toMatchObject({ kind: 'refused' });
  expect(await toldBy(core, ours, 'words-flagged')).toEqual([]);
  expect(await ask('Rep2', ours, [subject])).toMatchObject({ kind: 'done' });
  expect(await toldBy(core, ours, 'words-flagged')).toHaveLength(2);
});

test('a named promise is taken out of a digest too that was made after who raised it had left', async () => {
  const { id } = ours.who('Rep2');
  const ref = await promised('More tea', { raisedBy: { memberId: id, voice: 'reps' }, shownIn: '2026-W46' });
  await make(core, ours, 'Rep2', { leftAt: FRIDAY - DAY });
  await composeDueDigest(at(FRIDAY), ours.circle.id);
  const shown = async () => {
    const row = await digestTable.find(core.context.store, ours.circle.id, WEEK);
    return row === null ? '' : digestText(row.digest, 'en-GB').replaceAll(/\s+/g, ' ');
  };
  expect(await shown()).toContain('“More tea” (somebody who has left)');
  expect(await take([ref])).toMatchObject({ ok: true });
  expect(await shown()).not.toContain('More tea');
});
