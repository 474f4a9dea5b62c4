import type { Random } from '../../../core/instant.ts';
import { randomOrder } from '../../../core/random-order.ts';
import { chairingMeasure, chairsOf } from './chairing.ts';
import { chartsOf } from './charts.ts';
import type { Digest } from './digest.ts';
import type { DigestFacts } from './facts.ts';
import { hiddenOf } from './hidden.ts';
import { closingTime, leadOf, pulseOutcome } from './lead.ts';
import type { Measure } from './measure.ts';
import { participationMeasure } from './participation-measure.ts';
import { pooledOf } from './pooled.ts';
import { presenceMeasure } from './presence.ts';
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
    presenceMeasure(facts),
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
    ...(facts.takenOut.length === 0 ? {} : { takenOutBefore: [...facts.takenOut] }),
    tells: [...facts.closed, ...facts.cancelled, ...facts.pools].map(({ id }) => id),
  };
}

/**
 * Where more are there than people remember, these stay out, in this order, until five are left: a ladder of an earlier
 * week; presence where both sides were at every meeting; taking part; chairing where no voice is far behind; presence.
 */
function chosen(facts: DigestFacts, candidates: readonly (Measure | null)[]): Measure[] {
  const present = candidates.filter((measure) => measure !== null);
  const spare: ((measure: Measure) => boolean)[] = [
    (each) => each.id === 'ladder' && each.week !== facts.week,
    (each) => each.id === 'presence' && each.both === each.meetings,
    ({ id }) => id === 'taking-part',
    (each) => each.id === 'chairing' && each.behind === null,
    ({ id }) => id === 'presence',
  ];
  return spare.reduce(
    (kept, isSpare) => (kept.length > MAX_MEASURES ? kept.filter((each) => !isSpare(each)) : kept),
    present,
  );
}
