import type { Block } from './message.ts';

type Typed = Readonly<Record<string, readonly string[]>>;

/** An input that holds what was typed into it before; every other block as it is. */
export function filledIn(block: Block, typed: Typed): Block {
  switch (block.kind) {
    case 'text-input':
    case 'date':
    case 'time':
      return { ...block, value: typed[block.name]?.[0] ?? block.value };
    case 'choice':
      return { ...block, chosen: typed[block.name] ?? block.chosen };
    case 'pick':
      return { ...block, chosen: idsIn(typed[block.name]) ?? block.chosen };
    case 'scale':
      return { ...block, kind: 'choice', many: false, chosen: typed[block.name] ?? [] };
    default:
      return block;
  }
}

/** Picked one by one, or typed into one text. */
function idsIn(given: readonly string[] | undefined): readonly string[] | undefined {
  return given?.flatMap((each) => each.split(/\s+/)).filter((id) => id !== '');
}
