import type { Circle } from '../../../core/circle.ts';
import { DAY, type Instant } from '../../../core/instant.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { isScored, type ScoredQuestion } from '../../release/rules/figures.ts';
import { firstLevel, type Level, type Levels, WEEKS_BETWEEN_LEVELS } from '../../release/rules/level.ts';
import { questionKey } from '../../release/rules/pool.ts';
import type { InvitedVoice } from '../../release/rules/pulse.ts';
import type { Question } from '../../release/rules/question.ts';
import { type QuestionLevel, questionLevelTable } from '../../release/tables/question-levels.ts';
import { roundTable } from '../../release/tables/rounds.ts';

const REST = WEEKS_BETWEEN_LEVELS * 7 * DAY;

/** The levels of questions, settled now for those that are asked for the first time: from `voices`, who can answer. */
export async function levelsAtOpening(
  tx: Tx,
  circle: Circle,
  questions: readonly Question[],
  voices: readonly InvitedVoice[],
): Promise<Levels> {
  const scored = questions.filter(isScored);
  const before = await questionLevelTable.of(tx, circle.id, keysOf(questions));
  const levels = levelsGiven(before, scored, voices);
  const asked = new Map(scored.map((question) => [questionKey(question), levels[question.id]]));
  for (const { question } of before) asked.delete(question);
  await settle(tx, circle, asked);
  return levels;
}

/** Gives questions that have no level yet one before they are first asked. */
export async function settleLevel(
  tx: Tx,
  circle: Circle,
  questions: readonly Question[],
  level: Level,
): Promise<void> {
  await settle(tx, circle, new Map(keysOf(questions).map((question) => [question, level])));
}

async function settle(tx: Tx, circle: Circle, levels: ReadonlyMap<string, Level | undefined>): Promise<void> {
  const settled = [...levels].map(([question, level = 'together']) => ({
    circleId: circle.id,
    question,
    level,
    askedUntil: null,
    restsUntil: null,
  }));
  await questionLevelTable.settle(tx, settled);
}

/** Until when the last of these questions rests, because its level was changed; null: none does. */
export async function restOf(
  tx: Tx,
  circle: Circle,
  questions: readonly Question[],
): Promise<Instant | null> {
  const levels = await questionLevelTable.of(tx, circle.id, keysOf(questions));
  const rests = levels.flatMap(({ restsUntil }) => restsUntil ?? []);
  return rests.length === 0 ? null : Math.max(...rests);
}

/** The levels at which questions are shown, or would be if they were asked now. */
export async function levelsOf(
  tx: Tx,
  circle: Circle,
  questions: readonly Question[],
  voices: readonly InvitedVoice[],
): Promise<Levels> {
  const scored = questions.filter(isScored);
  const before = await questionLevelTable.of(tx, circle.id, keysOf(questions));
  return levelsGiven(before, scored, voices);
}

/** The keys of questions that have a level. */
export function keysOf(questions: readonly Question[]): readonly string[] {
  return questions.filter(isScored).map(questionKey);
}

/** A follow-up that is asked for the first time is shown as what it follows: by voice it could not stand beside all together. */
function levelsGiven(
  before: readonly QuestionLevel[],
  questions: readonly ScoredQuestion[],
  voices: readonly InvitedVoice[],
): Levels {
  const known = new Map(before.map(({ question, level }) => [question, level]));
  const levels: Record<string, Level> = {};
  for (const question of questions) {
    const parent = question.onlyIf === undefined ? undefined : levels[question.onlyIf.question];
    levels[question.id] = known.get(questionKey(question)) ?? parent ?? firstLevel(voices);
  }
  return levels;
}

/**
 * Sets another level. A question that was asked lately rests until the two series cannot be subtracted any more. Returns
 * until when the last of them rests; null: none does.
 */
export async function chooseLevel(
  tx: Tx,
  circle: Circle,
  questions: readonly Question[],
  level: Level,
  now: Instant,
): Promise<Instant | null> {
  const keys = keysOf(questions);
  const before = await questionLevelTable.of(tx, circle.id, keys);
  const open = await roundTable.open(tx, circle.id);
  const chosen = [...new Set(keys)].flatMap((question) => {
    const known = before.find((each) => each.question === question);
    if (known?.level === level) return [];
    const closings = open.flatMap((round) =>
      keysOf(round.questions).includes(question) ? round.closesAt : [],
    );
    const askedUntil = known?.askedUntil ?? null;
    const last = Math.max(askedUntil ?? 0, ...closings);
    const restsUntil = last + REST > now ? last + REST : null;
    return { circleId: circle.id, question, level, askedUntil, restsUntil };
  });
  await questionLevelTable.choose(tx, chosen);
  const rests = chosen.flatMap(({ restsUntil }) => restsUntil ?? []);
  return rests.length === 0 ? null : Math.max(...rests);
}
