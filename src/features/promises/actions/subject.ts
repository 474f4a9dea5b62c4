import { type ActionDeclaration, action, inCircle } from '../../../core/actions/action.ts';
import { refused, refusedAt } from '../../../core/actions/handler.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Reply } from '../../../core/ports/interaction.ts';
import type { Message } from '../../../core/ports/message.ts';
import { isReadable, type PromiseItem, type PromiseRefusal } from '../rules/promise.ts';
import { promiseTable } from '../tables.ts';

/** Words that no digest has shown yet cannot be found by their id either. */
const promiseSubject = inCircle(async (tx, id) => {
  const item = await promiseTable.find(tx, id);
  return item === null || !isReadable(item) ? null : item;
});

/** Whatever a member does with a promise: whose turn it is, only its rules can say. */
export function aboutPromise(run: ActionDeclaration<PromiseItem>['run']) {
  return action({ by: 'member', subject: promiseSubject, missing: 'words-gone', run });
}

export function asFailure(code: PromiseRefusal) {
  if (code === 'no-such-promise') return 'words-gone';
  // The words of a request that is over speak of a turn.
  return code === 'request-over' ? 'owner-request-over' : code;
}

/** Words that can be mended come back with their form; for the rest the sentence is all. */
export function refusedWords(refusal: PromiseRefusal, reader: Reader, form: Message, input: string): Reply {
  const code = asFailure(refusal);
  const mends = code === 'no-words' || code === 'words-too-long';
  return mends ? refusedAt(code, reader, form, input) : refused(code, reader);
}
