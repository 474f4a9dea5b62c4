import { done, type Handlers, only, refused, refusedAt, shown } from '../../core/actions/handler.ts';
import { type Person, personFor } from '../../core/actions/person.ts';
import type { Context } from '../../core/context.ts';
import { circleSignpost } from '../../core/signposts.ts';
import { SAY_INPUTS, type SayView, sayForm, saySaid } from './messages.ts';
import { saySomething } from './use-cases.ts';

/** `subject` is the circle; empty: not known. */
export const sayHandlers: Handlers<'say.form' | 'say.send'> = {
  'say.form': async (context, asker, { action }) => {
    const person = personFor(asker, action.subject);
    if (person === null) return refused('not-found', asker.anywhere.reader);
    return shown(sayForm(await viewOf(context, person), person.reader));
  },
  'say.send': async (context, asker, interaction) => {
    const { subject } = interaction.action;
    const person = personFor(asker, subject);
    if (person === null) return refused(subject === '' ? 'which-circle' : 'not-found', asker.anywhere.reader);
    const { circle, reader } = person;
    const said = await saySomething(context, circle, only(interaction, SAY_INPUTS.words));
    if (said.ok) return done(saySaid(reader));
    return refusedAt(said.code, reader, sayForm(await viewOf(context, person), reader), SAY_INPUTS.words);
  },
};

async function viewOf(context: Context, { circle }: Person): Promise<SayView> {
  return { circle: circle.name, circleId: circle.id, signpost: await circleSignpost(context, circle) };
}
