import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';
import { Temporal } from 'temporal-polyfill';
import { addDays, type LocalDate } from './local-time.ts';

/** A country, or a part of one, as date-holidays calls it: `IE`, `GB-SCT`. */
export type Region = string;

/** What becomes of a date that falls on a bank holiday. */
export const HOLIDAY_RULES = ['skip', 'next-working-day', 'week-later'] as const;
export interface HolidayRule {
  readonly region: Region;
  readonly what: (typeof HOLIDAY_RULES)[number];
}

/** Days that are free by law or for banks, with the days that stand in for them. Local observances are none. */
const TYPES: ('public' | 'bank')[] = ['public', 'bank'];

/** Loaded when it is first asked: it takes a third of a second and 26 MB. */
let library: typeof Holidays | undefined;
const years = new Map<string, ReadonlySet<LocalDate>>();

/** Whether bank holidays of this region are known. */
export function isRegion(code: string): boolean {
  const [country = '', state] = code.split('-');
  if (!/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(code)) return false;
  const known = new (load())();
  if (!Object.hasOwn(known.getCountries(), country)) return false;
  return state === undefined || Object.hasOwn(known.getStates(country) ?? {}, state);
}

/** What a known region is called, in English. */
export function regionName(code: Region): string {
  const [country = '', state] = code.split('-');
  const known = new (load())();
  const name = state === undefined ? undefined : known.getStates(country, 'en')?.[state];
  return name ?? known.getCountries('en')[country] ?? code;
}

/** Whether a day is a bank holiday there; in an unknown region none is. Limit: of a holiday of several days the first alone. */
export function isBankHoliday(date: LocalDate, region: Region): boolean {
  const year = date.slice(0, 4);
  const key = `${region} ${year}`;
  let dates = years.get(key);
  if (dates === undefined) {
    const [country = '', state = ''] = region.split('-');
    const found = new (load())(country, state, { types: TYPES }).getHolidays(Number(year));
    dates = new Set((found ?? []).map((each) => each.date.slice(0, 10)));
    years.set(key, dates);
  }
  return dates.has(date);
}

/** The nearest working day from `date` on, itself included: forward, or back where `step` is -1. */
export function workingDayFrom(date: LocalDate, region: Region, step: 1 | -1 = 1): LocalDate {
  let day = date;
  while (Temporal.PlainDate.from(day).dayOfWeek > 5 || isBankHoliday(day, region)) day = addDays(day, step);
  return day;
}

function load(): typeof Holidays {
  library ??= createRequire(import.meta.url)('date-holidays') as typeof Holidays;
  return library;
}
