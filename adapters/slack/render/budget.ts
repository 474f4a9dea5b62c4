import { type Atom, type Budget, bytesOf, type Measure, withinBudget as within } from '../../chat/budget.ts';
import type { SlackBlock } from './slack-block.ts';
import { cutAtWord } from './text.ts';
import { simple } from './without-new-blocks.ts';

export { bytesOf } from '../../chat/budget.ts';

/** Counts each block at what it needs with or without the new kinds of blocks, so that both ways fit. */
const MEASURE: Measure<SlackBlock> = {
  costOf(block) {
    const plainer = simple(block);
    return {
      blocks: Math.max(1, plainer.length),
      characters: Math.max(charactersIn(block), charactersIn(plainer)),
      bytes: Math.max(bytesOf([block]), bytesOf(plainer)),
    };
  },
  shortened(block, room) {
    if (block.type !== 'section' || block.text === undefined) return null;
    return { ...block, text: { ...block.text, text: cutAtWord(`${block.text.text}…`, room) } };
  },
};

/** As many atoms as the budget allows, with or without the new kinds of blocks; `notice` last where something is left out. */
export function withinBudget(
  atoms: readonly Atom<SlackBlock>[],
  budget: Budget,
  notice: () => SlackBlock,
): SlackBlock[] {
  return within(atoms, budget, notice, MEASURE);
}

/** All words of a block: the strings that people read, wherever they stand in it. */
export function charactersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + charactersIn(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [key, item]) => {
    if (typeof item !== 'string') return sum + (key === 'categories' ? labelsIn(item) : charactersIn(item));
    return SHOWN.has(key) ? sum + item.length : sum;
  }, 0);
}

const SHOWN = new Set(['text', 'caption', 'title', 'label', 'name', 'x_label', 'y_label', 'initial_value']);

function labelsIn(categories: unknown): number {
  return Array.isArray(categories) ? categories.join('').length : 0;
}
