import { sql } from 'drizzle-orm';
import { pulses } from '../../features/release/tables/schema/pulses.ts';
import { pools } from '../../features/release/tables/schema/releases.ts';
import { rounds } from '../../features/release/tables/schema/rounds.ts';
import { meetings, series } from '../../features/turns/tables/schema/meetings.ts';
import type { Agenda } from '../../ports/tables/agenda.ts';
import { type Database, first } from '../../store/database.ts';
import { circles } from './schema/circles.ts';
import { deliveries } from './schema/deliveries.ts';

export function agenda(database: Database): Agenda {
  return {
    async next() {
      // Each minimum is the first entry of the index that the matching `due` method reads.
      const earliest = sql`least(
        (select min(${circles.nextDigestAt}) from ${circles}),
        (select min(${circles.nextReviewAt}) from ${circles}),
        (select min(${pulses.nextOpensAt}) from ${pulses}),
        (select min(${rounds.closesAt}) from ${rounds} where ${rounds.state} = 'open'),
        (select min(${rounds.remindAt}) from ${rounds} where ${rounds.state} = 'open' and ${rounds.remindedAt} is null),
        (select min(${pools.closesAt}) from ${pools} where ${pools.spentAt} is null),
        (select min(${series.nextDueAt}) from ${series}),
        (select min(${meetings.announceDueAt}) from ${meetings} where ${meetings.state} = 'planned'),
        (select min(${deliveries.dueAt}) from ${deliveries} where ${deliveries.state} = 'due'),
        (select min(${deliveries.claimedUntil}) from ${deliveries} where ${deliveries.state} = 'claimed')
      )`.mapWith(circles.nextDigestAt);
      const row = first(await database.select({ at: earliest }).from(sql`(values (1)) as one`));
      return row === null || row.at === null ? null : row.at;
    },
  };
}
