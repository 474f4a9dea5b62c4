import type {
  Checkboxes,
  Datepicker,
  InputBlock,
  MultiStaticSelect,
  PlainTextInput,
  PlainTextOption,
  RadioButtons,
  StaticSelect,
  Timepicker,
} from '@slack/types';
import type {
  ChoiceBlock,
  PickBlock,
  ScaleBlock,
  TextInputBlock,
  WhenBlock,
} from '../../../src/core/ports/message.ts';
import { isWhen, type MessageInput, typedIds, typedWhen } from '../../chat/typed.ts';
import { LIMITS } from '../limits.ts';
import { blockIdOf, INPUT_ACTION_ID } from './input-id.ts';
import { pickerOf } from './pickers.ts';
import { bulleted, paragraph } from './rich-text.ts';
import type { SlackBlock } from './slack-block.ts';
import { clean, cutAtCharacter, cutAtWord, plain, splitAtWord } from './text.ts';
import { WORDS } from './words.ts';

/** All but what Slack lists by itself. */
type PlainInput = Exclude<MessageInput, PickBlock | WhenBlock>;

/**
 * An input as Slack has it, which adds "(optional)" to what may be left empty and says itself what is missing. Labels, hints
 * and choices longer than Slack takes stand above it in full. Throws a RangeError for a name or an option value that is
 * not one of ours (1 to 150 characters). `team`: the workspace that the form is shown in, for pickers.
 */
export function inputBlocks(block: MessageInput, team: string | null): SlackBlock[] {
  if (isWhen(block)) {
    // Slack's pickers cannot be emptied again: what stands there already must be, so it is a text.
    if (block.value === '') return drawn(block, pickerOfWhen(block));
    const typed = typedWhen(block);
    return drawn(typed, textElement(typed));
  }
  if (block.kind !== 'pick') return drawn(block, elementOf(block));
  const picker = pickerOf(block, team);
  if (picker !== null) return drawn(block, picker);
  const typed = typedIds(block, LIMITS.inputText);
  return drawn(typed, textElement(typed));
}

function pickerOfWhen({ kind }: WhenBlock): Datepicker | Timepicker {
  return { type: kind === 'date' ? 'datepicker' : 'timepicker', action_id: INPUT_ACTION_ID };
}

function elementOf(block: PlainInput): InputBlock['element'] {
  return block.kind === 'text-input' ? textElement(block) : choiceElement(block);
}

function drawn(block: MessageInput, element: InputBlock['element']): SlackBlock[] {
  const hint = hintOf(block);
  const input: InputBlock = {
    type: 'input',
    block_id: blockIdOf(block.name),
    label: plain(block.label, LIMITS.inputLabel),
    ...(hint === '' ? {} : { hint: plain(hint, LIMITS.inputHint) }),
    optional: block.required !== true,
    element,
  };
  return [...inFull(block), input];
}

/** An input where nothing can be filled in: the question and its choices, to read. */
export function inputAsText(block: MessageInput): SlackBlock[] {
  const hint = clean(block.hint ?? '');
  const caption = [{ text: block.label, bold: true }, ...(hint === '' ? [] : [{ text: ` ${hint}` }])];
  if (!('options' in block)) return paragraph(caption);
  return bulleted(
    block.options.map(({ label }) => [{ text: label }]),
    caption,
  );
}

function textElement({ lines, maxLength, value }: TextInputBlock): PlainTextInput {
  const given = cutAtCharacter(clean(value), LIMITS.inputText);
  // Slack counts in the browser, we count code points: what stands there already must not be refused.
  const most = Math.min(Math.max(maxLength, given.length, 1), LIMITS.inputText);
  return {
    type: 'plain_text_input',
    action_id: INPUT_ACTION_ID,
    multiline: lines > 1,
    max_length: most,
    ...(given === '' ? {} : { initial_value: given }),
  };
}

/**
 * Buttons to tick show every choice at once; a menu only where there are more than Slack takes as buttons. A choice
 * without options becomes a line to write in, because Slack has no empty menu.
 */
function choiceElement(
  block: ChoiceBlock | ScaleBlock,
): Checkboxes | MultiStaticSelect | PlainTextInput | RadioButtons | StaticSelect {
  const options = block.options.slice(0, LIMITS.selectOptions).map(optionOf);
  const chosen = block.kind === 'choice' ? block.chosen : [];
  const initial = options.filter(({ value }) => value !== undefined && chosen.includes(value));
  const [first] = initial;
  const action_id = INPUT_ACTION_ID;
  if (options.length === 0) return { type: 'plain_text_input', action_id };
  if (block.kind === 'choice' && block.many) {
    const held = initial.length === 0 ? {} : { initial_options: initial };
    if (options.length <= LIMITS.checkboxes) return { type: 'checkboxes', action_id, options, ...held };
    const placeholder = plain(WORDS.chooseMany, LIMITS.placeholder);
    return { type: 'multi_static_select', action_id, options, placeholder, ...held };
  }
  const held = first === undefined ? {} : { initial_option: first };
  if (options.length <= LIMITS.radioOptions) return { type: 'radio_buttons', action_id, options, ...held };
  const placeholder = plain(WORDS.choose, LIMITS.placeholder);
  return { type: 'static_select', action_id, options, placeholder, ...held };
}

/** The words of a choice go on in the line below it where they are too long for one. */
function optionOf({ value, label }: { readonly value: string; readonly label: string }): PlainTextOption {
  if (value.length < 1 || value.length > LIMITS.optionValue)
    throw new RangeError(`the value of an option has 1 to ${LIMITS.optionValue} characters`);
  const [first = '', ...rest] = splitAtWord(clean(label), LIMITS.optionText);
  return {
    text: plain(first, LIMITS.optionText),
    value,
    ...(rest.length === 0 ? {} : { description: plain(rest.join(' '), LIMITS.optionDescription) }),
  };
}

function hintOf(block: MessageInput): string {
  const hint = clean(block.hint ?? '');
  if (!('options' in block) || block.options.length <= LIMITS.selectOptions) return hint;
  const note = WORDS.moreOptions(LIMITS.selectOptions);
  return `${cutAtWord(hint, LIMITS.inputHint - note.length - 1)} ${note}`.trim();
}

/** What the input below has to cut, in full. */
function inFull(block: MessageInput): SlackBlock[] {
  const label =
    clean(block.label).length > LIMITS.inputLabel ? paragraph([{ text: block.label, bold: true }]) : [];
  const hint =
    clean(block.hint ?? '').length > LIMITS.inputHint ? paragraph([{ text: block.hint ?? '' }]) : [];
  const options = 'options' in block ? block.options.slice(0, LIMITS.selectOptions) : [];
  const cut = options.some(({ label: words }) => isCut(words));
  return [...label, ...hint, ...(cut ? bulleted(options.map(({ label: words }) => [{ text: words }])) : [])];
}

function isCut(label: string): boolean {
  const [, ...rest] = splitAtWord(clean(label), LIMITS.optionText);
  return rest.join(' ').length > LIMITS.optionDescription;
}
