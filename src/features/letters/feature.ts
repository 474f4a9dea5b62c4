import { feature } from '../feature.ts';
import { letterHandlers } from './actions.ts';

/** A letter that somebody got by e-mail or text, as a page: there its buttons can be pressed. */
export const letters = feature({ name: 'letters', actions: letterHandlers });
