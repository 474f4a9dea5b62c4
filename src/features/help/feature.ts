import { feature } from '../feature.ts';
import { helpHandlers } from './actions.ts';

/** What can be asked here, and where to turn in danger. */
export const help = feature({
  name: 'help',
  actions: helpHandlers,
});
