import type { Circle } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import { type Result, success } from '../../core/result.ts';
import { weekToBeShown } from '../../core/week-to-be-told.ts';
import { sayUnnamed, type UnnamedWords } from './rules/words.ts';

/**
 * Keeps words for the next digest. It is not told who says them, so it cannot keep it: no member, voice, platform, or
 * time but the week of the digest that first shows them. Words that wait for that digest already are kept once, whoever said
 * them: so a button that is pressed twice says it once, and nothing has to be kept of the press. Refuses empty words and too many.
 */
export async function saySomething(
  context: Context,
  circle: Circle,
  words: string,
): Promise<Result<UnnamedWords, 'no-words' | 'words-too-long'>> {
  return context.store.transact(async (tables) => {
    // Locks the circle: two that come at one moment see each other.
    const week = await weekToBeShown(context, tables, circle);
    const said = sayUnnamed({ id: context.newId(), circleId: circle.id, week, words });
    if (!said.ok) return said;
    const waiting = await tables.unnamedWords.unshown(circle.id);
    const before = waiting.find((each) => each.week === week && each.words === said.value.words);
    if (before === undefined) await tables.unnamedWords.insert(said.value);
    return success(before ?? said.value);
  });
}
