import { paragraph } from './rich-text.ts';
import type { SlackBlock } from './slack-block.ts';
import { withoutDataTable } from './table.ts';

/**
 * A post or view again without `data_table` and `data_visualization`, for a workspace that answers `invalid_blocks` to
 * them. Tables become lists; of a chart the title stays, because its sentence and its table stand beside it anyway. The
 * result keeps within the same limits.
 */
export function withoutNewBlocks<T extends { readonly blocks: readonly SlackBlock[] }>(said: T): T {
  return { ...said, blocks: said.blocks.flatMap(simple) };
}

/** Whether Slack may refuse what is said for the sake of a new kind of block. */
export function hasNewBlocks(said: { readonly blocks: readonly SlackBlock[] }): boolean {
  return said.blocks.some(({ type }) => type === 'data_table' || type === 'data_visualization');
}

/** What a block becomes where the new ones are not taken; others stay as they are. */
export function simple(block: SlackBlock): SlackBlock[] {
  if (block.type === 'data_table') return withoutDataTable(block);
  if (block.type === 'data_visualization') return paragraph([{ text: block.title, bold: true }]);
  return [block];
}
