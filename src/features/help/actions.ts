import { type Handlers, shown } from '../../core/actions/handler.ts';
import type { HelpOfCircle } from '../membership/messages/about-circle.ts';
import { whoAndWhen } from '../membership/use-cases/who-and-when.ts';
import { helpPage } from './messages.ts';

/** `subject` is the circle; empty: all of theirs. */
export const helpHandlers: Handlers<'help.show'> = {
  'help.show': async (context, asker, { action, platform }) => {
    const one = asker.in(action.subject);
    const circles: HelpOfCircle[] = [];
    for (const { circle } of one === null ? asker.everywhere : [one])
      circles.push({ circle: circle.name, circleId: circle.id, ...(await whoAndWhen(context, circle)) });
    return shown(helpPage({ platform, circles }, asker.anywhere.reader));
  },
};
