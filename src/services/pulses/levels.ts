import type { Circle } from '../../domain/circle.ts';
import { DAY, type Instant } from '../../domain/instant.ts';
import type { InvitedVoice, Round } from '../../domain/pulse.ts';
import type { Question } from '../../domain/question.ts';
import { isScored } from '../../domain/release/figures.ts';
import { firstLevel, type Level, WEEKS_BETWEEN_LEVELS } from '../../domain/release/level.ts';
import { questionKey } from '../../domain/release/pool.ts';
import type { Tables } from '../../ports/store.ts';

const REST = WEEKS_BETWEEN_LEVELS * 7 * DAY;

/**
 * The level of each question, by its id, settled now where it is asked for the first time: from `voices`, who can answer.
 * null where one of them rests, because its level was changed.
 */
export async function levelsAtOpening(
  tables: Tables,
  circle: Circle,
  questions: readonly Question[],
  voices: readonly InvitedVoice[],
  now: Instant,
): Promise<NonNullable<Round['levels']> | null> {
  const scored = questions.filter(isScored);
  const level = firstLevel(voices);
  const keys = scored.map(questionKey);
  const before = await tables.questionLevels.of(circle.id, keys);
  if (before.some(({ restsUntil }) => restsUntil !== null && restsUntil > now)) return null;
  const known = new Map(before.map((each) => [each.question, each.level]));
  const fresh = [...new Set(keys)].filter((key) => !known.has(key));
  await tables.questionLevels.settle(
    fresh.map((question) => ({ circleId: circle.id, question, level, restsUntil: null })),
  );
  return Object.fromEntries(
    scored.map((question) => [question.id, known.get(questionKey(question)) ?? level]),
  );
}

/** The level at which a pulse's questions are shown, or would be if it opened now; null where they differ. */
export async function levelOf(
  tables: Tables,
  circle: Circle,
  questions: readonly Question[],
  voices: readonly InvitedVoice[],
): Promise<Level | null> {
  const keys = questions.filter(isScored).map(questionKey);
  const known = new Map(
    (await tables.questionLevels.of(circle.id, keys)).map((each) => [each.question, each]),
  );
  const levels = new Set(keys.map((key) => known.get(key)?.level ?? firstLevel(voices)));
  const [only = firstLevel(voices)] = levels;
  return levels.size > 1 ? null : only;
}

/** Sets another level. A question that was asked lately rests until the two series cannot be subtracted any more. */
export async function chooseLevel(
  tables: Tables,
  circle: Circle,
  questions: readonly Question[],
  level: Level,
  now: Instant,
): Promise<void> {
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
  await tables.questionLevels.choose(
    [...changed.keys()].map((question) => {
      const asked = rounds.filter(
        (round) =>
          round.state !== 'cancelled' &&
          round.questions.filter(isScored).some((each) => questionKey(each) === question),
      );
      const last = Math.max(...asked.map(({ closesAt }) => closesAt));
      const restsUntil = asked.length === 0 || last + REST <= now ? null : last + REST;
      return { circleId: circle.id, question, level, restsUntil };
    }),
  );
}
