import type { Circle } from '../../domain/circle.ts';
import { DAY, type Instant } from '../../domain/instant.ts';
import type { InvitedVoice } from '../../domain/pulse.ts';
import type { Question } from '../../domain/question.ts';
import { isScored, type ScoredQuestion } from '../../domain/release/figures.ts';
import { firstLevel, type Level, type Levels, WEEKS_BETWEEN_LEVELS } from '../../domain/release/level.ts';
import { questionKey } from '../../domain/release/pool.ts';
import type { Tables } from '../../ports/store.ts';
import type { QuestionLevel } from '../../ports/tables/rounds.ts';

const REST = WEEKS_BETWEEN_LEVELS * 7 * DAY;

/**
 * The levels of questions, settled now for those that are asked for the first time: from `voices`, who can answer.
 * null where one of them rests, because its level was changed.
 */
export async function levelsAtOpening(
  tables: Tables,
  circle: Circle,
  questions: readonly Question[],
  voices: readonly InvitedVoice[],
  now: Instant,
): Promise<Levels | null> {
  const scored = questions.filter(isScored);
  const before = await tables.questionLevels.of(circle.id, scored.map(questionKey));
  if (before.some(({ restsUntil }) => restsUntil !== null && restsUntil > now)) return null;
  const levels = levelsGiven(before, scored, voices);
  const asked = new Map(scored.map((question) => [questionKey(question), levels[question.id]]));
  for (const { question } of before) asked.delete(question);
  await tables.questionLevels.settle(
    [...asked].map(([question, level = 'together']) => ({
      circleId: circle.id,
      question,
      level,
      restsUntil: null,
    })),
  );
  return levels;
}

/** The levels at which questions are shown, or would be if they were asked now. */
export async function levelsOf(
  tables: Tables,
  circle: Circle,
  questions: readonly Question[],
  voices: readonly InvitedVoice[],
): Promise<Levels> {
  const scored = questions.filter(isScored);
  const before = await tables.questionLevels.of(circle.id, scored.map(questionKey));
  return levelsGiven(before, scored, voices);
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
  tables: Tables,
  circle: Circle,
  questions: readonly Question[],
  level: Level,
  now: Instant,
): Promise<Instant | null> {
  const rounds = [
    ...(await tables.rounds.since(circle.id, now - 2 * REST)),
    ...(await tables.rounds.open(circle.id)),
  ];
  const scored = questions.filter(isScored);
  const before = new Map(
    (await tables.questionLevels.of(circle.id, scored.map(questionKey))).map((each) => [each.question, each]),
  );
  const changed = new Map(scored.map((question) => [questionKey(question), question]));
  for (const [key, each] of before) if (each.level === level) changed.delete(key);
  const chosen = [...changed.keys()].map((question) => {
    const asked = rounds.filter(
      (round) =>
        round.state !== 'cancelled' &&
        round.questions.filter(isScored).some((each) => questionKey(each) === question),
    );
    const last = Math.max(...asked.map(({ closesAt }) => closesAt));
    const restsUntil = asked.length === 0 || last + REST <= now ? null : last + REST;
    return { circleId: circle.id, question, level, restsUntil };
  });
  await tables.questionLevels.choose(chosen);
  const rests = chosen.flatMap(({ restsUntil }) => restsUntil ?? []);
  return rests.length === 0 ? null : Math.max(...rests);
}
