import type { Circle } from '../../../core/circle.ts';
import { DAY, type Instant } from '../../../core/instant.ts';
import type { Tx } from '../../../core/ports/store.ts';
import type { Pulse } from '../../release/rules/pulse.ts';
import { pulseTable } from '../../release/tables/pulses.ts';
import { roundTable } from '../../release/tables/rounds.ts';
import { sharesQuestion } from '../rules/openings.ts';

/** For so long a circle remembers from how many answers on a question was shown that no pulse asks any more. */
const REMEMBERED = 366 * DAY;

/**
 * From how many answers on questions are shown: from no fewer than in any other pulse of the circle that asks one of them, ended
 * ones too, or than in a round of the past year. Else one key could ask them once more in another pulse, and show what two keys had
 * raised the number for.
 */
export async function thresholdsOf(
  tx: Tx,
  circle: Circle,
  { questions, thresholds }: Pick<Pulse, 'questions' | 'thresholds'>,
  now: Instant,
): Promise<Pulse['thresholds']> {
  const asking = [
    ...(await pulseTable.every(tx, circle.id)),
    ...(await roundTable.since(tx, circle.id, now - REMEMBERED)),
  ].filter((each) => sharesQuestion(each.questions, questions));
  const most = (of: keyof Pulse['thresholds']) =>
    Math.max(thresholds[of], ...asking.map((each) => each.thresholds[of]));
  return { scores: most('scores'), comments: most('comments') };
}
