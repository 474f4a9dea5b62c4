import { DAY, HOUR, MINUTE } from '../instant.ts';
import type { QuarterMonth, Schedule } from './schedule.ts';
import { MONTHS } from './spoken.ts';

/** A schedule in the words that `parseSchedule` reads back: `every` and `on`. */
export function toldSchedule(schedule: Schedule): { readonly every: string; readonly on: string } {
  if (schedule.kind === 'once') return { every: 'once', on: `${schedule.date} ${schedule.time}` };
  if (schedule.kind === 'monthly-date')
    return { every: 'month', on: `${ordinalOf(schedule.day)} ${schedule.time}` };
  if (schedule.kind === 'monthly-working-day') {
    return { every: 'month', on: `${schedule.which} working day ${schedule.time}` };
  }
  const day = `${schedule.weekday.charAt(0).toUpperCase()}${schedule.weekday.slice(1)} ${schedule.time}`;
  if (schedule.kind === 'weekly') return { every: toldWeeks(schedule.weeks), on: day };
  const every = schedule.kind === 'monthly' ? 'month' : toldQuarter(schedule.month);
  return { every, on: `${schedule.ordinal} ${day}` };
}

/** `quarter from February`: in February, May, August and November. */
function toldQuarter(month: QuarterMonth | undefined): string {
  const name = month === undefined ? undefined : MONTHS[month - 1];
  return name === undefined ? 'quarter' : `quarter from ${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** `1st`, `22nd`, `13th`. */
function ordinalOf(day: number): string {
  const isTeen = day > 10 && day < 14;
  return `${day}${(isTeen ? undefined : ['th', 'st', 'nd', 'rd'][day % 10]) ?? 'th'}`;
}

function toldWeeks(weeks: number): string {
  if (weeks === 1) return 'week';
  return weeks === 2 ? 'fortnight' : `${weeks} weeks`;
}

/** Milliseconds in the words that `parseDuration` reads back, in the largest unit that fits: `2 days`, `90 minutes`. */
export function toldDuration(length: number): string {
  const [size, unit] =
    length % DAY === 0 ? [DAY, 'day'] : length % HOUR === 0 ? [HOUR, 'hour'] : [MINUTE, 'minute'];
  const count = Math.round(length / size);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
