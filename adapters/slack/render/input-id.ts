/** What the inputs of the core are called; with `input.` before it such a name is a block id of ours. */
const NAME = /^[A-Za-z][A-Za-z0-9._:-]{0,63}$/;
const PREFIX = 'input.';
const EDITION = /~(\d{1,4})$/;

/** The action id of every input: its block id says which one it is. */
export const INPUT_ACTION_ID = 'value';

/**
 * The block id of an input. The same name has the same id in every view, because Slack keeps what was typed when a view
 * is updated where block id and action id stay (https://docs.slack.dev/surfaces/modals#updating_apis). Throws a
 * RangeError for a name that no input of ours has.
 */
export function blockIdOf(name: string): string {
  if (!NAME.test(name))
    throw new RangeError('an input is named by a letter and up to 63 letters, digits and signs');
  return `${PREFIX}${name}`;
}

/** The name of the input with this block id, or null if it is none of ours. */
export function inputNameOf(blockId: string): string | null {
  const name = blockId.slice(PREFIX.length).replace(EDITION, '');
  return blockId.startsWith(PREFIX) && NAME.test(name) ? name : null;
}

/** How often the inputs of a view were drawn anew, against what was typed; by their block ids. */
export function editionIn(blockIds: readonly string[]): number {
  return Math.max(0, ...blockIds.map((id) => Number(EDITION.exec(id)?.[1] ?? 0)));
}

/** The block id of an input in such an edition: under a new id Slack shows what we say, and not what was typed. */
export function blockIdIn(edition: number, blockId: string): string {
  return edition === 0 ? blockId : `${blockId}~${edition}`;
}
