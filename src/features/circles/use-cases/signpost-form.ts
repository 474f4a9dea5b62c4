import type { FailureCode } from '../../../core/messages/failure.ts';
import { type FormInputs, faultAt, saidIn, together } from '../../../core/messages/form-inputs.ts';
import { SIGNPOST_INPUTS } from '../../../core/messages/signpost.ts';
import { type Result, success } from '../../../core/result.ts';
import { checkSignpost, type Signpost } from '../../../core/signpost.ts';
import type { Change } from '../../governance/rules/change.ts';

/** What a filled-in form would change of where people can turn; empty where nothing differs. */
export function readSignpostForm(
  inputs: FormInputs,
  now: { readonly signpost: Signpost; readonly outside: string | null },
): Result<readonly Change[], FailureCode> {
  const said = (input: string) => {
    const checked = checkSignpost(saidIn(inputs, input));
    return checked.ok ? checked : faultAt(checked.code, input);
  };
  const read = together({ text: said(SIGNPOST_INPUTS.text), outside: said(SIGNPOST_INPUTS.outside) });
  if (!read.ok) return read;
  const { text, outside } = read.value;
  const before = now.signpost.kind === 'own' ? now.signpost.text : null;
  return success([
    ...(text === before ? [] : [{ kind: 'signpost', text } as const]),
    ...(outside === now.outside ? [] : [{ kind: 'outside', text: outside } as const]),
  ]);
}
