import type { Atom } from './atoms.ts';
import type { SlackBlock } from './slack-block.ts';
import { cutAtWord } from './text.ts';
import { simple } from './without-new-blocks.ts';

/** What a message or view may hold in all. */
export interface Budget {
  readonly blocks: number;
  /** UTF-16 units over all texts. */
  readonly characters: number;
  /** UTF-8 bytes as JSON. */
  readonly bytes: number;
}

/** Cut text shorter than this says nothing, so the place goes to the line that leads to the whole. */
const SHORTEST_CUT = 80;

/**
 * As many atoms as the budget allows, in order: first room for what people act with, then what they read, from the top.
 * Where something is left out, the text at the cut ends in "…" and `notice` comes last; nothing is left out silently.
 * Counts each block at what it needs with or without the new kinds of blocks, so that both ways fit.
 */
export function withinBudget(atoms: readonly Atom[], budget: Budget, notice: () => SlackBlock): SlackBlock[] {
  const costs = atoms.map(({ blocks }) => costOf(blocks));
  const sums = totals(costs);
  if (fits(sums, budget)) return atoms.flatMap(({ blocks }) => blocks);

  const last = notice();
  let left = minus(budget, costOf([last]));
  const kept = new Map<number, readonly SlackBlock[]>();
  const take = (index: number, blocks: readonly SlackBlock[], cost: Budget): boolean => {
    const rest = minus(left, cost);
    if (Math.min(rest.blocks, rest.characters, rest.bytes) < 0) return false;
    kept.set(index, blocks);
    left = rest;
    return true;
  };
  for (const [index, { blocks, vital }] of atoms.entries()) {
    if (vital && !take(index, blocks, costs[index] ?? costOf(blocks))) break;
  }
  for (const [index, { blocks, vital }] of atoms.entries()) {
    if (vital || take(index, blocks, costs[index] ?? costOf(blocks))) continue;
    const cut = shortened(blocks, Math.min(left.characters, Math.floor(left.bytes / 3) - 100));
    if (cut !== null) take(index, cut, costOf(cut));
    break;
  }
  return [...[...kept].sort(([one], [other]) => one - other).flatMap(([, blocks]) => blocks), last];
}

function costOf(blocks: readonly SlackBlock[]): Budget {
  return totals(
    blocks.map((block) => {
      const plainer = simple(block);
      return {
        blocks: Math.max(1, plainer.length),
        characters: Math.max(charactersIn(block), charactersIn(plainer)),
        bytes: Math.max(bytesOf([block]), bytesOf(plainer)),
      };
    }),
  );
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

export function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value), 'utf8');
}

function shortened(blocks: readonly SlackBlock[], room: number): SlackBlock[] | null {
  const [block, ...others] = blocks;
  if (block?.type !== 'section' || block.text === undefined || others.length > 0 || room < SHORTEST_CUT)
    return null;
  return [{ ...block, text: { ...block.text, text: cutAtWord(`${block.text.text}…`, room) } }];
}

function fits(cost: Budget, budget: Budget): boolean {
  return cost.blocks <= budget.blocks && cost.characters <= budget.characters && cost.bytes <= budget.bytes;
}

function totals(costs: readonly Budget[]): Budget {
  return costs.reduce(
    (sum, cost) => ({
      blocks: sum.blocks + cost.blocks,
      characters: sum.characters + cost.characters,
      bytes: sum.bytes + cost.bytes + 1,
    }),
    { blocks: 0, characters: 0, bytes: 2 },
  );
}

function minus(one: Budget, other: Budget): Budget {
  return {
    blocks: one.blocks - other.blocks,
    characters: one.characters - other.characters,
    bytes: one.bytes - other.bytes,
  };
}
