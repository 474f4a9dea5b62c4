/** Blocks that only make sense together: they are shown or left out as one. */
export interface Atom<Block> {
  readonly blocks: readonly Block[];
  /** What a person acts with; kept before anything to read. */
  readonly vital: boolean;
  /** It says what the next ones are about. */
  readonly heading?: true;
}

/** What a message or view may hold in all. */
export interface Budget {
  readonly blocks: number;
  /** UTF-16 units over all texts. */
  readonly characters: number;
  /** UTF-8 bytes as JSON. */
  readonly bytes: number;
}

/** How a platform's blocks are measured and cut. */
export interface Measure<Block> {
  costOf(block: Block): Budget;
  /** The block with its text cut to at most `room` units, ended by "…"; null where it is not one that can be cut. */
  shortened(block: Block, room: number): Block | null;
}

/** Cut text shorter than this says nothing, so the place goes to the line that leads to the whole. */
const SHORTEST_CUT = 80;

/**
 * As many atoms as the budget allows, in order: first room for what people act with, then what they read, from the top.
 * Where something is left out, the text at the cut ends in "…" and `notice` comes last; nothing is left out silently.
 */
export function withinBudget<Block>(
  atoms: readonly Atom<Block>[],
  budget: Budget,
  notice: () => Block,
  measure: Measure<Block>,
): Block[] {
  const costOf = (blocks: readonly Block[]): Budget => totals(blocks.map((block) => measure.costOf(block)));
  const costs = atoms.map(({ blocks }) => costOf(blocks));
  if (fits(totals(costs), budget)) return atoms.flatMap(({ blocks }) => blocks);

  const last = notice();
  let left = minus(budget, costOf([last]));
  const kept = new Map<number, readonly Block[]>();
  const take = (index: number, blocks: readonly Block[], cost: Budget): boolean => {
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
    const cut = shortened(blocks, Math.min(left.characters, Math.floor(left.bytes / 3) - 100), measure);
    if (cut !== null) take(index, [cut], costOf([cut]));
    break;
  }
  return [...[...kept].sort(([one], [other]) => one - other).flatMap(([, blocks]) => blocks), last];
}

export function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value), 'utf8');
}

/** Whether all atoms fit, so that nothing has to be left out. */
export function fitsBudget<Block>(
  atoms: readonly Atom<Block>[],
  budget: Budget,
  measure: Measure<Block>,
): boolean {
  const costs = atoms.map(({ blocks }) => totals(blocks.map((block) => measure.costOf(block))));
  return fits(totals(costs), budget);
}

function shortened<Block>(
  [block, ...others]: readonly Block[],
  room: number,
  measure: Measure<Block>,
): Block | null {
  if (block === undefined || others.length > 0 || room < SHORTEST_CUT) return null;
  return measure.shortened(block, room);
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
