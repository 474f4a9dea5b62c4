import type { ActionName } from '../ports/action.ts';
import type {
  ActionsBlock,
  AddressBlock,
  Block,
  Button,
  ChoiceBlock,
  FactsBlock,
  HeadingBlock,
  Input,
  LinkBlock,
  ListBlock,
  Message,
  PickBlock,
  TextBlock,
  TextInputBlock,
  WhenBlock,
} from '../ports/message.ts';
import type { Reader } from './reader.ts';
import { inLanguageOf, type Words } from './words.ts';

/** A message before its language is known. */
export interface Body {
  readonly summary: string;
  readonly blocks: readonly Block[];
  readonly oneAtATime?: boolean;
}

/** Builds a message in the reader's language, or wholly in English where that language lacks a sentence of it. */
export function compose(reader: Reader, build: (words: Words) => Body): Message {
  return inLanguageOf(reader, (words) => {
    const body = { ...build(words), language: words.language };
    return reader.circle !== undefined && body.blocks.some(isAnswered)
      ? naming(body, reader.circle, words)
      : body;
  });
}

/** Whether somebody presses or fills in something there. */
export function isAnswered({ kind }: Block): boolean {
  return kind === 'actions' || kind === 'choice' || kind === 'pick' || kind === 'text-input' || isWhen(kind);
}

function isWhen(kind: Block['kind']): boolean {
  return kind === 'date' || kind === 'time';
}

/** The same message, with a line that says which circle it is about where nothing in it does. */
export function naming<M extends Body>(message: M, circle: string, words: Words): M {
  const name = JSON.stringify(circle).slice(1, -1);
  if (JSON.stringify(message.blocks).includes(name)) return message;
  const [first, ...rest] = message.blocks;
  const line = text(words.say('circle.named', { circle }), 'quiet');
  // Also below the sentence that a page makes its heading of.
  const isTitle = first?.kind === 'heading' || (first?.kind === 'text' && first.text === message.summary);
  const blocks = first !== undefined && isTitle ? [first, line, ...rest] : [line, ...message.blocks];
  return { ...message, blocks };
}

/** A message of one sentence. */
export function sentence(
  reader: Reader,
  say: (words: Words) => string,
  more?: (words: Words) => Block[],
): Message {
  return compose(reader, (words) => ({
    summary: say(words),
    blocks: [text(say(words), 'lead'), ...(more?.(words) ?? [])],
  }));
}

export function heading(level: 1 | 2 | 3, words: string): HeadingBlock {
  return { kind: 'heading', level, text: words };
}

export function text(words: string, tone: TextBlock['tone'] = 'plain'): TextBlock {
  return { kind: 'text', text: words, tone };
}

export function list(items: readonly string[]): ListBlock {
  return { kind: 'list', items };
}

/** A label with what stands beside it. */
export type Fact = readonly [label: string, value: string];

export function facts(...items: readonly Fact[]): FactsBlock {
  return { kind: 'facts', items: items.map(([label, value]) => ({ label, value })) };
}

export function link(words: string, name: ActionName, subject = ''): LinkBlock {
  return { kind: 'link', text: words, action: { name, subject } };
}

export function button(
  label: string,
  name: ActionName,
  subject = '',
  weight: Button['weight'] = 'secondary',
): Button {
  return { label, action: { name, subject }, weight };
}

export function actions(...buttons: readonly Button[]): ActionsBlock {
  return { kind: 'actions', buttons };
}

/** One without which a form is refused. */
export function required<B extends Input>(block: B): B {
  return { ...block, required: true };
}

/** One that may be left empty, and says so. */
export function optional<B extends Input>(block: B, words: Words): B {
  return { ...block, optional: words.say('form.optional') };
}

/** A choice of one, with what is chosen now: once one is, there is no way back to none. */
export function choice(
  name: string,
  label: string,
  options: ChoiceBlock['options'],
  chosen: string | null,
  hint: string | null = null,
): ChoiceBlock {
  return {
    kind: 'choice',
    name,
    label,
    hint,
    many: false,
    options,
    chosen: chosen === null ? [] : [chosen],
    required: true,
  };
}

export function input(
  name: string,
  label: string,
  maxLength: number,
  more: {
    readonly hint?: string;
    readonly lines?: number;
    readonly value?: string;
    readonly own?: NonNullable<TextInputBlock['own']>;
  } = {},
): TextInputBlock {
  const { hint = null, lines = 1, value = '', own } = more;
  const block: TextInputBlock = { kind: 'text-input', name, label, hint, lines, maxLength, value };
  return own === undefined ? block : { ...block, own };
}

/** A day or a time, with what stands there now. `typedHint`: how to write it, where it cannot be picked. */
export function when(
  kind: WhenBlock['kind'],
  name: string,
  label: string,
  hints: Pick<WhenBlock, 'hint' | 'typedHint'>,
  value = '',
): WhenBlock {
  return { kind, name, label, ...hints, value };
}

/** An address of ours to open in a browser. */
export function address(words: string, url: string): AddressBlock {
  return { kind: 'address', text: words, url };
}

export function pick(
  name: string,
  label: string,
  of: Pick<PickBlock, 'platform' | 'what'> &
    Partial<Pick<PickBlock, 'hint' | 'typedHint' | 'many' | 'chosen'>>,
): PickBlock {
  const { hint = null, typedHint = hint, many = false, chosen = [], platform, what } = of;
  return { kind: 'pick', name, label, hint, typedHint, platform, what, many, chosen };
}
