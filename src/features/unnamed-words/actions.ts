import { action, circleSubject } from '../../core/actions/action.ts';
import { done, type Handlers, only, refused, refusedAt, shown } from '../../core/actions/handler.ts';
import { circleIfKnown } from '../../core/actions/which-circle.ts';
import type { Circle } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import { circleSignpost } from '../../core/signposts.ts';
import { SAY_INPUTS, type SayView, sayForm, saySaid } from './messages.ts';
import { saySomething } from './use-cases.ts';

/** `subject` is the circle; empty: not known. */
export const sayHandlers = {
  'say.form': action({
    by: 'member',
    subject: circleSubject,
    run: async (context, { person: { circle, reader } }) =>
      shown(sayForm(await viewOf(context, circle), reader)),
  }),
  'say.send': action({
    by: 'member',
    subject: circleIfKnown,
    run: async (context, { subject: circle, person: { reader }, interaction }) => {
      if (circle === null) return refused('which-circle', reader);
      const said = await saySomething(context, circle, only(interaction, SAY_INPUTS.words));
      if (said.ok) return done(saySaid(reader));
      return refusedAt(said.code, reader, sayForm(await viewOf(context, circle), reader), SAY_INPUTS.words);
    },
  }),
} satisfies Partial<Handlers>;

async function viewOf(context: Context, circle: Circle): Promise<SayView> {
  return { circle: circle.name, circleId: circle.id, signpost: await circleSignpost(context, circle) };
}
