import type { Random } from '../instant.ts';
import { randomOrder } from '../random-order.ts';
import { chairingMeasure, chairsOf } from './chairing.ts';
import { chartsOf } from './charts.ts';
import type { Digest } from './digest.ts';
import type { DigestFacts } from './facts.ts';
import { hiddenOf } from './hidden.ts';
import { closingTime, leadOf, pulseOutcome } from './lead.ts';
import type { Measure } from './measure.ts';
import { participationMeasure } from './participation-measure.ts';
import { pooledOf } from './pooled.ts';
import { promiseMeasure, promiseSections } from './promises.ts';
import { commentsOf, resultsOf } from './results.ts';
import { ladderMeasure, scoreMeasure } from './scores.ts';

/** More than this nobody remembers. */
export const MAX_MEASURES = 5;

/**
 * A circle's week as data, for `digestSchema`. The same facts and random numbers give the same digest. `random` shuffles
 * newly raised promises and unnamed words only: give it an unpredictable source.
 *
 * Promises: at most five measures; every voice or none in each of them; nothing that was not released.
 */
export function composeDigest(facts: DigestFacts, random: Random): Digest {
  const chairing = chairingMeasure(facts);
  const measures = chosen(facts, [
    scoreMeasure(facts, 'trust'),
    scoreMeasure(facts, 'voice'),
    participationMeasure(facts),
    chairing,
    promiseMeasure(facts),
    ladderMeasure(facts),
  ]);
  return {
    version: 1,
    circle: facts.circle.name,
    timezone: facts.circle.timezone,
    week: facts.week,
    lead: leadOf(facts, measures),
    pulse: pulseOutcome(facts),
    closesAt: closingTime(facts),
    measures,
    hidden: hiddenOf(facts),
    results: resultsOf(facts, measures),
    pooled: pooledOf(facts),
    charts: chartsOf(facts, chairing),
    chairs: chairsOf(facts),
    promises: promiseSections(facts, random),
    said: randomOrder(facts.said, random),
    comments: commentsOf(facts),
    tells: [...facts.closed, ...facts.cancelled, ...facts.pools].map(({ id }) => id),
  };
}

/** Where all six are there, a ladder of this week takes the place of taking part; an older one stays out. */
function chosen(facts: DigestFacts, candidates: readonly (Measure | null)[]): Measure[] {
  const present = candidates.filter((measure) => measure !== null);
  if (present.length <= MAX_MEASURES) return present;
  const freshLadder = present.some((measure) => measure.id === 'ladder' && measure.week === facts.week);
  const spare = freshLadder ? 'taking-part' : 'ladder';
  return present.filter(({ id }) => id !== spare).slice(0, MAX_MEASURES);
}
