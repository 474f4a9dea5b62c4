import type { Inputs } from '../../chat/typed.ts';
import { LIMITS } from '../limits.ts';
import { readInputId } from '../render/input-id.ts';
import type { Data } from './activities.ts';

/**
 * What a person filled in. `unreadable`: too many inputs, or values that are no text, which no card of ours can have sent;
 * `too-large`: a text longer than our cards let people type. Teams sends one text for each input, choices of many with commas
 * between; what kind an input is stands in its id.
 */
export function readInputs(data: Data): Inputs | 'unreadable' | 'too-large' {
  const read = new Map<string, readonly string[]>();
  for (const [id, value] of Object.entries(data)) {
    const input = readInputId(id);
    if (input === null) continue;
    if (typeof value !== 'string') return 'unreadable';
    if ([...value].length > LIMITS.inputText) return 'too-large';
    read.set(input.name, valuesOf(input.kind, value));
  }
  return read.size > LIMITS.inputs ? 'unreadable' : Object.fromEntries(read);
}

function valuesOf(kind: 'text' | 'one' | 'many', value: string): readonly string[] {
  if (kind === 'text') return [value];
  if (kind === 'one') return value === '' ? [] : [value];
  return value.split(',').filter((each) => each !== '');
}
