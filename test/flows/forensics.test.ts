import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/instant.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import type { Round } from '../../src/features/release/rules/pulse.ts';
import { layoutOf } from '../../src/features/release/rules/tally/layout.ts';
import { ledgerTable } from '../../src/features/release/tables/ledger.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { openSeal } from '../../src/features/release/use-cases/sealing.ts';
import { circleOf } from '../support/big-circle.ts';
import { type FileOnDisk, filesIn, findIn, postgresFiles, search } from '../support/forensics.ts';
import { type AppBackend, MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { everybody, importCircle, openRound, type TestUser } from '../support/test-users.ts';

const WEEK = 7 * DAY;
const TUESDAY_12 = MONDAY + DAY + 3 * HOUR;
const BACKENDS: readonly AppBackend[] = ['embedded', 'redis+postgres'];

/** Words of their own for each writer, found nowhere else on this machine. */
const comments = (count: number) =>
  Array.from({ length: count }, () => `needle-${randomBytes(9).toString('hex')}`);

describe.each(BACKENDS)('what a thief finds on %s', (backend) => {
  let app: TestApp;
  let circle: Circle;
  let people: readonly TestUser[];
  let round: Round;
  let redis: Redis | undefined;
  const heard: string[] = [];
  const few = comments(9);
  const many = comments(14);

  beforeAll(async () => {
    app = await startApp({ backend });
    if (app.environment.REDIS_URL) {
      redis = new Redis(app.environment.REDIS_URL);
      const monitor = await redis.monitor();
      monitor.on('monitor', (_time, words: string[]) => heard.push(words.join(' ')));
      closing.push(async () => monitor.disconnect());
    }
    circle = await importCircle(app, circleOf(10, '  comments: yes\ndigest:\n  on: Friday 15:00\n'));
    people = await everybody(app, circle);
    await app.passTo(TUESDAY_12);
    round = await openRound(app, circle);
    await answerWith(few);
    await app.timers.ringUntil(app.clock.now() + 5 * MINUTE);
  });
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    await Promise.all(closing.map((close) => close()));
    redis?.disconnect();
    await app?.stop();
  });

  async function answerWith(words: readonly string[]): Promise<void> {
    for (const [index, person] of people.entries()) {
      const said = words[index];
      const given = { voice: String((index % 5) + 1), trust: '3' };
      const page = await person.answer(
        round,
        said === undefined ? given : { ...given, 'anything-else': `About ${said}.` },
      );
      expect(page.status).toBe(200);
    }
  }

  test('the search itself works: it finds the circle’s name', async () => {
    expect(await places(['A circle of 20'])).not.toEqual([]);
  });

  test('while the round is open, no comment is anywhere', async () => {
    expect(await places(few)).toEqual([]);
  });

  test('what is inside the seal is on no disk and in no job', async () => {
    const seal = await roundTable.seal(app.context.store, round.id);
    if (seal === null) throw new Error('the round has no seal');
    const { bytes } = openSeal(app.context, round.id, seal, layoutOf(round));
    // Version, fingerprint and the bits of who was counted: no other tally in the world begins like this.
    const start = Buffer.from(bytes.subarray(0, 9 + 3));
    expect(await filesHolding(start)).toEqual([]);
    expect(await filesHolding(Buffer.from(seal.salt))).not.toEqual([]);
  });

  test('no row and no log line names a person together with the round, but for who was invited', async () => {
    expect(await tablesJoining()).toEqual(['deliveries', 'seats']);
    const letters = (await app.records.table('deliveries')).filter(({ subject }) => subject === round.id);
    expect(letters.map(({ member_id }) => member_id).sort()).toEqual(
      people.map(({ member }) => member.id).sort(),
    );
    expect(app.log).toEqual([]);
  });

  test('after it closed with too few comments to show, they are gone for good', async () => {
    await app.passTo(TUESDAY_12 + 4 * DAY);
    expect((await ledgerTable.find(app.context.store, round.id))?.release.comments).toEqual([
      { question: 'anything-else', outcome: 'withheld', reason: 'too-few' },
    ]);
    expect(await places(few)).toEqual([]);
    expect(await tablesJoining()).toEqual(['deliveries']);
  });

  test('comments that may be shown are nowhere before, and afterwards only where they are shown', async () => {
    await app.passTo(TUESDAY_12 + WEEK);
    round = await openRound(app, circle);
    await answerWith(many);
    expect(await places(many)).toEqual([]);
    await app.passTo(round.closesAt);
    expect(await tablesWith(many)).toEqual(['ledger']);
    await app.passTo(TUESDAY_12 + WEEK + 4 * DAY);
    expect((await tablesWith(many)).filter((table) => table !== 'notices')).toEqual(['digests', 'ledger']);
    expect(findIn(Buffer.from(JSON.stringify([app.log, heard])), many)).toEqual([]);
    expect(await tablesJoining()).toEqual(['deliveries']);
  });

  /** Everywhere: files with dead rows and write-ahead logs, Redis on disk and on the wire, the log, the metrics. */
  async function places(needles: readonly string[]): Promise<readonly string[]> {
    const found = (await search(files(), needles)).map(({ where }) => where);
    const metrics = await fetch(`${app.address}/metrics`);
    const spoken = JSON.stringify([app.log, heard, await metrics.text()]);
    return [
      ...new Set([...found, ...findIn(Buffer.from(spoken), needles).map(() => 'log, queue or metrics')]),
    ];
  }

  async function filesHolding(bytes: Buffer): Promise<readonly string[]> {
    const forms = [
      bytes,
      Buffer.from(bytes.toString('hex')),
      Buffer.from(bytes.toString('base64').slice(0, -4)),
    ];
    const found: string[] = [];
    for await (const { where, content } of files()) {
      if (forms.some((form) => content.includes(form))) found.push(where);
    }
    return found;
  }

  async function* files(): AsyncGenerator<FileOnDisk> {
    const { DATA_DIR = '', DATABASE_URL = '' } = app.environment;
    if (DATABASE_URL === '') {
      await app.records.run('checkpoint');
      yield* filesIn(DATA_DIR);
      return;
    }
    yield* postgresFiles(DATABASE_URL);
    if (redis === undefined) return;
    // Compressed, a needle would hide.
    await redis.config('SET', 'rdbcompression', 'no');
    await redis.save();
    const [, saved = ''] = (await redis.config('GET', 'dir')) as string[];
    yield* filesIn(saved);
  }

  async function tablesWith(needles: readonly string[]): Promise<readonly string[]> {
    const found: string[] = [];
    for (const table of await app.records.tables()) {
      const rows = Buffer.from(JSON.stringify(await app.records.table(table)));
      if (findIn(rows, needles).length > 0) found.push(table);
    }
    return found;
  }

  /** Tables in which one row holds both a member and the round. */
  async function tablesJoining(): Promise<readonly string[]> {
    const ids = people.flatMap(({ member }) => [
      member.id,
      ...member.identities.map(({ externalId }) => externalId),
    ]);
    const found: string[] = [];
    for (const table of await app.records.tables()) {
      const rows = (await app.records.table(table)).map((row) => JSON.stringify(row));
      // What the web pages showed to a person is a letter that arrived.
      const joining = rows.filter((row) => row.includes(round.id) && ids.some((id) => row.includes(id)));
      if (joining.length > 0 && table !== 'notices') found.push(table);
    }
    return found;
  }
});

describe('what is left of a seal in the embedded folder', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ backend: 'embedded' });
  });
  afterAll(() => app?.stop());

  test('all of it while the round is open, nothing from its close on, whatever else is open', async () => {
    const testUsers: TestUser[] = [];
    for (const name of ['Early', 'Late']) {
      const text = circleOf(4).replace('circle: A circle', `circle: ${name}, a circle`);
      testUsers.push(...(await everybody(app, await importCircle(app, text))));
    }
    const [early, late] = await circleTable.list(app.context.store);
    if (early === undefined || late === undefined) throw new Error('there are not two circles');
    await app.command({ name: 'pulse.open', circle: early.id, openFor: DAY });
    await app.command({ name: 'pulse.open', circle: late.id, openFor: 2 * WEEK });
    await app.settle();
    const [closing, staying] = [await openRound(app, early), await openRound(app, late)];
    const secrets = new Map<string, Buffer[]>([
      [closing.id, await secretsOf(closing)],
      [staying.id, await secretsOf(staying)],
    ]);
    for (const person of testUsers) {
      const round = person.member.circleId === early.id ? closing : staying;
      expect((await person.answer(round, { voice: '4', trust: '2' })).status).toBe(200);
      secrets.get(round.id)?.push(...(await secretsOf(round)));
    }
    const gone = secrets.get(closing.id) ?? [];
    await app.records.run('checkpoint');
    expect(await presentOf(gone)).toBe(gone.length);

    await app.passTo(closing.closesAt);
    expect((await openRound(app, late)).id).toBe(staying.id);
    expect(await presentOf(gone)).toBe(0);
    expect(await presentOf(await secretsOf(staying))).toBeGreaterThan(0);

    await app.command({ name: 'pulse.cancel', circle: late.id });
    await app.leave();
    expect(await presentOf([...secrets.values()].flat())).toBe(0);
  });

  /** Its salt and its seal as they are now: pieces short enough to lie within one page of any file. */
  async function secretsOf({ id }: Round): Promise<Buffer[]> {
    const seal = await roundTable.seal(app.context.store, id);
    if (seal === null) throw new Error('the round has no seal');
    return [seal.salt, seal.sealed.slice(0, 24), seal.sealed.slice(-24)].map((piece) => Buffer.from(piece));
  }

  /** How many of these are in any file: tables, write-ahead log, whatever else lies there. */
  async function presentOf(secrets: readonly Buffer[]): Promise<number> {
    const found = new Set<Buffer>();
    for await (const { content } of filesIn(app.environment.DATA_DIR ?? '')) {
      for (const secret of secrets) if (content.includes(secret)) found.add(secret);
    }
    return found.size;
  }
});
