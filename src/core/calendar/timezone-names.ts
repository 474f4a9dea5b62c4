import { isTimezone } from './local-time.ts';

/** The IANA time zones that somebody means by a name: the one of that name, or those of that city (`London`). */
export function timezonesNamed(name: string): readonly string[] {
  const wanted = name.trim().toLowerCase().replace(/\s+/g, '_');
  const known = Intl.supportedValuesOf('timeZone');
  const exact = known.find((each) => each.toLowerCase() === wanted);
  if (exact !== undefined) return [exact];
  const cities = known.filter((each) => each.toLowerCase().split('/').at(-1) === wanted);
  if (cities.length > 0) return cities;
  return isTimezone(name.trim()) ? [name.trim()] : [];
}

/** Names that stand for one offset all the year, and where the people mostly are who write them. */
const FIXED: Readonly<Record<string, string>> = {
  est: 'America/New_York',
  mst: 'America/Denver',
  hst: 'Pacific/Honolulu',
};

/** The city to write instead, for a time zone without summer time that is no place (`GMT`, `UTC`, `Etc/GMT-1`); null: it is a place. */
export function cityFor(timezone: string): string | null {
  const name = timezone.toLowerCase();
  const isFixed = /^(etc\/.*|gmt.*|utc|uct|zulu|greenwich|universal)$/.test(name);
  return FIXED[name] ?? (isFixed ? 'Europe/London' : null);
}
