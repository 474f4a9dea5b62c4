import { type Circle, isSteward, type Member } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import type { Reader } from '../../core/messages/reader.ts';
import type { Delivery } from '../../core/outbox/delivery.ts';
import type { Message } from '../../core/ports/message.ts';
import { rosterPage } from './messages/roster.ts';
import { rosterView, setUpMessage } from './use-cases/roster-view.ts';

/** What stewards hear of a circle that is being set up. null: they look after it no more, or it is set up meanwhile. */
export async function rosterLetter(
  context: Context,
  { kind }: Delivery,
  circle: Circle,
  member: Member | null,
  reader: Reader,
): Promise<Message | null> {
  if (member === null || !isSteward(member)) return null;
  if (kind === 'circle-set-up') return setUpMessage(context, circle, reader);
  const view = await rosterView(context, circle, member);
  return view === null ? null : rosterPage(view, reader);
}
