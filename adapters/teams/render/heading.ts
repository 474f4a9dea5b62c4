import type { HeadingBlock } from '../../../src/core/ports/message.ts';
import type { CardElement, TextBlock } from './adaptive-card.ts';
import { paragraph } from './rich-text.ts';
import { looksLikeMarkdown, oneLine } from './text.ts';

const SIZES = { 1: 'Large', 2: 'Medium', 3: 'Default' } as const satisfies Record<
  1 | 2 | 3,
  TextBlock['size']
>;

/**
 * A heading that screen readers find as one. Only a TextBlock can be a heading, and it reads Markdown: words that look like
 * some are a bold line of text instead, exactly as they were written.
 */
export function headingElements({ level, text }: HeadingBlock): CardElement[] {
  const line = oneLine(text);
  const look = { size: SIZES[level], weight: 'Bolder' } as const;
  if (line === '') return [];
  if (looksLikeMarkdown(line))
    return paragraph([{ text: line, ...look }]).map((told) => ({ ...told, spacing: 'Medium' }));
  return [{ type: 'TextBlock', text: line, wrap: true, style: 'heading', spacing: 'Medium', ...look }];
}
