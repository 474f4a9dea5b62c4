import { action, circleSubject } from '../../../core/actions/action.ts';
import { done, type Handlers, refused, shown } from '../../../core/actions/handler.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { firstYes, rosterPage } from '../messages/roster.ts';
import { confirmRoster } from '../use-cases/confirm-roster.ts';
import { rosterElsewhere, rosterView, setUpMessage } from '../use-cases/roster-view.ts';

/** Stewards look at everybody in a new circle and say yes. */
export const rosterHandlers = {
  'roster.show': action({
    by: 'steward',
    subject: circleSubject,
    run: async (context, { interaction, person: { circle, member, reader } }) => {
      const view = await rosterView(context, circle, member);
      if (view === null) return refused('set-up-before', reader);
      return shown(rosterPage(view, rosterElsewhere(context, view, interaction.platform), reader));
    },
  }),
  'roster.confirm': action({
    by: 'steward',
    subject: circleSubject,
    run: async (context, { interaction, person: { circle, member, reader } }) => {
      const asked = await rosterView(context, circle, member);
      const page = asked === null ? null : rosterElsewhere(context, asked, interaction.platform);
      if (asked !== null && page !== null) return shown(rosterPage(asked, page, reader));
      const said = await confirmRoster(context, circle, member);
      if (!said.ok) return refused(said.code, reader);
      const view = said.value === 'waits' ? await rosterView(context, circle, member) : null;
      if (view !== null) return done(firstYes(view, reader));
      const begun = (await circleTable.find(context.store, circle.id)) ?? circle;
      return done(await setUpMessage(context, begun, reader));
    },
  }),
} satisfies Partial<Handlers>;
