import type { Action } from '../../../src/core/ports/action.ts';
import type {
  Block,
  ChartBlock,
  FactsBlock,
  HeadingBlock,
  ListBlock,
  Message,
  TableBlock,
  TextBlock,
} from '../../../src/core/ports/message.ts';
import { isInput, type MessageInput, saidLabel } from '../../chat/typed.ts';
import { WORDS } from '../words.ts';
import { oneLine } from './said.ts';

export interface Frame {
  /** The whole address (https://…) of the page where an action is read, or asked once more before anything changes. */
  readonly linkOf: (action: Action) => string;
  /** How to switch letters of this kind off in this place; null: they cannot be. */
  readonly stop: { readonly text: string; readonly url: string } | null;
  /** Further lines of the foot (who runs this, why this came), already in the reader's language. */
  readonly foot: readonly string[];
}

/** What a mail is made of: nothing in it can be filled in or sent, and all that can be followed is an address of the web. */
export type Part =
  | HeadingBlock
  | TextBlock
  | ListBlock
  | FactsBlock
  | TableBlock
  | ChartBlock
  | AskedPart
  | LinkPart
  | { readonly kind: 'divider' };

/** An input, to be read. What it holds stays out: a mail lies open for longer than a page. */
export interface AskedPart {
  readonly kind: 'asked';
  readonly label: string;
  readonly hint: string;
  readonly options: readonly string[];
}

export interface LinkPart {
  readonly kind: 'way';
  readonly text: string;
  readonly url: string;
  /** `address`: a link whose address is shown too, so that it can be copied. */
  readonly look: 'primary' | 'button' | 'link' | 'address';
}

/** The parts of a message, under a heading of level 1; buttons of every weight, and links, lead to the frame's pages. */
export function partsOf(message: Message, frame: Frame): readonly Part[] {
  const { linkOf } = frame;
  let primary: LinkPart['look'] = 'primary';
  let fillIn: readonly Part[] = [{ kind: 'text', text: WORDS.fillIn, tone: 'plain' }];
  return headed(message).flatMap((block): readonly Part[] => {
    if (isInput(block)) {
      const parts = [...fillIn, asked(block)];
      fillIn = [];
      return parts;
    }
    switch (block.kind) {
      case 'link':
        return [way(block.text, linkOf(block.action), 'link')];
      case 'address':
        return [way(block.text, block.url, 'address')];
      case 'actions':
        return block.buttons.map(({ label, action, weight }) => {
          const look = weight === 'primary' ? primary : 'button';
          if (weight === 'primary') primary = 'button';
          return way(label, linkOf(action), look);
        });
      default:
        return [block];
    }
  });
}

/** A link where browsers open the address as a page; its words otherwise. */
export function way(text: string, url: string, look: LinkPart['look']): Part {
  const address = /^https?:/i.test(url) && URL.canParse(url) ? new URL(url).href : null;
  if (address === null)
    return { kind: 'text', text: look === 'address' ? `${text}: ${url}` : text, tone: 'plain' };
  return { kind: 'way', text: oneLine(text) || WORDS.open, url: address, look };
}

/** A message of one sentence says it in its summary and in its first block; in a mail once is enough. */
function headed({ summary, blocks }: Message): readonly Block[] {
  if (blocks.some((block) => block.kind === 'heading' && block.level === 1)) return blocks;
  const [first] = blocks;
  const repeats = first?.kind === 'text' && first.text === summary;
  return [{ kind: 'heading', level: 1, text: summary }, ...(repeats ? blocks.slice(1) : blocks)];
}

function asked(block: MessageInput): AskedPart {
  const hint = block.kind === 'pick' ? block.typedHint : block.hint;
  const options = 'options' in block ? block.options.map(({ label }) => label) : [];
  return { kind: 'asked', label: saidLabel(block), hint: hint ?? '', options };
}
