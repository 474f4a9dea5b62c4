import { escaped, Html } from '../../chat/html.ts';

export { Html, trusted } from '../../chat/html.ts';

export type Part = Html | string | number | null | false | undefined | readonly Part[];

/** A template whose inserted strings are escaped, for text and for quoted attributes; null and false leave nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let text = strings[0] ?? '';
  for (const [index, part] of parts.entries()) text += written(part) + (strings[index + 1] ?? '');
  return new Html(text);
}

function written(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof Html) return part.toString();
  if (typeof part === 'object') return part.map(written).join('');
  return escaped(String(part));
}
