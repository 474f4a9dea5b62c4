import type {
  Block,
  ChoiceBlock,
  PickBlock,
  ScaleBlock,
  TextInputBlock,
  WhenBlock,
} from '../../src/core/ports/message.ts';

export type MessageInput = ChoiceBlock | ScaleBlock | TextInputBlock | PickBlock | WhenBlock;

export function isInput(block: { readonly kind: string }): block is MessageInput {
  return ['choice', 'scale', 'text-input', 'pick', 'date', 'time'].includes(block.kind);
}

/** The label where the platform does not say by itself what may be left empty. */
export function saidLabel({ label, optional }: MessageInput): string {
  return optional === undefined ? label : `${label} ${optional}`;
}

/** What a person filled in, by input name: as many values as were chosen, none for a choice left open, one for a text. */
export type Inputs = Readonly<Record<string, readonly string[]>>;

export function isWhen(block: Block): block is WhenBlock {
  return block.kind === 'date' || block.kind === 'time';
}

const PICKED = { date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, time: /^([01]\d|2[0-3]):[0-5]\d$/ };

/** Whether a picker can show what stands in a day or time: nothing, or one as pickers write it. */
export function isPickable({ kind, value }: WhenBlock): boolean {
  return value === '' || PICKED[kind].test(value);
}

/** Longer than any day or time that can be read. */
const WHEN_LENGTH = 40;

/** Where a platform has no picker for a day or a time: a line to write it in. */
export function typedWhen({ kind: _, typedHint, ...asked }: WhenBlock): TextInputBlock {
  return { ...asked, kind: 'text-input', hint: typedHint, lines: 1, maxLength: WHEN_LENGTH };
}

/** Where a platform has no picker to show: a text with one id to a line, of at most so many characters. */
export function typedIds(
  { typedHint, many, chosen, ...named }: PickBlock,
  maxLength: number,
): TextInputBlock {
  const { name, label, required, optional } = named;
  const shape = { lines: many ? 4 : 1, maxLength, value: chosen.join('\n') };
  const asked = { ...(required && { required }), ...(optional && { optional }) };
  return { kind: 'text-input', name, label, hint: typedHint, ...shape, ...asked };
}
