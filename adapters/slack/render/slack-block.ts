import type { KnownBlock } from '@slack/types';
import type { DataVisualizationBlock } from './data-visualization.ts';

/** Everything we send: the blocks that `@slack/types` knows, and the one that it does not know yet. */
export type SlackBlock = KnownBlock | DataVisualizationBlock;
