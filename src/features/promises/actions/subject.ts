import { type ActionDeclaration, action, inCircle } from '../../../core/actions/action.ts';
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
  return code === 'no-such-promise' ? 'words-gone' : code;
}
