import { clean, cutAtWord } from '../../chat/text.ts';
import { WORDS } from '../words.ts';

/** Longer than this, and no list of mails shows it whole. */
const SUBJECT_LENGTH = 120;
const ISOLATES_END = '\u2069';

/**
 * Words as any mail can hold them, in lines without white space around them, and with one empty line between two at most. Control
 * characters go, and what overrides the direction of writing; what isolates it stays, but never beyond its line.
 */
export function said(text: string): string {
  const broken = text.replace(/\r\n|[\v\f\u0085\u2028\u2029]/g, '\n').replace(/[\u202A-\u202E]/g, '');
  return clean(broken)
    .split('\n')
    .map((line) => balanced(line.replace(/\s+/g, ' ').trim()))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** `said`, all in one line. */
export function oneLine(text: string): string {
  return said(text).replace(/\n+/g, ' ');
}

/** In one line, with a colon where it does not end in a sign of its own. */
export function asLabel(text: string): string {
  const line = oneLine(text);
  return line === '' || /[.:?!…؟]\u2069?$/u.test(line) ? line : `${line}:`;
}

/** What a header can hold: one line without marks of direction, cut behind a word. The product's name for nothing. */
export function subjectOf(text: string): string {
  const unmarked = oneLine(text).replace(/[\u061C\u200E\u200F\u2066-\u2069]/g, '');
  return cutAtWord(oneLine(unmarked), SUBJECT_LENGTH) || WORDS.product;
}

function balanced(line: string): string {
  let open = 0;
  const kept = line.replace(/[\u2066-\u2069]/g, (mark) => {
    if (mark === ISOLATES_END && open === 0) return '';
    open += mark === ISOLATES_END ? -1 : 1;
    return mark;
  });
  return kept + ISOLATES_END.repeat(open);
}
