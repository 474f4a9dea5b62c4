import { addWeeks, isoWeekRange } from '../../../core/calendar/iso-week.ts';
import { type DigestFacts, type MetFact, WEEKS_BACK } from './facts.ts';
import type { Direction, PresenceMeasure } from './measure.ts';

/** Who was at the meetings of the last weeks, by side; null where nobody recorded it. */
export function presenceMeasure(facts: DigestFacts): PresenceMeasure | null {
  const { met } = facts;
  if (met.length === 0) return null;
  const count = (is: (each: MetFact) => boolean) => met.filter(is).length;
  const noRep = count(({ reps }) => reps === 'none');
  const loneRep = count(({ reps }) => reps === 'one');
  const noStaff = count(({ staff }) => staff === 'none');
  return {
    id: 'presence',
    weeks: WEEKS_BACK,
    meetings: met.length,
    both: count(isWhole),
    noRep,
    loneRep,
    noStaff,
    direction: directionOf(facts),
    advice: noRep + loneRep > 0 ? 'make-room-for-reps' : noStaff > 0 ? 'ask-staff-to-come' : 'keep-meeting',
  };
}

/** Staff were there, and no rep had to speak alone. */
function isWhole({ staff, reps }: MetFact): boolean {
  return staff === 'some' && reps === 'more';
}

/** The later half of the weeks against the earlier one: a change is told where it is more than one meeting. */
function directionOf({ met, week, circle }: DigestFacts): Direction {
  const middle = isoWeekRange(addWeeks(week, 1 - WEEKS_BACK / 2), circle.timezone).from;
  const [earlier, later] = [met.filter(({ at }) => at < middle), met.filter(({ at }) => at >= middle)];
  if (earlier.length === 0 || later.length === 0) return 'first';
  const asBefore = (earlier.filter(isWhole).length / earlier.length) * later.length;
  const change = later.filter(isWhole).length - asBefore;
  return Math.abs(change) <= 1 ? 'same' : change > 0 ? 'up' : 'down';
}
