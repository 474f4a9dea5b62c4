import {
  addDays,
  instantAt,
  type LocalDate,
  localTime,
  type Span,
  startOfDay,
} from '../calendar/local-time.ts';
import { quietUntil } from '../calendar/quiet-hours.ts';
import { weekdayNumber } from '../calendar/weekday.ts';
import type { Preferences, WeeklyMost } from '../circle.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../instant.ts';
import { type Contact, type Delivery, FOR_BUNDLE, wantedBefore } from './delivery.ts';
import { mayWait, URGENCY } from './urgency.ts';

/**
 * How a week's messages are shared out. Shares are fixed, so that what somebody did, and a letter that came of it, never takes
 * the place of an invitation. `timed` holds the reminders.
 */
const SHARES: Readonly<Record<WeeklyMost, { timed: number; reminders: number; bundles: number }>> = {
  3: { timed: 2, reminders: 0, bundles: 1 },
  5: { timed: 3, reminders: 1, bundles: 2 },
  10: { timed: 6, reminders: 3, bundles: 4 },
};

/** Where no time of their own is wished for, what waited for another day comes then. */
const MORNING = '09:00';
/** What runs out within so many days is not held back. */
const SOON = 3 * DAY;

/** Letters of one kind that may go at once to one person in the hour before what they are about: one steward floods nobody. */
const MOST_IN_LAST_HOUR = 3;

/** What a person wishes, by whose clock. */
export type Pace = Pick<Preferences, 'weeklyMost' | 'ownTime' | 'quietHours'> & { readonly timezone: string };

/** By the person's own clock, or by that of the circle that writes. */
export function paceOf(preferences: Preferences, circle: { readonly timezone: string }): Pace {
  return { ...preferences, timezone: preferences.timezone ?? circle.timezone };
}

/**
 * `at-once`: goes, and does not count. `alone`: goes, and counts. `together`: the same, with all that waits for the next bundle.
 * `never`: a reminder that is more than they wish for. A moment: it waits for the bundle of then, and is looked at again.
 */
export type Verdict = 'at-once' | 'alone' | 'together' | 'never' | Instant;

/**
 * Whether a letter may go now. Depends on wishes, kinds and times alone. `sent`: what went out in the week of `weekOf`. Where
 * others have taken its share, an invitation or a digest goes with the next bundle, if it can wait so long.
 */
export function verdictOn(
  letter: Pick<Delivery, 'kind' | 'note' | 'expiresAt' | 'payload'>,
  pace: Pace,
  sent: readonly Contact[],
  now: Instant,
): Verdict {
  if (URGENCY[letter.kind] === 'now') return 'at-once';
  const shares = pace.weeklyMost === null ? null : SHARES[pace.weeklyMost];
  const alone = sent.filter(({ id, contactId }) => id === contactId);
  if (!mayWait(letter) && letter.note !== FOR_BUNDLE) {
    const isReminder = letter.kind === 'pulse-reminder';
    const reminders = alone.filter(({ kind }) => kind === 'pulse-reminder').length;
    const isRoom = shares === null || alone.length < shares.timed;
    if (isRoom && (!isReminder || shares === null || reminders < shares.reminders)) return 'alone';
    if (isReminder) return 'never';
  }
  const bundles = new Set(sent.map(({ contactId }) => contactId)).size - alone.length;
  const at = Math.max(
    letter.note === null ? hourFrom(now, pace) : now,
    shares === null ? now : nextBundle(bundles, shares.bundles, pace, now),
  );
  if (at <= now) return 'together';
  const before = wantedBefore(letter);
  if (before !== null && before - SOON < at) {
    const soon = soonEnough(letter, before, pace, sent, now);
    return soon <= now ? 'together' : soon;
  }
  return letter.expiresAt !== null && letter.expiresAt - SOON < at ? 'at-once' : at;
}

/**
 * Whatever was sent in the week: at the end of the hour, with all that it brought, so that nobody is called more than once an hour; and
 * at once where that is too late.
 */
function soonEnough(
  { kind, note }: Pick<Delivery, 'kind' | 'note'>,
  before: Instant,
  pace: Pace,
  sent: readonly Contact[],
  now: Instant,
): Instant {
  const end = note === null ? hourFrom(now, { ...pace, ownTime: null }) : now;
  if (end < before) return end;
  const lately = sent.filter((each) => each.kind === kind && (each.sentAt ?? now) > now - HOUR);
  return lately.length < MOST_IN_LAST_HOUR ? now : end;
}

/** The local week, from Monday on, that a moment is in. */
export function weekOf({ timezone }: Pick<Pace, 'timezone'>, now: Instant): Span {
  const monday = mondayOf(now, timezone);
  return { from: startOfDay(monday, timezone), to: startOfDay(addDays(monday, 7), timezone) };
}

/**
 * When somebody hears of what is open from `from` to `to`: at the first time of their own that leaves half of it, also after
 * their quiet hours; else at once.
 */
export function tellAt({ ownTime, quietHours, timezone }: Pace, { from, to }: Span): Instant {
  if (ownTime === null) return from;
  const today = localTime(from, timezone).date;
  for (let ahead = 0; ahead <= 7; ahead += 1) {
    const at = instantAt(`${addDays(today, ahead)}T${ownTime.time}`, timezone);
    const isTheirDay = ownTime.weekday === null || localTime(at, timezone).weekday === ownTime.weekday;
    if (at < from || !isTheirDay) continue;
    return (quietUntil(quietHours, at) ?? at) <= from + (to - from) / 2 ? at : from;
  }
  return from;
}

/** What is due within one hour goes together: at the end of it, or at the hour that they wish for. */
function hourFrom(now: Instant, { ownTime, timezone }: Pace): Instant {
  const { date, minute } = localTime(now, timezone);
  if (ownTime === null) {
    const gone = minute * MINUTE + (now % MINUTE);
    return gone === 0 ? now : now + HOUR - gone;
  }
  const today = instantAt(`${date}T${ownTime.time}`, timezone);
  return today >= now ? today : instantAt(`${addDays(date, 1)}T${ownTime.time}`, timezone);
}

/** Bundles are spread over the week: of two the second comes on Thursday at the earliest, of four on Tuesday, Thursday and Saturday. */
function nextBundle(sent: number, most: number, pace: Pace, now: Instant): Instant {
  if (sent === 0) return now;
  const days = sent < most ? Math.floor((sent * 7) / most) : 7;
  return Math.max(now, morningOf(addDays(mondayOf(now, pace.timezone), days), pace));
}

function morningOf(day: LocalDate, { ownTime, timezone }: Pace): Instant {
  return instantAt(`${day}T${ownTime?.time ?? MORNING}`, timezone);
}

function mondayOf(now: Instant, timezone: string): LocalDate {
  const { date, weekday } = localTime(now, timezone);
  return addDays(date, 1 - weekdayNumber(weekday));
}
