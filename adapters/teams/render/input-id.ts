import { LIMITS } from '../limits.ts';

/** What the inputs of the core are called; with `input.` before it such a name is the id of an input in a card. */
const NAME = /^[A-Za-z][A-Za-z0-9._:-]*$/;
const PREFIX = 'input.';

/** The id of an input. Throws a RangeError for a name that no input of ours has. */
export function idOf(name: string): string {
  if (!isName(name))
    throw new RangeError('an input is named by a letter and up to 63 letters, digits and signs');
  return `${PREFIX}${name}`;
}

/** The name of the input with this id, or null if it is none of ours. */
export function nameOf(id: string): string | null {
  const name = id.slice(PREFIX.length);
  return id.startsWith(PREFIX) && isName(name) ? name : null;
}

function isName(name: string): boolean {
  return name.length <= LIMITS.inputName && NAME.test(name);
}
