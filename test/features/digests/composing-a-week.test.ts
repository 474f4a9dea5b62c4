import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Context } from '../../../src/core/context.ts';
import { DAY, HOUR } from '../../../src/core/instant.ts';
import type { FormInputs } from '../../../src/core/messages/form-inputs.ts';
import { circleTable } from '../../../src/core/tables/circles.ts';
import { deliveryTable } from '../../../src/core/tables/deliveries.ts';
import { failureTable } from '../../../src/core/tables/failures.ts';
import { attendanceTable } from '../../../src/features/attendance/tables.ts';
import type { Digest } from '../../../src/features/digests/rules/digest.ts';
import { digestTable } from '../../../src/features/digests/tables.ts';
import {
  composeAndSend,
  composeDueDigest,
  digestOf,
} from '../../../src/features/digests/use-cases/compose.ts';
import { digestFacts } from '../../../src/features/digests/use-cases/facts.ts';
import { isNews, type Period, wholeWeek } from '../../../src/features/digests/use-cases/period.ts';
import { poolFacts } from '../../../src/features/digests/use-cases/pool-facts.ts';
import { rewordPromise, rewriteDigests } from '../../../src/features/digests/use-cases/rewrite.ts';
import { readDigestForm } from '../../../src/features/digests/use-cases/settings.ts';
import { takenOutBy, takenOutSince } from '../../../src/features/digests/use-cases/taken-out.ts';
import type { TakingWords } from '../../../src/features/governance/rules/change.ts';
import { recordAct } from '../../../src/features/governance/use-cases/changes.ts';
import { promiseTable } from '../../../src/features/promises/tables.ts';
import { raise } from '../../../src/features/promises/use-cases/promises.ts';
import { openRoundByHand } from '../../../src/features/pulses/use-cases/open-round.ts';
import type { ScoredQuestion } from '../../../src/features/release/rules/figures.ts';
import { questionKey } from '../../../src/features/release/rules/pool.ts';
import type { Pulse } from '../../../src/features/release/rules/pulse.ts';
import { ledgerTable } from '../../../src/features/release/tables/ledger.ts';
import { poolTable } from '../../../src/features/release/tables/pools.ts';
import { pulseTable } from '../../../src/features/release/tables/pulses.ts';
import { questionLevelTable } from '../../../src/features/release/tables/question-levels.ts';
import { roundTable } from '../../../src/features/release/tables/rounds.ts';
import { meetingTable } from '../../../src/features/turns/tables.ts';
import { unnamedWordsTable } from '../../../src/features/unnamed-words/tables.ts';
import { roundOf } from '../../support/closed-round.ts';
import { contextAt } from '../../support/contexts.ts';
import { chairedMeeting, toldBy } from '../../support/meetings-of.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

const WEEK = '2026-W47';
const FRIDAY = Date.parse('2026-11-20T15:00:00Z');
const NEXT_FRIDAY = FRIDAY + 7 * DAY;

let core: TestCore;
let ours: Group;
let others: Group;

beforeAll(async () => {
  core = await startCore();
  others = await core.group({ staff: 3, reps: 2 });
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group({ staff: 3, reps: 2 });
});

const at = (moment: number): Context => contextAt(core.context, moment);
const compose = (moment = FRIDAY) => composeDueDigest(at(moment), ours.circle.id);
const digests = () => digestTable.list(core.context.store, ours.circle.id, 10);
const digest = async (week = WEEK): Promise<Digest> => {
  const row = await digestTable.find(core.context.store, ours.circle.id, week);
  if (row === null) throw new Error('not composed');
  return row.digest;
};
const settings = () => circleTable.digestSettings(core.context.store, ours.circle.id);

test('a digest that is due is composed once, told to the channel, managers and reps, and the next one planned', async () => {
  await compose(FRIDAY - 1);
  expect(await digests()).toEqual([]);
  core.enqueued();
  for (let times = 0; times < 2; times += 1) await compose();
  expect(await digests()).toMatchObject([{ week: WEEK, publishedAt: FRIDAY }]);
  expect((await toldBy(core, ours, 'digest')).sort()).toEqual(
    [`web/${ours.circle.id}`, 'Rep1', 'Rep2', 'Staff2'].sort(),
  );
  expect((await settings())?.nextAt).toBe(NEXT_FRIDAY);
  expect(core.enqueued().some(({ name }) => name === 'deliver')).toBe(true);
});

test('one that comes late is named after the week it was due in', async () => {
  await compose(FRIDAY + 4 * DAY);
  expect(await digests()).toMatchObject([{ week: WEEK, publishedAt: FRIDAY + 4 * DAY }]);
  expect((await settings())?.nextAt).toBe(NEXT_FRIDAY);
});

test('without a digest, or a circle, nothing is composed', async () => {
  await circleTable.saveDigest(core.context.store, ours.circle.id, null);
  await compose();
  await composeDueDigest(at(FRIDAY), 'gone');
  expect(await digests()).toEqual([]);
});

test.each([
  [{ toChannel: true, toManagers: false }, 1],
  [{ toChannel: false, toManagers: true }, 3],
])('a digest goes where the circle wants it: %o', async (to, letters) => {
  const before = await settings();
  if (before === null) throw new Error('no digest');
  await circleTable.saveDigest(core.context.store, ours.circle.id, { ...before, ...to });
  await compose();
  expect(await toldBy(core, ours, 'digest')).toHaveLength(letters);
});

test('composed by hand a week has one digest, sent once, and the due one adds nothing', async () => {
  const first = await composeAndSend(at(FRIDAY - DAY), ours.circle);
  expect(await composeAndSend(at(FRIDAY - HOUR), ours.circle)).toEqual(first);
  await compose();
  expect(await digests()).toHaveLength(1);
  expect(await toldBy(core, ours, 'digest')).toHaveLength(4);
  expect((await settings())?.nextAt).toBe(NEXT_FRIDAY);
});

test('a circle that wants no digest can have one by hand, with its unnamed words of the week', async () => {
  await circleTable.saveDigest(core.context.store, ours.circle.id, null);
  await say('Tea please', WEEK);
  const made = await composeAndSend(at(FRIDAY), ours.circle);
  expect(made.said).toEqual(['Tea please']);
  expect(await toldBy(core, ours, 'digest')).toHaveLength(4);
});

test('a round that should have ended is ended first, so that the digest tells of it', async () => {
  const [pulse] = await pulseTable.list(core.context.store, ours.circle.id);
  const opened = await openRoundByHand(core.context, pulse?.id ?? '');
  if (!opened.ok) throw new Error(opened.code);
  await compose();
  expect((await digest()).tells).toContain(opened.value.id);
});

test('a round whose end fails does not keep the digest from coming, which tells that something failed', async () => {
  await roundOf(core.context, ours, FRIDAY - HOUR, null);
  await compose();
  expect((await digest()).lead).toMatchObject({ kind: 'failure' });
});

const facts = async (period: Period, context = core.context) =>
  digestFacts(context.store, ours.circle, period, { promises: [], said: [] });
const period = (more: Partial<Period> = {}): Period => ({
  week: WEEK,
  since: FRIDAY - 7 * DAY,
  until: FRIDAY,
  resultsSince: FRIDAY - 7 * DAY,
  told: new Set(),
  ...more,
});

test('a pulse that did not open is told until it does; a failure of long ago, or that was mended, is not', async () => {
  const { store } = core.context;
  const [pulse] = await pulseTable.list(store, ours.circle.id);
  const subject = pulse?.id ?? '';
  const fail = (moment: number) =>
    store.transact((tx) =>
      failureTable.record(tx, {
        at: moment,
        job: 'open-round',
        subject,
        circleId: ours.circle.id,
        error: 'x',
      }),
    );
  const failed = async () => (await facts(period())).failures.map(({ job }) => job);
  await pulseTable.setNextOpening(store, subject, FRIDAY);
  await fail(FRIDAY - 8 * DAY);
  expect(await failed()).toEqual([]);
  await fail(FRIDAY - DAY);
  expect(await failed()).toEqual(['open-round']);
  await pulseTable.setNextOpening(store, subject, FRIDAY + 1);
  expect(await failed()).toEqual([]);
  await roundOf(core.context, ours, FRIDAY, null);
  await roundOf(core.context, ours, FRIDAY + 1, null);
  expect(await failed()).toEqual(['close-round']);
  expect((await facts(period())).open).toHaveLength(1);
});

test('results are news once: what closed after the last digest, or came late and was not told; never what is to come', async () => {
  const told = await roundOf(core.context, ours, FRIDAY - DAY);
  const fresh = await roundOf(core.context, ours, FRIDAY - HOUR);
  const ahead = await roundOf(core.context, ours, FRIDAY + 1);
  await roundOf(core.context, others, FRIDAY - HOUR);
  const cancelled = await roundOf(core.context, ours, FRIDAY, null, { openedAt: FRIDAY - DAY });
  await core.context.store.transact((tx) => roundTable.end(tx, cancelled.id, 'cancelled'));
  const found = await facts(period({ told: new Set([told.id]) }));
  expect(found.closed.map(({ id }) => id)).toEqual([fresh.id]);
  expect(found.history.map(({ id }) => id)).toEqual([told.id]);
  expect(found.cancelled.map(({ id }) => id)).toEqual([cancelled.id]);
  expect(JSON.stringify(found)).not.toContain(ahead.id);
  expect(await ledgerTable.find(core.context.store, ahead.id)).not.toBeNull();
});

test('a digest tells what the one before did not, even of a result that came late', async () => {
  const first = await roundOf(core.context, ours, FRIDAY - HOUR);
  await compose();
  const late = await roundOf(core.context, ours, FRIDAY - DAY);
  const fresh = await roundOf(core.context, ours, FRIDAY + DAY);
  await compose(NEXT_FRIDAY);
  expect((await digest()).tells).toEqual([first.id]);
  expect([...(await digest('2026-W48')).tells].sort()).toEqual([late.id, fresh.id].sort());
});

test.each([
  ['at the edge', 10, false],
  ['after it', 11, true],
  ['at the end', 20, true],
  ['past it', 21, false],
])('news %s', (_where, moment, news) => {
  const bounds = period({ resultsSince: 10, until: 20 });
  expect(isNews('x', moment, bounds)).toBe(news);
  expect(isNews('x', moment, { ...bounds, told: new Set(['x']) })).toBe(false);
});

test('a week that is looked back at is the whole of it, as far as it has gone', () => {
  const monday = Date.parse('2026-11-16T00:00:00Z');
  const whole = wholeWeek(WEEK, 'Europe/London', NEXT_FRIDAY);
  expect(whole).toMatchObject({ since: monday - 1, resultsSince: monday - 1, until: monday + 7 * DAY - 1 });
  expect(wholeWeek(WEEK, 'Europe/London', FRIDAY).until).toBe(FRIDAY);
});

async function say(words: string, week: string, group = ours) {
  const id = core.context.newId();
  const said = { id, circleId: group.circle.id, week, words, shownIn: null };
  await unnamedWordsTable.insert(core.context.store, said);
  return id;
}

test('unnamed words and promises are shown once stewards had their time with them, and wait where they had not', async () => {
  const { store } = core.context;
  await say('Seen', WEEK);
  await say('Too late', '2026-W48');
  await say('Elsewhere', WEEK, others);
  const rep = ours.who('Rep2');
  await raise(core.context, ours.circle, rep, { words: 'Waits', named: false });
  await raise(core.context, ours.circle, rep, { words: 'Named', named: true });
  const [item] = (await promiseTable.list(store, ours.circle.id)).filter(({ words }) => words === 'Waits');
  if (item === undefined) throw new Error('not raised');
  await promiseTable.save(store, { ...item, raisedIn: '2026-W48' });
  await circleTable.setReviewed(store, ours.circle.id, WEEK);
  const preview = await digestOf(at(FRIDAY), ours.circle, WEEK);
  expect(preview.said).toEqual([]);
  expect(preview.promises.raised.map(({ words }) => words)).toEqual(['Named']);
  expect(await digests()).toEqual([]);
  await compose();
  const first = await digest();
  expect(first.said).toEqual(['Seen']);
  expect(first.promises.raised.map(({ words, raisedBy }) => [words, raisedBy])).toEqual([['Named', 'Rep2']]);
  const shown = await unnamedWordsTable.all(store, ours.circle.id);
  expect(Object.fromEntries(shown.map(({ words, shownIn }) => [words, shownIn]))).toEqual({
    Seen: WEEK,
    'Too late': null,
  });
  await circleTable.setReviewed(store, ours.circle.id, '2026-W48');
  await compose(NEXT_FRIDAY);
  const second = await digest('2026-W48');
  expect(second.said).toEqual(['Too late']);
  expect(second.promises.raised.map(({ words }) => words)).toEqual(['Waits']);
  expect((await promiseTable.find(store, item.id))?.shownIn).toBe('2026-W48');
  expect(await digestOf(at(NEXT_FRIDAY), ours.circle, WEEK)).toEqual(first);
});

test('who chaired, who chairs next and which sides were there are in the digest, and can be corrected no more', async () => {
  const { store } = core.context;
  expect((await facts(period())).chairing.turn).toBeNull();
  const { meeting, chair } = await chairedMeeting(core, ours);
  const before = await facts(period());
  expect(before.chairing).toMatchObject({
    held: [],
    next: { startsAt: meeting.startsAt, chair: { name: chair.name, voice: chair.voice } },
    turn: { chair: chair.id },
  });
  expect(before.chairing.forecasts).toHaveLength(2);
  await meetingTable.save(store, { ...meeting, state: 'held' });
  const sides = { staff: 'some', reps: 'one' } as const;
  await attendanceTable.save(store, { meetingId: meeting.id, circleId: ours.circle.id, ...sides });
  const after = await facts(period());
  expect(after.chairing.held).toEqual([{ at: meeting.startsAt, voice: chair.voice, chairName: chair.name }]);
  expect(after.chairing.turn).toBeNull();
  expect(after.met).toMatchObject([sides]);
  expect((await facts(period({ until: meeting.startsAt - 1 }))).met).toEqual([]);
  expect((await facts(period({ until: meeting.startsAt - 1 }))).chairing.held).toEqual([]);
  await compose();
  expect(await attendanceTable.find(store, meeting.id)).toMatchObject({ shownIn: WEEK });
});

test('a question that rests because its level was changed is named, with why', async () => {
  const { store } = core.context;
  const [pulse] = await pulseTable.list(store, ours.circle.id);
  const round = await roundOf(core.context, ours, FRIDAY - DAY);
  expect((await facts(period())).resting).toEqual([]);
  await questionLevelTable.choose(store, [
    {
      circleId: ours.circle.id,
      question: questionKey(round.questions[0] as ScoredQuestion),
      level: 'by-voice',
      askedUntil: FRIDAY - DAY,
      restsUntil: FRIDAY + 7 * DAY,
    },
  ]);
  expect((await facts(period())).resting).toEqual(['I could say what I think.']);
  expect((await facts(period({ until: FRIDAY + 7 * DAY }))).resting).toEqual([]);
  await compose();
  expect((await digest()).hidden).toContainEqual({
    what: 'resting',
    questions: ['I could say what I think.'],
    from: null,
  });
  await pulseTable.save(store, { ...(pulse as Pulse), state: 'paused', nextOpensAt: null });
  expect((await facts(period())).resting).toEqual([]);
});

test('a voice that was added later owes nothing for the meetings before it', async () => {
  const { meeting } = await chairedMeeting(core, ours);
  await meetingTable.save(core.context.store, { ...meeting, state: 'held' });
  const carers = { id: 'carers', name: 'Carers' };
  await circleTable.saveVoices(core.context.store, ours.circle.id, [...ours.circle.voices, carers]);
  const { held, targets } = (await facts(period())).chairing;
  expect(held).toHaveLength(1);
  expect(targets).toEqual({ staff: 0.5, reps: 0.5 });
});

test('a rewritten digest is put right where it was posted; one that stays the same is left alone', async () => {
  const { store } = core.context;
  await compose();
  await compose(NEXT_FRIDAY);
  const [later, first] = await digests();
  const rewrite = (change: (of: Digest) => Digest) =>
    store.transact((tx) => rewriteDigests(core.context, tx, ours.circle, change));
  for (const { id, kind, memberId, subject } of await core.letters(ours.circle)) {
    if (kind !== 'digest' || subject !== first?.id) continue;
    const state = memberId === null ? ({ state: 'sent', ref: id } as const) : ({ state: 'dropped' } as const);
    await deliveryTable.finish(store, id, state);
  }
  expect(await rewrite((each) => each)).toEqual([]);
  const corrections = await rewrite((each) => (each.week === WEEK ? { ...each, said: ['New'] } : each));
  expect(corrections).toMatchObject([{ kind: 'digest-correction', channel: `web/${ours.circle.id}` }]);
  expect(await core.letters(ours.circle)).toContainEqual(expect.objectContaining({ id: corrections[0]?.id }));
  expect((await digest()).said).toEqual(['New']);
  expect((await digests())[0]).toEqual(later);
  expect(first?.digest.said).toEqual([]);
});

test('a promise that is worded anew reads so in this circle’s digests alone', async () => {
  const { store } = core.context;
  const both = [ours, others];
  for (const group of both) {
    const said = { words: 'More tea', named: true };
    await raise(core.context, group.circle, group.who('Rep2'), said);
    await composeDueDigest(at(FRIDAY), group.circle.id);
  }
  const wordings = async () =>
    Promise.all(
      both.map(async ({ circle }) =>
        (await digestTable.find(store, circle.id, WEEK))?.digest.promises.raised.map(({ words }) => words),
      ),
    );
  await store.transact((tx) => rewordPromise(core.context, tx, ours.circle, 'More tea', 'More coffee'));
  expect(await wordings()).toEqual([['More coffee'], ['More tea']]);
  await store.transact((tx) => rewordPromise(core.context, tx, ours.circle, 'More coffee', null));
  expect(await wordings()).toEqual([[], ['More tea']]);
});

test('what two stewards took out is told with both names, once, in the digest after', async () => {
  const { store } = core.context;
  const change: TakingWords = { kind: 'withdraw-words', refs: ['said.b', 'said.a'], why: 'could-hurt' };
  const other: TakingWords = { kind: 'hold-words', refs: ['said.c'], why: 'by-mistake' };
  const act = (moment: number, who: string, what: 'asked' | 'approved', of: TakingWords) =>
    store.transact((tx) => recordAct(at(moment), tx, ours.circle, ours.who(who), what, of));
  await act(10, 'Staff1', 'asked', { ...change, refs: ['said.a', 'said.b'] });
  await act(15, 'Staff2', 'asked', other);
  await act(20, 'Rep1', 'approved', change);
  await act(30, 'Rep1', 'approved', other);
  const since = (from: number, until: number) => takenOutSince(store, ours.circle, { since: from, until });
  const withdrawn = { what: 'withdrawn', count: 2, why: 'could-hurt', by: ['Staff1', 'Rep1'] };
  const held = { what: 'held-back', count: 1, why: 'by-mistake', by: ['Staff2', 'Rep1'] };
  expect(await since(0, 30)).toEqual([withdrawn, held]);
  expect(await since(19, 20)).toEqual([withdrawn]);
  expect(await since(20, 29)).toEqual([]);
  expect(await takenOutBy(store, ours.circle, change)).toEqual(['Staff1', 'Rep1']);
  expect(await takenOutSince(store, others.circle, { since: 0, until: 30 })).toEqual([]);
});

test('pools are told where this circle asked the question of that voice in that quarter, once', async () => {
  const { store } = core.context;
  const { organisationId } = ours.circle;
  const asking = await roundOf(core.context, ours, FRIDAY - DAY);
  const question = asking.questions.find(({ kind }) => kind === 'scale');
  if (question === undefined || question.kind === 'text') throw new Error('no question with a scale');
  const figures = { kind: 'scale', mean: { value: 4, end: 'none', step: 0.5 } } as const;
  for (const [voice, quarter, outcome] of [
    ['reps', '2026-Q4', 'released'],
    ['carers', '2026-Q4', 'released'],
    ['reps', '2026-Q3', 'released'],
    ['staff', '2026-Q4', 'withheld'],
  ] as const) {
    const key = { organisationId, quarter, question: questionKey(question), voice };
    const seal = { salt: new Uint8Array(1), pepperId: 'p', sealed: new Uint8Array(1) };
    await store.transact(async (tx) => {
      await poolTable.save(tx, { key, asked: question, closesAt: FRIDAY, seal });
      const release = outcome === 'released' ? { outcome, figures } : { outcome, reason: 'too-few' };
      await poolTable.spend(tx, key, FRIDAY, release as never);
    });
  }
  const found = await poolFacts(store, ours.circle, period());
  expect(found).toMatchObject([
    { quarter: '2026-Q4', asked: ['staff', 'reps'], released: [{ voice: 'reps', figures }] },
  ]);
  expect(found[0]?.released).toHaveLength(1);
  const told = new Set(found.map(({ id }) => id));
  expect(await poolFacts(store, ours.circle, period({ told }))).toEqual([]);
  expect(await poolFacts(store, ours.circle, period({ until: FRIDAY - 1 }))).toEqual([]);
  expect(await poolFacts(store, ours.circle, period({ resultsSince: FRIDAY }))).toEqual([]);
  expect(await poolFacts(store, others.circle, period())).toEqual([]);
  const sister = await core.group({ staff: 1, reps: 1, organisation: ours.circle.organisation });
  await roundOf(core.context, sister, FRIDAY - DAY, null);
  expect(await poolFacts(store, sister.circle, period())).toEqual([]);
});

test.each<[FormInputs, unknown]>([
  [{}, []],
  [{ on: ['Friday 15:00'], wanted: ['yes'], managers: ['yes'] }, []],
  [{ on: ['Monday 09:00'] }, [{ kind: 'digest', schedule: { weekday: 'monday', time: '09:00' } }]],
  [{ on: ['Friday 15:00'], managers: ['no'] }, [{ kind: 'digest', toManagers: false }]],
  [{ wanted: ['no'] }, [{ kind: 'digest', schedule: null, toManagers: false }]],
])('a form says what changes of the digest: %o', async (inputs, changes) => {
  const now = core.clock.now();
  const on = inputs.on ?? ['Friday 15:00'];
  const read = readDigestForm({ ...inputs, on }, { circle: ours.circle, digest: await settings(), now });
  expect(read).toMatchObject({ ok: true, value: changes });
});

test('a form for a first digest, for none, and with a fault', () => {
  const read = (inputs: FormInputs) =>
    readDigestForm(inputs, { circle: ours.circle, digest: null, now: core.clock.now() });
  expect(read({ wanted: ['no'] })).toEqual({ ok: true, value: [] });
  expect(read({ wanted: ['yes'], on: ['Friday 15:00'] })).toMatchObject({
    value: [{ kind: 'digest', toManagers: true }],
  });
  expect(read({ wanted: ['yes'], on: ['whenever'] })).toMatchObject({ ok: false, details: { input: 'on' } });
});

test('a digest is read by the circle’s members alone', async () => {
  await compose();
  const subject = (await digests())[0]?.id ?? '';
  expect(await core.ask(ours.who('Staff3'), 'digest.show', { subject })).toMatchObject({ kind: 'shown' });
  expect(await core.ask(others.who('Rep1'), 'digest.show', { subject })).toMatchObject({
    reason: 'not-found',
  });
});
