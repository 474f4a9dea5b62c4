const ELLIPSIS = '…';
/** How far around a cut we look for the edge of a character that is made of many code points. */
const WINDOW = 64;
const CHARACTERS = new Intl.Segmenter();

/**
 * The text as any platform can take it: no halves of surrogate pairs (a form post cannot carry them), no control characters
 * but tab and line break. White space alone is nothing: Slack refuses text objects without a character.
 */
export function clean(text: string): string {
  const sound = text.replace(/\r\n?/g, '\n').replace(/\p{Surrogate}/gu, '\uFFFD');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it takes out
  const printable = sound.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
  return /^[\s\p{Cf}]*$/u.test(printable) ? '' : printable;
}

/**
 * At most `max` UTF-16 units, cut behind a whole word where there is one and ended by "…". Text that fits comes back as
 * it is. Never splits a character, be it made of several code points.
 */
export function cutAtWord(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, edge(text, max - ELLIPSIS.length)).trimEnd()}${ELLIPSIS}`;
}

/** The first `max` UTF-16 units at most, for what people typed: nothing is added, and no character is split. */
export function cutAtCharacter(text: string, max: number): string {
  return text.length <= max ? text : text.slice(0, betweenCharacters(text, max));
}

/** All of the text in parts of at most `max` units each, parted between words where it can be. */
export function splitAtWord(text: string, max: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > max) {
    const at = edge(rest, max);
    parts.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return [...parts, rest].filter((part) => part !== '');
}

/** The last place at or before `room` where the text may be parted; at least 1. */
function edge(text: string, room: number): number {
  for (let at = room; at > room / 2; at -= 1) {
    if (/\s/u.test(text.charAt(at))) return at;
  }
  return betweenCharacters(text, room);
}

function betweenCharacters(text: string, room: number): number {
  const from = Math.max(0, room - WINDOW);
  const start = isLowSurrogate(text, from) ? from + 1 : from;
  let last = 0;
  for (const { index } of CHARACTERS.segment(text.slice(start, room + WINDOW))) {
    if (start + index > room) break;
    last = start + index;
  }
  if (last > start) return last;
  return isLowSurrogate(text, room) ? Math.max(1, room - 1) : Math.max(1, room);
}

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
