import { check, index, jsonb, text } from 'drizzle-orm/pg-core';
import { circles } from '../../../../core/tables/schema/circles.ts';
import { oneOf, roundtable } from '../../../../store/columns.ts';
import type { PromiseItem } from '../../rules.ts';

/** No time finer than the week and no running number: either would tell when unnamed words were written. */
export const promises = roundtable.table(
  'promises',
  {
    id: text().primaryKey(),
    circleId: text('circle_id')
      .notNull()
      .references(() => circles.id),
    words: text().notNull(),
    raisedBy: jsonb('raised_by').$type<PromiseItem['raisedBy']>(),
    raisedIn: text('raised_in').$type<PromiseItem['raisedIn']>().notNull(),
    shownIn: text('shown_in').$type<PromiseItem['shownIn']>(),
    state: text().$type<PromiseItem['state']>().notNull(),
    reply: jsonb().$type<PromiseItem['reply']>(),
    confirmed: jsonb().$type<PromiseItem['confirmed']>(),
    changedIn: text('changed_in').$type<PromiseItem['changedIn']>(),
  },
  (promise) => [
    index('promises_of_circle').on(promise.circleId, promise.raisedIn),
    check('promises_state', oneOf(promise.state, ['raised', 'answered', 'confirmed', 'reopened'])),
  ],
);
