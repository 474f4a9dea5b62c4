import { splitAtWord } from '../../chat/text.ts';
import { LIMITS } from '../limits.ts';
import type { CardElement, Container, RichTextBlock, TextRun } from './adaptive-card.ts';
import { plain } from './text.ts';

/**
 * Nearly all words stand in RichTextBlocks: Teams reads no Markdown in them (it does in TextBlocks and FactSets), so nothing
 * in a text can become a link or markup, and nothing needs to be escaped.
 */
export type Run = Omit<TextRun, 'type'>;

/** One paragraph or one item of a list. */
export type Line = readonly Run[];

/** A paragraph in as many blocks as it takes; none for nothing. */
export function paragraph(line: Line): RichTextBlock[] {
  return whole(line).map(block);
}

/** A bulleted list below its caption, in containers that a budget can part. */
export function bulleted(items: readonly Line[], caption: Line = []): Container[] {
  return grouped([
    ...paragraph(caption),
    ...items.flatMap(whole).map(
      (line): CardElement => ({
        ...block([{ text: '• ' }, ...line]),
        spacing: 'Small',
      }),
    ),
  ]);
}

/** Lines that belong together, in containers that a budget can part. */
export function lines(given: readonly Line[]): Container[] {
  return grouped(given.flatMap(whole).map((line): CardElement => ({ ...block(line), spacing: 'Small' })));
}

function grouped(elements: readonly CardElement[]): Container[] {
  const containers: { items: CardElement[]; size: number }[] = [];
  for (const element of elements) {
    const last = containers.at(-1);
    const size = JSON.stringify(element).length;
    if (last === undefined || last.size + size > LIMITS.groupedBytes)
      containers.push({ items: [element], size });
    else {
      last.items.push(element);
      last.size += size;
    }
  }
  return containers.map(({ items }, index) => ({
    type: 'Container',
    ...(index === 0 ? {} : { spacing: 'Small' }),
    items,
  }));
}

/** A line in parts that a budget can cut between; none for a line without words. What is parted has the look of its first run. */
function whole(line: Line): Line[] {
  const runs = line.map((run) => ({ ...run, text: plain(run.text) })).filter(({ text }) => text !== '');
  const [first] = runs;
  const text = runs.map((run) => run.text).join('');
  if (first === undefined) return [];
  if (text.length <= LIMITS.text) return [runs];
  return splitAtWord(text, LIMITS.text).map((part) => [{ ...first, text: part }]);
}

function block(line: Line): RichTextBlock {
  return { type: 'RichTextBlock', inlines: line.map((run) => ({ type: 'TextRun', ...run })) };
}
