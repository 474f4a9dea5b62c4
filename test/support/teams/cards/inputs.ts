import { isPayload, objects, text } from '../../slack/payload.ts';
import type { Payload } from '../types.ts';
import { labelOf } from './elements.ts';
import type { Pickable } from './view.ts';

const on = (toggle: Payload): string => text(toggle.valueOn) || 'true';
const off = (toggle: Payload): string => text(toggle.valueOff) || 'false';

/** What stands in an input at first. A toggle is always one of its two values. */
export function startValue(input: Payload): string {
  const { value } = input;
  if (input.type === 'Input.Toggle') return text(value) === on(input) ? on(input) : off(input);
  return typeof value === 'number' ? String(value) : text(value);
}

/** What an input would send after a person's choice. Throws where the client would not let them. */
export function put(input: Payload, choice: string | readonly string[], people: readonly Pickable[]): string {
  const choices = [choice].flat();
  const [first = ''] = choices;
  const label = labelOf(input);
  if (input.type === 'Input.ChoiceSet') {
    if (choices.length > 1 && input.isMultiSelect !== true) throw new Error(`«${label}» takes one value.`);
    return choices
      .filter((each) => each !== '')
      .map((each) => chosen(input, each, people))
      .join(',');
  }
  if (choices.length > 1) throw new Error(`«${label}» takes one value.`);
  switch (input.type) {
    case 'Input.Text':
      return typed(input, first);
    case 'Input.Number':
      return number(input, first);
    case 'Input.Toggle':
      if (![on(input), off(input), 'on', 'off'].includes(first)) {
        throw new Error(`«${label}» is on or off, not «${first}».`);
      }
      return first === 'on' || first === on(input) ? on(input) : off(input);
    case 'Input.Date':
      return shaped(input, first, /^\d{4}-\d\d-\d\d$/);
    case 'Input.Time':
      return shaped(input, first, /^\d\d:\d\d$/);
    default:
      throw new Error(`Nothing can be put into «${text(input.type)}».`);
  }
}

/** By title or value; in a people picker by name or object id, whose value is the object id. */
function chosen(input: Payload, name: string, people: readonly Pickable[]): string {
  const choices = objects(input.choices);
  const found = choices.find(({ title }) => title === name) ?? choices.find(({ value }) => value === name);
  if (found !== undefined) return text(found.value);
  const dataset = isPayload(input['choices.data']) ? text(input['choices.data'].dataset) : '';
  if (dataset.startsWith('graph.microsoft.com/users')) {
    const person = people.find(({ aad, name: called }) => aad === name || called === name);
    if (person !== undefined) return person.aad;
    throw new Error(`«${labelOf(input)}» finds nobody called «${name}».`);
  }
  const known = choices.map(({ title }) => text(title)).join(', ');
  throw new Error(`«${labelOf(input)}» has no choice «${name}», only: ${known || 'none'}.`);
}

function typed(input: Payload, value: string): string {
  const max = input.maxLength;
  if (typeof max === 'number' && value.length > max) {
    throw new Error(`«${labelOf(input)}» takes ${max} characters, not ${value.length}.`);
  }
  if (input.isMultiline !== true && value.includes('\n')) throw new Error(`«${labelOf(input)}» is one line.`);
  return value;
}

function number(input: Payload, value: string): string {
  if (value === '') return '';
  const { min, max } = input;
  const given = Number(value);
  const low = typeof min === 'number' && given < min;
  const high = typeof max === 'number' && given > max;
  if (!Number.isFinite(given) || low || high)
    throw new Error(`«${labelOf(input)}» does not take «${value}».`);
  return value;
}

function shaped(input: Payload, value: string, shape: RegExp): string {
  if (value === '' || shape.test(value)) return value;
  throw new Error(`«${labelOf(input)}» does not take «${value}».`);
}
