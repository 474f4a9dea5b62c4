import type { FailureCode } from '../../../core/messages/failure.ts';
import { type FormInputs, faultAt, saidIn } from '../../../core/messages/form-inputs.ts';
import { SIGNPOST_INPUTS } from '../../../core/messages/signpost.ts';
import { type Result, success } from '../../../core/result.ts';
import { checkSignpost, type Signpost } from '../../../core/signpost.ts';
import type { Change } from '../../governance/rules/change.ts';

/** What a filled-in form would change of where people can turn; empty where nothing differs. */
export function readSignpostForm(
  inputs: FormInputs,
  now: { readonly signpost: Signpost; readonly outside: string | null },
): Result<readonly Change[], FailureCode> {
  const text = checkSignpost(saidIn(inputs, SIGNPOST_INPUTS.text));
  if (!text.ok) return faultAt(text.code, SIGNPOST_INPUTS.text);
  const outside = checkSignpost(saidIn(inputs, SIGNPOST_INPUTS.outside));
  if (!outside.ok) return faultAt(outside.code, SIGNPOST_INPUTS.outside);
  const before = now.signpost.kind === 'own' ? now.signpost.text : null;
  return success([
    ...(text.value === before ? [] : [{ kind: 'signpost', text: text.value } as const]),
    ...(outside.value === now.outside ? [] : [{ kind: 'outside', text: outside.value } as const]),
  ]);
}
