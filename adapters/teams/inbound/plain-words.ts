const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** Tags that end a line. */
const BREAKS = /^<(?:br|\/p|\/div|\/li|\/h\d)\b/i;
/** What stands between these is nobody's words: a person's name, a program, its looks. */
const SILENT = /^<(at|script|style)\b/i;
const CLOSED = /^<\/(\w+)/;

/**
 * The words of a message without Teams' markup (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages),
 * and without anybody's name: mentions go, links keep their words. What comes out is text and is treated as text: no
 * tag that slips through means anything to us. Takes time in proportion to the length, whatever is sent.
 */
export function plainWords(html: string): string {
  return withoutTags(html)
    .replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, (whole, name: string) => characterOf(name) ?? whole)
    .replace(/[^\S\n]+/g, ' ')
    .replace(/(?!\n)[\p{Cc}\p{Cs}]/gu, '')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** A mention that is not closed hides what follows: a few words less rather than a name. */
function withoutTags(html: string): string {
  let silent = '';
  // No "<" within a tag: else many that are never closed would be read through to the end, each anew.
  return html
    .split(/(<\/?[a-z][^<>]*>)/i)
    .map((part, index) => {
      const isTag = index % 2 === 1;
      if (silent !== '') {
        if (isTag && CLOSED.exec(part)?.[1]?.toLowerCase() === silent) silent = '';
        return ' ';
      }
      if (!isTag) return part;
      silent = SILENT.exec(part)?.[1]?.toLowerCase() ?? '';
      return BREAKS.test(part) ? '\n' : silent === '' ? '' : ' ';
    })
    .join('');
}

function characterOf(name: string): string | null {
  if (!name.startsWith('#')) return NAMED[name.toLowerCase()] ?? null;
  const isHex = name.slice(1, 2).toLowerCase() === 'x';
  const code = Number.parseInt(name.slice(isHex ? 2 : 1), isHex ? 16 : 10);
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : null;
}
