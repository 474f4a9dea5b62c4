import { addWeeks, type IsoWeek, isoWeekOf } from '../../domain/calendar/iso-week.ts';
import { nextOccurrence } from '../../domain/calendar/occurrences.ts';
import type { Circle } from '../../domain/circle.ts';
import type { Tables } from '../../ports/store.ts';
import type { Context } from '../context.ts';

/**
 * The week of the digest that will tell of what happens now: of the next one on the circle's schedule whose week has
 * none yet. Where no digest is due, this week, or the next one where this week's is out.
 */
export async function weekToBeTold(context: Context, tables: Tables, circle: Circle): Promise<IsoWeek> {
  // Composing a digest holds this lock too.
  await tables.circles.lock(circle.id);
  const hasDigest = async (week: IsoWeek) => (await tables.digests.find(circle.id, week)) !== null;
  const settings = await tables.circles.digestSettings(circle.id);
  let nextAt = settings?.nextAt ?? null;
  while (settings !== null && nextAt !== null) {
    const week = isoWeekOf(nextAt, circle.timezone);
    if (!(await hasDigest(week))) return week;
    nextAt = nextOccurrence(settings.schedule, circle.timezone, nextAt);
  }
  const week = isoWeekOf(context.clock.now(), circle.timezone);
  return (await hasDigest(week)) ? addWeeks(week, 1) : week;
}
