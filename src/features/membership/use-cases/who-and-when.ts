import { calledIn } from '../../../core/called.ts';
import type { Circle } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { outlooks } from '../../meetings/use-cases/outlook.ts';
import { turnView } from '../../turns/use-cases/turn-view.ts';
import type { HelpOfCircle } from '../messages/about-circle.ts';

/** Whom to ask in a circle, and when it meets next: for everybody who is new to it. */
export async function whoAndWhen(
  context: Context,
  circle: Circle,
): Promise<Pick<HelpOfCircle, 'stewards' | 'next'>> {
  const { store } = context;
  const members = await memberTable.list(store, circle.id);
  const { voiceOf } = await calledIn(store, circle);
  const meetings = (await outlooks(store, circle)).flatMap(({ next }) => (next === null ? [] : [next]));
  const [soonest] = meetings.sort((a, b) => a.startsAt - b.startsAt);
  return {
    stewards: members
      .filter(({ steward }) => steward)
      .map((each) => ({ name: each.name, voiceName: voiceOf(each) })),
    next: soonest === undefined ? null : await turnView(store, circle, soonest),
  };
}
