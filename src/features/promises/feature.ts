import { feature } from '../feature.ts';
import { promiseHandlers } from './actions/raising.ts';
import { promisesKept } from './tables.ts';

/** "You said, we did": asked for, answered, and closed by a rep. */
export const promises = feature({
  name: 'promises',
  actions: promiseHandlers,
  keeps: promisesKept,
});
