import type { Action } from '../../src/core/ports/action.ts';

/** What a platform names the two calls that people find in its menus. */
export interface Calls {
  readonly say: string;
  readonly youSaid: string;
}

/** Longer than the core takes; people shorten it in the form. */
const MOST_CHARACTERS = 2_000;

/**
 * What a call opens: a form, always. Nothing is put on a list before somebody sends it. Of a message only its words are handed on,
 * as `wordsOf` takes them out of the platform's markup: not who wrote it, where or when. null: no call of ours.
 */
export function openedByCall(
  calls: Calls,
  call: string,
  message: string | null,
  wordsOf: (message: string) => string,
): Action | null {
  if (call === calls.say) return { name: 'say.form', subject: '' };
  if (call !== calls.youSaid || message === null) return null;
  const value = [...wordsOf(message)].slice(0, MOST_CHARACTERS).join('');
  return { name: 'say.from-message', subject: '', value };
}
