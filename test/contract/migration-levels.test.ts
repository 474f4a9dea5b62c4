import { readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ScoredQuestion } from '../../src/features/release/rules/figures.ts';
import { questionKey } from '../../src/features/release/rules/pool.ts';
import type { Question } from '../../src/features/release/rules/question.ts';

/** Rows of v0.1.0, moved on: what was asked before gets its level at the upgrade, from the circle's roster then. */

const database = new PGlite();
const TAGS = ['0000_v0-1-0', '0001_v0-2-0'];

const QUIRKY = 'Did "they" listen? \\ C’était\tbien, <b>¿no?</b> \u0001 \u2028 \u007f 🙂 مرحبا';
const options = [
  { id: 'one', label: QUIRKY },
  { id: 'two', label: 'Two, "too"' },
];
const asked: readonly ScoredQuestion[] = [
  { kind: 'scale', id: 'a', text: QUIRKY },
  { kind: 'yes-no', id: 'b', text: 'b', onlyIf: { question: 'a', chose: ['1'] } },
  { kind: 'rating', id: 'c', text: 'c', to: 10, low: 'Not "at all"', high: QUIRKY },
  { kind: 'single', id: 'd', text: 'd', options },
  { kind: 'multiple', id: 'e', text: 'e', options },
];
const cancelled: ScoredQuestion = { kind: 'scale', id: 'f', text: 'Never counted' };
const words: Question = { kind: 'text', id: 'g', text: 'Anything else?' };

async function circle(id: string, roster: Readonly<Record<string, number>>): Promise<void> {
  await database.query(
    `insert into roundtable.circles (id, organisation_id, name, timezone, language, voices, channels, digest_to_channel, digest_to_managers)
     values ($1, 'o', $1, 'Europe/London', 'en-GB', '[]', '[]', false, false)`,
    [id],
  );
  const people = Object.entries(roster).flatMap(([voice, size]) => new Array<string>(size).fill(voice));
  for (const [index, voice] of people.entries()) {
    const leftAt = voice === 'left' ? '2026-11-01T10:00:00Z' : null;
    await database.query(
      `insert into roundtable.members (id, circle_id, name, voice, steward, manager, chairs, preferences, joined_at, left_at)
       values ($1, $2, 'Alex', $3, false, false, 'yes', '{}', '2026-10-01T10:00:00Z', $4)`,
      [`${id}-${index}`, id, voice === 'left' ? 'reps' : voice, leftAt],
    );
  }
  await database.query(
    `insert into roundtable.pulses (id, circle_id, title, questions, schedule, open_for, scores_from, comments_from, comments)
     values ($1, $1, 'Pulse', '[]', '{}', 1000, 5, 10, false)`,
    [id],
  );
}

async function round(circleId: string, number: number, state: string, questions: readonly Question[]) {
  await database.query(
    `insert into roundtable.rounds (id, pulse_id, circle_id, number, title, questions, voices, scores_from, comments_from, comments, opened_at, closes_at, state)
     values ($1, $2, $2, $3, 'Pulse', $4, '[]', 5, 10, false, '2026-11-02T10:00:00Z', '2026-11-04T10:00:00Z', $5)`,
    [`${circleId}-${number}`, circleId, number, JSON.stringify(questions), state],
  );
}

const levels = async (circleId: string) =>
  (
    await database.query(
      `select question, level, asked_until, rests_until from roundtable.question_levels where circle_id = $1 order by question`,
      [circleId],
    )
  ).rows;

beforeAll(async () => {
  const [first = '', ...later] = TAGS.map((tag) =>
    readFileSync(new URL(`../../src/store/migrations/${tag}.sql`, import.meta.url), 'utf8'),
  );
  const run = async (sql: string) => {
    for (const statement of sql.split('--> statement-breakpoint')) await database.exec(statement);
  };
  await run(first);
  await database.query(`insert into roundtable.organisations values ('o', 'o')`);
  await circle('large', { staff: 8, reps: 9 });
  await circle('northfield', { staff: 6, reps: 6 });
  await circle('left', { staff: 9, reps: 7, left: 3 });
  await circle('alone', { staff: 20 });
  await circle('never-asked', { staff: 8, reps: 8 });
  for (const id of ['large', 'northfield', 'left', 'alone']) {
    await round(id, 1, 'closed', [...asked.slice(0, 3), words]);
    await round(id, 2, 'cancelled', [cancelled, ...asked]);
    await round(id, 3, 'open', asked);
  }
  for (const sql of later) await run(sql);
});
afterAll(() => database.close());

test.each([
  ['large', 'by-voice'],
  ['northfield', 'together'],
  ['left', 'together'],
  ['alone', 'together'],
])(
  '%s: every question that was asked is shown %s from now on, under the key that the program knows it by',
  async (id, level) => {
    const rows = asked.map((question, index) => ({
      question: questionKey(question),
      level,
      asked_until: index < 3 ? new Date('2026-11-04T10:00:00Z') : null,
      rests_until: null,
    }));
    expect(await levels(id)).toEqual(rows.sort((one, other) => (one.question < other.question ? -1 : 1)));
  },
);

test('what was never asked has none yet, and rounds of before keep their rule', async () => {
  expect(await levels('never-asked')).toEqual([]);
  const rounds = await database.query(`select distinct levels from roundtable.rounds`);
  expect(rounds.rows).toEqual([{ levels: null }]);
});
