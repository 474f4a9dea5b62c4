import { jsonb, text, unique } from 'drizzle-orm/pg-core';
import { circles } from '../../../../core/tables/schema/circles.ts';
import { instant, roundtable } from '../../../../store/columns.ts';
import type { Digest } from '../../rules/digest.ts';

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
