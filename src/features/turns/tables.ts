import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  ne,
  notExists,
  or,
  sql,
} from 'drizzle-orm';
import { bigint, check, index, jsonb, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { HolidayRule } from '../../core/calendar/holidays.ts';
import type { Span } from '../../core/calendar/local-time.ts';
import type { Schedule } from '../../core/calendar/schedule.ts';
import type { CircleId, MemberId } from '../../core/circle.ts';
import type { Instant } from '../../core/instant.ts';
import type { Venue } from '../../core/meeting-plan.ts';
import type { Earliest } from '../../core/tables/agenda.ts';
import type { Kept } from '../../core/tables/kept.ts';
import { ofCircle } from '../../core/tables/schema/circles.ts';
import { members } from '../../core/tables/schema/members.ts';
import { instant, oneOf, roundtable } from '../../store/columns.ts';
import { type Database, first, idsDue } from '../../store/database.ts';
import { table } from '../../store/table.ts';
import type { RotaState } from '../rota/rules/state.ts';
import { forgetMember } from '../rota/rules/state.ts';
import { type DrawnTurn, turnWithout } from '../rota/rules/turn.ts';
import type { Meeting, MeetingSeries, TurnEvent } from './rules/meeting.ts';

export const series = roundtable.table(
  'meeting_series',
  {
    id: text().primaryKey(),
    circleId: ofCircle(),
    name: text().notNull(),
    schedule: jsonb().$type<Schedule>().notNull(),
    lasting: bigint({ mode: 'number' }).notNull(),
    holidays: jsonb().$type<HolidayRule>(),
    venue: jsonb().$type<Venue>().notNull().default({}),
    policy: jsonb().$type<MeetingSeries['policy']>().notNull(),
    rota: jsonb().$type<MeetingSeries['rota']>().notNull(),
    nextDueAt: instant('next_due_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (each) => [
    index('meeting_series_of_circle').on(each.circleId),
    index('meeting_series_due').on(each.nextDueAt),
    check('meeting_series_lasting', sql`${each.lasting} > 0`),
  ],
);

export const meetings = roundtable.table(
  'meetings',
  {
    id: text().primaryKey(),
    seriesId: text('series_id')
      .notNull()
      .references(() => series.id),
    circleId: ofCircle(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    plannedFor: instant('planned_for'),
    state: text().$type<Meeting['state']>().notNull(),
    turn: jsonb().$type<Meeting['turn']>(),
    chairId: text('chair_id').references(() => members.id),
    coChairId: text('co_chair_id').references(() => members.id),
    asking: jsonb().$type<Meeting['asking']>(),
    declined: jsonb().$type<readonly MemberId[]>().notNull(),
    announcedChairId: text('announced_chair_id').references(() => members.id),
    announceDueAt: instant('announce_due_at'),
    settlesAt: instant('settles_at'),
  },
  (meeting) => [
    uniqueIndex('meetings_at')
      .on(meeting.seriesId, meeting.startsAt)
      .where(sql`${meeting.state} <> 'cancelled'`),
    index('meetings_planned_for').on(meeting.seriesId, meeting.plannedFor),
    index('meetings_planned').on(meeting.seriesId, meeting.startsAt).where(sql`${meeting.state} = 'planned'`),
    index('meetings_past').on(meeting.seriesId, meeting.startsAt).where(sql`${meeting.state} <> 'planned'`),
    index('meetings_held').on(meeting.circleId, meeting.endsAt).where(sql`${meeting.state} = 'held'`),
    index('meetings_announce_due')
      .on(meeting.announceDueAt)
      .where(sql`${meeting.state} = 'planned' and ${meeting.announceDueAt} is not null`),
    check('meetings_state', oneOf(meeting.state, ['planned', 'held', 'cancelled'])),
    check('meetings_settles', sql`${meeting.settlesAt} is null or ${meeting.state} <> 'planned'`),
    check('meetings_span', sql`${meeting.startsAt} < ${meeting.endsAt}`),
  ],
);

/** Append-only. `id` keeps the order of events of one minute. */
export const turnEvents = roundtable.table(
  'turn_events',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    meetingId: text('meeting_id')
      .notNull()
      .references(() => meetings.id),
    at: instant().notNull(),
    what: text().$type<TurnEvent['what']>().notNull(),
    memberId: text('member_id').references(() => members.id),
    voice: text(),
    otherId: text('other_id').references(() => members.id),
    byId: text('by_id').references(() => members.id),
  },
  (event) => [index('turn_events_of_meeting').on(event.meetingId, event.id)],
);

const { nextDueAt: _nextDueAt, ...seriesColumns } = getTableColumns(series);
const { announceDueAt: _announceDueAt, ...meetingColumns } = getTableColumns(meetings);
const { id: _id, ...eventColumns } = getTableColumns(turnEvents);

/** A new series has its first meetings to plan: earlier than any clock. */
const AT_ONCE: Instant = 0;

// Literals, so that every plan sees which partial index fits.
const isPlanned = sql`${meetings.state} = 'planned'`;
/** Nothing has happened for it yet. */
const isBare = (database: Database) => {
  const events = database
    .select({ one: sql`1` })
    .from(turnEvents)
    .where(eq(turnEvents.meetingId, meetings.id));
  return and(isNull(meetings.turn), notExists(events));
};
const isHeld = sql`${meetings.state} = 'held'`;
const isPast = sql`${meetings.state} <> 'planned'`;

export const meetingTable = table('meetings', (database) => {
  const selectSeries = () => database.select(seriesColumns).from(series);
  const selectMeetings = () => database.select(meetingColumns).from(meetings);
  async function updateSeries(id: string, change: Partial<typeof series.$inferInsert>): Promise<void> {
    await database.update(series).set(change).where(eq(series.id, id));
  }

  return {
    async insertSeries(row: Omit<MeetingSeries, 'endedAt'>): Promise<void> {
      await database.insert(series).values({ ...row, nextDueAt: AT_ONCE });
    },

    /** Those that go on. */
    async series(circleId: CircleId): Promise<readonly MeetingSeries[]> {
      return selectSeries()
        .where(and(eq(series.circleId, circleId), isNull(series.endedAt)))
        .orderBy(asc(series.name), asc(series.id));
    },

    /** Those that have ended too. */
    async everySeries(circleId: CircleId): Promise<readonly MeetingSeries[]> {
      return selectSeries().where(eq(series.circleId, circleId)).orderBy(asc(series.name), asc(series.id));
    },

    async findSeries(id: string): Promise<MeetingSeries | null> {
      return first(await selectSeries().where(eq(series.id, id)));
    },

    /** Locks the series until the transaction ends: draws, answers and settlements exclude each other. */
    async lockSeries(id: string): Promise<MeetingSeries | null> {
      return first(await selectSeries().where(eq(series.id, id)).for('no key update'));
    },

    saveRota: (seriesId: string, rota: RotaState) => updateSeries(seriesId, { rota }),

    /** Replaces all but the rota. Meetings that are planned stay as they are. */
    async saveSeries(plan: Omit<MeetingSeries, 'rota' | 'circleId'>): Promise<void> {
      const { id, name, schedule, lasting, venue, holidays, policy, endedAt } = plan;
      await updateSeries(id, { name, schedule, lasting, venue, holidays, policy, endedAt });
    },

    /** Takes planned meetings away for which nothing has happened yet, so that they can be planned anew. */
    async unplan(seriesId: string): Promise<void> {
      await database
        .delete(meetings)
        .where(and(isPlanned, eq(meetings.seriesId, seriesId), isBare(database)));
    },

    /** Planned meetings that `unplan` would leave. */
    async plannedToStay(seriesId: string): Promise<readonly Meeting[]> {
      return selectMeetings()
        .where(and(isPlanned, eq(meetings.seriesId, seriesId), sql`not (${isBare(database)})`))
        .orderBy(asc(meetings.startsAt));
    },

    /** Other times for a planned meeting, which keeps all else. Refused by the table where the series has a meeting at that start. */
    async move(meeting: Pick<Meeting, 'id' | 'startsAt' | 'endsAt' | 'plannedFor'>): Promise<void> {
      const { id, startsAt, endsAt, plannedFor } = meeting;
      await database.update(meetings).set({ startsAt, endsAt, plannedFor }).where(eq(meetings.id, id));
    },

    /** Does nothing if the series already has a meeting at that start. */
    async plan(meeting: Meeting): Promise<void> {
      await database
        .insert(meetings)
        .values(meeting)
        .onConflictDoNothing({
          target: [meetings.seriesId, meetings.startsAt],
          where: sql`${meetings.state} <> 'cancelled'`,
        });
    },

    async find(id: string): Promise<Meeting | null> {
      return first(await selectMeetings().where(eq(meetings.id, id)));
    },

    /** Replaces all that may change: state, turn, chair, co-chair, asking, declined, announced, and when it settles. */
    async save({ id, circleId, ...meeting }: Meeting): Promise<void> {
      const { state, turn, chairId, coChairId, asking, declined, announcedChairId, settlesAt } = meeting;
      await database
        .update(meetings)
        .set({ state, turn, chairId, coChairId, asking, declined, announcedChairId, settlesAt })
        .where(and(eq(meetings.id, id), eq(meetings.circleId, circleId)));
    },

    /** Planned meetings, soonest first. */
    async planned(seriesId: string): Promise<readonly Meeting[]> {
      return selectMeetings()
        .where(and(isPlanned, eq(meetings.seriesId, seriesId)))
        .orderBy(asc(meetings.startsAt));
    },

    /** Meetings that are over and not settled yet, oldest first. */
    async unsettled(seriesId: string): Promise<readonly Meeting[]> {
      return selectMeetings()
        .where(and(isPast, eq(meetings.seriesId, seriesId), isNotNull(meetings.settlesAt)))
        .orderBy(asc(meetings.startsAt));
    },

    /** The last `count` meetings of a series before `startsAt` that are no longer ahead, newest first. */
    async before({ circleId, seriesId, startsAt }: Meeting, count: number): Promise<readonly Meeting[]> {
      const ofSeries = and(eq(meetings.circleId, circleId), eq(meetings.seriesId, seriesId));
      return selectMeetings()
        .where(and(isPast, ofSeries, lt(meetings.startsAt, startsAt)))
        .orderBy(desc(meetings.startsAt))
        .limit(count);
    },

    /** Dates of the plan, later than `since`, that have their meeting: also where it was moved, or called off. */
    async datesTaken(seriesId: string, since: Instant): Promise<readonly Instant[]> {
      const rows = await database
        .select({ at: meetings.plannedFor })
        .from(meetings)
        .where(and(eq(meetings.seriesId, seriesId), gt(meetings.plannedFor, since)));
      return rows.flatMap(({ at }) => at ?? []);
    },

    /** Planned meetings of a circle that begin before `to` and end after `from`. */
    async plannedWithin(circleId: CircleId, { from, to }: Span): Promise<readonly Meeting[]> {
      return selectMeetings().where(
        and(isPlanned, eq(meetings.circleId, circleId), lt(meetings.startsAt, to), gt(meetings.endsAt, from)),
      );
    },

    /** Held meetings that ended at or after `since`, oldest first. */
    async held(circleId: CircleId, since: Instant): Promise<readonly Meeting[]> {
      return selectMeetings()
        .where(and(isHeld, eq(meetings.circleId, circleId), gte(meetings.endsAt, since)))
        .orderBy(asc(meetings.endsAt), asc(meetings.id));
    },

    async record(event: TurnEvent): Promise<void> {
      await database.insert(turnEvents).values(event);
    },

    async events(meetingId: string): Promise<readonly TurnEvent[]> {
      const rows = await database
        .select(eventColumns)
        .from(turnEvents)
        .where(eq(turnEvents.meetingId, meetingId))
        .orderBy(asc(turnEvents.id));
      return rows.map(({ otherId, byId, ...event }) => ({
        ...event,
        ...(otherId === null ? {} : { otherId }),
        ...(byId === null ? {} : { byId }),
      }));
    },

    /** Ids of series with something due: a meeting that has ended, one to plan or draw, or an ask that is over. */
    drawDue: (now: Instant) => idsDue(database, series.id, series.nextDueAt, now),

    /** When this series next wants attention (its next draw or end); read by `drawDue`. A new series is due at once. */
    setNextDue: (seriesId: string, at: Instant) => updateSeries(seriesId, { nextDueAt: at }),

    /** Ids of planned meetings whose announcement is due: see `setAnnounceDue`. */
    announceDue: (now: Instant) => idsDue(database, meetings.id, meetings.announceDueAt, now, isPlanned),

    async setAnnounceDue(meetingId: string, at: Instant | null): Promise<void> {
      await database.update(meetings).set({ announceDueAt: at }).where(eq(meetings.id, meetingId));
    },
  };
});

const CHAIR_OF_THE_PAST = { stays: 'who chaired is history; the row it points to is emptied' };

/** Meetings, and what became of each turn. */
export const turnsKept: Kept = {
  members: [
    { column: meetings.chairId, erase: CHAIR_OF_THE_PAST },
    { column: meetings.coChairId, erase: CHAIR_OF_THE_PAST },
    { column: meetings.announcedChairId, erase: CHAIR_OF_THE_PAST },
    { column: turnEvents.memberId, erase: CHAIR_OF_THE_PAST },
    { column: turnEvents.otherId, erase: CHAIR_OF_THE_PAST },
    { column: turnEvents.byId, erase: CHAIR_OF_THE_PAST },
  ],
  pastStays: [{ table: series, why: 'it is the plan, and the rota as it stands now' }],
  /** The rota forgets them, and so does every turn that is still to be settled. */
  async eraseMember(database, memberId) {
    const circle = database.select({ id: members.circleId }).from(members).where(eq(members.id, memberId));
    const theirs = await database
      .select({ id: series.id, rota: series.rota })
      .from(series)
      .where(inArray(series.circleId, circle))
      .orderBy(asc(series.id))
      .for('no key update');
    for (const { id, rota } of theirs) {
      await database
        .update(series)
        .set({ rota: forgetMember(rota, memberId) })
        .where(eq(series.id, id));
    }
    const unsettled = await database
      .select({ id: meetings.id, turn: meetings.turn, asking: meetings.asking, declined: meetings.declined })
      .from(meetings)
      .where(
        and(
          inArray(meetings.circleId, circle),
          or(eq(meetings.state, 'planned'), isNotNull(meetings.settlesAt)),
        ),
      );
    for (const { id, turn, asking, declined } of unsettled) {
      const without = (drawn: DrawnTurn | null) => (drawn === null ? null : turnWithout(drawn, memberId));
      await database
        .update(meetings)
        .set({
          turn: without(turn),
          asking: asking === null ? null : { ...asking, turn: without(asking.turn) },
          declined: declined.filter((each) => each !== memberId),
        })
        .where(eq(meetings.id, id));
    }
  },
  async erasePast(database, { circleId, before }) {
    const past = database
      .select({ id: meetings.id })
      .from(meetings)
      .where(
        and(eq(meetings.circleId, circleId), ne(meetings.state, 'planned'), lt(meetings.endsAt, before)),
      );
    await database.delete(turnEvents).where(inArray(turnEvents.meetingId, past));
    await database.delete(meetings).where(inArray(meetings.id, past));
  },
  ahead: (circleId) =>
    sql`select ${meetings.id} from ${meetings} where ${meetings.circleId} = ${circleId} and ${meetings.state} = 'planned'`,
};

export const EARLIEST_DRAW: Earliest = sql`select min(${series.nextDueAt}) from ${series}`;
export const EARLIEST_ANNOUNCEMENT: Earliest = sql`select min(${meetings.announceDueAt}) from ${meetings} where ${meetings.state} = 'planned'`;
