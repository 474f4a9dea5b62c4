import { sql } from 'drizzle-orm';
import { bigint, check, index, jsonb, text, unique } from 'drizzle-orm/pg-core';
import type { Schedule } from '../../../../core/calendar/schedule.ts';
import type { MemberId } from '../../../../core/circle.ts';
import { circles } from '../../../../core/tables/schema/circles.ts';
import { members } from '../../../../core/tables/schema/members.ts';
import { instant, oneOf, roundtable } from '../../../../store/columns.ts';
import type { Meeting, MeetingSeries, TurnEvent } from '../../rules/meeting.ts';

export const series = roundtable.table(
  'meeting_series',
  {
    id: text().primaryKey(),
    circleId: text('circle_id')
      .notNull()
      .references(() => circles.id),
    name: text().notNull(),
    schedule: jsonb().$type<Schedule>().notNull(),
    lasting: bigint({ mode: 'number' }).notNull(),
    policy: jsonb().$type<MeetingSeries['policy']>().notNull(),
    rota: jsonb().$type<MeetingSeries['rota']>().notNull(),
    nextDueAt: instant('next_due_at').notNull(),
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
    circleId: text('circle_id')
      .notNull()
      .references(() => circles.id),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    state: text().$type<Meeting['state']>().notNull(),
    turn: jsonb().$type<Meeting['turn']>(),
    chairId: text('chair_id').references(() => members.id),
    coChairId: text('co_chair_id').references(() => members.id),
    asking: jsonb().$type<Meeting['asking']>(),
    declined: jsonb().$type<readonly MemberId[]>().notNull(),
    announcedChairId: text('announced_chair_id').references(() => members.id),
    announceDueAt: instant('announce_due_at'),
  },
  (meeting) => [
    unique('meetings_start').on(meeting.seriesId, meeting.startsAt),
    index('meetings_planned').on(meeting.seriesId, meeting.startsAt).where(sql`${meeting.state} = 'planned'`),
    index('meetings_past').on(meeting.seriesId, meeting.startsAt).where(sql`${meeting.state} <> 'planned'`),
    index('meetings_held').on(meeting.circleId, meeting.endsAt).where(sql`${meeting.state} = 'held'`),
    index('meetings_announce_due')
      .on(meeting.announceDueAt)
      .where(sql`${meeting.state} = 'planned' and ${meeting.announceDueAt} is not null`),
    check('meetings_state', oneOf(meeting.state, ['planned', 'held', 'cancelled'])),
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
