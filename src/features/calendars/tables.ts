import {
  and,
  asc,
  eq,
  getTableColumns,
  gt,
  inArray,
  isNotNull,
  isNull,
  lt,
  ne,
  notExists,
  or,
  sql,
} from 'drizzle-orm';
import { boolean, check, index, integer, primaryKey, text } from 'drizzle-orm/pg-core';
import type { CircleId, MemberId } from '../../core/circle.ts';
import type { Instant } from '../../core/instant.ts';
import type { Kept } from '../../core/tables/kept.ts';
import { deliveries } from '../../core/tables/schema/deliveries.ts';
import { members, ofMember } from '../../core/tables/schema/members.ts';
import { addresses } from '../../core/tables/schema/people.ts';
import { instant, oneOf, roundtable } from '../../store/columns.ts';
import { first } from '../../store/database.ts';
import { table } from '../../store/table.ts';
import type { Meeting, TurnEvent } from '../turns/rules/meeting.ts';
import { meetings, series, turnEvents } from '../turns/tables.ts';
import type { Entry } from './rules/entry.ts';
import { FEED_MEETINGS, FEED_WORDS, type Feed } from './rules/feed.ts';

/** Calendars behind addresses. The hash is keyed: who copies the database reads no calendar. That one was opened is kept nowhere. */
export const calendarFeeds = roundtable.table(
  'calendar_feeds',
  {
    id: text().primaryKey(),
    memberId: ofMember(),
    meetings: text().$type<Feed['meetings']>().notNull(),
    words: text().$type<Feed['words']>().notNull(),
    secretHash: text('secret_hash').notNull().unique(),
    madeAt: instant('made_at').notNull(),
  },
  (feed) => [
    index('calendar_feeds_of_member').on(feed.memberId),
    check('calendar_feeds_meetings', oneOf(feed.meetings, [...FEED_MEETINGS])),
    check('calendar_feeds_words', oneOf(feed.words, [...FEED_WORDS])),
  ],
);

/** What was last told to the calendars of chairs, by e-mail, of meetings that are ahead. */
export const calendarEntries = roundtable.table(
  'calendar_entries',
  {
    meetingId: text('meeting_id')
      .notNull()
      .references(() => meetings.id, { onDelete: 'cascade' }),
    memberId: ofMember(),
    sequence: integer().notNull(),
    stands: boolean().notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    name: text().notNull(),
    place: text(),
  },
  (entry) => [
    primaryKey({ name: 'calendar_entries_key', columns: [entry.meetingId, entry.memberId] }),
    index('calendar_entries_of_member').on(entry.memberId),
  ],
);

const { announceDueAt: _announceDueAt, ...meetingColumns } = getTableColumns(meetings);

export const feedTable = table('calendar feeds', (database) => ({
  async make(feed: Feed): Promise<void> {
    await database.insert(calendarFeeds).values(feed);
  },

  /** Those of a member, oldest first. */
  async of(memberId: MemberId): Promise<readonly Feed[]> {
    return database
      .select()
      .from(calendarFeeds)
      .where(eq(calendarFeeds.memberId, memberId))
      .orderBy(asc(calendarFeeds.madeAt), asc(calendarFeeds.id));
  },

  async find(id: string): Promise<Feed | null> {
    return first(await database.select().from(calendarFeeds).where(eq(calendarFeeds.id, id)));
  },

  /** The one that has one of these keyed hashes. */
  async behind(hashes: readonly string[]): Promise<Feed | null> {
    return first(
      await database.select().from(calendarFeeds).where(inArray(calendarFeeds.secretHash, hashes)),
    );
  },

  async end(id: string): Promise<void> {
    await database.delete(calendarFeeds).where(eq(calendarFeeds.id, id));
  },

  /** Ends those of whoever is in their circle no more: they do not come back with their owner. */
  async endOfFormer(): Promise<void> {
    const former = database.select({ id: members.id }).from(members).where(isNotNull(members.leftAt));
    await database.delete(calendarFeeds).where(inArray(calendarFeeds.memberId, former));
  },

  /** Meetings of a circle that ended, or will, after then: called off ones too, soonest first. */
  async meetings(circleId: CircleId, since: Instant): Promise<readonly Meeting[]> {
    return database
      .select(meetingColumns)
      .from(meetings)
      .where(and(eq(meetings.circleId, circleId), gt(meetings.endsAt, since)))
      .orderBy(asc(meetings.startsAt), asc(meetings.id));
  },

  /** What happened to them, in order. */
  async events(circleId: CircleId, since: Instant): Promise<readonly TurnEvent[]> {
    const { meetingId, at, what, memberId, voice, id } = turnEvents;
    return database
      .select({ meetingId, at, what, memberId, voice })
      .from(turnEvents)
      .innerJoin(meetings, eq(meetings.id, meetingId))
      .where(and(eq(meetings.circleId, circleId), gt(meetings.endsAt, since)))
      .orderBy(asc(id));
  },
}));

export const entryTable = table('calendar entries', (database) => ({
  async find(meetingId: string, memberId: MemberId): Promise<Entry | null> {
    const isIt = and(eq(calendarEntries.meetingId, meetingId), eq(calendarEntries.memberId, memberId));
    return first(await database.select().from(calendarEntries).where(isIt));
  },

  /** Adds it, or replaces the one of before. */
  async save(entry: Entry): Promise<void> {
    const { meetingId: _meetingId, memberId: _memberId, ...set } = entry;
    await database
      .insert(calendarEntries)
      .values(entry)
      .onConflictDoUpdate({ target: [calendarEntries.meetingId, calendarEntries.memberId], set });
  },

  /**
   * Chairs with an address whose calendar may lack something (`nextEntry` decides): they chair a meeting of which it does not know
   * as it is, or it knows of one that they do not chair. Without those to whom a letter about it is on its way, or could not be sent.
   */
  async lacking(now: Instant): Promise<readonly Pick<Entry, 'meetingId' | 'memberId'>[]> {
    const isEntry = and(eq(calendarEntries.meetingId, meetings.id), eq(calendarEntries.memberId, members.id));
    const isKnown = and(
      calendarEntries.stands,
      eq(calendarEntries.startsAt, meetings.startsAt),
      eq(calendarEntries.endsAt, meetings.endsAt),
      eq(calendarEntries.name, series.name),
      sql`${calendarEntries.place} is not distinct from ${series.venue} ->> 'place'`,
    );
    const takesMail = and(
      eq(addresses.personId, members.personId),
      eq(addresses.kind, 'mail'),
      eq(addresses.held, false),
      sql`not ${addresses.stopped} ? 'chairing'`,
    );
    const isAbout = and(eq(deliveries.kind, 'turn-entry'), eq(deliveries.subject, meetings.id));
    const isPending = inArray(deliveries.state, ['due', 'claimed', 'waiting', 'failed']);
    const onItsWay = database
      .select({ one: sql`1` })
      .from(deliveries)
      .where(and(isAbout, eq(deliveries.memberId, members.id), isPending));
    const isOpen = and(gt(meetings.startsAt, now), isNull(members.leftAt), notExists(onItsWay));
    const both = { meetingId: meetings.id, memberId: members.id };
    const unknown = await database
      .select(both)
      .from(meetings)
      .innerJoin(series, eq(series.id, meetings.seriesId))
      .innerJoin(members, eq(members.id, meetings.chairId))
      .innerJoin(addresses, takesMail)
      .leftJoin(calendarEntries, isEntry)
      .where(and(eq(meetings.state, 'planned'), sql`(${isKnown}) is not true`, isOpen));
    const untrue = await database
      .select(both)
      .from(calendarEntries)
      .innerJoin(meetings, eq(meetings.id, calendarEntries.meetingId))
      .innerJoin(members, eq(members.id, calendarEntries.memberId))
      .innerJoin(addresses, takesMail)
      .where(
        and(
          calendarEntries.stands,
          or(ne(meetings.state, 'planned'), sql`${meetings.chairId} is distinct from ${members.id}`),
          isOpen,
        ),
      );
    return [...unknown, ...untrue];
  },

  /** Deletes those of meetings that were over before then. */
  async forget(before: Instant): Promise<void> {
    const over = database.select({ id: meetings.id }).from(meetings).where(lt(meetings.endsAt, before));
    await database.delete(calendarEntries).where(inArray(calendarEntries.meetingId, over));
  },
}));

export const calendarsKept: Kept = {
  members: [
    { column: calendarFeeds.memberId, erase: 'row' },
    { column: calendarEntries.memberId, erase: 'row' },
  ],
};
