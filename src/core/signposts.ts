import type { Change } from '../features/governance/rules/change.ts';
import type { Trust } from '../features/release/messages.ts';
import type { Circle } from './circle.ts';
import type { Context } from './context.ts';
import type { FailureCode } from './messages/failure.ts';
import { type FormInputs, faultAt, saidIn } from './messages/form-inputs.ts';
import { SIGNPOST_INPUTS } from './messages/signpost.ts';
import { type Result, success } from './result.ts';
import { checkSignpost, type Signpost, signpostOf } from './signpost.ts';

/** What stands where the circle's people write. */
export async function circleSignpost(
  { store }: Context,
  circle: Pick<Circle, 'id' | 'timezone'>,
): Promise<Signpost> {
  return signpostOf(circle, await store.tables.circles.signpost(circle.id));
}

/** Who could watch an answer pass, and whom people of this circle can talk to outside it. */
export async function circleTrust({ store, operator }: Context, { id }: Pick<Circle, 'id'>): Promise<Trust> {
  return { operator, outside: await store.tables.circles.outside(id) };
}

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
