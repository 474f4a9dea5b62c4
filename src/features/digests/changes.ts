import { sameSchedule } from '../../core/calendar/schedule.ts';
import { nextTimeIn } from '../../core/next-time.ts';
import { circleTable } from '../../core/tables/circles.ts';
import { type ChangeKinds, changeKind } from '../governance/change-kinds.ts';
import { reviewAfterMove } from '../unnamed-words/rules/review.ts';

export const digestChanges = {
  /** A digest that is due this minute is not skipped because somebody pressed "save". */
  digest: changeKind({
    measured: async ({ tx, circle }) => ({
      pulse: null,
      digest: await circleTable.digestSettings(tx, circle.id),
    }),
    apply: async ({ context, tx, circle }, { schedule, toManagers }) => {
      if (schedule === null) {
        await circleTable.saveDigest(tx, circle.id, null);
        return [];
      }
      const before = await circleTable.digestSettings(tx, circle.id);
      const nextAt =
        before !== null && sameSchedule(schedule, before.schedule)
          ? before.nextAt
          : await nextTimeIn(tx, circle, schedule, context.clock.now());
      await circleTable.saveDigest(tx, circle.id, { schedule, toManagers, toChannel: true, nextAt });
      if (before !== null && before.nextAt !== null && nextAt !== null)
        await circleTable.setNextReview(tx, circle.id, reviewAfterMove(nextAt, before.reviewAt));
      return [];
    },
  }),
} satisfies Partial<ChangeKinds>;
