import type { Ahead, Hindrance } from '../../../core/calendar/ahead.ts';
import { addDays, type LocalDate, localTime } from '../../../core/calendar/local-time.ts';
import { nextOccurrence } from '../../../core/calendar/occurrences.ts';
import type { Schedule } from '../../../core/calendar/schedule.ts';
import { DAY, type Instant } from '../../../core/instant.ts';
import type { Pulse, Round } from '../../release/rules/pulse.ts';

/** A circle is asked the same question at most once in so many days, counted on its own calendar. */
export const DAYS_BETWEEN_SAME_QUESTION = 7;

/** What a circle was asked of some questions of late, and what else keeps them back. */
export interface Asked {
  /** That asked one of them: open ones, and those that opened within the days of the rule. */
  readonly rounds: readonly Pick<Round, 'state' | 'openedAt' | 'closesAt'>[];
  /** How they are shown was changed: until then one of them rests. */
  readonly restsUntil: Instant | null;
}

/** The words of a question as they are compared: neither capitals nor signs make another question of it. */
function asAsked(words: string): string {
  const letters = words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return letters === '' ? words : letters;
}

/** Whether the same is asked in both. */
export function sharesQuestion(one: Pulse['questions'], other: Pulse['questions']): boolean {
  const asked = new Set(one.map(({ text }) => asAsked(text)));
  return other.some(({ text }) => asked.has(asAsked(text)));
}

/** How far ahead two schedules are compared. A year and a week: yearly weeks meet again by then. */
const COMPARED = 371 * DAY;

/** Whether two pulses would come within the days of the rule, by their schedules from now on. */
export function comeTogether(one: Schedule, other: Schedule, timezone: string, now: Instant): boolean {
  const theirs = datesOf(other, timezone, now);
  return datesOf(one, timezone, now).some((date) => {
    const [from, to] = [
      addDays(date, -DAYS_BETWEEN_SAME_QUESTION),
      addDays(date, DAYS_BETWEEN_SAME_QUESTION),
    ];
    return theirs.some((each) => each > from && each < to);
  });
}

function datesOf(schedule: Schedule, timezone: string, now: Instant): readonly LocalDate[] {
  const dates: LocalDate[] = [];
  let at = nextOccurrence(schedule, timezone, now);
  while (at !== null && at < now + COMPARED) {
    dates.push(localTime(at, timezone).date);
    at = nextOccurrence(schedule, timezone, at);
  }
  return dates;
}

/** Why a round with these questions may not open at a moment; null: it may. */
export function hindrance(at: Instant, { rounds, restsUntil }: Asked, timezone: string): Hindrance | null {
  // One whose time is over counts as closed, whether or not the closing job has run.
  if (rounds.some(({ state, closesAt }) => state === 'open' && closesAt > at))
    return { at, why: 'still-open' };
  const earliest = addDays(localTime(at, timezone).date, -DAYS_BETWEEN_SAME_QUESTION);
  const lately = rounds.find(
    ({ state, openedAt }) => state !== 'cancelled' && localTime(openedAt, timezone).date > earliest,
  );
  if (lately !== undefined) return { at, why: 'asked-lately', last: lately.openedAt };
  return restsUntil !== null && restsUntil > at ? { at, why: 'question-rests' } : null;
}

/** The next openings of a pulse later than `after`, by the rule that opens its rounds. */
export function openingsAhead(
  schedule: Schedule,
  timezone: string,
  after: Instant,
  asked: Asked,
  count: number,
): Ahead {
  const dates: Instant[] = [];
  const rounds = [...asked.rounds];
  let leftOut: Hindrance | null = null;
  let at = nextOccurrence(schedule, timezone, after);
  while (at !== null && dates.length < count) {
    const hindered = hindrance(at, { ...asked, rounds }, timezone);
    if (hindered === null) {
      dates.push(at);
      rounds.push({ state: 'closed', openedAt: at, closesAt: at });
    }
    leftOut ??= hindered;
    at = nextOccurrence(schedule, timezone, at);
  }
  return { dates, leftOut };
}
