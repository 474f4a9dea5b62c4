import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
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
import { findIn, postgresFolder, readIfThere, searchFolder } from '../support/forensics.ts';
import { MONDAY, startTown, type Town, type TownBackend } from '../support/town.ts';
import { everybody, importCircle, type Neighbour, openRound } from '../support/town-people.ts';

const WEEK = 7 * DAY;
const TUESDAY_12 = MONDAY + DAY + 3 * HOUR;
const BACKENDS: readonly TownBackend[] = ['embedded', 'redis+postgres'];

/** Words of their own for each writer, found nowhere else on this machine. */
const comments = (count: number) =>
  Array.from({ length: count }, () => `needle-${randomBytes(9).toString('hex')}`);

describe.each(BACKENDS)('what a thief finds on %s', (backend) => {
  let town: Town;
  let circle: Circle;
  let people: readonly Neighbour[];
  let round: Round;
  let redis: Redis | undefined;
  const heard: string[] = [];
  const few = comments(9);
  const many = comments(14);

  beforeAll(async () => {
    town = await startTown({ backend });
    if (town.environment.REDIS_URL) {
      redis = new Redis(town.environment.REDIS_URL);
      const monitor = await redis.monitor();
      monitor.on('monitor', (_time, words: string[]) => heard.push(words.join(' ')));
      closing.push(async () => monitor.disconnect());
    }
    circle = await importCircle(town, circleOf(10, '  comments: yes\ndigest:\n  on: Friday 15:00\n'));
    people = await everybody(town, circle);
    await town.passTo(TUESDAY_12);
    round = await openRound(town, circle);
    await answerWith(few);
    await town.timers.ringUntil(town.clock.now() + 5 * MINUTE);
  });
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    await Promise.all(closing.map((close) => close()));
    redis?.disconnect();
    await town?.stop();
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
    const seal = await roundTable.seal(town.context.store, round.id);
    if (seal === null) throw new Error('the round has no seal');
    const { bytes } = openSeal(town.context, round.id, seal, layoutOf(round));
    // Version, fingerprint and the bits of who was counted: no other tally in the world begins like this.
    const start = Buffer.from(bytes.subarray(0, 9 + 3));
    expect(await filesHolding(start)).toEqual([]);
    expect(await filesHolding(Buffer.from(seal.salt))).not.toEqual([]);
  });

  test('no row and no log line names a person together with the round, but for who was invited', async () => {
    expect(await tablesJoining()).toEqual(['deliveries', 'seats']);
    const letters = (await town.records.table('deliveries')).filter(({ subject }) => subject === round.id);
    expect(letters.map(({ member_id }) => member_id).sort()).toEqual(
      people.map(({ member }) => member.id).sort(),
    );
    expect(town.log).toEqual([]);
  });

  test('after it closed with too few comments to show, they are gone for good', async () => {
    await town.passTo(TUESDAY_12 + 4 * DAY);
    expect((await ledgerTable.find(town.context.store, round.id))?.release.comments).toEqual([
      { question: 'anything-else', outcome: 'withheld', reason: 'too-few' },
    ]);
    expect(await places(few)).toEqual([]);
    expect(await tablesJoining()).toEqual(['deliveries']);
  });

  test('comments that may be shown are nowhere before, and afterwards only where they are shown', async () => {
    await town.passTo(TUESDAY_12 + WEEK);
    round = await openRound(town, circle);
    await answerWith(many);
    expect(await places(many)).toEqual([]);
    await town.passTo(round.closesAt);
    expect(await tablesWith(many)).toEqual(['ledger']);
    await town.passTo(TUESDAY_12 + WEEK + 4 * DAY);
    expect((await tablesWith(many)).filter((table) => table !== 'notices')).toEqual(['digests', 'ledger']);
    expect(findIn(Buffer.from(JSON.stringify([town.log, heard])), many)).toEqual([]);
    expect(await tablesJoining()).toEqual(['deliveries']);
  });

  /** Everywhere: files with dead rows and write-ahead logs, Redis on disk and on the wire, the log, the metrics. */
  async function places(needles: readonly string[]): Promise<readonly string[]> {
    const found: string[] = [];
    for (const folder of await folders()) {
      found.push(...(await searchFolder(folder, needles)).map(({ where }) => where));
    }
    const metrics = await fetch(`${town.address}/metrics`);
    const spoken = JSON.stringify([town.log, heard, await metrics.text()]);
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
    for (const folder of await folders()) {
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const content = await readIfThere(join(entry.parentPath, entry.name));
        if (forms.some((form) => content.includes(form))) found.push(entry.name);
      }
    }
    return found;
  }

  async function folders(): Promise<readonly string[]> {
    const { DATA_DIR = '', DATABASE_URL = '' } = town.environment;
    if (DATABASE_URL === '') {
      await town.records.run('checkpoint');
      return [DATA_DIR];
    }
    if (redis === undefined) return [await postgresFolder(DATABASE_URL)];
    // Compressed, a needle would hide.
    await redis.config('SET', 'rdbcompression', 'no');
    await redis.save();
    const [, saved = ''] = (await redis.config('GET', 'dir')) as string[];
    return [await postgresFolder(DATABASE_URL), saved];
  }

  async function tablesWith(needles: readonly string[]): Promise<readonly string[]> {
    const found: string[] = [];
    for (const table of await town.records.tables()) {
      const rows = Buffer.from(JSON.stringify(await town.records.table(table)));
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
    for (const table of await town.records.tables()) {
      const rows = (await town.records.table(table)).map((row) => JSON.stringify(row));
      // What the web pages showed to a person is a letter that arrived.
      const joining = rows.filter((row) => row.includes(round.id) && ids.some((id) => row.includes(id)));
      if (joining.length > 0 && table !== 'notices') found.push(table);
    }
    return found;
  }
});

describe('what is left of a seal in the embedded folder', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown({ backend: 'embedded' });
  });
  afterAll(() => town?.stop());

  test('all of it while the round is open, nothing from its close on, whatever else is open', async () => {
    const neighbours: Neighbour[] = [];
    for (const name of ['Early', 'Late']) {
      const text = circleOf(4).replace('circle: A circle', `circle: ${name}, a circle`);
      neighbours.push(...(await everybody(town, await importCircle(town, text))));
    }
    const [early, late] = await circleTable.list(town.context.store);
    if (early === undefined || late === undefined) throw new Error('there are not two circles');
    await town.command({ name: 'pulse.open', circle: early.id, openFor: DAY });
    await town.command({ name: 'pulse.open', circle: late.id, openFor: 2 * WEEK });
    await town.settle();
    const [closing, staying] = [await openRound(town, early), await openRound(town, late)];
    const secrets = new Map<string, Buffer[]>([
      [closing.id, await secretsOf(closing)],
      [staying.id, await secretsOf(staying)],
    ]);
    for (const person of neighbours) {
      const round = person.member.circleId === early.id ? closing : staying;
      expect((await person.answer(round, { voice: '4', trust: '2' })).status).toBe(200);
      secrets.get(round.id)?.push(...(await secretsOf(round)));
    }
    const gone = secrets.get(closing.id) ?? [];
    await town.records.run('checkpoint');
    expect(await presentOf(gone)).toBe(gone.length);

    await town.passTo(closing.closesAt);
    expect((await openRound(town, late)).id).toBe(staying.id);
    expect(await presentOf(gone)).toBe(0);
    expect(await presentOf(await secretsOf(staying))).toBeGreaterThan(0);

    await town.command({ name: 'pulse.cancel', circle: late.id });
    await town.leave();
    expect(await presentOf([...secrets.values()].flat())).toBe(0);
  });

  /** Its salt and its seal as they are now: pieces short enough to lie within one page of any file. */
  async function secretsOf({ id }: Round): Promise<Buffer[]> {
    const seal = await roundTable.seal(town.context.store, id);
    if (seal === null) throw new Error('the round has no seal');
    return [seal.salt, seal.sealed.slice(0, 24), seal.sealed.slice(-24)].map((piece) => Buffer.from(piece));
  }

  /** How many of these are in any file: tables, write-ahead log, whatever else lies there. */
  async function presentOf(secrets: readonly Buffer[]): Promise<number> {
    const found = new Set<Buffer>();
    const entries = await readdir(town.environment.DATA_DIR ?? '', { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((each) => each.isFile())) {
      const content = await readIfThere(join(entry.parentPath, entry.name));
      for (const secret of secrets) if (content.includes(secret)) found.add(secret);
    }
    return found.size;
  }
});
