import { action, circleSubject } from '../../../core/actions/action.ts';
import { done, type Handlers, refused, shown } from '../../../core/actions/handler.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { firstYes, rosterPage } from '../messages/roster.ts';
import { confirmRoster } from '../use-cases/confirm-roster.ts';
import { rosterView, setUpMessage } from '../use-cases/roster-view.ts';

/** Stewards look at everybody in a new circle and say yes. */
export const rosterHandlers = {
  'roster.show': action({
    by: 'steward',
    subject: circleSubject,
    run: async (context, { person: { circle, member, reader } }) => {
      const view = await rosterView(context, circle, member);
      return view === null ? refused('set-up-before', reader) : shown(rosterPage(view, reader));
    },
  }),
  'roster.confirm': action({
    by: 'steward',
    subject: circleSubject,
    run: async (context, { person: { circle, member, reader } }) => {
      const said = await confirmRoster(context, circle, member);
      if (!said.ok) return refused(said.code, reader);
      const view = said.value === 'waits' ? await rosterView(context, circle, member) : null;
      if (view !== null) return done(firstYes(view, reader));
      const begun = (await circleTable.find(context.store, circle.id)) ?? circle;
      return done(await setUpMessage(context, begun, reader));
    },
  }),
} satisfies Partial<Handlers>;
