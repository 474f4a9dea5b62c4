import type { RichTextBlock, RichTextBlockElement, RichTextSection } from '@slack/types';
import { LIMITS } from '../limits.ts';
import type { Atom } from './atoms.ts';
import { charactersIn } from './budget.ts';
import type { SlackBlock } from './slack-block.ts';

const BLANK: RichTextSection = { type: 'rich_text_section', elements: [{ type: 'text', text: '\n' }] };

/**
 * The same words in fewer blocks: what is only read, and stands one after the other, shares a block of rich text, a blank
 * line between its parts. For messages of many short parts, which otherwise fill a post's blocks long before its
 * characters. Small print loses its size there, nothing loses its words.
 */
export function joined(atoms: readonly Atom[]): Atom[] {
  const shorter: Atom[] = [];
  let open: RichTextBlock | null = null;
  for (const atom of atoms) {
    const elements = textOf(atom);
    if (elements === null || charactersIn(elements) > LIMITS.joinedText) {
      shorter.push(atom);
      open = null;
      continue;
    }
    const before: readonly RichTextBlockElement[] = open?.elements ?? [];
    if (open !== null && charactersIn([before, elements]) < LIMITS.joinedText) {
      shorter.pop();
      open = { type: 'rich_text', elements: [...before, BLANK, ...elements] };
    } else {
      open = { type: 'rich_text', elements: [...elements] };
    }
    shorter.push({ blocks: [open], vital: false });
  }
  return shorter;
}

/** What is only to be read of an atom, as parts of rich text; null where it is more than that. */
function textOf({ blocks, vital }: Atom): readonly RichTextBlockElement[] | null {
  const [block, ...others] = blocks;
  if (vital || block === undefined || others.length > 0) return null;
  return partsOf(block);
}

function partsOf(block: SlackBlock): readonly RichTextBlockElement[] | null {
  if (block.type === 'rich_text') return block.elements;
  if (block.type === 'section' && block.text !== undefined && block.accessory === undefined)
    return [sectionOf(block.text.text)];
  if (block.type !== 'context') return null;
  return block.elements.flatMap((element) => ('text' in element ? [sectionOf(element.text)] : []));
}

function sectionOf(text: string): RichTextSection {
  return { type: 'rich_text_section', elements: [{ type: 'text', text }] };
}
