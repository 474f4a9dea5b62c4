import { and, asc, eq, gte, isNull, lte, notExists, sql } from 'drizzle-orm';
import type { Instant } from '../../core/instant.ts';
import type { MeetingTable } from '../../ports/tables/meetings.ts';
import { type Database, first } from '../../store/database.ts';
import type { Meeting, MeetingSeries } from './rules/meeting.ts';
import { meetings, series, turnEvents } from './tables/schema/meetings.ts';

const seriesColumns = {
  id: series.id,
  circleId: series.circleId,
  name: series.name,
  schedule: series.schedule,
  lasting: series.lasting,
  policy: series.policy,
  rota: series.rota,
};

const meetingColumns = {
  id: meetings.id,
  seriesId: meetings.seriesId,
  circleId: meetings.circleId,
  startsAt: meetings.startsAt,
  endsAt: meetings.endsAt,
  state: meetings.state,
  turn: meetings.turn,
  chairId: meetings.chairId,
  coChairId: meetings.coChairId,
  asking: meetings.asking,
  declined: meetings.declined,
  announcedChairId: meetings.announcedChairId,
};

/** A new series has its first meetings to plan: earlier than any clock. */
const AT_ONCE: Instant = 0;

// Literals, so that every plan sees which partial index fits.
const isPlanned = sql`${meetings.state} = 'planned'`;
const isHeld = sql`${meetings.state} = 'held'`;

export function meetingTable(database: Database): MeetingTable {
  const selectSeries = () => database.select(seriesColumns).from(series);
  const selectMeetings = () => database.select(meetingColumns).from(meetings);

  return {
    async insertSeries(row: MeetingSeries) {
      await database.insert(series).values({ ...row, nextDueAt: AT_ONCE });
    },

    async series(circleId) {
      return selectSeries().where(eq(series.circleId, circleId)).orderBy(asc(series.name), asc(series.id));
    },

    async findSeries(id) {
      return first(await selectSeries().where(eq(series.id, id)));
    },

    async lockSeries(id) {
      return first(await selectSeries().where(eq(series.id, id)).for('no key update'));
    },

    async saveRota(seriesId, rota) {
      await database.update(series).set({ rota }).where(eq(series.id, seriesId));
    },

    async saveSeries({ id, name, schedule, lasting, policy }) {
      await database.update(series).set({ name, schedule, lasting, policy }).where(eq(series.id, id));
    },

    async unplan(seriesId) {
      const happened = database
        .select({ one: sql`1` })
        .from(turnEvents)
        .where(eq(turnEvents.meetingId, meetings.id));
      await database
        .delete(meetings)
        .where(and(isPlanned, eq(meetings.seriesId, seriesId), isNull(meetings.turn), notExists(happened)));
    },

    async plan(meeting) {
      await database
        .insert(meetings)
        .values(meeting)
        .onConflictDoNothing({ target: [meetings.seriesId, meetings.startsAt] });
    },

    async find(id) {
      return first(await selectMeetings().where(eq(meetings.id, id)));
    },

    async save(meeting: Meeting) {
      await database
        .update(meetings)
        .set({
          state: meeting.state,
          turn: meeting.turn,
          chairId: meeting.chairId,
          coChairId: meeting.coChairId,
          asking: meeting.asking,
          declined: meeting.declined,
          announcedChairId: meeting.announcedChairId,
        })
        .where(eq(meetings.id, meeting.id));
    },

    async planned(seriesId) {
      return selectMeetings()
        .where(and(isPlanned, eq(meetings.seriesId, seriesId)))
        .orderBy(asc(meetings.startsAt));
    },

    async held(circleId, since) {
      return selectMeetings()
        .where(and(isHeld, eq(meetings.circleId, circleId), gte(meetings.endsAt, since)))
        .orderBy(asc(meetings.endsAt), asc(meetings.id));
    },

    async record(event) {
      await database.insert(turnEvents).values(event);
    },

    async events(meetingId) {
      const rows = await database
        .select({
          meetingId: turnEvents.meetingId,
          at: turnEvents.at,
          what: turnEvents.what,
          memberId: turnEvents.memberId,
          voice: turnEvents.voice,
          otherId: turnEvents.otherId,
          byId: turnEvents.byId,
        })
        .from(turnEvents)
        .where(eq(turnEvents.meetingId, meetingId))
        .orderBy(asc(turnEvents.id));
      return rows.map(({ otherId, byId, ...event }) => ({
        ...event,
        ...(otherId === null ? {} : { otherId }),
        ...(byId === null ? {} : { byId }),
      }));
    },

    async drawDue(now) {
      const rows = await database
        .select({ id: series.id })
        .from(series)
        .where(lte(series.nextDueAt, now))
        .orderBy(asc(series.nextDueAt), asc(series.id));
      return rows.map((row) => row.id);
    },

    async setNextDue(seriesId, at) {
      await database.update(series).set({ nextDueAt: at }).where(eq(series.id, seriesId));
    },

    async announceDue(now) {
      const rows = await database
        .select({ id: meetings.id })
        .from(meetings)
        .where(and(isPlanned, lte(meetings.announceDueAt, now)))
        .orderBy(asc(meetings.announceDueAt), asc(meetings.id));
      return rows.map((row) => row.id);
    },

    async setAnnounceDue(meetingId, at) {
      await database.update(meetings).set({ announceDueAt: at }).where(eq(meetings.id, meetingId));
    },
  };
}
