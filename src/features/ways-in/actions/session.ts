import { action, anywhere } from '../../../core/actions/action.ts';
import { done, type Handlers } from '../../../core/actions/handler.ts';
import { sessionEnded } from '../messages.ts';
import { endOtherSessions, endSession } from '../use-cases/sessions.ts';

/** `value` of the first is the session. Each ends only what is the asker's own. */
export const sessionHandlers = {
  'session.end': action({
    by: 'reader',
    subject: anywhere,
    run: async (context, { person: { member, reader }, interaction }) => {
      await endSession(context, member, interaction.action.value ?? '');
      return done(sessionEnded(reader));
    },
  }),
  'session.end-others': action({
    by: 'reader',
    subject: anywhere,
    run: async (context, { person: { member, reader }, interaction }) => {
      await endOtherSessions(context, member, interaction.session);
      return done(sessionEnded(reader));
    },
  }),
} satisfies Partial<Handlers>;
