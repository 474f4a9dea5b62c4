import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/core/instant.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import type { Answering } from '../../src/features/pulses/replies.ts';
import type { Round } from '../../src/features/release/rules/pulse.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { lookIntoSeal } from '../support/app-tally.ts';
import { type AppBackend, MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { everybody, importCircle, openRound, type TestUser } from '../support/test-users.ts';

const TUESDAY_10 = MONDAY + DAY + HOUR;
const BACKENDS: readonly AppBackend[] = ['embedded', 'postgres'];

describe.each(BACKENDS)('cover on %s', (backend) => {
  let app: TestApp;
  let circle: Circle;
  let people: readonly TestUser[];
  let round: Round;
  const submitted: Answering[] = [];

  beforeAll(async () => {
    app = await startApp({ backend });
    circle = await importCircle(app);
    people = await everybody(app, circle);
    await app.passTo(TUESDAY_10);
    round = await openRound(app, circle);
    watchDesk();
  });
  afterAll(() => app?.stop());

  function watchDesk(): void {
    const { replies } = app.context;
    const { submit } = replies;
    Object.assign(replies, {
      submit(answering: Answering) {
        submitted.push(answering);
        return submit(answering);
      },
    });
  }

  async function sealOf(): Promise<string> {
    const seal = await roundTable.seal(app.context.store, round.id);
    if (seal === null) throw new Error('the round has no seal');
    return Buffer.from(seal.sealed).toString('base64');
  }

  /** Everything but the sealed bytes. */
  async function sight() {
    const rows: Record<string, readonly string[]> = {};
    for (const table of await app.records.tables()) {
      const found = await app.records.table(table);
      rows[table] = found.map(({ sealed, ...row }) => JSON.stringify([row, String(sealed).length])).sort();
    }
    const metrics = await (await fetch(`${app.address}/metrics`)).text();
    return {
      rows,
      log: [...app.log],
      jobs: await app.context.queue.pending(),
      metrics: metrics.match(/^roundtable.*$/gm),
    };
  }

  test('nothing covers until its time has come: a flow that lets no timer ring has none', () => {
    expect(submitted).toEqual([]);
    expect(app.timers.waiting).toBeGreaterThan(0);
  });

  test('an open round is covered by chance, from all its seats, and nothing but the sealed bytes changes', async () => {
    const before = await sight();
    const [seal, inside] = [await sealOf(), await lookIntoSeal(app.context, round)];
    await app.timers.ringUntil(app.clock.now() + 20 * MINUTE);
    // 60 on average, in whatever mood.
    expect(submitted.length).toBeGreaterThan(8);
    expect(submitted.length).toBeLessThan(160);
    expect(new Set(submitted.map(({ member }) => member.id)).size).toBeGreaterThan(4);
    expect(
      submitted.every(({ inputs, roundId }) => roundId === round.id && Object.keys(inputs).length === 0),
    ).toBe(true);
    expect(await sealOf()).not.toBe(seal);
    expect((await sealOf()).length).toBe(seal.length);
    expect(await lookIntoSeal(app.context, round)).toEqual(inside);
    expect(await sight()).toEqual(before);
  });

  test('a form that was shown draws one cover more, sent or not, within three minutes', async () => {
    await withoutProfile(async () => {
      submitted.length = 0;
      await people[0]?.open(`/pulse/${round.id}`);
      await people[1]?.open(`/pulse/${round.id}`);
      const shownAt = app.clock.now();
      await app.timers.ringUntil(shownAt + 10 * SECOND - 1);
      expect(submitted).toHaveLength(0);
      await app.timers.ringUntil(shownAt + 3 * MINUTE);
      expect(submitted).toHaveLength(2);
    });
  });

  test('each try seals anew, whatever comes of it: counted, counted before, empty, not a choice, not invited', async () => {
    const [member] = await memberTable.list(app.context.store, circle.id);
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
      const answered = await app.context.replies.submit({
        member: { id, circleId: circle.id },
        roundId: round.id,
        inputs,
      });
      expect(answered.ok ? 'counted' : answered.code).toBe(outcome);
      expect(await sealOf()).not.toBe(before);
      inside.push(await lookIntoSeal(app.context, round));
    }
    expect(inside.slice(1)).toEqual(inside.slice(1).map(() => inside[0]));
  });

  test('a stop drops what is to come, and a restart covers again', async () => {
    await people[0]?.open(`/pulse/${round.id}`);
    await app.restart();
    submitted.length = 0;
    watchDesk();
    const waiting = app.timers.waiting;
    await app.timers.ringUntil(app.clock.now() + 10 * MINUTE);
    expect(waiting).toBe(1);
    expect(submitted.length).toBeGreaterThan(0);
    expect(app.log.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('after the close nothing is covered', async () => {
    await app.passTo(round.closesAt);
    submitted.length = 0;
    await app.timers.ringUntil(app.clock.now() + 10 * MINUTE);
    expect(submitted).toEqual([]);
  });

  /** Only what forms draw: the profile of the round has no part in it. */
  async function withoutProfile(work: () => Promise<void>): Promise<void> {
    const { run } = app.context.store;
    const blind: Store['run'] = async (operation, statement) =>
      operation.name === 'rounds.running' ? ([] as never) : run(operation, statement);
    Object.assign(app.context.store, { run: blind });
    await app.timers.ringUntil(app.clock.now() + MINUTE);
    try {
      await work();
    } finally {
      Object.assign(app.context.store, { run });
    }
  }
});
