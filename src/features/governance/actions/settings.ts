import { action, type Doing, type FindSubject } from '../../../core/actions/action.ts';
import { type DeclaredAction, done, refused, refusedForm, shown } from '../../../core/actions/handler.ts';
import type { Person } from '../../../core/actions/person.ts';
import type { Ahead } from '../../../core/calendar/ahead.ts';
import type { Circle } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { FailureCode } from '../../../core/messages/failure.ts';
import { REASON_INPUT } from '../../../core/messages/form-blocks.ts';
import { type FormInputs, reasonIn } from '../../../core/messages/form-inputs.ts';
import type { Reply } from '../../../core/ports/interaction.ts';
import type { Message } from '../../../core/ports/message.ts';
import { type Result, refuse } from '../../../core/result.ts';
import { kindOf } from '../change-kinds.ts';
import { settingsChanged } from '../messages/changed.ts';
import { marked } from '../messages/form-mark.ts';
import type { Change } from '../rules/change.ts';
import { changeCircle } from '../use-cases/changes.ts';
import { namingOf } from '../use-cases/views.ts';
import { changedMeanwhile } from './meanwhile.ts';

/** One form of the circle's settings: what it is about, how it looks, and what a filled-in one would change. */
export interface SettingsForm<Subject> {
  readonly subject: FindSubject<Subject>;
  readonly open: (context: Context, doing: Doing<Subject>) => Promise<OpenForm>;
}

export interface OpenForm {
  readonly form: Message;
  readonly read: (inputs: FormInputs) => Result<readonly Change[], FailureCode>;
}

/** Shows a form to a steward. */
export function formAction<Subject>({ subject, open }: SettingsForm<Subject>): DeclaredAction {
  return action({
    by: 'steward',
    subject,
    run: async (context, doing) => shown(marked((await open(context, doing)).form)),
  });
}

/**
 * Saves a filled-in form: what one steward may change at once, and asks for the rest. Where somebody else changed something since it
 * was opened it comes back first.
 */
export function saveAction<Subject>({ subject, open }: SettingsForm<Subject>): DeclaredAction {
  return action({
    by: 'steward',
    subject,
    run: async (context, doing) => {
      const { inputs } = doing.interaction;
      const { form: fresh, read } = await open(context, doing);
      const told = changedMeanwhile(doing.interaction, fresh, doing.person.reader);
      if (told !== null) return told;
      const form = marked(fresh);
      const changes = read(inputs);
      if (changes.ok) return makeChanges(context, doing.person, changes.value, { form, inputs });
      return refusedForm(changes, doing.person.reader, form);
    },
  });
}

/** What is known beside the changes: the form to mend, what it held, and what was made already. */
export interface Making {
  readonly form: Message | null;
  readonly inputs?: FormInputs;
  readonly before?: readonly Change[];
}

/** Makes changes for somebody and tells them what holds now and what waits. */
export async function makeChanges(
  context: Context,
  { circle, member, reader }: Person,
  changes: readonly Change[],
  { form, inputs = {}, before = [] }: Making,
): Promise<Reply> {
  const reason = reasonIn(inputs);
  const outcome = reason.ok ? await changeCircle(context, circle, member, changes, reason.value) : reason;
  if (!outcome.ok) {
    const code = asFailure(outcome.code, outcome.details?.threshold);
    if (form === null) return refused(code, reader);
    const aboutReason = code === 'no-reason' || code === 'reason-too-long';
    return refusedForm(refuse(code, aboutReason ? { input: REASON_INPUT } : {}), reader, form);
  }
  const { asked } = outcome.value;
  const made = [...before, ...outcome.value.made];
  const view = { made, asked: asked.map(({ change }) => change) };
  const naming = await namingOf(context.store, circle);
  const ahead = await aheadOf(context, circle, [...view.made, ...view.asked]);
  return done(settingsChanged({ circleId: circle.id, ...view, naming, ahead }, reader));
}

/** Of the one among these changes that plans something: a form is about one plan. */
async function aheadOf(context: Context, circle: Circle, changes: readonly Change[]): Promise<Ahead | null> {
  for (const change of changes) {
    const ahead = await kindOf(context, change).ahead({ context, tx: context.store, circle }, change);
    if (ahead !== null) return ahead;
  }
  return null;
}

/** Two numbers have a floor of their own, and a sentence that says it. */
export function asFailure(
  code: FailureCode | 'below-floor',
  threshold: string | number | undefined,
): FailureCode {
  if (code !== 'below-floor') return code;
  return threshold === 'comments' ? 'below-floor-comments' : 'below-floor-scores';
}
