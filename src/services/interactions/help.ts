import type { Circle, PlatformName } from '../../domain/circle.ts';
import { type HelpView, helpPage } from '../../messages/help.ts';
import { whoAndWhen } from '../circles/who-and-when.ts';
import type { Context } from '../context.ts';
import { type Handlers, refused, shown } from './handler.ts';
import { personFor } from './person.ts';

/** `subject` is the circle; empty: the person's first. */
export const helpHandlers: Handlers<'help.show'> = {
  'help.show': async (context, asker, { action, platform }) => {
    const person = personFor(asker, action.subject);
    if (person === null) return refused('not-found', asker.anywhere.reader);
    return shown(helpPage(await helpView(context, person.circle, platform), person.reader));
  },
};

async function helpView(context: Context, circle: Circle, platform: PlatformName): Promise<HelpView> {
  return { circle: circle.name, platform, ...(await whoAndWhen(context, circle)) };
}
