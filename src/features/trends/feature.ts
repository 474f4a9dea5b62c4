import { feature } from '../feature.ts';
import { trendsHandlers } from './actions.ts';

/** How a question was answered over time, from the ledger alone. */
export const trends = feature({
  name: 'trends',
  actions: trendsHandlers,
});
