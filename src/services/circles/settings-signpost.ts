import type { Change } from '../../domain/governance/change.ts';
import { type Result, success } from '../../domain/result.ts';
import { checkSignpost, type Signpost } from '../../domain/signpost.ts';
import type { FailureCode } from '../../messages/failure.ts';
import { SIGNPOST_INPUTS } from '../../messages/signpost.ts';
import { type FormInputs, faultAt, saidIn } from './form-inputs.ts';

/** What a filled-in form would change of the signpost; empty where nothing differs. */
export function readSignpostForm(inputs: FormInputs, now: Signpost): Result<readonly Change[], FailureCode> {
  const text = checkSignpost(saidIn(inputs, SIGNPOST_INPUTS.text));
  if (!text.ok) return faultAt(text.code, SIGNPOST_INPUTS.text);
  const before = now.kind === 'own' ? now.text : null;
  return success(text.value === before ? [] : [{ kind: 'signpost', text: text.value }]);
}
