import type { Action } from '../../../src/core/ports/action.ts';
import type { Block, Envelope, Message } from '../../../src/core/ports/message.ts';
import { clean, cutAtWord } from '../../chat/text.ts';
import { LIMITS } from '../limits.ts';
import { WORDS } from '../words.ts';

/** What is filled into the template of e-mails. */
export interface MailValues {
  readonly subject: string;
  readonly body: string;
  readonly link: string;
  readonly why: string;
  readonly settings: string;
}

/** Which of them may hold what people wrote: Notify takes Markdown and addresses out of these. The rest is ours. */
export const WRITTEN = ['subject', 'body', 'why'] as const satisfies readonly (keyof MailValues)[];

const SUBJECT_LENGTH = 120;

/**
 * A message as plain paragraphs with one link: to what it asks to be opened, or to the letter as a page. Tables, charts, and what is filled
 * in or pressed stand there; a last line says so. `pageOf`: where an action is read.
 */
export function renderMail(
  { summary, blocks }: Message,
  { foot, page, stop }: Envelope,
  pageOf: (action: Action) => string,
): MailValues {
  const title = blocks.some(({ kind }) => kind === 'heading') ? [] : [summary];
  const said = [...new Set([...title, ...blocks.flatMap(paragraphsOf)].map(paragraph))].filter(Boolean);
  const isWhole = blocks.every(({ kind }) => WHOLE.has(kind));
  const way = blocks.find((block) => block.kind === 'address');
  const body = [...said, ...(isWhole ? [] : [WORDS.page])].join('\n\n');
  return {
    subject: cutAtWord(paragraph(summary).replace(/\n/g, ' '), SUBJECT_LENGTH) || WORDS.product,
    body: cutAtWord(body, LIMITS.mailCharacters),
    link: way?.url ?? page,
    why: foot.map(paragraph).join(' '),
    settings: stop?.url ?? pageOf({ name: 'address.form', subject: 'mail' }),
  };
}

/** Kinds of blocks of which paragraphs say everything. */
const WHOLE: ReadonlySet<Block['kind']> = new Set(['heading', 'text', 'list', 'facts', 'address', 'divider']);

function paragraphsOf(block: Block): readonly string[] {
  switch (block.kind) {
    case 'heading':
    case 'address':
      return [block.text];
    case 'text':
      return [block.tone === 'warning' ? `${WORDS.important} ${block.text}` : block.text];
    case 'list':
      return block.items;
    case 'facts':
      return block.items.map(({ label, value }) => `${label}: ${value}`);
    case 'chart':
      return [block.sentence];
    default:
      return [];
  }
}

function paragraph(text: string): string {
  return clean(text)
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}
