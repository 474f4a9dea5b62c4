import { isPayload, list, object, objects, text, words } from './payload.ts';
import type { Payload } from './types.ts';

/** An element people can use, and the block it stands in. */
export interface PlacedElement {
  readonly block: Payload;
  readonly element: Payload;
}

/** Gives every block and element that came without an id one, as Slack does. */
export function withIds(blocks: readonly Payload[]): readonly Payload[] {
  return blocks.map((block, index) => {
    const named = { ...block, block_id: text(block.block_id) || `block${index}` };
    const name = (value: unknown, at: string) =>
      isPayload(value) && value.type !== 'image'
        ? { ...value, action_id: text(value.action_id) || `action${at}` }
        : value;
    if (block.type === 'actions') {
      return { ...named, elements: list(block.elements).map((each, at) => name(each, `${index}.${at}`)) };
    }
    if (block.type === 'input') return { ...named, element: name(block.element, `${index}`) };
    if (block.type === 'section' && block.accessory !== undefined) {
      return { ...named, accessory: name(block.accessory, `${index}`) };
    }
    return named;
  });
}

/** The elements of a surface that a person can use, in order. */
export function elementsOf(blocks: readonly Payload[]): readonly PlacedElement[] {
  return blocks.flatMap((block) => {
    const found =
      block.type === 'actions'
        ? objects(block.elements)
        : [block.type === 'input' ? block.element : block.type === 'section' ? block.accessory : undefined];
    return found
      .filter(isPayload)
      .flatMap((element) => (element.type === 'image' ? [] : [{ block, element }]));
  });
}

export function buttonsOf(blocks: readonly Payload[]): readonly PlacedElement[] {
  return elementsOf(blocks).filter(({ element }) => element.type === 'button');
}

/** The name a person would call an input by: its label, else its placeholder or the section's text beside it. */
export function labelOf({ block, element }: PlacedElement): string {
  if (block.type === 'input') return words(block.label);
  if (block.type === 'section') return words(block.text);
  return words(element.placeholder);
}

export function optionsOf(element: Payload): readonly Payload[] {
  return [
    ...objects(element.options),
    ...objects(element.option_groups).flatMap((group) => objects(group.options)),
  ];
}

/** Every word that a person sees, a line for each block. */
export function wordsOf(blocks: readonly Payload[]): string {
  return blocks.map((block) => spoken(block).join(' ')).join('\n');
}

/** Fields that hold ids and settings, and none of the words shown. */
const SILENT = new Set([
  'type',
  'action_id',
  'block_id',
  'value',
  'style',
  'url',
  'image_url',
  'private_metadata',
]);

function spoken(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(spoken);
  if (!isPayload(value)) return [];
  // The pieces of a line of rich text stand without a gap.
  if (value.type === 'rich_text_section') return [spoken(value.elements).join('')];
  return Object.entries(value).flatMap(([key, each]) => {
    if (key === 'value' && typeof each === 'number') return [String(each)];
    if (SILENT.has(key)) return [];
    return typeof each === 'string' ? [each] : key === 'categories' ? list(each).map(text) : spoken(each);
  });
}

export const plain = (value: unknown): string => words(object(value));
