import { done, type Handlers } from '../../../core/actions/handler.ts';
import { sessionEnded } from '../messages.ts';
import { endOtherSessions, endSession } from '../use-cases/sessions.ts';

/** `value` of the first is the session. Each ends only what is the asker's own. */
export const sessionHandlers: Handlers<'session.end' | 'session.end-others'> = {
  'session.end': async (context, { anywhere }, { action }) => {
    await endSession(context, anywhere.member, action.value ?? '');
    return done(sessionEnded(anywhere.reader));
  },
  'session.end-others': async (context, { anywhere }, { session }) => {
    await endOtherSessions(context, anywhere.member, session);
    return done(sessionEnded(anywhere.reader));
  },
};
