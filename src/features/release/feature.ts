import { feature } from '../feature.ts';
import { releaseKept } from './tables/kept.ts';
import { EARLIEST_RELEASE } from './tables/pools.ts';
import { releaseDuePools } from './use-cases/pools.ts';

/** From sealed tally to what may be shown of it: rounds, seals, the ledger and the pools. */
export const release = feature({
  name: 'release',
  earliest: [EARLIEST_RELEASE],
  sweeps: [releaseDuePools],
  keeps: releaseKept,
});
