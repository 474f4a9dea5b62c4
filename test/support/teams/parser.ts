import { createRequire } from 'node:module';
import { withoutPeoplePickers } from './cards/check.ts';

/** The part of Microsoft's `adaptivecards` package that reads cards. Its bundle runs without a browser; its modules do not say what they are. */
interface Parser {
  readonly AdaptiveCard: new () => {
    parse(json: unknown, context: Context): void;
    validateProperties(): {
      readonly validationEvents: readonly { readonly message: string }[];
    };
    readonly version: { toString(): string };
    toJSON(): unknown;
  };
  readonly SerializationContext: new (version: unknown) => Context;
  readonly Versions: { readonly v1_5: unknown };
}

interface Context {
  readonly eventCount: number;
  getEventAt(index: number): { readonly message: string };
}

const parser = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as Parser;

/**
 * What Microsoft's parser says against a card at version 1.5. It knows no charts of Teams and says so even where a fallback
 * stands: it reads the fallback in their place, and so do we.
 */
export function warningsOf(card: unknown): string[] {
  const { read, context } = parse(withoutPeoplePickers(card));
  const said = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  const invalid = read.validateProperties().validationEvents.map(({ message }) => message);
  return [...said.filter((message) => !UNKNOWN_CHART.test(message)), ...invalid];
}

const UNKNOWN_CHART = /^Unknown element type "Chart\.(?:Line|VerticalBar|VerticalBar\.Grouped)"\. Fallback/;

/** The card as the parser understood it: what it did not know is gone, and fallbacks stand in place of charts. */
export function understood(card: unknown): unknown {
  return parse(card).read.toJSON();
}

/**
 * The parser's pattern for `lang` has the flag `g`, so that it refuses every second language it is given
 * (lib/card-elements.js of 3.0.6, `CardElement.langProperty`): what does not match brings it back to its start.
 */
function parse(card: unknown) {
  const again = { type: 'AdaptiveCard', version: '1.5', lang: '-' };
  new parser.AdaptiveCard().parse(again, new parser.SerializationContext(parser.Versions.v1_5));
  const read = new parser.AdaptiveCard();
  const context = new parser.SerializationContext(parser.Versions.v1_5);
  read.parse(card, context);
  return { read, context };
}
