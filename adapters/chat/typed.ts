import type {
  Block,
  ChoiceBlock,
  PickBlock,
  ScaleBlock,
  TextInputBlock,
} from '../../src/core/ports/message.ts';

export type MessageInput = ChoiceBlock | ScaleBlock | TextInputBlock | PickBlock;

export function isInput(block: { readonly kind: string }): block is MessageInput {
  return ['choice', 'scale', 'text-input', 'pick'].includes(block.kind);
}

/** What a person filled in, by input name: as many values as were chosen, none for a choice left open, one for a text. */
export type Inputs = Readonly<Record<string, readonly string[]>>;

/** An input that holds what was typed into it before; every other block as it is. */
export function filledIn(block: Block, typed: Inputs): Block {
  if (block.kind === 'text-input') return { ...block, value: typed[block.name]?.[0] ?? block.value };
  if (block.kind === 'choice') return { ...block, chosen: typed[block.name] ?? block.chosen };
  if (block.kind === 'pick') return { ...block, chosen: idsIn(typed[block.name]) ?? block.chosen };
  if (block.kind !== 'scale') return block;
  return { ...block, kind: 'choice', many: false, chosen: typed[block.name] ?? [] };
}

/** Picked one by one, or typed into one text. */
function idsIn(given: readonly string[] | undefined): readonly string[] | undefined {
  return given?.flatMap((each) => each.split(/\s+/)).filter((id) => id !== '');
}

/** Where a platform has no picker to show: a text with one id to a line, of at most so many characters. */
export function typedIds(
  { typedHint, many, chosen, ...named }: PickBlock,
  maxLength: number,
): TextInputBlock {
  const { name, label } = named;
  const shape = { lines: many ? 4 : 1, maxLength, value: chosen.join('\n') };
  return { kind: 'text-input', name, label, hint: typedHint, ...shape };
}
