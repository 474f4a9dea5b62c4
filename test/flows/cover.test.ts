import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/core/instant.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import type { Answering } from '../../src/features/pulses/replies.ts';
import type { Round } from '../../src/features/release/rules/pulse.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { MONDAY, startTown, type Town, type TownBackend } from '../support/town.ts';
import { everybody, importCircle, type Neighbour, openRound } from '../support/town-people.ts';
import { lookIntoSeal } from '../support/town-tally.ts';

const TUESDAY_10 = MONDAY + DAY + HOUR;
const BACKENDS: readonly TownBackend[] = ['embedded', 'postgres'];

describe.each(BACKENDS)('cover on %s', (backend) => {
  let town: Town;
  let circle: Circle;
  let people: readonly Neighbour[];
  let round: Round;
  const submitted: Answering[] = [];

  beforeAll(async () => {
    town = await startTown({ backend });
    circle = await importCircle(town);
    people = await everybody(town, circle);
    await town.passTo(TUESDAY_10);
    round = await openRound(town, circle);
    watchDesk();
  });
  afterAll(() => town?.stop());

  function watchDesk(): void {
    const { replies } = town.context;
    const { submit } = replies;
    Object.assign(replies, {
      submit(answering: Answering) {
        submitted.push(answering);
        return submit(answering);
      },
    });
  }

  async function sealOf(): Promise<string> {
    const seal = await roundTable.seal(town.context.store, round.id);
    if (seal === null) throw new Error('the round has no seal');
    return Buffer.from(seal.sealed).toString('base64');
  }

  /** Everything but the sealed bytes. */
  async function sight() {
    const rows: Record<string, readonly string[]> = {};
    for (const table of await town.records.tables()) {
      const found = await town.records.table(table);
      rows[table] = found.map(({ sealed, ...row }) => JSON.stringify([row, String(sealed).length])).sort();
    }
    const metrics = await (await fetch(`${town.address}/metrics`)).text();
    return {
      rows,
      log: [...town.log],
      jobs: await town.context.queue.pending(),
      metrics: metrics.match(/^roundtable.*$/gm),
    };
  }

  test('nothing covers until its time has come: a flow that lets no timer ring has none', () => {
    expect(submitted).toEqual([]);
    expect(town.timers.waiting).toBeGreaterThan(0);
  });

  test('an open round is covered by chance, from all its seats, and nothing but the sealed bytes changes', async () => {
    const before = await sight();
    const [seal, inside] = [await sealOf(), await lookIntoSeal(town.context, round)];
    await town.timers.ringUntil(town.clock.now() + 20 * MINUTE);
    // 60 on average, in whatever mood.
    expect(submitted.length).toBeGreaterThan(8);
    expect(submitted.length).toBeLessThan(160);
    expect(new Set(submitted.map(({ member }) => member.id)).size).toBeGreaterThan(4);
    expect(
      submitted.every(({ inputs, roundId }) => roundId === round.id && Object.keys(inputs).length === 0),
    ).toBe(true);
    expect(await sealOf()).not.toBe(seal);
    expect((await sealOf()).length).toBe(seal.length);
    expect(await lookIntoSeal(town.context, round)).toEqual(inside);
    expect(await sight()).toEqual(before);
  });

  test('a form that was shown draws one cover more, sent or not, within three minutes', async () => {
    await withoutProfile(async () => {
      submitted.length = 0;
      await people[0]?.open(`/pulse/${round.id}`);
      await people[1]?.open(`/pulse/${round.id}`);
      const shownAt = town.clock.now();
      await town.timers.ringUntil(shownAt + 10 * SECOND - 1);
      expect(submitted).toHaveLength(0);
      await town.timers.ringUntil(shownAt + 3 * MINUTE);
      expect(submitted).toHaveLength(2);
    });
  });

  test('each try seals anew, whatever comes of it: counted, counted before, empty, not a choice, not invited', async () => {
    const [member] = await memberTable.list(town.context.store, circle.id);
    if (member === undefined) throw new Error('nobody is there');
    const tries: readonly [string, Answering['inputs'], string][] = [
      [member.id, { voice: ['4'] }, 'counted'],
      [member.id, { voice: ['5'] }, 'already-counted'],
      [member.id, {}, 'nothing-answered'],
      [member.id, { voice: ['6'] }, 'not-a-choice'],
      ['somebody-else', { voice: ['4'] }, 'not-invited'],
    ];
    const inside: unknown[] = [];
    for (const [id, inputs, outcome] of tries) {
      const before = await sealOf();
      const answered = await town.context.replies.submit({
        member: { id, circleId: circle.id },
        roundId: round.id,
        inputs,
      });
      expect(answered.ok ? 'counted' : answered.code).toBe(outcome);
      expect(await sealOf()).not.toBe(before);
      inside.push(await lookIntoSeal(town.context, round));
    }
    expect(inside.slice(1)).toEqual(inside.slice(1).map(() => inside[0]));
  });

  test('a stop drops what is to come, and a restart covers again', async () => {
    await people[0]?.open(`/pulse/${round.id}`);
    await town.restart();
    submitted.length = 0;
    watchDesk();
    const waiting = town.timers.waiting;
    await town.timers.ringUntil(town.clock.now() + 10 * MINUTE);
    expect(waiting).toBe(1);
    expect(submitted.length).toBeGreaterThan(0);
    expect(town.log.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('after the close nothing is covered', async () => {
    await town.passTo(round.closesAt);
    submitted.length = 0;
    await town.timers.ringUntil(town.clock.now() + 10 * MINUTE);
    expect(submitted).toEqual([]);
  });

  /** Only what forms draw: the profile of the round has no part in it. */
  async function withoutProfile(work: () => Promise<void>): Promise<void> {
    const { run } = town.context.store;
    const blind: Store['run'] = async (operation, statement) =>
      operation.name === 'rounds.running' ? ([] as never) : run(operation, statement);
    Object.assign(town.context.store, { run: blind });
    await town.timers.ringUntil(town.clock.now() + MINUTE);
    try {
      await work();
    } finally {
      Object.assign(town.context.store, { run });
    }
  }
});
