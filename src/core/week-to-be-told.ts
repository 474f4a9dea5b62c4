import type { Tables } from '../ports/store.ts';
import { addWeeks, type IsoWeek, isoWeekOf } from './calendar/iso-week.ts';
import { nextOccurrence } from './calendar/occurrences.ts';
import type { Circle } from './circle.ts';
import type { Context } from './context.ts';
import type { Instant } from './instant.ts';

/** The week of the digest that will tell of what happens now. */
export function weekToBeTold(context: Context, tables: Tables, circle: Circle): Promise<IsoWeek> {
  return weekOfDigestAfter(context, tables, circle, 0);
}

/**
 * Of the first digest on the circle's schedule that is due after a moment and whose week has none yet. Where no digest is
 * due, this week, or the next one where this week's is out.
 */
export async function weekOfDigestAfter(
  context: Context,
  tables: Tables,
  circle: Circle,
  after: Instant,
): Promise<IsoWeek> {
  // Composing a digest holds this lock too.
  await tables.circles.lock(circle.id);
  const hasDigest = async (week: IsoWeek) => (await tables.digests.find(circle.id, week)) !== null;
  const settings = await tables.circles.digestSettings(circle.id);
  let nextAt = settings?.nextAt ?? null;
  while (settings !== null && nextAt !== null) {
    const week = isoWeekOf(nextAt, circle.timezone);
    if (nextAt > after && !(await hasDigest(week))) return week;
    nextAt = nextOccurrence(settings.schedule, circle.timezone, nextAt);
  }
  const week = isoWeekOf(context.clock.now(), circle.timezone);
  return (await hasDigest(week)) ? addWeeks(week, 1) : week;
}
