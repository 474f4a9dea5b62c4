import { feature } from '../feature.ts';
import { homeHandlers } from './actions.ts';

/** The first page: what waits for somebody, in each of their circles. */
export const home = feature({
  name: 'home',
  actions: homeHandlers,
});
