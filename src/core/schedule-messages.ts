import type { ScheduleRefusal } from './calendar/schedule-words.ts';

export const QUOTED_EXAMPLES = '"Tuesday 10:00", "second Tuesday 10:00" or "2026-12-01 10:00"';

/** What to do about a schedule that cannot be read. `text` is what was written. */
export function scheduleMessage(code: ScheduleRefusal, text: string): string {
  switch (code) {
    case 'not-a-rhythm':
      return `"${text}" is not a rhythm: use week, fortnight, 3 weeks, month, quarter or once.`;
    case 'not-whole-weeks':
      return `"${text}" is not whole weeks: use 7 or 14 days, or a number of weeks.`;
    case 'too-often':
      return `"${text}" is too often: a circle asks the same question at most once in seven days, so use week or longer.`;
    case 'too-seldom':
      return `"${text}" is too seldom: use a year (52 weeks) at most.`;
    case 'not-a-moment':
      return `"${text}" is not a day and a time: write ${QUOTED_EXAMPLES}.`;
    case 'no-such-date':
      return `"${text}" is not a date that exists: write the day first, then the month, as in "24/12/2026".`;
    case 'no-year':
      return `"${text}" has no whole year: write it out, as in "24/12/2026".`;
    case 'wrong-weekday':
      return `"${text}" is another day of the week: check the date, or leave the day of the week out.`;
    case 'hour-alone':
      return `"${text}" may be morning or afternoon: write the time like "2pm" or "14:00".`;
    case 'no-such-time':
      return `"${text}" has no time that exists: write it like "2pm" or "14:00".`;
    case 'no-time':
      return `"${text}" has no time: add one at the end, as in "Tuesday 2pm" or "Tuesday 14:00".`;
    case 'no-such-weekday':
      return `"${text}" names no day of the week: write ${QUOTED_EXAMPLES}.`;
    case 'needs-date':
      return `"every: once" needs a date: write "2026-12-01 10:00" instead of "${text}".`;
    case 'needs-month':
      return `"${text}" fits only "every: month": use that, or name another day, as in "second Tuesday 10:00".`;
    case 'needs-ordinal':
      return `Which one? Write "second ${text}" or "last ${text}".`;
    case 'needs-plain-weekday':
      return `With "every: week" name the day alone, as in "Tuesday 10:00", or use "every: month".`;
    case 'needs-weekday':
      return `A date fits only "every: once": name a day of the week, as in "Tuesday 10:00".`;
  }
}
