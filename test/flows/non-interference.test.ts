import { beforeAll, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/core/instant.ts';
import { digestTable } from '../../src/features/digests/tables.ts';
import type { Round } from '../../src/features/release/rules/pulse.ts';
import type { RoundRelease } from '../../src/features/release/rules/release.ts';
import type { Row } from '../support/app-records.ts';
import { releaseOf } from '../support/app-tally.ts';
import { dealtSources } from '../support/dealt-sources.ts';
import { MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import {
  everybody,
  type Given,
  importCircle,
  NORTHFIELD,
  openRound,
  type TestUser,
} from '../support/test-users.ts';

const TUESDAY_12 = MONDAY + DAY + 3 * HOUR;
const WEDNESDAY_12 = TUESDAY_12 + DAY;
const FRIDAY_16 = MONDAY + 4 * DAY + 7 * HOUR;
const WITH_COMMENTS = NORTHFIELD.replace('open-for: 48 hours', 'open-for: 48 hours\n  comments: yes');
const SETTINGS = {
  PULSE_PEPPER: 'Qm9yZWQgd2l0aCB0aGlzIHBlcHBlciwgdXNlZCBpbiB0ZXN0cw==',
  LINK_SECRET: 'QW5vdGhlciBzZWNyZXQsIGtub3duIHRvIGV2ZXJ5IHRlc3QgcnVu',
};

/** Who is watched: the third of the staff. */
const WATCHED = 2;

/** What somebody finds who looks everywhere but into the seal. */
interface Sight {
  readonly rows: Readonly<Record<string, readonly string[]>>;
  readonly jobs: readonly string[];
  readonly log: readonly unknown[];
  readonly metrics: string;
  readonly pages: Readonly<Record<string, string>>;
  readonly sealBytes: readonly number[];
}

interface Run {
  readonly reply: string | null;
  readonly otherReplies: readonly string[];
  readonly whileOpen: Sight;
  readonly afterClose: Sight;
  readonly expected: RoundRelease;
}

/** One round, the same in every run but for what the watched person says. */
async function run(watchedGives: Given | null): Promise<Run> {
  const { sources, dealFor } = dealtSources();
  const app = await startApp({ backend: 'redis+postgres', sources, settings: SETTINGS });
  try {
    const jobs: string[] = [];
    const enqueue = app.context.queue.enqueue;
    Object.assign(app.context.queue, {
      enqueue: (job: Parameters<typeof enqueue>[0]) => {
        jobs.push(JSON.stringify(job));
        return enqueue(job);
      },
    });
    const circle = await importCircle(app, WITH_COMMENTS);
    const people = await everybody(app, circle);
    await app.passTo(TUESDAY_12);
    const round = await openRound(app, circle);

    dealFor('answers');
    const givenBy = (index: number): Given | null => {
      if (index === WATCHED) return watchedGives;
      const scores = { voice: index % 2 === 0 ? '3' : '4', trust: '3' };
      // Nine comments with that of the watched person: too few to show any.
      return index > 8 ? scores : { ...scores, 'anything-else': `Words of ${index}.` };
    };
    const replies = new Map<number, string>();
    for (const [index, person] of people.entries()) {
      const gives = givenBy(index);
      if (gives !== null) replies.set(index, comparable((await person.answer(round, gives)).html));
    }
    const counted = people.flatMap(({ member }, index) => {
      const gives = givenBy(index);
      return gives === null ? [] : [{ voice: member.voice, given: gives }];
    });
    dealFor('rest of the round');
    await app.timers.ringUntil(app.clock.now() + 10 * MINUTE);
    await app.passTo(WEDNESDAY_12);
    const whileOpen = await look(app, people, round, jobs);
    await app.passTo(FRIDAY_16);
    return {
      reply: replies.get(WATCHED) ?? null,
      otherReplies: [...replies].filter(([index]) => index !== WATCHED).map(([, page]) => page),
      whileOpen,
      afterClose: await look(app, people, round, jobs),
      expected: releaseOf(round, counted),
    };
  } finally {
    await app.stop();
  }
}

async function look(
  app: TestApp,
  people: readonly TestUser[],
  round: Round,
  jobs: readonly string[],
): Promise<Sight> {
  const rows: Record<string, readonly string[]> = {};
  const sealBytes: number[] = [];
  for (const table of await app.records.tables()) {
    const found = await app.records.table(table);
    rows[table] = found.map((row) => JSON.stringify(withoutSeal(row, sealBytes))).sort();
  }
  const pages: Record<string, string> = {};
  const [digest] = await digestTable.list(app.context.store, round.circleId, 1);
  const addresses = [
    '/',
    `/pulse/${round.id}`,
    '/promises',
    '/digests',
    '/me',
    ...(digest ? [`/digest/${digest.id}`] : []),
  ];
  for (const person of people) {
    for (const address of addresses) {
      pages[`${person.member.name} ${address}`] = comparable((await person.open(address)).html);
    }
  }
  const metrics = await people[0]?.open('/metrics');
  return {
    rows,
    // How often a tick comes is up to the wall clock.
    // One of each id: how often it is asked for again while it waits depends on how busy the machine is, and the queue keeps one.
    jobs: [...new Set(jobs)].filter((job) => !/"(tick|sweep)"/.test(job)).sort(),
    log: [...app.log],
    metrics: (metrics?.html ?? '').replaceAll(/^.*job="(tick|sweep)".*\n/gm, ''),
    pages,
    sealBytes: sealBytes.sort(),
  };
}

/** Also without the order in which workers, several at once, pinned notices. */
function withoutSeal({ position: _, ...row }: Row, sealBytes: number[]): Row {
  if (!('sealed' in row)) return row;
  const { sealed, salt, ...rest } = row;
  sealBytes.push(String(sealed).length);
  return { ...rest, salt: String(salt).length };
}

/** Without what is bound to one session of one browser, and the order in which workers pinned the letters of one moment. */
function comparable(html: string): string {
  return html
    .replaceAll(/name="_token" value="[^"]*"/g, '')
    .replaceAll(/(?:<article class="rt-notice".*?<\/article>\s*)+/gs, (letters) =>
      letters
        .split(/(?=<article )/)
        .map((letter) => letter.trim())
        .sort()
        .join('\n'),
    );
}

let usual: Run;
let changed: Run;
let silent: Run;
let opposite: Run;

beforeAll(async () => {
  usual = await run({ voice: '4', trust: '3', 'anything-else': 'Words of mine.' });
  changed = await run({
    voice: '5',
    trust: '4',
    'anything-else': 'Quite another thing, said at length and in other words.',
  });
  silent = await run(null);
  opposite = await run({ voice: '1', 'in-the-way': 'not-safe', trust: '1' });
});

test('the example is a fair one: these answers release the same, the opposite ones do not', () => {
  expect(changed.expected).toEqual(usual.expected);
  expect(silent.expected).toEqual(usual.expected);
  expect(opposite.expected).not.toEqual(usual.expected);
  expect(usual.whileOpen.rows.seals).toHaveLength(1);
  expect(usual.whileOpen.rows.notices?.length).toBeGreaterThan(36);
  expect(usual.afterClose.rows.ledger?.[0]).toContain('overall');
  expect(usual.whileOpen.jobs.length).toBeGreaterThan(36);
  expect(usual.whileOpen.metrics).toContain('roundtable_jobs_total');
});

test('the reply does not depend on what was said, nor on who said it', () => {
  expect(changed.reply).toBe(usual.reply);
  expect(opposite.reply).toBe(usual.reply);
  expect(silent.reply).toBeNull();
  expect(silent.otherReplies).toEqual(usual.otherReplies);
});

test('while the round is open, nothing anywhere depends on an answer, or on whether there was one', () => {
  expect(changed.whileOpen).toEqual(usual.whileOpen);
  expect(silent.whileOpen).toEqual(usual.whileOpen);
  expect(opposite.whileOpen).toEqual(usual.whileOpen);
});

test('after it closed, nothing but what the ledger releases does', () => {
  expect(changed.afterClose).toEqual(usual.afterClose);
  expect(silent.afterClose).toEqual(usual.afterClose);
  expect(withoutRelease(opposite.afterClose)).toEqual(withoutRelease(usual.afterClose));
});

/** Leaves out what tells released figures: the ledger, and the digest wherever it is told. */
function withoutRelease({ rows: { ledger, digests, notices, ...rows }, pages, ...rest }: Sight) {
  const told = (text: string) => /digest/.test(text);
  return {
    ...rest,
    rows,
    counts: [ledger?.length, digests?.length, notices?.length],
    notices: notices?.filter((notice) => !told(notice)),
    pages: Object.fromEntries(Object.entries(pages).filter(([name]) => !told(name) && !name.endsWith(' /'))),
  };
}
