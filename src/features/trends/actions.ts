import { action, circleSubject } from '../../core/actions/action.ts';
import { type Handlers, shown } from '../../core/actions/handler.ts';
import type { Context } from '../../core/context.ts';
import { DAY } from '../../core/instant.ts';
import { ledgerTable } from '../release/tables/ledger.ts';
import { roundTable } from '../release/tables/rounds.ts';
import { trendsPage } from './messages.ts';
import { type TrendRound, trendsOf } from './rules.ts';

const YEAR = 366 * DAY;

export const trendsHandlers = {
  /** For every member alike: it reads the ledger and nothing else, so it can show nothing new. */
  'trends.show': action({
    by: 'reader',
    subject: circleSubject,
    run: async (context, { person: { circle, reader } }) => {
      const trends = trendsOf(await closedRounds(context, circle.id), circle);
      return shown(trendsPage({ circle: circle.name, trends }, reader));
    },
  }),
} satisfies Partial<Handlers>;

async function closedRounds(context: Context, circleId: string): Promise<readonly TrendRound[]> {
  const since = context.clock.now() - YEAR;
  const entries = await ledgerTable.since(context.store, circleId, since);
  // A round of a year's age was opened before it closed: look a little further back for its questions.
  const known = new Map(
    (await roundTable.since(context.store, circleId, since - YEAR)).map((round) => [round.id, round]),
  );
  return entries.flatMap(({ roundId, closedAt, release }) => {
    const round = known.get(roundId);
    return round === undefined ? [] : [{ closedAt, questions: round.questions, release }];
  });
}
