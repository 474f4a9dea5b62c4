import type { QuietHours } from '../circle.ts';
import type { Instant } from '../instant.ts';
import { addDays, instantAt, laterInstantAt, localTime } from './local-time.ts';

/**
 * When a person's quiet hours end, or null where a message may go at once. From `from` on it is quiet, at `to` no longer.
 * Follows the clocks on the wall: where they go back, an hour shown twice is quiet both times or neither.
 */
export function quietUntil(quietHours: QuietHours | null, instant: Instant): Instant | null {
  if (quietHours === null || quietHours.from === quietHours.to) return null;
  const { from, to, timezone } = quietHours;
  const { date, time } = localTime(instant, timezone);
  const passesMidnight = from > to;
  const quiet = passesMidnight ? time >= from || time < to : time >= from && time < to;
  if (!quiet) return null;
  const end = `${time < to ? date : addDays(date, 1)}T${to}`;
  const first = instantAt(end, timezone);
  return first > instant ? first : laterInstantAt(end, timezone);
}
