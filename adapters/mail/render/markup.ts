import { escaped, Html } from '../../chat/html.ts';
import { oneLine, said } from './said.ts';

export { Html, trusted } from '../../chat/html.ts';

export type Markup = Html | null | readonly Markup[];

/** A template that takes markup alone: words come in through `words` and `line`, which escape them. null leaves nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Markup[]): Html {
  return new Html(strings.reduce((text, string, index) => text + written(parts[index - 1] ?? null) + string));
}

/** Words with the line breaks that were typed: Word, which draws Outlook's mails, knows no `white-space`. */
export function words(text: string): Html {
  return new Html(escaped(said(text)).replaceAll('\n', '<br>'));
}

/** Words in one line, for text and for quoted attributes. */
export function line(text: string): Html {
  return new Html(escaped(oneLine(text)));
}

function written(part: Markup): string {
  if (part === null) return '';
  return part instanceof Html ? part.toString() : part.map(written).join('');
}
