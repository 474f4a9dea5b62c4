import { type Atom, bytesOf, type Measure } from '../../chat/budget.ts';
import { cutAtWord } from '../../chat/text.ts';
import { LIMITS } from '../limits.ts';
import type { CardElement, Container } from './adaptive-card.ts';

/** How elements of a card count: one each, all words that people read, and their size as JSON. */
export const MEASURE: Measure<CardElement> = {
  costOf: (element) => ({ blocks: 1, characters: charactersIn(element), bytes: bytesOf(element) }),
  shortened(element, room) {
    if (element.type !== 'RichTextBlock') return null;
    const [run, ...others] = element.inlines;
    if (run === undefined || others.length > 0) return null;
    return { ...element, inlines: [{ ...run, text: cutAtWord(`${run.text}…`, room) }] };
  },
};

/** All words of an element; of an element and its fallback only one is shown. */
export function charactersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + charactersIn(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [key, item]) => {
    if (key === 'fallback') return sum;
    if (typeof item !== 'string') return sum + charactersIn(item);
    return SHOWN.has(key) ? sum + item.length : sum;
  }, 0);
}

const SHOWN = new Set(['text', 'title', 'label', 'placeholder', 'value', 'legend', 'x', 'yAxisTitle']);

/**
 * The same words in fewer elements: what is only read, and stands one after the other, shares a container. For messages of
 * many short parts, which otherwise fill a post's elements long before its characters.
 */
export function joined(atoms: readonly Atom<CardElement>[]): Atom<CardElement>[] {
  const shorter: Atom<CardElement>[] = [];
  let open: { items: CardElement[]; size: number } | null = null;
  for (const atom of atoms) {
    const items = atom.vital || !atom.blocks.every(isReadable) ? [] : [...atom.blocks];
    const size = bytesOf(items);
    if (items.length === 0) {
      shorter.push(atom);
      open = null;
      continue;
    }
    if (open !== null && open.size + size <= LIMITS.groupedBytes) {
      shorter.pop();
      open = { items: [...open.items, ...items], size: open.size + size };
    } else {
      open = { items, size };
    }
    const container: Container = { type: 'Container', items: open.items };
    shorter.push({ blocks: [container], vital: false });
  }
  return shorter;
}

/** What may stand in a container with others; one with a style or a picture stays as it is, with what belongs to it. */
function isReadable(element: CardElement): boolean {
  if (element.type === 'RichTextBlock' || element.type === 'TextBlock') return true;
  return element.type === 'Container' && element.style === undefined;
}
