import { LIMITS } from '../limits.ts';

/**
 * What an input gives: a text, one value or none, or many. Teams sends one text for all three, many values with commas
 * between them, so the id of an input says which it is.
 */
export type InputKind = 'text' | 'one' | 'many';

/** What the inputs of the core are called. */
const NAME = /^[A-Za-z][A-Za-z0-9._:-]*$/;
const KINDS: readonly InputKind[] = ['text', 'one', 'many'];

/** The id of an input: `text.words`. Throws a RangeError for a name that no input of ours has. */
export function idOf(name: string, kind: InputKind): string {
  if (!isName(name))
    throw new RangeError('an input is named by a letter and up to 63 letters, digits and signs');
  return `${kind}.${name}`;
}

/** What the input with this id is called and gives, or null if it is none of ours. */
export function readInputId(id: string): { readonly name: string; readonly kind: InputKind } | null {
  const kind = KINDS.find((each) => id.startsWith(`${each}.`));
  const name = kind === undefined ? '' : id.slice(kind.length + 1);
  return kind !== undefined && isName(name) ? { name, kind } : null;
}

function isName(name: string): boolean {
  return name.length <= LIMITS.inputName && NAME.test(name);
}
