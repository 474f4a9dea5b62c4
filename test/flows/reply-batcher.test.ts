import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { success } from '../../src/core/result.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import type { Answered, Answering } from '../../src/features/pulses/replies.ts';
import { answerRounds } from '../../src/features/pulses/use-cases/answer.ts';
import { createReplyBatcher } from '../../src/features/pulses/use-cases/reply-batcher.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { importCircle, NORTHFIELD, openRound } from '../support/test-users.ts';

const GIVEN = { voice: ['4'], trust: ['5'] };

function answering(memberId: string): Answering {
  return { member: { id: memberId, circleId: 'c' }, roundId: 'r', inputs: {} };
}

const counted: Answered = success({} as Extract<Answered, { ok: true }>['value']);

describe('the reply batcher', () => {
  test('hands on at once when nothing is under way, and together what waits', async () => {
    const batches: string[][] = [];
    const releases: (() => void)[] = [];
    const batcher = createReplyBatcher(async (batch) => {
      batches.push(batch.map(({ member }) => member.id));
      await new Promise<void>((resolve) => releases.push(resolve));
      return batch.map(() => counted);
    });
    const replies = ['a', 'b', 'c', 'd', 'e'].map((id) => batcher.submit(answering(id)));
    expect(batches).toEqual([['a']]);
    while (batches.length < 2) {
      releases.shift()?.();
      await Promise.resolve();
    }
    expect(batches[1]).toEqual(['b', 'c', 'd', 'e']);
    for (const release of releases) release();
    expect((await Promise.all(replies)).every(({ ok }) => ok)).toBe(true);
  });

  test('gives each its own outcome, and all of a batch that failed the failure', async () => {
    let breaks = false;
    const batcher = createReplyBatcher(async (batch) => {
      if (breaks) throw new Error('the database went away');
      return batch.map(({ member }) => (member.id === 'bad' ? new Error('one seal') : counted));
    });
    await expect(batcher.submit(answering('good'))).resolves.toMatchObject({ ok: true });
    await expect(batcher.submit(answering('bad'))).rejects.toThrow('one seal');
    breaks = true;
    await expect(batcher.submit(answering('good'))).rejects.toThrow('the database went away');
    breaks = false;
    await expect(batcher.submit(answering('good'))).resolves.toMatchObject({ ok: true });
  });
});

describe.each(['embedded', 'postgres'] as const)('replies counted together on %s', (backend) => {
  let app: TestApp;
  let circles: readonly Circle[];

  beforeAll(async () => {
    app = await startApp({ backend });
    const second = NORTHFIELD.replace('circle: Ward 7', 'circle: Ward 8').replace(
      /slack: T01TEST\/(U|C)0/g,
      'slack: T01TEST/$18',
    );
    const others = second.replaceAll('teams: aad-', 'teams: aad-8-').replace('19:ward7', '19:ward8');
    circles = [await importCircle(app), await importCircle(app, others.replace('joe@', 'joe8@'))];
    await app.passTo(MONDAY + DAY + HOUR);
  });
  afterAll(() => app?.stop());

  test('count each person once, refuse kindly, and let one broken seal hurt nobody else', async () => {
    const { store } = app.context;
    const batch: Answering[] = [];
    for (const circle of circles) {
      const round = await openRound(app, circle);
      for (const member of (await memberTable.list(store, circle.id)).slice(0, 6)) {
        batch.push(
          { member, roundId: round.id, inputs: GIVEN },
          { member, roundId: round.id, inputs: GIVEN },
        );
      }
    }
    const [first, , ...rest] = batch;
    const stranger = { ...(first as Answering), member: { id: 'nobody', circleId: circles[0]?.id ?? '' } };
    const wrong = { ...(rest[0] as Answering), inputs: { voice: ['9'] } };
    const codes = (outcomes: readonly Answered[]) =>
      outcomes.map((outcome) => (outcome instanceof Error ? outcome.name : outcome.ok || outcome.code));
    expect(codes(await answerRounds(app.context, [stranger, wrong, ...batch]))).toEqual([
      'not-invited',
      'not-a-choice',
      ...batch.map((_, index) => index % 2 === 0 || 'already-counted'),
    ]);

    const [broken, sound] = [batch[0]?.roundId ?? '', batch.at(-1)?.roundId ?? ''];
    const whole = (await roundTable.seal(store, broken))?.sealed ?? new Uint8Array();
    await roundTable.reseal(store, [{ roundId: broken, madeFrom: whole, sealed: new Uint8Array(64) }]);
    const late = await Promise.all(
      circles.map(async (circle, index) => ({
        member: (await memberTable.list(store, circle.id))[7] as Answering['member'],
        roundId: index === 0 ? broken : sound,
        inputs: GIVEN,
      })),
    );
    expect(codes(await answerRounds(app.context, late))).toEqual(['SealUnopenable', true]);
    await roundTable.reseal(store, [{ roundId: broken, madeFrom: new Uint8Array(64), sealed: whole }]);
  });

  test('lose nobody to another process that seals the same round at the same moment', async () => {
    const { store } = app.context;
    const [, circle] = circles as readonly [Circle, Circle];
    const round = await openRound(app, circle);
    const before = (await roundTable.seal(store, round.id))?.sealed.length;
    const members = (await memberTable.list(store, circle.id)).slice(8, 12);
    const twice = [...members, ...members];
    const outcomes = await Promise.all(
      // Each call by itself, as each process has a batcher of its own.
      twice.map((member) => answerRounds(app.context, [{ member, roundId: round.id, inputs: GIVEN }])),
    );
    for (const index of members.keys()) {
      const both = [outcomes[index], outcomes[index + members.length]].flat() as readonly Answered[];
      expect(both.filter((outcome) => !(outcome instanceof Error) && outcome.ok)).toHaveLength(1);
    }
    const again = members.map((member) => ({ member, roundId: round.id, inputs: GIVEN }));
    for (const outcome of await answerRounds(app.context, again))
      expect(outcome).toMatchObject({ code: 'already-counted' });
    expect((await roundTable.seal(store, round.id))?.sealed.length).toBe(before);
  });

  test('what fails while some are counted again does not concern those who are counted', async () => {
    const { store } = app.context;
    const [one, two] = await Promise.all(
      circles.map(async (circle) => ({
        roundId: (await openRound(app, circle)).id,
        members: await memberTable.list(store, circle.id),
      })),
    );
    if (one === undefined || two === undefined) throw new Error('two circles are wanted');
    const answerOf = ({ roundId, members }: typeof one, index: number): Answering => ({
      member: members[index] as Answering['member'],
      roundId,
      inputs: GIVEN,
    });
    let reads = 0;
    const run: Store['run'] = async (operation, statement) => {
      if (operation.name !== 'rounds.forReplies') return store.run(operation, statement);
      reads += 1;
      if (reads > 1) throw new Error('the database went away');
      const found = await store.run(operation, statement);
      // Any reply seals anew, a second try too.
      await answerRounds(app.context, [answerOf(two, 0)]);
      return found;
    };
    const context = { ...app.context, store: { ...store, run } };
    const [counted, overtaken] = await answerRounds(context, [answerOf(one, 8), answerOf(two, 6)]);
    expect(counted).toMatchObject({ ok: true });
    expect(overtaken).toBeInstanceOf(Error);
    expect((await answerRounds(app.context, [answerOf(two, 6)]))[0]).toMatchObject({ ok: true });
  });
});
