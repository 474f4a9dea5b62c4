import { and, eq, inArray, lt, ne, sql } from 'drizzle-orm';
import type { Kept } from '../../../core/tables/kept.ts';
import { ledger } from './ledger.ts';
import { pulses } from './pulses.ts';
import { questionLevels } from './question-levels.ts';
import { rounds, seats } from './rounds.ts';

export const releaseKept: Kept = {
  members: [{ column: seats.memberId, erase: 'row' }],
  pastStays: [
    { table: pulses, why: 'what is asked from now on: an ended one opens no more, and holds no answer' },
    {
      table: questionLevels,
      why: 'a level is for good: without the row the same question could be asked at another one, and the difference give a group away',
    },
  ],
  async erasePast(database, { circleId, before }) {
    const old = database
      .select({ id: rounds.id })
      .from(rounds)
      .where(and(eq(rounds.circleId, circleId), ne(rounds.state, 'open'), lt(rounds.closesAt, before)));
    await database.delete(ledger).where(inArray(ledger.roundId, old));
    await database.delete(rounds).where(inArray(rounds.id, old));
  },
  ahead: (circleId) =>
    sql`select ${rounds.id} from ${rounds} where ${rounds.circleId} = ${circleId} and ${rounds.state} = 'open'`,
  calledOff: (subject) =>
    sql`exists (select 1 from ${rounds} where ${rounds.id} = ${subject} and ${rounds.state} = 'cancelled')`,
};
