import { isoWeekRange } from '../../../core/calendar/iso-week.ts';
import type { Span } from '../../../core/calendar/local-time.ts';
import type { Instant } from '../../../core/instant.ts';

/** What a digest tells of: the week it is named after, and the time since the digest before it. */
export interface Period {
  readonly week: string;
  /** News is what happened after this moment … */
  readonly since: Instant;
  /** … and not after this one. */
  readonly until: Instant;
  /** Results are news from this moment on, unless a digest has told of them: they may come late, and are told once. */
  readonly resultsSince: Instant;
  /** What digests since then have told of, by the ids in `tells`. */
  readonly told: ReadonlySet<string>;
}

/** The whole of a calendar week, for looking back at one that had no digest. */
export function wholeWeek(week: string, timezone: string, now: Instant): Period {
  const { from, to }: Span = isoWeekRange(week, timezone);
  const since = from - 1;
  return { week, since, until: Math.min(now, to - 1), resultsSince: since, told: new Set() };
}

/** Whether a result, or a round that was cancelled, of that id and moment is for this digest to tell. */
export function isNews(id: string, at: Instant, { resultsSince, told, until }: Period): boolean {
  return at > resultsSince && at <= until && !told.has(id);
}
