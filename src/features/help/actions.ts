import { action } from '../../core/actions/action.ts';
import { type Handlers, shown } from '../../core/actions/handler.ts';
import { circleOrAll } from '../../core/actions/which-circle.ts';
import { isReader } from '../../core/circle.ts';
import type { HelpOfCircle } from '../membership/messages/about-circle.ts';
import { whoAndWhen } from '../membership/use-cases/who-and-when.ts';
import { helpPage } from './messages.ts';

/** `subject` is the circle; empty: all of theirs. */
export const helpHandlers = {
  'help.show': action({
    by: 'reader',
    subject: circleOrAll,
    run: async (context, { subject: people, person: { reader }, interaction: { platform } }) => {
      const circles: HelpOfCircle[] = [];
      for (const { circle } of people)
        circles.push({ circle: circle.name, circleId: circle.id, ...(await whoAndWhen(context, circle)) });
      const reads = people.every(({ member }) => isReader(member));
      return shown(helpPage({ platform, circles, reads }, reader));
    },
  }),
} satisfies Partial<Handlers>;
