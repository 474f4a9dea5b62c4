import { isoWeekOf } from '../../domain/calendar/iso-week.ts';
import type { Circle } from '../../domain/circle.ts';
import type { Result } from '../../domain/result.ts';
import { sayUnnamed, type UnnamedWords } from '../../domain/unnamed-words.ts';
import type { Context } from '../context.ts';

/**
 * Keeps words for the next digest. It is not told who says them, so it cannot keep it: no member, voice, platform, or
 * time finer than the week. Refuses empty words and too many.
 */
export async function saySomething(
  context: Context,
  circle: Circle,
  words: string,
): Promise<Result<UnnamedWords, 'no-words' | 'words-too-long'>> {
  const week = isoWeekOf(context.clock.now(), circle.timezone);
  const said = sayUnnamed({ id: context.newId(), circleId: circle.id, week, words });
  if (said.ok) await context.store.tables.unnamedWords.insert(said.value);
  return said;
}
