import { check, index, text } from 'drizzle-orm/pg-core';
import { circles } from '../../../../core/tables/schema/circles.ts';
import { oneOf, roundtable } from '../../../../store/columns.ts';
import { meetings } from '../../../turns/tables/schema/meetings.ts';
import type { Attendance } from '../../rules.ts';

/** Who was at a meeting, by side. No member and no time: neither who was there nor who said so. */
export const attendances = roundtable.table(
  'attendances',
  {
    meetingId: text('meeting_id')
      .primaryKey()
      .references(() => meetings.id, { onDelete: 'cascade' }),
    circleId: text('circle_id')
      .notNull()
      .references(() => circles.id),
    staff: text().$type<Attendance['staff']>().notNull(),
    reps: text().$type<Attendance['reps']>().notNull(),
    shownIn: text('shown_in'),
  },
  (row) => [
    index('attendances_of_circle').on(row.circleId),
    check('attendances_staff', oneOf(row.staff, ['none', 'some'])),
    check('attendances_reps', oneOf(row.reps, ['none', 'one', 'more'])),
  ],
);
