import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { quarterEnd } from '../../../src/core/calendar/quarter.ts';
import type { Context } from '../../../src/core/context.ts';
import { DAY } from '../../../src/core/instant.ts';
import { failureTable } from '../../../src/core/tables/failures.ts';
import type { ScoredQuestion } from '../../../src/features/release/rules/figures.ts';
import { questionKey } from '../../../src/features/release/rules/pool.ts';
import { encodeTally } from '../../../src/features/release/rules/tally/encoding.ts';
import { layoutOf } from '../../../src/features/release/rules/tally/layout.ts';
import { count, emptyTally, type Tally } from '../../../src/features/release/rules/tally/tally.ts';
import { type PoolKey, poolTable } from '../../../src/features/release/tables/pools.ts';
import { addToPools, poolQuarter, releaseDuePools } from '../../../src/features/release/use-cases/pools.ts';
import {
  freshSeal,
  openSeal,
  sealKeyOf,
  sealWith,
  seatsFor,
} from '../../../src/features/release/use-cases/sealing.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';
import { oneEach, SCALE, YES_NO } from './questions.ts';

let core: TestCore;
let context: Context;
let lost: Context;

beforeAll(async () => {
  core = await startCore();
  context = core.context;
  lost = { ...context, secrets: { ...context.secrets, pepper: () => null } };
});
afterAll(() => core?.stop());

describe('a pool', () => {
  let ours: Group;
  let asked: ScoredQuestion;
  beforeEach(async () => {
    ours = await core.group({ staff: 1, reps: 1 });
    asked = { ...YES_NO, text: `Could you come to ${ours.circle.name}?` };
  });

  // Pools are spent together, whoever poured them: none is left for another test.
  afterEach(async () => {
    core.clock.moveTo(overAt() + 14 * DAY);
    await releaseDuePools(context);
  });

  /** What circles of one organisation were too small to show: how many said yes and no in each. */
  async function poured(
    circles: readonly (readonly [number, number])[],
    { by = context, question = asked, group = ours, voice = 'reps' } = {},
  ): Promise<void> {
    for (const [at, counts] of circles.entries()) {
      const circle = { ...group.circle, id: `${group.circle.id} ${at}` };
      const contribution = { question, voice, atMost: 4, threshold: 5, counts: oneEach(counts) };
      await by.store.transact((tx) => addToPools(by, tx, circle, [contribution]));
    }
  }
  const ENOUGH = [
    [2, 0],
    [1, 1],
    [1, 0],
    [0, 0],
  ] as const;
  const released = ({ circle } = ours) => poolTable.released(context.store, circle.organisationId, 0);
  const key = (voice = 'reps', question = asked): PoolKey => ({
    organisationId: ours.circle.organisationId,
    quarter: poolQuarter(core.clock.now()),
    question: questionKey(question),
    voice,
  });
  const held = (of = key()) => context.store.transact((tx) => poolTable.lock(tx, of));
  const overAt = () => quarterEnd(poolQuarter(core.clock.now()), 'UTC');

  test('of a quarter is released once it is over, once, and deleted', async () => {
    await poured(ENOUGH);
    const [before, over] = [key(), overAt()];
    core.clock.moveTo(over - 1);
    await releaseDuePools(context);
    expect([await released(), (await held(before))?.closesAt]).toEqual([[], over]);
    core.clock.moveTo(over);
    await releaseDuePools(context);
    expect(await released()).toMatchObject([
      { key: before, asked, at: over, release: { outcome: 'released', figures: { kind: 'yes-no' } } },
    ]);
    expect(await held(before)).toBeNull();
    core.clock.moveTo(over + DAY);
    await releaseDuePools(context);
    expect(await released()).toMatchObject([{ at: over }]);
  });

  test('that is too small is let go unread; what others gave is no part of it', async () => {
    const others = await core.group({ staff: 1, reps: 1 });
    await poured(ENOUGH.slice(0, 2));
    await poured(ENOUGH, { group: others });
    const [before, over] = [key(), overAt()];
    core.clock.moveTo(over);
    await releaseDuePools(context);
    expect([await released(), await held(before)]).toEqual([[], null]);
    expect(await released(others)).toHaveLength(1);
  });

  test('takes what comes late into the quarter that runs then', async () => {
    await poured(ENOUGH.slice(0, 3));
    core.clock.moveTo(overAt());
    await releaseDuePools(context);
    await poured(ENOUGH);
    expect(await held()).toMatchObject({ closesAt: overAt() });
    core.clock.moveTo(overAt());
    await releaseDuePools(context);
    expect(await released()).toHaveLength(1);
  });

  test('keeps its pepper and salt, gets a fresh nonce each time, and grows by circles alone', async () => {
    await poured(ENOUGH.slice(0, 1));
    const one = await held();
    await poured(ENOUGH.slice(0, 1));
    const two = await held();
    expect(two?.seal).toMatchObject({ salt: one?.seal.salt, pepperId: one?.seal.pepperId });
    expect(two?.seal.sealed).not.toEqual(one?.seal.sealed);
    expect(two?.seal.sealed.length).toBe(one?.seal.sealed.length);
  });

  test('whose pepper is lost takes nothing, and keeps nothing from being poured elsewhere', async () => {
    await poured(ENOUGH.slice(0, 1));
    const one = await held();
    const before = core.log.length;
    await lost.store.transact((tx) =>
      addToPools(
        lost,
        tx,
        ours.circle,
        ['reps', 'staff'].map((voice) => ({
          question: asked,
          voice,
          atMost: 4,
          threshold: 5,
          counts: oneEach([1, 1]),
        })),
      ),
    );
    expect(await held()).toEqual(one);
    expect(await held(key('staff'))).not.toBeNull();
    expect(core.log.slice(before)).toMatchObject([{ event: 'pool.not-poured' }]);
  });

  test('whose pepper is lost waits two weeks for it, is logged once, and is deleted unread then', async () => {
    await poured(ENOUGH);
    const [before, over] = [key(), overAt()];
    core.clock.moveTo(over);
    const line = core.log.length;
    await failureTable.forget(context.store, core.clock.now() + 1);
    for (const _ of ['once', 'again']) await releaseDuePools(lost);
    expect(core.log.slice(line).map(({ event }) => event)).toEqual(['pool.not-spent']);
    expect(await failureTable.recent(context.store, 9)).toMatchObject([
      { job: 'spend-pools', subject: before.quarter },
    ]);
    core.clock.moveTo(over + 14 * DAY - 1);
    await releaseDuePools(lost);
    expect(await held(before)).not.toBeNull();
    core.clock.moveTo(over + 14 * DAY);
    await releaseDuePools(lost);
    expect(await held(before)).toBeNull();
    expect(core.log.slice(line).map(({ event }) => event)).toContain('pool.deleted-unread');
    await releaseDuePools(context);
    expect(await released()).toEqual([]);
  });

  test('is spent with the other voices of its question, all or none; other questions do not wait', async () => {
    const other = { ...SCALE, text: `Heard in ${ours.circle.name}?` };
    for (const voice of ['staff', 'reps']) await poured(ENOUGH, { voice });
    const marks = ENOUGH.map(() => [0, 0, 0, 0, 2]);
    for (const [at, counts] of marks.entries()) {
      const circle = { ...ours.circle, id: `${ours.circle.id} ${at}` };
      const contribution = {
        question: other,
        voice: 'reps',
        atMost: 4,
        threshold: 5,
        counts: oneEach(counts),
      };
      await context.store.transact((tx) => addToPools(context, tx, circle, [contribution]));
    }
    const [staff, over] = [await held(key('staff')), overAt()];
    if (staff === null) throw new Error('no pool');
    await poolTable.save(context.store, {
      ...staff,
      seal: { ...staff.seal, sealed: staff.seal.sealed.map((byte) => byte ^ 1) },
    });
    const reps = key('reps');
    core.clock.moveTo(over);
    await releaseDuePools(context);
    expect((await released()).map(({ asked: { text } }) => text)).toEqual([other.text]);
    expect(await held(reps)).not.toBeNull();
  });
});

describe('a seal', () => {
  const bytesOf = (tally: Tally) => Buffer.from(encodeTally(tally)).toString('hex');
  const layout = layoutOf({
    voices: [{ voice: 'reps', invited: 3 }],
    questions: [SCALE],
    comments: false,
  });

  test('of a fresh round holds no answer, and of an answer is as long', () => {
    const fresh = freshSeal(context, 'round', layout);
    expect(bytesOf(openSeal(context, 'round', fresh, layout))).toBe(bytesOf(emptyTally(layout)));
    const ballot = { seat: 0, voice: 'reps', answers: { heard: { choices: ['4'] } } };
    const counted = count(layout, emptyTally(layout), ballot, context.random);
    if (!counted.ok) throw new Error(counted.code);
    const key = sealKeyOf(context, 'round', fresh);
    const sealed = sealWith(context, key, 'round', counted.value);
    expect(sealed.length).toBe(fresh.sealed.length);
    expect(bytesOf(openSeal(context, 'round', { ...fresh, sealed }, layout))).toBe(bytesOf(counted.value));
    expect(sealWith(context, key, 'round', counted.value)).not.toEqual(sealed);
  });

  test('opens for nobody else: another round, another salt, changed bytes, a lost pepper, another layout', () => {
    const fresh = freshSeal(context, 'round', layout);
    const changed = { ...fresh, sealed: fresh.sealed.map((byte, at) => (at === 20 ? byte ^ 1 : byte)) };
    const wider = layoutOf({
      voices: [{ voice: 'reps', invited: 300 }],
      questions: [SCALE, YES_NO],
      comments: true,
    });
    for (const [opening, why] of [
      [() => openSeal(context, 'other', fresh, layout), 'it was changed'],
      [() => openSeal(context, 'round', { ...fresh, salt: new Uint8Array(32) }, layout), 'it was changed'],
      [() => openSeal(context, 'round', changed, layout), 'it was changed'],
      [() => openSeal(lost, 'round', fresh, layout), 'PULSE_PEPPER_RETIRED'],
      [() => openSeal(context, 'round', fresh, wider), 'does not fit'],
    ] as const) {
      expect(opening).toThrow(why);
      expect(opening).toThrow(expect.objectContaining({ name: 'SealUnopenable' }));
    }
  });

  test('counts seats that are dealt by chance, one for everybody', async () => {
    const group = await core.group({ staff: 4, reps: 4 });
    const members = ['Staff1', 'Staff2', 'Staff3', 'Staff4', 'Rep1', 'Rep2', 'Rep3', 'Rep4'].map(group.who);
    const seats = seatsFor(context, members);
    expect(seats.map(({ seat }) => seat)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(new Set(seats.map(({ memberId }) => memberId)).size).toBe(8);
    for (const { memberId, voice } of seats)
      expect(members.find(({ id }) => id === memberId)?.voice).toBe(voice);
    expect(seats.map(({ memberId }) => memberId)).not.toEqual(members.map(({ id }) => id));
  });
});
