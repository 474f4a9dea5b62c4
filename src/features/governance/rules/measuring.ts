import { nextOccurrence } from '../../../core/calendar/occurrences.ts';
import { type Schedule, sameSchedule } from '../../../core/calendar/schedule.ts';
import { DAY, type Instant } from '../../../core/instant.ts';
import type { Change, PulsePlan } from './change.ts';

/** How a circle is measured before a change. */
export interface Measuring {
  readonly timezone: string;
  readonly now: Instant;
  /** The pulse that the change is about; null: it is a new one, or the change is about something else. */
  readonly pulse: (PulsePlan & { readonly nextOpensAt: Instant | null }) | null;
  readonly digest: { readonly schedule: Schedule; readonly nextAt: Instant | null } | null;
  /** When it comes next if the change is made, by every rule that may keep it back; null: it does not. */
  readonly next: Instant | null;
}

/** A whole number of 1, 2, 3 and 4 weeks, so that moving the day of the week changes no count. */
const COUNTED = 84 * DAY;

/**
 * Whether a change stops or weakens the measuring: a round is cancelled, a pulse pauses or ends, questions of it change, or a pulse or the
 * digest comes more rarely, later than everybody expects it, for a shorter time, or no more.
 */
export function measuresLess(change: Change, before: Measuring): boolean {
  switch (change.kind) {
    case 'cancel-round':
      return true;
    case 'pulse-state':
      return change.state !== 'running';
    case 'pulse': {
      const { pulse } = before;
      if (pulse === null) return false;
      const { plan } = change;
      return (
        JSON.stringify(plan.questions) !== JSON.stringify(pulse.questions) ||
        plan.openFor < pulse.openFor ||
        plan.reminders.length < pulse.reminders.length ||
        comesLess(plan.schedule, pulse.schedule, pulse.nextOpensAt, before)
      );
    }
    case 'digest': {
      const { digest } = before;
      if (digest === null) return false;
      return change.schedule === null || comesLess(change.schedule, digest.schedule, digest.nextAt, before);
    }
    default:
      return false;
  }
}

function comesLess(
  wanted: Schedule,
  schedule: Schedule,
  due: Instant | null,
  { timezone, now, next }: Measuring,
): boolean {
  if (sameSchedule(wanted, schedule)) return false;
  if (due !== null && (next === null || next > due)) return true;
  return timesIn(wanted, timezone, now) < timesIn(schedule, timezone, now);
}

function timesIn(schedule: Schedule, timezone: string, now: Instant): number {
  let count = 0;
  let next = nextOccurrence(schedule, timezone, now);
  while (next !== null && next < now + COUNTED) {
    count += 1;
    next = nextOccurrence(schedule, timezone, next);
  }
  return count;
}
