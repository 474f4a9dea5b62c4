import { clean, cutAtWord } from '../../chat/text.ts';
import { WORDS } from './words.ts';

/** Takes no room and is no space: what stands on both sides of it does not make one word of a markup any more. */
const JOINER = '\u2060';
const HAIR_SPACE = '\u200a';

/**
 * Text for the places that Teams shows as they are (text runs, labels, titles of buttons). Two things are read even there:
 * `{{DATE(…)}}` and `{{TIME(…)}}` (https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features), and `<at>`,
 * which names somebody where a card has mentions; ours has none. An invisible joiner in each keeps them text.
 */
export function plain(text: string): string {
  return clean(text)
    .replace(/\{(?=\{(?:DATE|TIME)\()/g, `{${JOINER}`)
    .replace(/<(?=\/?at\b)/gi, `<${JOINER}`);
}

/** `plain`, cut to `max` units; a dash for nothing. */
export function short(text: string, max: number): string {
  return cutAtWord(plain(text), max) || WORDS.nothing;
}

/** `plain` in one line. */
export function oneLine(text: string): string {
  return plain(text).replace(/\s+/g, ' ').trim();
}

/**
 * Whether Markdown could make something of a line other than its letters. Teams reads Markdown in a TextBlock, and how
 * much of it differs between its clients (https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format),
 * so anything that any Markdown knows counts.
 */
export function looksLikeMarkdown(line: string): boolean {
  return /[\\`*_[\]<>~|]|&[#\w]+;|^\s*(?:[-+#=]|\d+[.)])/u.test(line);
}

/**
 * For the words of a choice: Microsoft's renderer reads Markdown there, the phones' do not, so no escaping would be right
 * for both. Joiners and the narrowest of spaces break what Markdown would see, and show nothing of themselves.
 */
export function choiceTitle(text: string): string {
  const line = oneLine(text);
  if (line === '') return WORDS.nothing;
  if (!looksLikeMarkdown(line)) return line;
  const apart = line
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|[*~]/gu, `${HAIR_SPACE}$&${HAIR_SPACE}`)
    .replace(/[\\<&]|\](?=[([:])/g, `$&${JOINER}`)
    .replaceAll('`', '\u02cb');
  return `${JOINER}${apart}`;
}
