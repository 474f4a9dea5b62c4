import type { RichTextBlock, RichTextList, RichTextSection } from '@slack/types';
import { LIMITS } from '../limits.ts';
import { clean, splitAtWord } from './text.ts';

/**
 * Rich text is how we write bold words and lists: its parts are typed, so nothing in a text can become markup, a mention
 * or a link, as it could in mrkdwn.
 */
export interface Run {
  readonly text: string;
  readonly bold?: boolean;
}

/** One paragraph or one item of a list: runs of words, told in one breath. */
export type Line = readonly Run[];

/** A paragraph in as many blocks as it takes; none for nothing. */
export function paragraph(line: Line): RichTextBlock[] {
  return paragraphs(whole(line));
}

/**
 * A bulleted list below its caption, parted between items where one block cannot hold it. An item longer than a block
 * goes on as further items.
 */
export function bulleted(items: readonly Line[], caption: Line = []): RichTextBlock[] {
  const captions = whole(caption);
  const blocks = paragraphs(captions.slice(0, -1));
  let head = captions.slice(-1).map(section);
  let size = captions.slice(-1).reduce((sum, line) => sum + lengthOf(line), 0);
  let listed: RichTextSection[] = [];

  const finish = (): void => {
    const list: RichTextList = { type: 'rich_text_list', style: 'bullet', elements: listed };
    const elements = [...head, ...(listed.length > 0 ? [list] : [])];
    if (elements.length > 0) blocks.push({ type: 'rich_text', elements });
    [head, listed, size] = [[], [], 0];
  };
  for (const item of items.flatMap(whole)) {
    if (size > 0 && size + lengthOf(item) > LIMITS.richText) finish();
    listed.push(section(item));
    size += lengthOf(item);
  }
  finish();
  return blocks;
}

function paragraphs(lines: readonly Line[]): RichTextBlock[] {
  return lines.map((line) => ({ type: 'rich_text', elements: [section(line)] }));
}

/** A line in parts that each fit a block; none for a line without words. Only what is parted loses its bold words. */
function whole(line: Line): Line[] {
  const runs = line.map((run) => ({ ...run, text: clean(run.text) })).filter(({ text }) => text !== '');
  if (runs.length === 0) return [];
  if (lengthOf(runs) <= LIMITS.richText) return [runs];
  const bold = runs.every((run) => run.bold === true);
  const text = runs.map((run) => run.text).join('');
  return splitAtWord(text, LIMITS.richText).map((part) => [{ text: part, bold }]);
}

function section(line: Line): RichTextSection {
  return {
    type: 'rich_text_section',
    elements: line.map(({ text, bold }) => ({
      type: 'text',
      text,
      ...(bold === true ? { style: { bold } } : {}),
    })),
  };
}

function lengthOf(line: Line): number {
  return line.reduce((sum, { text }) => sum + text.length, 0);
}
