import { action, type FindSubject, inCircle } from '../../../core/actions/action.ts';
import { done, type Handlers, only, refused, refusedAt, shown } from '../../../core/actions/handler.ts';
import { isSteward } from '../../../core/circle.ts';
import { JOINING_INPUTS, joiningForm, joiningSettled } from '../messages/joining.ts';
import type { Joining } from '../rules/joining.ts';
import { joiningTable } from '../tables.ts';
import { acceptJoining, dismissJoining } from '../use-cases/joining/close-joining.ts';
import { joiningView } from '../use-cases/joining/views.ts';

/** The question that stewards were asked. Only they find it: who came to a channel is no news of ours to others. */
const joiningSubject: FindSubject<Joining> = async (...asked) => {
  const found = await inCircle((tx, id) => joiningTable.find(tx, id))(...asked);
  return found !== null && isSteward(found.person.member) ? found : null;
};

export const joiningHandlers = {
  'joining.show': action({
    by: 'steward',
    subject: joiningSubject,
    run: async (_context, { subject: joining, person: { circle, reader } }) => {
      if (joining.state !== 'open') return refused('joining-over', reader);
      return shown(joiningForm(joiningView(circle, joining), reader));
    },
  }),
  'joining.accept': action({
    by: 'steward',
    subject: joiningSubject,
    run: async (context, { subject: joining, person: { circle, member, reader }, interaction }) => {
      const view = joiningView(circle, joining);
      const voice = only(interaction, JOINING_INPUTS.voice);
      const accepted = await acceptJoining(context, member, joining.id, voice);
      if (accepted.ok) return done(joiningSettled(joining.what, view, reader));
      if (accepted.code !== 'no-choice') return refused(accepted.code, reader);
      return refusedAt(accepted.code, reader, joiningForm(view, reader), JOINING_INPUTS.voice);
    },
  }),
  'joining.dismiss': action({
    by: 'steward',
    subject: joiningSubject,
    run: async (context, { subject: joining, person: { circle, member, reader } }) => {
      const dismissed = await dismissJoining(context, member, joining.id);
      if (!dismissed.ok) return refused(dismissed.code, reader);
      return done(joiningSettled('dismissed', joiningView(circle, joining), reader));
    },
  }),
} satisfies Partial<Handlers>;
