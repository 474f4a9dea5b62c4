import { isoWeekOf } from '../../../core/calendar/iso-week.ts';
import type { Circle, CircleId, Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { toMember } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { randomOrder } from '../../../core/random-order.ts';
import { transactSending } from '../../../core/sending.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { isShown } from '../../promises/rules/promise.ts';
import { promiseTable } from '../../promises/tables.ts';
import { isInTime, reviewers, wasReviewed } from '../../unnamed-words/rules/review.ts';
import { unnamedWordsTable } from '../../unnamed-words/tables.ts';
import { pointersTo, type StandingWords } from './standing.ts';

/**
 * Opens the review of the next digest's unnamed words, and writes to the stewards if there are any. Where too little time is
 * left, as after hours of darkness, it stays closed, and the words wait for the digest after.
 */
export async function reviewWords(context: Context, circleId: CircleId): Promise<void> {
  await transactSending(context, async (tx, send) => {
    const circle = await circleTable.lock(tx, circleId);
    const digest = await circleTable.digestSettings(tx, circleId);
    const now = context.clock.now();
    if (circle === null || digest === null || digest.nextAt === null) return;
    if (digest.reviewAt === null || digest.reviewAt > now) return;
    const { nextAt } = digest;
    const edition = isoWeekOf(nextAt, circle.timezone);
    if (wasReviewed(edition, digest.reviewedWeek)) {
      // Once a week at most: what came since waits for the week after.
      await circleTable.setNextReview(tx, circleId, null);
      return;
    }
    if (!isInTime(nextAt, now)) {
      await circleTable.setNextReview(tx, circleId, nextAt);
      return;
    }
    await circleTable.setReviewed(tx, circleId, edition);
    const stewards = reviewers(await memberTable.list(tx, circleId), now);
    if ((await wordsInReview(tx, circle)).length === 0) return;
    const about = { kind: 'words-review', subject: circleId, edition } as const;
    const letter = { ...about, dueAt: now, expiresAt: nextAt };
    await send(stewards.map((steward) => toMember(context, circle, steward, letter)));
  });
}

/** What a steward may see of the words that the next digest will show: in a new order each time. Nothing to anybody else. */
export async function wordsToReview(
  context: Context,
  circle: Circle,
  member: Member,
): Promise<readonly StandingWords[]> {
  const { store } = context;
  const stewards = reviewers(await memberTable.list(store, circle.id), context.clock.now());
  if (!stewards.some(({ id }) => id === member.id)) return [];
  return randomOrder(await wordsInReview(store, circle), context.random);
}

/** From the fixed minute until the digest: what was written before that minute. */
export async function wordsInReview(tx: Tx, circle: Pick<Circle, 'id'>): Promise<readonly StandingWords[]> {
  const digest = await circleTable.digestSettings(tx, circle.id);
  if (digest === null || digest.nextAt === null || digest.reviewAt !== null) return [];
  const { reviewedWeek } = digest;
  const said = (await unnamedWordsTable.unshown(tx, circle.id)).filter(({ week }) =>
    wasReviewed(week, reviewedWeek),
  );
  const promises = (await promiseTable.list(tx, circle.id)).filter(
    (item) => !isShown(item) && wasReviewed(item.raisedIn, reviewedWeek),
  );
  return [...pointersTo('said', said), ...pointersTo('promise', promises)];
}
