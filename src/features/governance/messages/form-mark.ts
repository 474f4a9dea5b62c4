import { createHash } from 'node:crypto';
import { type FormInputs, pickedIn } from '../../../core/messages/form-inputs.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import { inLanguageOf, type Words } from '../../../core/messages/words.ts';
import { ACTIONS } from '../../../core/ports/action.ts';
import { filledIn } from '../../../core/ports/filled-in.ts';
import type { Block, Message } from '../../../core/ports/message.ts';

type Held = Exclude<Extract<Block, { readonly name: string }>, { readonly kind: 'scale' }>;

/** In characters, of its name and of what it holds: 24 bits each, so that a form of a hundred inputs fits into a button of Slack's. */
const HASH = 4;
const MARK = /^\.(?:[\w-]{8})*$/;

/** What each input of a form holds, by short hashes. Its words and what it offers to choose from count for nothing. */
export function markOf({ blocks }: Message): string {
  return `.${blocks
    .filter(holds)
    .map((block) => short(block.name) + hashOf(block, heldBy(block)))
    .join('')}`;
}

/** As forms that were posted before tell it, of all inputs together. */
export function plainMarkOf({ blocks }: Message): string {
  const held = blocks
    .filter(holds)
    .map((block) => [block.name, 'chosen' in block ? block.chosen : block.value]);
  return createHash('sha256').update(JSON.stringify(held)).digest('base64url').slice(0, 16);
}

/** A form that says, when it is sent, how things stood as it was opened: now, or as an earlier `mark` has it. */
export function marked(form: Message, mark = markOf(form)): Message {
  return {
    ...form,
    blocks: form.blocks.map((block) =>
      block.kind !== 'actions'
        ? block
        : {
            ...block,
            buttons: block.buttons.map((button) =>
              ACTIONS[button.action.name] === 'write' && button.action.value === undefined
                ? { ...button, action: { ...button.action, value: mark } }
                : button,
            ),
          },
    ),
  };
}

/** A form that was sent after somebody else changed what it is about. */
export interface Meanwhile {
  /** Holds what was filled in, and as it is now what was left as it was. */
  readonly form: Message;
  /** What somebody else changed, and who sent it left alone. */
  readonly theirs: readonly Held[];
  /** What both changed, and not alike; each as it is now. */
  readonly both: readonly Held[];
}

/** `form`: as it would be opened now. null: nobody came between. 'all': the mark tells only that somebody did. */
export function meanwhile(form: Message, mark: string, inputs: FormInputs): Meanwhile | 'all' | null {
  if (!MARK.test(mark)) return mark === plainMarkOf(form) ? null : 'all';
  const opened = new Map<string, string>();
  for (let at = 1; at < mark.length; at += 2 * HASH)
    opened.set(mark.slice(at, at + HASH), mark.slice(at + HASH, at + 2 * HASH));
  const [theirs, both]: [Held[], Held[]] = [[], []];
  const blocks = marked(form).blocks.map((block) => {
    if (!holds(block)) return block;
    const [before, now] = [opened.get(short(block.name)), hashOf(block, heldBy(block))];
    opened.delete(short(block.name));
    const sent = sentTo(block, inputs);
    const said = sent === null ? before : hashOf(block, sent);
    if (sent === null || (before !== now && said === before)) {
      if (before !== now) theirs.push(block);
      return block;
    }
    if (before !== now && said !== now) both.push(block);
    return filledIn(block, { [block.name]: sent });
  });
  const same = theirs.length === 0 && both.length === 0;
  // An input that is there no longer.
  if (same) return opened.size === 0 ? null : 'all';
  return { form: { ...form, blocks }, theirs, both };
}

/** Longer than what an input is said to hold beside its name. */
const TOLD = 60;

/** Says what somebody else changed, and what of it is not as it was filled in. */
export function meanwhileWords({ theirs, both }: Meanwhile, reader: Reader): string {
  return inLanguageOf(reader, (words) => {
    const named = words.list(theirs.map(({ label }) => words.say('meanwhile.input', { label })));
    const told = words.list(both.map((block) => withValue(block, words)));
    return [
      ...(theirs.length === 0 ? [] : [words.say('meanwhile.theirs', { inputs: named })]),
      ...(both.length === 0 ? [] : [words.say('meanwhile.both', { inputs: told })]),
      words.say('meanwhile.again'),
    ].join(' ');
  });
}

function withValue(block: Held, words: Words): string {
  const options = 'options' in block ? block.options : [];
  const value = heldBy(block)
    .map((each) => options.find((option) => option.value === each)?.label ?? each)
    .join(', ');
  return value === '' || value.length > TOLD || value.includes('\n')
    ? words.say('meanwhile.input', { label: block.label })
    : words.say('meanwhile.input-now', { label: block.label, value });
}

function holds(block: Block): block is Held {
  return 'name' in block && block.kind !== 'scale';
}

function heldBy(block: Held): readonly string[] {
  return 'chosen' in block ? block.chosen : [block.value];
}

/** null: not sent at all, which leaves it as it is; ticks that are all taken off are not sent either. */
function sentTo(block: Held, inputs: FormInputs): readonly string[] | null {
  if (block.kind === 'pick' && inputs[block.name] !== undefined) return pickedIn(inputs, block.name);
  return inputs[block.name] ?? (block.kind === 'choice' && block.many ? [] : null);
}

/** Platforms give a text back with other spaces and ends of lines, and ticks in another order. */
function hashOf(block: Held, held: readonly string[]): string {
  const values = held.map((each) =>
    each
      .normalize('NFC')
      .replace(/\s*\n\s*/g, '\n')
      .replace(/[^\S\n]+/g, ' ')
      .trim(),
  );
  return short(JSON.stringify([block.name, ...('chosen' in block ? values.sort() : values)]));
}

function short(value: string): string {
  return createHash('sha256').update(value).digest('base64url').slice(0, HASH);
}
