import type { Circle, Member } from '../../domain/circle.ts';
import type { RosterView } from '../../messages/roster.ts';
import type { Context } from '../context.ts';
import { settingUpOf } from './confirm-roster.ts';

/** Everybody in a circle that is not set up, as a steward sees it; null: it is set up. */
export async function rosterView(
  context: Context,
  circle: Circle,
  reader: Pick<Member, 'id'>,
): Promise<RosterView | null> {
  const stand = await settingUpOf(context, circle);
  if (stand === null) return null;
  return {
    circle,
    members: await context.store.tables.members.list(circle.id),
    confirmed: stand.confirmed.map(({ name }) => name),
    awaited: stand.awaited.map(({ name }) => name),
    mayConfirm: stand.awaited.some(({ id }) => id === reader.id),
  };
}
