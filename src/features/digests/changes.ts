import { type Ahead, DATES_SHOWN } from '../../core/calendar/ahead.ts';
import { type Schedule, sameSchedule } from '../../core/calendar/schedule.ts';
import { circleTable } from '../../core/tables/circles.ts';
import { type ChangeKinds, type Changing, changeKind } from '../governance/change-kinds.ts';
import { reviewAfterMove } from '../unnamed-words/rules/review.ts';
import { digestsAhead } from './use-cases/ahead.ts';

export const digestChanges = {
  /** A digest that is due this minute is not skipped because somebody pressed "save". */
  digest: changeKind({
    stood: async ({ tx, circle }, { kind }) => {
      const digest = await circleTable.digestSettings(tx, circle.id);
      if (digest === null) return { kind, schedule: null, toManagers: false };
      return { kind, schedule: digest.schedule, toManagers: digest.toManagers };
    },
    apply: async ({ context, tx, circle }, { schedule, toManagers }) => {
      if (schedule === null) {
        await circleTable.saveDigest(tx, circle.id, null);
        return [];
      }
      const before = await circleTable.digestSettings(tx, circle.id);
      const nextAt =
        before !== null && sameSchedule(schedule, before.schedule)
          ? before.nextAt
          : ((await digestsAhead(tx, circle, schedule, context.clock.now(), 1))?.dates[0] ?? null);
      await circleTable.saveDigest(tx, circle.id, { schedule, toManagers, toChannel: true, nextAt });
      if (before !== null && before.nextAt !== null && nextAt !== null)
        await circleTable.setNextReview(tx, circle.id, reviewAfterMove(nextAt, before.reviewAt));
      return [];
    },
    ahead: async (at, { schedule }) => (schedule === null ? null : aheadOf(at, schedule)),
  }),
} satisfies Partial<ChangeKinds>;

/** When digests would really come with a schedule. One that is due this minute counts as ahead. */
async function aheadOf({ context, tx, circle }: Changing, schedule: Schedule): Promise<Ahead | null> {
  const now = context.clock.now();
  const stored = await circleTable.digestSettings(tx, circle.id);
  const due = stored !== null && sameSchedule(schedule, stored.schedule) ? stored.nextAt : null;
  return digestsAhead(tx, circle, schedule, due === null ? now : Math.min(now, due - 1), DATES_SHOWN);
}
