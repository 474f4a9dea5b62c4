import { feature } from '../feature.ts';
import { sayHandlers } from './actions.ts';
import { unnamedWordsKept } from './tables.ts';

/** What somebody says without their name, until a digest shows it. */
export const unnamedWords = feature({
  name: 'unnamed-words',
  actions: sayHandlers,
  keeps: unnamedWordsKept,
});
