import { jsonb, text, unique } from 'drizzle-orm/pg-core';
import type { Digest } from '../../features/digests/rules/digest.ts';
import { circles } from './circles.ts';
import { instant, roundtable } from './columns.ts';

export const digests = roundtable.table(
  'digests',
  {
    id: text().primaryKey(),
    circleId: text('circle_id')
      .notNull()
      .references(() => circles.id),
    week: text().notNull(),
    publishedAt: instant('published_at').notNull(),
    digest: jsonb().$type<Digest>().notNull(),
  },
  (row) => [unique('digests_week').on(row.circleId, row.week)],
);
