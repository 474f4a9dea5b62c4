import { pathToFileURL } from 'node:url';
import { drawTurn } from '../src/features/rota/rules/draw.ts';
import { PARITY } from '../src/features/rota/rules/policy.ts';
import { settleTurn } from '../src/features/rota/rules/settle-turn.ts';
import type { Situation } from '../src/features/rota/rules/situation.ts';
import { type RotaState, startRota } from '../src/features/rota/rules/state.ts';
import { seededRandom } from '../test/support/seeded-random.ts';
import { liveSeries } from '../test/support/series-life.ts';
import { startCore } from '../test/support/test-core.ts';
import { median } from './support/figures.ts';

const MEETINGS = 10_000;
const BLOCK = 1_000;
const MEMBERS = 200;
/** A prime, so that who is away never falls into step with the number of members. */
const AWAY_STRIDE = 37;

const members = Array.from({ length: MEMBERS }, (_, index) => ({
  id: `member-${index}`,
  voice: index % 4 === 0 ? 'reps' : 'staff',
  chairs: 'yes' as const,
}));

/** A fifth of the members is away, other ones each time; weekly meetings, so 13 a quarter. */
function situationAt(meeting: number): Situation {
  const start = (meeting * AWAY_STRIDE) % MEMBERS;
  const away = Array.from({ length: MEMBERS / 5 }, (_, index) => `member-${(start + index) % MEMBERS}`);
  const quarter = Math.floor(meeting / 13);
  return {
    policy: { ...PARITY, capPerQuarter: 4, coChair: true },
    voices: [{ id: 'staff' }, { id: 'reps' }],
    members,
    away: new Set(away),
    declined: new Set(),
    quarter: `${2000 + Math.floor(quarter / 4)}-Q${1 + (quarter % 4)}`,
  };
}

/** One meeting as it really happens: the state comes out of its column, a turn is drawn and settled, the state goes back. */
function meet(column: string, meeting: number): string {
  const state = JSON.parse(column) as RotaState;
  const drawn = drawTurn(state, situationAt(meeting));
  if (!drawn.ok) throw new Error(drawn.code);
  const turn = drawn.value;
  const settled = settleTurn(state, {
    turn,
    chairedBy: { member: turn.chair, voice: turn.voice },
    coChairedBy: turn.coChair,
    quarter: turn.quarter,
  });
  if (!settled.ok) throw new Error(settled.code);
  return JSON.stringify(settled.value);
}

/** Median time of a meeting, in microseconds, and the state after `count` of them. */
function block(before: string, first: number, count: number): { column: string; median: number } {
  let column = before;
  const times: number[] = [];
  for (let meeting = first; meeting < first + count; meeting += 1) {
    const start = performance.now();
    column = meet(column, meeting);
    times.push((performance.now() - start) * 1_000);
  }
  times.sort((a, b) => a - b);
  return { column, median: times[Math.floor(count / 2)] ?? 0 };
}

/**
 * Prints the cost of a meeting in the first and in the last thousand of 10,000, and their ratio (1: flat in the number of
 * past meetings). Baseline: a fresh rota's first thousand, run once more after the last thousand, which shows what the
 * machine itself did meanwhile.
 */
export async function run(print: (line: string) => void): Promise<void> {
  const fresh = JSON.stringify(startRota('bench'));
  // A rota that is thrown away, so that compiling the code is not counted among the first meetings.
  block(fresh, 0, 2 * BLOCK);
  let { column, median: first } = block(fresh, 0, BLOCK);
  const early = column.length;
  for (let start = BLOCK; start < MEETINGS - BLOCK; start += BLOCK)
    ({ column } = block(column, start, BLOCK));
  const last = block(column, MEETINGS - BLOCK, BLOCK);
  const baseline = block(fresh, 0, BLOCK).median;
  const us = (value: number) => `${value.toFixed(0)} µs`;
  print(`rota: ${MEETINGS} meetings, ${MEMBERS} members, 2 voices, 20 % away, cap and co-chair (medians)`);
  print(`  meetings 1 to ${BLOCK}: ${us(first)} each, state ${early} bytes`);
  print(
    `  meetings ${MEETINGS - BLOCK + 1} to ${MEETINGS}: ${us(last.median)} each, state ${last.column.length} bytes`,
  );
  print(`  baseline, the first block again: ${us(baseline)} each`);
  print(
    `  last / first: ${(last.median / first).toFixed(2)}, last / baseline: ${(last.median / baseline).toFixed(2)}`,
  );
  await tenYears(print);
}

/** Ten years of meetings every two weeks. */
const LIVED = 260;
const YEAR = 26;
const PEOPLE = 40;

/**
 * Prints what a meeting costs through the bot's own use cases and a database in memory, in the first and in the last of ten years with
 * absences, declines, swaps, moves, meetings called off and other policies, and how far the voices ever were from what they were
 * owed, less the turns that were forced. Baseline: the first year of another life, lived after it.
 */
async function tenYears(print: (line: string) => void): Promise<void> {
  const yearOf = async (count: number) => {
    const core = await startCore();
    try {
      const group = await core.group({ staff: PEOPLE / 2, reps: PEOPLE / 2 });
      const times: number[] = [];
      let furthest = 0;
      for await (const { series, outstanding, took } of liveSeries(core, group, count, seededRandom(10))) {
        times.push(took);
        const owed = Object.values(series.rota.count.owed).map(Math.abs);
        furthest = Math.max(furthest, Math.max(...owed, 0) - outstanding);
      }
      return { first: median(times.slice(0, YEAR)), last: median(times.slice(-YEAR)), furthest };
    } finally {
      await core.stop();
    }
  };
  await yearOf(YEAR);
  const { first, last, furthest } = await yearOf(LIVED);
  const { first: baseline } = await yearOf(YEAR);
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  print(`rota: ${LIVED} meetings of ${PEOPLE} people through the use cases (medians of ${YEAR} meetings)`);
  print(`  first year: ${ms(first)} a meeting, last year: ${ms(last)}, baseline: ${ms(baseline)}`);
  print(`  last / first: ${(last / first).toFixed(2)}, last / baseline: ${(last / baseline).toFixed(2)}`);
  print(`  furthest from what a voice was owed, less forced turns: ${furthest.toFixed(2)}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run(console.log);
