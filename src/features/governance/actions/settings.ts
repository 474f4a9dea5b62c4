import { done, refused, refusedAt, shown } from '../../../core/actions/handler.ts';
import type { Asker, Person } from '../../../core/actions/person.ts';
import { isSteward, type PlatformName } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { FailureCode } from '../../../core/messages/failure.ts';
import { REASON_INPUT } from '../../../core/messages/form-blocks.ts';
import { reasonIn } from '../../../core/messages/form-inputs.ts';
import type { Interaction, Reply } from '../../../core/ports/interaction.ts';
import type { Message } from '../../../core/ports/message.ts';
import { settingsChanged } from '../messages/changed.ts';
import type { Change } from '../rules/change.ts';
import { type ChangeRefusal, changeCircle } from '../use-cases/changes.ts';
import { namingOf } from '../use-cases/views.ts';

/** One form of the circle's settings: what it is about, how it looks, and what a filled-in one would change. */
export interface SettingsForm {
  readonly person: Person;
  readonly form: Message;
  read(inputs: Interaction['inputs']):
    | { readonly ok: true; readonly value: readonly Change[] }
    | {
        readonly ok: false;
        readonly code: FailureCode;
        readonly details?: Readonly<Record<string, string | number>>;
      };
}

/** Finds the form that a subject stands for; null: there is none, or it is not this person's circle. */
export type FindForm = (
  context: Context,
  asker: Asker,
  subject: string,
  platform: PlatformName,
) => Promise<SettingsForm | null>;

/** Shows a form to a steward. */
export async function showForm(
  find: FindForm,
  context: Context,
  asker: Asker,
  { action, platform }: Interaction,
): Promise<Reply> {
  const found = await find(context, asker, action.subject, platform);
  if (found === null) return refused('not-found', asker.anywhere.reader);
  if (!isSteward(found.person.member)) return refused('not-a-steward', found.person.reader);
  return shown(found.form);
}

/** Saves a filled-in form: what one steward may change at once, and asks for the rest. */
export async function saveForm(
  find: FindForm,
  context: Context,
  asker: Asker,
  { action, inputs, platform }: Interaction,
): Promise<Reply> {
  const found = await find(context, asker, action.subject, platform);
  if (found === null) return refused('not-found', asker.anywhere.reader);
  const { person, form } = found;
  if (!isSteward(person.member)) return refused('not-a-steward', person.reader);
  const changes = found.read(inputs);
  if (changes.ok) return makeChanges(context, person, changes.value, { form, inputs });
  const input = changes.details?.input;
  return refusedAt(changes.code, person.reader, form, input === undefined ? null : String(input));
}

/** What is known beside the changes: the form to mend, what it held, and what was made already. */
export interface Making {
  readonly form: Message | null;
  readonly inputs?: Interaction['inputs'];
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
    const code =
      outcome.code === 'below-floor' ? asFailure(outcome.code, outcome.details?.threshold) : outcome.code;
    if (form === null) return refused(code, reader);
    const aboutReason = code === 'no-reason' || code === 'reason-too-long';
    return refusedAt(code, reader, form, aboutReason ? REASON_INPUT : null);
  }
  const { asked } = outcome.value;
  const made = [...before, ...outcome.value.made];
  const naming = await namingOf(context.store.tables, circle);
  return done(
    settingsChanged({ circleId: circle.id, made, asked: asked.map(({ change }) => change), naming }, reader),
  );
}

/** Two numbers have a floor of their own, and a sentence that says it. */
export function asFailure(code: ChangeRefusal, threshold: string | number | undefined): FailureCode {
  if (code !== 'below-floor') return code;
  return threshold === 'comments' ? 'below-floor-comments' : 'below-floor-scores';
}
