import type { Ahead, LeftOut } from '../../../core/calendar/ahead.ts';
import { isoWeekOf } from '../../../core/calendar/iso-week.ts';
import { nextOccurrence } from '../../../core/calendar/occurrences.ts';
import type { Schedule } from '../../../core/calendar/schedule.ts';
import type { Circle } from '../../../core/circle.ts';
import { hasBegun } from '../../../core/has-begun.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { digestTable } from '../tables.ts';

/** The next digests later than `after`: a week has one, so a date in a week whose digest is out is none. null: the circle is not set up. */
export async function digestsAhead(
  tx: Tx,
  circle: Circle,
  schedule: Schedule,
  after: Instant,
  count: number,
): Promise<Ahead | null> {
  if (!(await hasBegun(tx, circle))) return null;
  const dates: Instant[] = [];
  let leftOut: LeftOut | null = null;
  let at = nextOccurrence(schedule, circle.timezone, after);
  while (at !== null && dates.length < count) {
    const isOut = (await digestTable.find(tx, circle.id, isoWeekOf(at, circle.timezone))) !== null;
    if (isOut) leftOut ??= { at, why: 'digest-out' };
    else dates.push(at);
    at = nextOccurrence(schedule, circle.timezone, at);
  }
  return { dates, leftOut };
}
