import { z } from 'zod';
import { ACTIONS, type Action, type ActionName } from '../../src/core/ports/action.ts';

/** An action as signed texts hold it: name, subject, and its value where it has one. */
export const signedActionSchema = z
  .tuple([z.string(), z.string(), z.string().optional()])
  .transform(([name, subject, value], context): Action => {
    if (isActionName(name)) return { name, subject, ...(value === undefined ? {} : { value }) };
    context.addIssue('no action of ours');
    return z.NEVER;
  });

export function signedAction({ name, subject, value }: Action): readonly string[] {
  return value === undefined ? [name, subject] : [name, subject, value];
}

function isActionName(name: string): name is ActionName {
  return Object.hasOwn(ACTIONS, name);
}
