import { nextOccurrence } from './calendar/occurrences.ts';
import type { Schedule } from './calendar/schedule.ts';
import type { Circle } from './circle.ts';
import type { Instant } from './instant.ts';
import type { Tx } from './ports/store.ts';
import { circleTable } from './tables/circles.ts';

/** When something of a circle is due next. null: never again, or not yet, for nothing of a circle comes before it is set up. */
export async function nextTimeIn(
  tx: Tx,
  { id, timezone }: Circle,
  schedule: Schedule,
  after: Instant,
): Promise<Instant | null> {
  const circle = await circleTable.find(tx, id);
  return circle === null || circle.setUpAt === null ? null : nextOccurrence(schedule, timezone, after);
}
