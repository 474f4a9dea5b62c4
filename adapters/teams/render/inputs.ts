import type { ChoiceBlock, PickBlock, ScaleBlock, WhenBlock } from '../../../src/core/ports/message.ts';
import { clean, cutAtCharacter, cutAtWord } from '../../chat/text.ts';
import { isPickable, isWhen, type MessageInput, saidLabel, typedIds, typedWhen } from '../../chat/typed.ts';
import { LIMITS } from '../limits.ts';
import type { CardElement, ChoiceSetInput, TextInput, WhenInput } from './adaptive-card.ts';
import { idOf } from './input-id.ts';
import { bulleted, paragraph, type Run } from './rich-text.ts';
import { choiceTitle, plain } from './text.ts';
import { WORDS } from './words.ts';

type PlainInput = Exclude<MessageInput, PickBlock | WhenBlock>;

/**
 * An input of a card, never required: the core alone says what is missing, in its own words. A label too long for one stands
 * above it in full. Throws a RangeError for a name that is not one of ours, and for an option whose value is empty or has a
 * comma, because Teams joins values with commas.
 */
export function inputElements(input: MessageInput): CardElement[] {
  const given = { ...input, label: saidLabel(input) };
  if (given.kind === 'pick' && isPicker(given)) return [peoplePicker(given)];
  const picked = isWhen(given) && isPickable(given) ? given : null;
  const block = isWhen(given)
    ? typedWhen(picked === null ? given : { ...given, typedHint: given.hint })
    : given.kind === 'pick'
      ? typedIds(given, LIMITS.inputText)
      : given;
  const [label, hint] = [plain(block.label), hintOf(block)];
  const isCut = label.length + hint.length >= LIMITS.inputLabel;
  const above = isCut ? [...paragraph([{ text: label }]), ...paragraph([{ text: hint }])] : [];
  return [...above, picked === null ? inputElement(block) : whenInput(picked, labelOf(block))];
}

function whenInput({ kind, name, value }: WhenBlock, label: string): WhenInput {
  const type = kind === 'date' ? 'Input.Date' : 'Input.Time';
  return { type, id: idOf(name, 'text'), label, ...(value === '' ? {} : { value }) };
}

function inputElement(block: PlainInput): TextInput | ChoiceSetInput {
  switch (block.kind) {
    case 'text-input':
      return textInput(block);
    case 'choice':
      return choiceSet(block, { many: block.many, chosen: block.chosen });
    case 'scale':
      return choiceSet(block, { many: false, chosen: [] });
  }
}

/** Teams has a picker of people, and none of channels. */
function isPicker({ platform, what, chosen }: PickBlock): boolean {
  return platform === 'teams' && what === 'person' && !chosen.some((id) => id.includes(','));
}

/**
 * Everybody of the organisation, found while typing, by their Entra object ids
 * (https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/people-picker).
 */
function peoplePicker({ name, label, hint, many, chosen }: PickBlock): ChoiceSetInput {
  const shown = [plain(label), plain((hint ?? '').trim())].filter((part) => part !== '');
  return {
    type: 'Input.ChoiceSet',
    id: idOf(name, many ? 'many' : 'one'),
    label: cutAtWord(shown.join('\n'), LIMITS.text) || WORDS.nothing,
    style: 'compact',
    ...(many ? { isMultiSelect: true } : {}),
    wrap: true,
    choices: [],
    'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
    ...(chosen.length === 0 ? {} : { value: (many ? chosen : chosen.slice(0, 1)).join(',') }),
  };
}

/** An input where nothing can be filled in: the question and its choices, to read. */
export function inputAsText(block: MessageInput): CardElement[] {
  const hint = clean(block.hint ?? '');
  const caption: Run[] = [{ text: block.label, weight: 'Bolder' }];
  if (hint !== '') caption.push({ text: ` ${hint}` });
  if (!('options' in block)) return paragraph(caption);
  return bulleted(
    block.options.map(({ label }) => [{ text: label }]),
    caption,
  );
}

/** A line to write in, or several. Without options a choice is one too: there is no choice set of nothing. */
function textInput(block: PlainInput): TextInput {
  const { lines, maxLength, value } =
    block.kind === 'text-input' ? block : { lines: 1, maxLength: LIMITS.inputText, value: '' };
  const given = cutAtCharacter(clean(value), LIMITS.inputText);
  // The client counts UTF-16 units, we count code points: what stands there already must not be refused.
  const most = Math.min(Math.max(maxLength, given.length, 1), LIMITS.inputText);
  return {
    type: 'Input.Text',
    id: idOf(block.name, 'text'),
    label: labelOf(block),
    ...(lines > 1 ? { isMultiline: true } : {}),
    maxLength: most,
    ...(given === '' ? {} : { value: given }),
  };
}

/** All choices open to see where they are few; else a menu. */
function choiceSet(
  block: ChoiceBlock | ScaleBlock,
  { many, chosen }: { readonly many: boolean; readonly chosen: readonly string[] },
): TextInput | ChoiceSetInput {
  if (block.options.some(({ value }) => value === '' || value.includes(',')))
    throw new RangeError('the value of an option has at least one character and no comma');
  if (block.options.length === 0) return textInput(block);
  const options = block.options.slice(0, LIMITS.options);
  const held = options.filter(({ value }) => chosen.includes(value)).map(({ value }) => value);
  const value = (many ? held : held.slice(0, 1)).join(',');
  const isOpen = options.length <= LIMITS.openOptions;
  return {
    type: 'Input.ChoiceSet',
    id: idOf(block.name, many ? 'many' : 'one'),
    label: labelOf(block),
    style: isOpen ? 'expanded' : 'compact',
    ...(many ? { isMultiSelect: true } : {}),
    wrap: true,
    ...(isOpen ? {} : { placeholder: many ? WORDS.chooseMany : WORDS.choose }),
    choices: options.map((option) => ({ title: choiceTitle(option.label), value: option.value })),
    ...(value === '' ? {} : { value }),
  };
}

/**
 * Label and hint in one: the label is all that Teams joins to an input for screen readers; a text above would not be heard
 * by somebody who goes from input to input.
 */
function labelOf(block: PlainInput): string {
  const parts = [plain(block.label), hintOf(block)].filter((part) => part !== '');
  return cutAtWord(parts.join('\n'), LIMITS.inputLabel) || WORDS.nothing;
}

function hintOf(block: PlainInput): string {
  const isCut = block.kind !== 'text-input' && block.options.length > LIMITS.options;
  const parts = [plain(block.hint ?? ''), isCut ? WORDS.moreOptions(LIMITS.options) : ''];
  return parts.filter((part) => part !== '').join('\n');
}
