import { sameSchedule } from '../../core/calendar/schedule.ts';
import { nextTimeIn } from '../../core/next-time.ts';
import { type ChangeKinds, changeKind } from '../governance/change-kinds.ts';
import { reviewAfterMove } from '../unnamed-words/rules/review.ts';

export const digestChanges: ChangeKinds<'digest'> = {
  /** A digest that is due this minute is not skipped because somebody pressed "save". */
  digest: changeKind({
    apply: async ({ context, tables, circle }, { schedule, toManagers }) => {
      if (schedule === null) {
        await tables.circles.saveDigest(circle.id, null);
        return [];
      }
      const before = await tables.circles.digestSettings(circle.id);
      const nextAt =
        before !== null && sameSchedule(schedule, before.schedule)
          ? before.nextAt
          : await nextTimeIn(tables, circle, schedule, context.clock.now());
      await tables.circles.saveDigest(circle.id, { schedule, toManagers, toChannel: true, nextAt });
      if (before !== null && before.nextAt !== null && nextAt !== null)
        await tables.circles.setNextReview(circle.id, reviewAfterMove(nextAt, before.reviewAt));
      return [];
    },
  }),
};
