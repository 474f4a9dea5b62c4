import { addWeeks, type IsoWeek } from '../../core/calendar/iso-week.ts';
import type { Circle } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import type { Tx } from '../../core/ports/store.ts';
import { type Result, success } from '../../core/result.ts';
import { REVIEW_BEFORE } from '../../core/review-time.ts';
import { circleTable } from '../../core/tables/circles.ts';
import { weekOfDigestAfter } from '../../core/week-to-be-told.ts';
import { wasReviewed } from './rules/review.ts';
import { sayUnnamed, type UnnamedWords } from './rules/words.ts';
import { unnamedWordsTable } from './tables.ts';

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
  return context.store.transact(async (tx) => {
    // Locks the circle: two that come at one moment see each other.
    const week = await weekToBeShown(context, tx, circle);
    const said = sayUnnamed({ id: context.newId(), circleId: circle.id, week, words });
    if (!said.ok) return said;
    const waiting = await unnamedWordsTable.unshown(tx, circle.id);
    const before = waiting.find((each) => each.week === week && each.words === said.value.words);
    if (before === undefined) await unnamedWordsTable.insert(tx, said.value);
    return success(before ?? said.value);
  });
}

/** The week of the digest that will show unnamed words of now: one whose words stewards have not been shown yet. */
export async function weekToBeShown(context: Context, tx: Tx, circle: Circle): Promise<IsoWeek> {
  const week = await weekOfDigestAfter(context, tx, circle, context.clock.now() + REVIEW_BEFORE);
  const reviewed = (await circleTable.digestSettings(tx, circle.id))?.reviewedWeek ?? null;
  return reviewed !== null && wasReviewed(week, reviewed) ? addWeeks(reviewed, 1) : week;
}
