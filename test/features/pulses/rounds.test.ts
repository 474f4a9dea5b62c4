import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Member } from '../../../src/core/circle.ts';
import type { Context } from '../../../src/core/context.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/instant.ts';
import { memberTable } from '../../../src/core/tables/members.ts';
import { personTable } from '../../../src/core/tables/people.ts';
import type { Change } from '../../../src/features/governance/rules/change.ts';
import { actTable } from '../../../src/features/governance/tables/proposals.ts';
import { changeCircle } from '../../../src/features/governance/use-cases/changes.ts';
import type { Answering } from '../../../src/features/pulses/replies.ts';
import { answerRounds } from '../../../src/features/pulses/use-cases/answer.ts';
import { cancelRound } from '../../../src/features/pulses/use-cases/cancel-round.ts';
import { closeRound } from '../../../src/features/pulses/use-cases/close-round.ts';
import { levelsOf } from '../../../src/features/pulses/use-cases/levels.ts';
import { openRoundAsSteward } from '../../../src/features/pulses/use-cases/open-as-steward.ts';
import { openRoundByHand, openScheduledRound } from '../../../src/features/pulses/use-cases/open-round.ts';
import { remindRound } from '../../../src/features/pulses/use-cases/remind.ts';
import { seatHolder } from '../../../src/features/pulses/use-cases/seat.ts';
import type { Pulse, Round } from '../../../src/features/release/rules/pulse.ts';
import type { Question } from '../../../src/features/release/rules/question.ts';
import { ledgerTable } from '../../../src/features/release/tables/ledger.ts';
import { pulseTable } from '../../../src/features/release/tables/pulses.ts';
import { roundTable } from '../../../src/features/release/tables/rounds.ts';
import { answerRound } from '../../support/answer-round.ts';
import { havingAVoice, meetingCheck } from '../../support/packs.ts';
import { make, putAway, told } from '../../support/standing.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

const EVERYBODY = ['Staff1', 'Staff2', 'Staff3', 'Rep1', 'Rep2', 'Rep3'];
const ANSWER = { voice: ['4'], trust: ['2'] };

let core: TestCore;
let context: Context;
let ours: Group;
let others: Group;
let pulse: Pulse;

const pulseOf = async ({ circle }: Group): Promise<Pulse> => {
  const [first] = await pulseTable.list(context.store, circle.id);
  if (first === undefined) throw new Error('no pulse');
  return first;
};

beforeAll(async () => {
  core = await startCore();
  context = core.context;
  others = await core.group({ staff: 2, reps: 2 });
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group({ staff: 3, reps: 3 });
  pulse = await pulseOf(ours);
  core.enqueued();
});

async function opened(): Promise<Round> {
  const round = await openRoundByHand(context, pulse.id);
  if (!round.ok) throw new Error(round.code);
  return round.value;
}
const find = (id: string) => roundTable.find(context.store, id);
const seal = (id: string) => roundTable.seal(context.store, id);
const acts = () => actTable.list(context.store, ours.circle.id, 99);
const answer = (name: string, round: Pick<Round, 'id'>, inputs: Answering['inputs'] = ANSWER) =>
  answerRound(context, ours.who(name), round.id, inputs);

describe('a round', () => {
  test('opened by hand freezes who and what, and asks everybody in the same words; not twice', async () => {
    const round = await opened();
    expect(await find(round.id)).toMatchObject({
      number: 1,
      state: 'open',
      voices: [
        { voice: 'staff', invited: 3 },
        { voice: 'reps', invited: 3 },
      ],
      closesAt: core.clock.now() + pulse.openFor,
      levels: { voice: 'together' },
    });
    expect(await roundTable.roster(context.store, round.id)).toHaveLength(6);
    expect(await told(core, ours, 'pulse-invitation')).toEqual(EVERYBODY);
    expect(core.enqueued()).toHaveLength(6);
    const letter = (await core.letters(ours.circle)).find(({ kind }) => kind === 'pulse-invitation');
    expect(letter?.expiresAt).toBe(round.closesAt);
    expect(await openRoundByHand(context, pulse.id)).toMatchObject({ code: 'still-open' });
    expect(await told(core, ours, 'pulse-invitation')).toHaveLength(6);
  });

  test('asks the same at most once in seven days, one that was cancelled aside', async () => {
    const first = await opened();
    await cancelRound(context, first.id);
    const second = await opened();
    expect(second.number).toBe(2);
    core.clock.moveTo(second.closesAt);
    expect(await openRoundByHand(context, pulse.id)).toMatchObject({ code: 'asked-lately' });
    await closeRound(context, second.id);
    core.clock.moveTo(second.openedAt + 6 * DAY);
    expect(await openRoundByHand(context, pulse.id)).toMatchObject({ code: 'asked-lately' });
    core.clock.moveTo(second.openedAt + 7 * DAY);
    expect(await openRoundByHand(context, pulse.id)).toMatchObject({ ok: true });
  });

  test('seats nobody who is new to their voice, or cannot come in', async () => {
    await make(core, ours, 'Rep2', { voiceSince: core.clock.now() });
    for (const account of (await ours.now('Staff2')).identities)
      await memberTable.holdIdentity(context.store, account, true);
    const { id, voices } = await opened();
    expect(voices.map(({ invited }) => invited)).toEqual([2, 2]);
    expect(await told(core, ours, 'pulse-invitation')).toEqual(['Staff1', 'Staff3', 'Rep1', 'Rep3']);
    expect(await answer('Rep2', { id })).toMatchObject({ code: 'not-invited' });
  });

  test('is not opened where there is nobody to ask, nothing to open, or too little time', async () => {
    const open = (id = pulse.id, openFor?: number) =>
      openRoundByHand(context, id, openFor === undefined ? {} : { openFor });
    expect(await open('unknown')).toMatchObject({ code: 'no-such-pulse' });
    expect(await open(pulse.id, HOUR - 1)).toMatchObject({ code: 'open-too-short' });
    for (const name of EVERYBODY) await make(core, ours, name, { voiceSince: core.clock.now() });
    expect(await open()).toMatchObject({ code: 'nobody-to-ask' });
    const early = await pulseOf(await core.group({ staff: 2, reps: 2, setUp: false }));
    expect(await open(early.id)).toMatchObject({ code: 'not-set-up' });
    for (const name of EVERYBODY) await make(core, ours, name, { voiceSince: null });
    expect(await open(pulse.id, HOUR)).toMatchObject({
      value: { closesAt: core.clock.now() + HOUR, remindAt: null },
    });
  });

  test('is opened by a steward on record, and the other stewards are told', async () => {
    const open = (by: Member, id = pulse.id) => openRoundAsSteward(context, ours.circle, by, id);
    expect(await open(ours.who('Staff2'))).toMatchObject({ code: 'not-a-steward' });
    expect(await open(ours.who('Staff1'), (await pulseOf(others)).id)).toMatchObject({
      code: 'no-such-pulse',
    });
    expect(await open(ours.who('Staff1'), 'unknown')).toMatchObject({ code: 'no-such-pulse' });
    expect(await roundTable.open(context.store, others.circle.id)).toEqual([]);
    const before = (await acts()).length;
    expect(await open(ours.who('Staff1'))).toMatchObject({ ok: true });
    expect((await acts())[0]).toMatchObject({ what: 'round-opened', title: pulse.title });
    expect(await told(core, ours, 'settings-changed')).toEqual(['Rep1']);
    expect(await open(ours.who('Rep1'))).toMatchObject({ code: 'still-open' });
    expect(await acts()).toHaveLength(before + 1);
  });

  test('that is due opens once, and closes when it was to, unless it is late by more than an hour', async () => {
    const due = pulse.nextOpensAt ?? 0;
    await openScheduledRound(context, pulse.id);
    expect(await roundTable.open(context.store, ours.circle.id)).toEqual([]);
    core.clock.moveTo(due + HOUR);
    await openScheduledRound(context, pulse.id);
    await openScheduledRound(context, pulse.id);
    expect(await roundTable.open(context.store, ours.circle.id)).toMatchObject([
      { closesAt: due + pulse.openFor },
    ]);
    expect(await pulseOf(ours)).toMatchObject({ nextOpensAt: due + 7 * DAY });
    const late = await core.group({ staff: 2, reps: 2 });
    const lateDue = (await pulseOf(late)).nextOpensAt ?? 0;
    core.clock.moveTo(lateDue + HOUR + 1);
    await openScheduledRound(context, (await pulseOf(late)).id);
    expect(await roundTable.open(context.store, late.circle.id)).toMatchObject([
      { closesAt: core.clock.now() + pulse.openFor },
    ]);
    await openScheduledRound(context, 'unknown');
  });

  test('that cannot open is logged, and the next is planned', async () => {
    const due = pulse.nextOpensAt ?? 0;
    core.clock.moveTo(due - HOUR);
    await opened();
    core.clock.moveTo(due);
    const before = core.log.length;
    await openScheduledRound(context, pulse.id);
    expect(core.log.slice(before)).toMatchObject([{ event: 'round.not-opened' }]);
    expect(await pulseOf(ours)).toMatchObject({ nextOpensAt: due + 7 * DAY });
    expect(await told(core, ours, 'pulse-invitation')).toHaveLength(6);
  });
});

describe('an answer', () => {
  test('is counted once, and the seal is written anew each time, refused or not', async () => {
    const round = await opened();
    const seals = [await seal(round.id)];
    for (const [inputs, outcome] of [
      [{}, { code: 'nothing-answered' }],
      [{ voice: ['9'] }, { code: 'not-a-choice' }],
      [ANSWER, { value: { id: round.id } }],
      [ANSWER, { code: 'already-counted' }],
    ] as const) {
      expect(await answer('Rep2', round, inputs)).toMatchObject(outcome);
      seals.push(await seal(round.id));
    }
    const written = new Set(seals.map((each) => Buffer.from(each?.sealed ?? []).toString('hex')));
    expect(written.size).toBe(5);
    expect(new Set(seals.map((each) => each?.sealed.length)).size).toBe(1);
  });

  test('is taken until the closing time and not at it, whether or not anything has closed the round', async () => {
    const round = await opened();
    core.clock.moveTo(round.closesAt - 1);
    expect(await answer('Rep2', round)).toMatchObject({ ok: true });
    core.clock.moveTo(round.closesAt);
    const before = await seal(round.id);
    expect(await answer('Rep3', round)).toMatchObject({ code: 'closed' });
    expect(await seal(round.id)).toEqual(before);
    await closeRound(context, round.id);
    expect(await answer('Rep3', round)).toMatchObject({ code: 'closed' });
  });

  test('is not taken to a round that has ended early, nor from another circle, nor to nothing', async () => {
    const round = await opened();
    const before = await seal(round.id);
    expect(await answerRound(context, others.who('Rep2'), round.id, ANSWER)).toMatchObject({
      code: 'no-such-round',
    });
    expect(await answer('Rep2', { id: 'unknown' })).toMatchObject({ code: 'no-such-round' });
    expect(await seal(round.id)).toEqual(before);
    await cancelRound(context, round.id);
    expect(await answer('Rep2', round)).toMatchObject({ code: 'closed' });
  });

  test('has its own outcome among others that come with it, also where one round has a fault', async () => {
    const round = await opened();
    const stranger = await pulseOf(others);
    const broken = await openRoundByHand(context, stranger.id);
    if (!broken.ok) throw new Error(broken.code);
    const by = (member: Member, roundId: string, inputs: Answering['inputs'] = ANSWER): Answering => ({
      member,
      roundId,
      inputs,
    });
    const lost = { ...context, secrets: { ...context.secrets, pepper: () => null } };
    expect(await answerRounds(lost, [by(ours.who('Rep1'), round.id)])).toMatchObject([
      { name: 'SealUnopenable' },
    ]);
    await expect(answerRound(lost, ours.who('Rep1'), round.id, ANSWER)).rejects.toThrow('cannot be opened');
    expect(
      await answerRounds(context, [
        by(ours.who('Rep1'), round.id),
        by(others.who('Rep1'), broken.value.id),
        by(ours.who('Rep1'), round.id),
        by(ours.who('Rep2'), round.id, {}),
        by(ours.who('Rep3'), round.id),
      ]),
    ).toMatchObject([
      { ok: true },
      { ok: true },
      { code: 'already-counted' },
      { code: 'nothing-answered' },
      { ok: true },
    ]);
    await cancelRound(context, broken.value.id);
  });

  test('that was overtaken by another is counted from what stands then; without end it fails, alone', async () => {
    const round = await opened();
    const [one, other] = await Promise.all([answer('Rep1', round), answer('Rep2', round)]);
    expect([one, other]).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await answer('Rep1', round)).toMatchObject({ code: 'already-counted' });
    expect(await answer('Rep2', round)).toMatchObject({ code: 'already-counted' });
    const both = await Promise.all(
      ['Rep3', 'Staff1'].map((name) =>
        answerRounds(context, [{ member: ours.who(name), roundId: round.id, inputs: ANSWER }], 1),
      ),
    );
    const counted = both.flat().filter((each) => !(each instanceof Error));
    expect(counted).toHaveLength(1);
  });
});

describe('a reminder', () => {
  test('goes to everybody who was invited and is there, once, when its time has come', async () => {
    await pulseTable.save(context.store, { ...pulse, reminders: [HOUR] });
    await make(core, ours, 'Staff3', { voiceSince: core.clock.now() });
    const round = await opened();
    expect(round.remindAt).toBe(core.clock.now() + HOUR);
    await make(core, ours, 'Rep3', { leftAt: core.clock.now() });
    await answer('Rep2', round);
    core.clock.moveTo((round.remindAt ?? 0) - 1);
    await remindRound(context, round.id);
    expect(await told(core, ours, 'pulse-reminder')).toEqual([]);
    core.clock.moveTo(round.remindAt ?? 0);
    core.enqueued();
    await remindRound(context, round.id);
    expect(await told(core, ours, 'pulse-reminder')).toEqual(['Staff1', 'Staff2', 'Rep1', 'Rep2']);
    expect(core.enqueued()).toHaveLength(4);
    expect(await find(round.id)).toMatchObject({ remindedAt: core.clock.now() });
    core.clock.moveTo(core.clock.now() + MINUTE);
    await remindRound(context, round.id);
    await remindRound(context, 'unknown');
    expect(core.enqueued()).toEqual([]);
    expect(await find(round.id)).toMatchObject({ remindedAt: core.clock.now() - MINUTE });
  });

  test('comes several times in the same words; one that has to wait for the morning gives way to the next', async () => {
    await pulseTable.save(context.store, { ...pulse, reminders: [12 * HOUR, DAY, 47 * HOUR, 48 * HOUR] });
    const round = await opened();
    const hours = (count: number) => round.openedAt + count * HOUR;
    expect(round).toMatchObject({ remindAt: hours(12), remindLater: [hours(24), hours(47)] });
    core.clock.moveTo(hours(12));
    await remindRound(context, round.id);
    await remindRound(context, round.id);
    expect(await find(round.id)).toMatchObject({ remindAt: hours(24), remindLater: [hours(47)] });
    const letters = async () =>
      (await core.letters(ours.circle)).filter(({ kind }) => kind === 'pulse-reminder');
    expect(await letters()).toHaveLength(6);
    expect(new Set((await letters()).map(({ expiresAt }) => expiresAt))).toEqual(new Set([hours(24)]));
    // After a standstill several are due at once.
    core.clock.moveTo(hours(47));
    await remindRound(context, round.id);
    await remindRound(context, round.id);
    expect(await letters()).toHaveLength(12);
    expect((await letters()).at(-1)?.expiresAt).toBe(round.closesAt);
    expect(await find(round.id)).toMatchObject({ remindAt: null, remindLater: [], remindedAt: hours(47) });
  });

  test('of a round that is over is none', async () => {
    await pulseTable.save(context.store, { ...pulse, reminders: [HOUR] });
    const round = await opened();
    core.clock.moveTo(round.closesAt);
    await remindRound(context, round.id);
    await closeRound(context, round.id);
    await remindRound(context, round.id);
    core.clock.moveTo(round.openedAt + 7 * DAY);
    const early = await opened();
    await cancelRound(context, early.id);
    core.clock.moveTo(early.remindAt ?? 0);
    await remindRound(context, early.id);
    expect(await told(core, ours, 'pulse-reminder')).toEqual([]);
    expect(await find(early.id)).toMatchObject({ remindedAt: null });
  });
});

describe('the end of a round', () => {
  test('releases once what may be told, and leaves neither seal nor roster', async () => {
    const round = await opened();
    for (const name of ['Staff1', 'Staff2', 'Staff3', 'Rep1', 'Rep2']) await answer(name, round);
    core.clock.moveTo(round.closesAt - 1);
    await closeRound(context, round.id);
    expect(await find(round.id)).toMatchObject({ state: 'open' });
    core.clock.moveTo(round.closesAt + MINUTE);
    await closeRound(context, round.id);
    expect(await find(round.id)).toMatchObject({ state: 'closed' });
    expect([await seal(round.id), await roundTable.roster(context.store, round.id)]).toEqual([null, []]);
    const entry = await ledgerTable.find(context.store, round.id);
    expect(entry).toMatchObject({ circleId: ours.circle.id, closedAt: round.closesAt });
    expect(entry?.release.questions[0]).toMatchObject({ question: 'voice', outcome: 'overall' });
    await closeRound(context, round.id);
    await closeRound(context, 'unknown');
    expect(await ledgerTable.find(context.store, round.id)).toEqual(entry);
  });

  test('comes early, unread, and what asked for answers is put away; it is not cancelled twice', async () => {
    const round = await opened();
    for (const name of EVERYBODY) await answer(name, round);
    core.enqueued();
    expect(await cancelRound(context, round.id)).toMatchObject({ value: { state: 'cancelled' } });
    expect(await find(round.id)).toMatchObject({ state: 'cancelled' });
    expect([await seal(round.id), await roundTable.roster(context.store, round.id)]).toEqual([null, []]);
    expect(await putAway(core, ours, 'pulse-invitation')).toEqual(EVERYBODY);
    expect(await cancelRound(context, round.id)).toMatchObject({ code: 'not-open' });
    expect(await cancelRound(context, 'unknown')).toMatchObject({ code: 'no-such-round' });
    core.clock.moveTo(round.closesAt);
    await closeRound(context, round.id);
    expect(await ledgerTable.find(context.store, round.id)).toBeNull();
    expect(await find(round.id)).toMatchObject({ state: 'cancelled' });
  });

  test('is not made early by hand once its time is over, unless it cannot close', async () => {
    const round = await opened();
    core.clock.moveTo(round.closesAt);
    expect(await cancelRound(context, round.id)).toMatchObject({ code: 'about-to-close' });
    const lost = { ...context, secrets: { ...context.secrets, pepper: () => null } };
    await expect(closeRound(lost, round.id)).rejects.toThrow('cannot be opened');
    expect(await find(round.id)).toMatchObject({ state: 'open' });
    expect(await cancelRound(lost, round.id)).toMatchObject({ value: { state: 'cancelled' } });
  });
});

describe('what stewards change of a pulse', () => {
  const wants = (change: Change, by = 'Staff1') =>
    changeCircle(context, ours.circle, ours.who(by), [change], 'Because.');

  test('is of their own circle', async () => {
    const stranger = await pulseOf(others);
    const round = await openRoundByHand(context, stranger.id);
    if (!round.ok) throw new Error(round.code);
    const { id: pulseId } = stranger;
    const changes: readonly Change[] = [
      { kind: 'pulse', pulseId, plan: stranger },
      { kind: 'thresholds', pulseId, thresholds: { scores: 6, comments: 11 } },
      { kind: 'comments', pulseId, comments: true },
      { kind: 'level', pulseId, level: 'together' },
      { kind: 'cancel-round', roundId: round.value.id, title: '' },
      { kind: 'cancel-round', roundId: 'unknown', title: '' },
    ];
    for (const change of changes)
      expect(await wants(change)).toMatchObject({ code: 'not-found', details: { change: change.kind } });
    expect(await find(round.value.id)).toMatchObject({ state: 'open' });
    await cancelRound(context, round.value.id);
  });

  test('is refused where it would tell too much', async () => {
    const thresholds = (scores: number, comments = 10) =>
      wants({ kind: 'thresholds', pulseId: pulse.id, thresholds: { scores, comments } });
    expect(await thresholds(4)).toMatchObject({ code: 'below-floor' });
    const { length } = await memberTable.list(context.store, ours.circle.id);
    expect(await thresholds(length + 1)).toMatchObject({ code: 'threshold-beyond-circle' });
    expect(await wants({ kind: 'level', pulseId: pulse.id, level: 'by-voice' })).toMatchObject({
      code: 'voices-too-small',
    });
    const round = await opened();
    await pulseTable.save(context.store, { ...pulse, thresholds: { scores: 8, comments: 12 } });
    expect(await thresholds(7, 12)).toMatchObject({ code: 'lowered-while-open' });
    core.clock.moveTo(round.closesAt);
    expect(await wants({ kind: 'cancel-round', roundId: round.id, title: '' })).toMatchObject({
      code: 'about-to-close',
    });
    await closeRound(context, round.id);
    expect(await wants({ kind: 'cancel-round', roundId: round.id, title: '' })).toMatchObject({
      code: 'not-open',
    });
  });

  test('that makes another pulse plans its first round', async () => {
    const id = context.newId();
    const { schedule, openFor, reminders } = pulse;
    const { name: title, id: packId, questions } = meetingCheck;
    const plan = { title, packId, questions, schedule, openFor, reminders };
    expect(await wants({ kind: 'pulse', pulseId: id, plan })).toMatchObject({ value: { made: [{}] } });
    expect(await pulseTable.find(context.store, id)).toMatchObject({
      ...plan,
      circleId: ours.circle.id,
      comments: false,
      thresholds: { scores: 5, comments: 10 },
      nextOpensAt: pulse.nextOpensAt,
    });
  });
});

describe('the level of a question', () => {
  test('is settled when it is first asked, from who can answer; later circles grow without changing it', async () => {
    const voices = (invited: number) => ['staff', 'reps'].map((voice) => ({ voice, invited }));
    const of = (invited: number) => levelsOf(context.store, ours.circle, pulse.questions, voices(invited));
    expect(await of(8)).toMatchObject({ voice: 'by-voice', 'in-the-way': 'by-voice' });
    expect(await of(7)).toMatchObject({ voice: 'together', 'in-the-way': 'together' });
    await opened();
    expect(await of(8)).toMatchObject({ voice: 'together', 'in-the-way': 'together' });
    expect(await levelsOf(context.store, others.circle, [], voices(8))).toEqual({});
  });

  test('that is changed lets it rest for eight weeks after it was last asked, and the pulse with it', async () => {
    ours = await core.group({ staff: 6, reps: 6 });
    pulse = await pulseOf(ours);
    const first = await opened();
    core.clock.moveTo(first.closesAt);
    await closeRound(context, first.id);
    const level = { pulseId: pulse.id, level: 'by-voice' } as const;
    await context.store.transact((tx) =>
      context.changeKinds.level.apply({ context, tx, circle: ours.circle }, { kind: 'level', ...level }),
    );
    const rests = first.closesAt + 56 * DAY;
    const next = (await pulseOf(ours)).nextOpensAt ?? 0;
    expect([next > rests, next <= rests + 7 * DAY]).toEqual([true, true]);
    core.clock.moveTo(rests - 1);
    expect(await openRoundByHand(context, pulse.id)).toMatchObject({ code: 'question-rests' });
    core.clock.moveTo(rests);
    expect(await openRoundByHand(context, pulse.id)).toMatchObject({
      value: { levels: { voice: 'by-voice' } },
    });
  });

  test('that two keys chose holds for the questions that two keys put in their place, where voices are large enough', async () => {
    const own = { ...havingAVoice.questions[0], id: 'ours', text: 'Is it getting better?' } as Question;
    for (const [size, level] of [
      [6, 'by-voice'],
      [5, 'together'],
    ] as const) {
      ours = await core.group({ staff: size, reps: size });
      pulse = await pulseOf(ours);
      const { circle } = ours;
      const plan = { ...pulse, packId: null, questions: [own] };
      await context.store.transact(async (tx) => {
        const at = { context, tx, circle };
        await context.changeKinds.level.apply(at, { kind: 'level', pulseId: pulse.id, level: 'by-voice' });
        await context.changeKinds.pulse.apply(at, { kind: 'pulse', pulseId: pulse.id, plan });
      });
      expect(await opened()).toMatchObject({ levels: { ours: level } });
    }
  });
});

test('the seat of an account that joined a person during a round is not theirs in it', async () => {
  const round = await opened();
  const member = await ours.now('Rep2');
  const [account] = member.identities;
  if (account === undefined) throw new Error('no account');
  const holder = (accountSince: number | null, by = account) =>
    seatHolder(context.store, { member, circle: ours.circle, accountSince }, by, round);
  expect(await holder(null)).toBe(member.id);
  expect(await holder(round.openedAt - 1)).toBe(member.id);
  const fresh = { platform: 'web', externalId: context.newId() } as const;
  await personTable.addAccount(context.store, member.personId, fresh, round.openedAt);
  expect(await holder(round.openedAt, fresh)).toBeNull();
});

test('a circle’s first round puts the offer to open it away', async () => {
  expect(await putAway(core, ours, 'circle-set-up')).toEqual([]);
  await opened();
  expect(await putAway(core, ours, 'circle-set-up')).toEqual(['Staff1', 'Rep1']);
});
