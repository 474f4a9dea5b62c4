import { elementsOf, labelOf, optionsOf, type PlacedElement } from './elements.ts';
import { text, words } from './payload.ts';
import type { Payload } from './types.ts';

/** Where each kind of element keeps its choice, and where it says what was chosen at first. */
const FIELDS: Readonly<Record<string, readonly [kept: string, initial: string]>> = {
  plain_text_input: ['value', 'initial_value'],
  number_input: ['value', 'initial_value'],
  email_text_input: ['value', 'initial_value'],
  url_text_input: ['value', 'initial_value'],
  static_select: ['selected_option', 'initial_option'],
  radio_buttons: ['selected_option', 'initial_option'],
  checkboxes: ['selected_options', 'initial_options'],
  multi_static_select: ['selected_options', 'initial_options'],
  users_select: ['selected_user', 'initial_user'],
  multi_users_select: ['selected_users', 'initial_users'],
  channels_select: ['selected_channel', 'initial_channel'],
  conversations_select: ['selected_conversation', 'initial_conversation'],
  datepicker: ['selected_date', 'initial_date'],
  timepicker: ['selected_time', 'initial_time'],
};

const keyOf = ({ block, element }: PlacedElement): string =>
  JSON.stringify([block.block_id, element.action_id, element.type]);

/** What stands in the inputs of a view or message, as the person's client holds it. */
export class FormState {
  #blocks: readonly Payload[];
  readonly #chosen = new Map<string, unknown>();

  constructor(blocks: readonly Payload[]) {
    this.#blocks = blocks;
  }

  /** Other blocks: what stood in an element stays where block id, action id and kind are the same, and only there. */
  replace(blocks: readonly Payload[]): void {
    this.#blocks = blocks;
    const keys = new Set(elementsOf(blocks).map(keyOf));
    for (const key of this.#chosen.keys()) if (!keys.has(key)) this.#chosen.delete(key);
  }

  /** The value of one element, as payloads carry it. */
  read(placed: PlacedElement): Payload {
    const type = text(placed.element.type);
    const fields = FIELDS[type];
    if (fields === undefined) return { type };
    const [kept, initial] = fields;
    const key = keyOf(placed);
    const empty = kept.endsWith('s') ? [] : null;
    const value = this.#chosen.has(key) ? this.#chosen.get(key) : (placed.element[initial] ?? empty);
    return { type, [kept]: value };
  }

  /** `state.values`: by block id, then action id. */
  values(): Payload {
    const values: Record<string, Record<string, Payload>> = {};
    for (const placed of elementsOf(this.#blocks)) {
      if (FIELDS[text(placed.element.type)] === undefined) continue;
      const block = text(placed.block.block_id);
      values[block] = { ...values[block], [text(placed.element.action_id)]: this.read(placed) };
    }
    return values;
  }

  /** Puts in what a person types or picks. Throws where the client would not let them. */
  put(placed: PlacedElement, choice: string | readonly string[]): void {
    const { element } = placed;
    const [kept] = FIELDS[text(element.type)] ?? [];
    if (kept === undefined) throw new Error(`Nothing can be put into a ${text(element.type)}.`);
    const choices = [choice].flat();
    if (!kept.endsWith('s') && choices.length !== 1) throw new Error(`«${labelOf(placed)}» takes one value.`);
    const max = element.max_selected_items;
    if (typeof max === 'number' && choices.length > max)
      throw new Error(`«${labelOf(placed)}» takes ${max}.`);
    const values = kept.startsWith('selected_option')
      ? choices.map((each) => optionNamed(placed, each))
      : choices.map((each) => (kept === 'value' ? typed(placed, each) : each));
    this.#chosen.set(keyOf(placed), kept.endsWith('s') ? values : values[0]);
  }

  /** Labels of the inputs that keep the client from submitting. */
  incomplete(): readonly string[] {
    return elementsOf(this.#blocks)
      .filter((placed) => placed.block.type === 'input' && !this.#fulfils(placed))
      .map(labelOf);
  }

  #fulfils(placed: PlacedElement): boolean {
    const { type, ...rest } = this.read(placed);
    const value = Object.values(rest)[0];
    const empty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
    if (empty) return placed.block.optional === true;
    const min = placed.element.min_length;
    return type !== 'plain_text_input' || typeof min !== 'number' || text(value).length >= min;
  }
}

function optionNamed(placed: PlacedElement, name: string): Payload {
  const options = optionsOf(placed.element);
  const found =
    options.find((option) => words(option.text) === name) ?? options.find((option) => option.value === name);
  if (found === undefined) {
    const known = options.map((option) => words(option.text)).join(', ');
    throw new Error(`«${labelOf(placed)}» has no option «${name}», only: ${known}.`);
  }
  return found;
}

function typed(placed: PlacedElement, value: string): string | null {
  const { max_length: max, type } = placed.element;
  const limit = typeof max === 'number' ? max : 3000;
  if (type === 'plain_text_input' && value.length > limit) {
    throw new Error(`«${labelOf(placed)}» takes ${limit} characters, not ${value.length}.`);
  }
  return value === '' ? null : value;
}

/** The element of a surface that a person means by a label, block id or action id; `undefined` if none or a button. */
export function elementNamed(blocks: readonly Payload[], name: string): PlacedElement | undefined {
  const usable = elementsOf(blocks).filter(({ element }) => FIELDS[text(element.type)] !== undefined);
  return (
    usable.find((placed) => labelOf(placed) === name) ??
    usable.find(({ block }) => block.block_id === name) ??
    usable.find(({ element }) => element.action_id === name)
  );
}

/** Labels of what a person can fill in, in order. */
export const namesOf = (blocks: readonly Payload[]): readonly string[] =>
  elementsOf(blocks)
    .filter(({ element }) => FIELDS[text(element.type)] !== undefined)
    .map(labelOf);
