import { addWeeks, type IsoWeek, isoWeekOf } from './calendar/iso-week.ts';
import { nextOccurrence } from './calendar/occurrences.ts';
import type { Circle, CircleId } from './circle.ts';
import type { Context } from './context.ts';
import type { Instant } from './instant.ts';
import type { Tx } from './ports/store.ts';
import { circleTable } from './tables/circles.ts';

declare module './context.ts' {
  interface Context {
    /** Whether a circle's digest of that week is out. */
    readonly isDigestOut: (tx: Tx, circleId: CircleId, week: IsoWeek) => Promise<boolean>;
  }
}

/** The week of the digest that will tell of what happens now. */
export function weekToBeTold(context: Context, tx: Tx, circle: Circle): Promise<IsoWeek> {
  return weekOfDigestAfter(context, tx, circle, 0);
}

/**
 * Of the first digest on the circle's schedule that is due after a moment and whose week has none yet. Where no digest is
 * due, this week, or the next one where this week's is out.
 */
export async function weekOfDigestAfter(
  context: Context,
  tx: Tx,
  circle: Circle,
  after: Instant,
): Promise<IsoWeek> {
  // Composing a digest holds this lock too.
  await circleTable.lock(tx, circle.id);
  const hasDigest = (week: IsoWeek) => context.isDigestOut(tx, circle.id, week);
  const settings = await circleTable.digestSettings(tx, circle.id);
  let nextAt = settings?.nextAt ?? null;
  while (settings !== null && nextAt !== null) {
    const week = isoWeekOf(nextAt, circle.timezone);
    if (nextAt > after && !(await hasDigest(week))) return week;
    nextAt = nextOccurrence(settings.schedule, circle.timezone, nextAt);
  }
  const week = isoWeekOf(context.clock.now(), circle.timezone);
  return (await hasDigest(week)) ? addWeeks(week, 1) : week;
}
