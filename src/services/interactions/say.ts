import { SAY_INPUTS, type SayView, sayForm, sayFromMessage, saySaid } from '../../messages/say.ts';
import { circleSignpost } from '../circles/signpost.ts';
import type { Context } from '../context.ts';
import { saySomething } from '../words/say.ts';
import { done, type Handlers, only, refused, refusedAt, shown } from './handler.ts';
import { type Person, personFor } from './person.ts';

/** `subject` is the circle; empty: the person's first. */
export const sayHandlers: Handlers<'say.form' | 'say.send' | 'say.from-message'> = {
  'say.form': async (context, asker, { action }) => {
    const person = personFor(asker, action.subject);
    if (person === null) return refused('not-found', asker.anywhere.reader);
    return shown(sayForm(await viewOf(context, person), person.reader));
  },
  'say.send': async (context, asker, interaction) => {
    const person = personFor(asker, interaction.action.subject);
    if (person === null) return refused('not-found', asker.anywhere.reader);
    const { circle, reader } = person;
    const said = await saySomething(context, circle, only(interaction, SAY_INPUTS.words));
    if (said.ok) return done(saySaid(reader));
    return refusedAt(said.code, reader, sayForm(await viewOf(context, person), reader), SAY_INPUTS.words);
  },
  /** `value` holds the words of the message and nothing else about it. */
  'say.from-message': async (context, asker, { action }) => {
    const person = personFor(asker, action.subject);
    if (person === null) return refused('not-found', asker.anywhere.reader);
    return shown(
      sayFromMessage({ ...(await viewOf(context, person)), said: action.value ?? '' }, person.reader),
    );
  },
};

async function viewOf(context: Context, { circle }: Person): Promise<SayView> {
  return { circle: circle.name, circleId: circle.id, signpost: await circleSignpost(context, circle) };
}
