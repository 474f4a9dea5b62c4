import type { PlainTextElement } from '@slack/types';
import { clean, cutAtWord } from '../../chat/text.ts';
import { WORDS } from './words.ts';

export { clean, cutAtCharacter, cutAtWord, splitAtWord } from '../../chat/text.ts';

/**
 * Text that Slack shows as it is: nothing in it is markup, mention or link, and `:smile:` stays as typed. Too long ends
 * in "…"; nothing at all becomes a dash.
 */
export function plain(text: string, max: number): PlainTextElement {
  const shown = cutAtWord(clean(text), max);
  return { type: 'plain_text', text: shown === '' ? WORDS.nothing : shown, emoji: false };
}

/**
 * For the one field that Slack always reads as markup, `text` of a post. With these three escaped no mention, link or
 * command can come about (https://docs.slack.dev/messaging/formatting-message-text#escaping).
 */
export function escapeMarkup(text: string, max: number): string {
  let room = max;
  for (;;) {
    const cut = cutAtWord(clean(text), room);
    const escaped = cut.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    if (escaped.length <= max) return escaped === '' ? WORDS.product : escaped;
    room -= Math.max(1, Math.ceil((escaped.length - max) / 5));
  }
}
