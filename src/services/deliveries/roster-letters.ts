import type { Circle, Member } from '../../domain/circle.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { isSteward } from '../../domain/governance/keys.ts';
import type { Reader } from '../../messages/reader.ts';
import { rosterPage } from '../../messages/roster.ts';
import type { Message } from '../../ports/message.ts';
import { rosterView, setUpMessage } from '../circles/roster-view.ts';
import type { Context } from '../context.ts';

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
