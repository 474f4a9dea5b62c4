import { done, type Handlers, only, refused, refusedAt, shown } from '../../../core/actions/handler.ts';
import type { Asker, Person } from '../../../core/actions/person.ts';
import type { Context } from '../../../core/context.ts';
import { JOINING_INPUTS, joiningForm, joiningSettled } from '../messages/joining.ts';
import type { Joining } from '../rules/joining.ts';
import { acceptJoining, dismissJoining, type JoiningRefusal } from '../use-cases/joining/close-joining.ts';
import { joiningFor, joiningView } from '../use-cases/joining/views.ts';

/** `subject` is the question that stewards were asked. */
export const joiningHandlers: Handlers<'joining.show' | 'joining.accept' | 'joining.dismiss'> = {
  'joining.show': async (context, asker, { action }) => {
    const found = await findJoining(context, asker, action.subject);
    if (found === null) return refused('not-found', asker.anywhere.reader);
    const { joining, person } = found;
    if (joining.state !== 'open') return refused('joining-over', person.reader);
    return shown(joiningForm(joiningView(person.circle, joining), person.reader));
  },
  'joining.accept': async (context, asker, interaction) => {
    const found = await findJoining(context, asker, interaction.action.subject);
    if (found === null) return refused('not-found', asker.anywhere.reader);
    const { joining, person } = found;
    const view = joiningView(person.circle, joining);
    const voice = only(interaction, JOINING_INPUTS.voice);
    const accepted = await acceptJoining(context, person.member, joining.id, voice);
    if (accepted.ok) return done(joiningSettled(joining.what, view, person.reader));
    if (accepted.code !== 'no-choice') return refused(accepted.code, person.reader);
    return refusedAt(accepted.code, person.reader, joiningForm(view, person.reader), JOINING_INPUTS.voice);
  },
  'joining.dismiss': async (context, asker, { action }) => {
    const found = await findJoining(context, asker, action.subject);
    if (found === null) return refused('not-found', asker.anywhere.reader);
    const { joining, person } = found;
    const dismissed = await dismissJoining(context, person.member, joining.id);
    if (!dismissed.ok) return refused(dismissed.code satisfies JoiningRefusal, person.reader);
    return done(joiningSettled('dismissed', joiningView(person.circle, joining), person.reader));
  },
};

/** Only stewards find it: who came to a channel is no news of ours to others. */
async function findJoining(
  context: Context,
  asker: Asker,
  id: string,
): Promise<{ readonly joining: Joining; readonly person: Person } | null> {
  const found = await context.store.tables.joinings.find(id);
  const person = found === null ? null : asker.in(found.circleId);
  if (person === null) return null;
  const joining = await joiningFor(context, person.member, id);
  return joining === null ? null : { joining, person };
}
