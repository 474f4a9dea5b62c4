/** The days of the week in ISO 8601 order: Monday is the first. */
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/** The name of ISO weekday 1 (Monday) to 7 (Sunday); a RangeError for any other number. */
export function weekdayNumbered(number: number): Weekday {
  const weekday = WEEKDAYS[number - 1];
  if (weekday === undefined) throw new RangeError(`no weekday has the number ${number}`);
  return weekday;
}

/** ISO weekday number, 1 (Monday) to 7 (Sunday). */
export function weekdayNumber(weekday: Weekday): number {
  return WEEKDAYS.indexOf(weekday) + 1;
}
