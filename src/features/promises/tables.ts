import { and, asc, eq, isNotNull, lt, or, sql } from 'drizzle-orm';
import { check, index, jsonb, text } from 'drizzle-orm/pg-core';
import type { CircleId } from '../../core/circle.ts';
import type { Kept } from '../../core/tables/kept.ts';
import { ofCircle } from '../../core/tables/schema/circles.ts';
import { members } from '../../core/tables/schema/members.ts';
import { oneOf, roundtable } from '../../store/columns.ts';
import { first } from '../../store/database.ts';
import { table } from '../../store/table.ts';
import { PROMISE_STATES, type PromiseItem } from './rules/promise.ts';

/** No time finer than the week and no running number: either would tell when unnamed words were written. */
export const promises = roundtable.table(
  'promises',
  {
    id: text().primaryKey(),
    circleId: ofCircle(),
    words: text().notNull(),
    raisedBy: jsonb('raised_by').$type<PromiseItem['raisedBy']>(),
    raisedIn: text('raised_in').$type<PromiseItem['raisedIn']>().notNull(),
    shownIn: text('shown_in').$type<PromiseItem['shownIn']>(),
    state: text().$type<PromiseItem['state']>().notNull(),
    reply: jsonb().$type<PromiseItem['reply']>(),
    closed: jsonb().$type<PromiseItem['closed']>(),
    reopened: jsonb().$type<PromiseItem['reopened']>(),
    changedIn: text('changed_in').$type<PromiseItem['changedIn']>(),
    ownerId: text('owner_id').references(() => members.id),
    askedId: text('asked_id').references(() => members.id),
    dueOn: text('due_on').$type<PromiseItem['dueOn']>(),
  },
  (promise) => [
    index('promises_of_circle').on(promise.circleId, promise.raisedIn),
    check('promises_state', oneOf(promise.state, PROMISE_STATES)),
  ],
);

export const promiseTable = table('promises', (database) => ({
  async insert(promise: PromiseItem): Promise<void> {
    await database.insert(promises).values(promise);
  },

  async lock(id: string): Promise<PromiseItem | null> {
    return first(await database.select().from(promises).where(eq(promises.id, id)).for('no key update'));
  },

  async find(id: string): Promise<PromiseItem | null> {
    return first(await database.select().from(promises).where(eq(promises.id, id)));
  },

  /** Replaces all but the circle it belongs to. */
  async save({ id, circleId, ...row }: PromiseItem): Promise<void> {
    await database
      .update(promises)
      .set(row)
      .where(and(eq(promises.id, id), eq(promises.circleId, circleId)));
  },

  /** For good: the space is freed by `Store.tidy`. */
  async remove(id: string): Promise<void> {
    await database.delete(promises).where(eq(promises.id, id));
  },

  async list(circleId: CircleId): Promise<readonly PromiseItem[]> {
    // By id within a week: ids are random, so this order does not tell who wrote before whom.
    return database
      .select()
      .from(promises)
      .where(eq(promises.circleId, circleId))
      .orderBy(asc(promises.raisedIn), asc(promises.id));
  },
}));

export const promisesKept: Kept = {
  members: [
    { column: promises.ownerId, erase: 'empty' },
    { column: promises.askedId, erase: 'empty' },
  ],
  async eraseMember(database, memberId) {
    await database
      .update(promises)
      .set({ reply: sql`jsonb_set(${promises.reply}, '{firstYes}', 'null')` })
      .where(sql`${promises.reply} ->> 'firstYes' = ${memberId}`);
  },
  async erasePast(database, { circleId, week }) {
    await database.delete(promises).where(
      and(
        eq(promises.circleId, circleId),
        // Unnamed words that no digest has shown are not past yet, whatever their week says.
        or(isNotNull(promises.raisedBy), isNotNull(promises.shownIn)),
        lt(promises.raisedIn, week),
      ),
    );
  },
};
