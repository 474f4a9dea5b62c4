import { DATES_SHOWN } from '../../core/calendar/ahead.ts';
import { sameSchedule } from '../../core/calendar/schedule.ts';
import type { Circle } from '../../core/circle.ts';
import { hasBegun } from '../../core/has-begun.ts';
import type { Instant } from '../../core/instant.ts';
import { type MeetingPlan, NO_VENUE } from '../../core/meeting-plan.ts';
import { nameKey } from '../../core/names.ts';
import type { Delivery } from '../../core/outbox/delivery.ts';
import type { Tx } from '../../core/ports/store.ts';
import { type Result, refuse, success } from '../../core/result.ts';
import { type ChangeKinds, changeKind } from '../governance/change-kinds.ts';
import { COUNTED } from '../governance/rules/measuring.ts';
import { PARITY, validChairPolicy } from '../rota/rules/policy.ts';
import { startRota } from '../rota/rules/state.ts';
import type { Meeting, MeetingSeries } from '../turns/rules/meeting.ts';
import { firstClash, firstHolidayDate, meetsWithinAYear, timesWithin } from '../turns/rules/plan-dates.ts';
import { movesOf, startsAhead } from '../turns/rules/replan.ts';
import { meetingTable } from '../turns/tables.ts';
import { advanceSeries } from '../turns/use-cases/advance.ts';
import { replan } from '../turns/use-cases/replan.ts';
import { callOff } from './use-cases/cancel.ts';

export const meetingChanges = {
  /** A meeting for which a chair was drawn moves with its chair, who is told; those without are planned anew. */
  meetings: changeKind({
    stood: async ({ tx, circle }, { kind, seriesId }) => {
      const series = await meetingTable.findSeries(tx, seriesId);
      if (series?.circleId !== circle.id) return null;
      const { name, schedule, lasting, venue, holidays } = series;
      return { kind, seriesId, plan: { name, schedule, lasting, venue, holidays } };
    },
    check: async ({ context, tx, circle }, { seriesId, plan }) => {
      const all = await meetingTable.series(tx, circle.id);
      const known = await meetingTable.findSeries(tx, seriesId);
      if (known !== null) {
        const found = await goingOn(tx, circle, seriesId);
        if (!found.ok) return found;
      }
      const isTaken = all.some(({ id, name }) => id !== seriesId && nameKey(name) === nameKey(plan.name));
      if (isTaken) return refuse('meeting-name-taken');
      const dates = { holidays: known?.holidays ?? null, ...plan };
      return meetsWithinAYear(dates, circle.timezone, context.clock.now())
        ? success(null)
        : refuse('holidays-only');
    },
    apply: async ({ context, tx, circle }, { seriesId, plan }) => {
      const series = await meetingTable.lockSeries(tx, seriesId);
      if (series === null) {
        const rota = startRota(context.newId());
        // What the circle agreed on about chairing holds for its other meetings too, until two keys change it.
        const [first] = await meetingTable.series(tx, circle.id);
        const fresh = {
          id: seriesId,
          circleId: circle.id,
          venue: NO_VENUE,
          holidays: null,
          ...plan,
          policy: first?.policy ?? PARITY,
          rota,
        };
        await meetingTable.insertSeries(tx, fresh);
      } else {
        await meetingTable.saveSeries(tx, { ...series, ...plan });
      }
      await meetingTable.setNextDue(tx, seriesId, context.clock.now());
      return series === null ? [] : replan(context, tx, circle, { ...series, ...plan });
    },
    followUp: (context, { seriesId }) => advanceSeries(context, seriesId),
    times: async ({ context, circle }, { plan }) =>
      timesWithin({ holidays: null, ...plan }, circle.timezone, context.clock.now(), COUNTED),
    ahead: async ({ context, tx, circle }, { seriesId, plan }) => {
      if (!(await hasBegun(tx, circle))) return null;
      const now = context.clock.now();
      const known = await meetingTable.findSeries(tx, seriesId);
      const wanted = { holidays: known?.holidays ?? null, ...plan };
      const { starts, dated } = await plannedBy(tx, circle, known, wanted, now);
      const dates = startsAhead(starts, dated, wanted, circle.timezone, now, DATES_SHOWN).slice(
        0,
        DATES_SHOWN,
      );
      const holiday = firstHolidayDate(wanted, circle.timezone, now, dates.at(-1) ?? now);
      const others = (await meetingTable.series(tx, circle.id)).filter(({ id }) => id !== seriesId);
      return {
        dates,
        leftOut: holiday === null ? null : { at: holiday, why: 'bank-holiday' },
        clash: firstClash(wanted, others, circle.timezone, now, now + COUNTED),
      };
    },
  }),
  /** For good. Who is to chair what is called off reads so where they were asked, and keeps their credit. */
  'meetings-end': changeKind({
    check: async ({ tx, circle }, { seriesId }) => {
      const found = await goingOn(tx, circle, seriesId);
      return found.ok ? success(null) : found;
    },
    apply: async ({ context, tx, circle }, { seriesId }) => {
      const series = await meetingTable.lockSeries(tx, seriesId);
      if (series === null) return [];
      const now = context.clock.now();
      await meetingTable.saveSeries(tx, { ...series, endedAt: now });
      await meetingTable.unplan(tx, seriesId);
      const letters: Delivery[] = [];
      for (const meeting of await meetingTable.planned(tx, seriesId))
        if (meeting.startsAt > now) letters.push(...(await callOff(context, tx, circle, meeting, null)));
      return letters;
    },
    followUp: (context, { seriesId }) => advanceSeries(context, seriesId),
  }),
  'chair-policy': changeKind({
    stood: async ({ tx, circle }, { kind, seriesId }) => {
      const series = await meetingTable.findSeries(tx, seriesId);
      return series?.circleId === circle.id ? { kind, seriesId, policy: series.policy } : null;
    },
    check: async ({ tx, circle }, { seriesId, policy }) => {
      const found = await goingOn(tx, circle, seriesId);
      if (!found.ok) return found;
      const sound = validChairPolicy(policy, circle.voices.length);
      return sound.ok ? success(null) : sound;
    },
    apply: async ({ tx, circle }, { seriesId, policy }) => {
      const series = await meetingTable.lockSeries(tx, seriesId);
      if (series?.circleId === circle.id) await meetingTable.saveSeries(tx, { ...series, policy });
      return [];
    },
  }),
  /** Kept on record; it is made in `use-cases`. */
  'one-meeting': changeKind(),
  /** Kept on record; the chat itself is kept where it is linked. */
  'meeting-chat': changeKind(),
} satisfies Partial<ChangeKinds>;

/** Meetings of the circle that can still be changed. */
async function goingOn(
  tx: Tx,
  circle: Circle,
  seriesId: string,
): Promise<Result<MeetingSeries, 'not-found' | 'meetings-ended'>> {
  const series = await meetingTable.findSeries(tx, seriesId);
  if (series?.circleId !== circle.id) return refuse('not-found');
  return series.endedAt === null ? success(series) : refuse('meetings-ended');
}

/** When meetings that stand by now begin, and which dates of the plan they stand for: with a plan that is not made yet, as it would have them. */
async function plannedBy(
  tx: Tx,
  { timezone }: Circle,
  known: MeetingSeries | null,
  wanted: Pick<MeetingPlan, 'schedule' | 'lasting'> & Pick<MeetingSeries, 'holidays'>,
  now: Instant,
): Promise<{ readonly starts: readonly Instant[]; readonly dated: readonly Instant[] }> {
  if (known === null) return { starts: [], dated: [] };
  const planned = await meetingTable.planned(tx, known.id);
  const dated = await meetingTable.datesTaken(tx, known.id, now);
  const ahead = (all: readonly Meeting[]) => all.filter(({ startsAt }) => startsAt > now);
  const isMade =
    sameSchedule(known.schedule, wanted.schedule) &&
    JSON.stringify(known.holidays) === JSON.stringify(wanted.holidays);
  if (isMade) return { starts: ahead(planned).map(({ startsAt }) => startsAt), dated };
  const staying = ahead(await meetingTable.plannedToStay(tx, known.id));
  const moves = movesOf(staying, wanted, timezone, now);
  const others = staying.filter((meeting) => !moves.some(({ before }) => before === meeting));
  const free = new Set(planned.map(({ plannedFor }) => plannedFor));
  return {
    starts: [...moves.map(({ after }) => after), ...others].map(({ startsAt }) => startsAt),
    dated: [...dated.filter((at) => !free.has(at)), ...moves.flatMap(({ after }) => after.plannedFor ?? [])],
  };
}
