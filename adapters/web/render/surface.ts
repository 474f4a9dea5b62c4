import type { ChartBlock } from '../../../src/core/ports/message.ts';
import type { Html } from './html.ts';

/** What a message is being drawn on: the part of rendering that is not in the message. */
export interface Surface {
  /** Begins every id on this part of the page, so that two messages on one page do not clash. */
  readonly scope: string;
  /** How many levels each heading goes down: 0 for the page's own message. */
  readonly demote: number;
  /** The token for forms; null where nothing can be sent from (a file). */
  readonly formToken: string | null;
  /** What was typed, by input name; null shows the message's own values. */
  readonly typed: Readonly<Record<string, readonly string[]>> | null;
  readonly problems: Readonly<Record<string, string>>;
  /** Drawn beforehand, because drawing takes time and the rest does not. */
  readonly charts: ReadonlyMap<ChartBlock, Html>;
}

/** The id of an input; what an error summary links to. */
export function inputId(surface: Surface, name: string): string {
  return `${surface.scope}-${name}`;
}
