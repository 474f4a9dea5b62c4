import type { Circle } from '../../domain/circle.ts';
import type { Tables } from '../../ports/store.ts';
import type { Context } from '../context.ts';

/** Who leaves takes no way in along: neither one that waits, nor one that somebody came in with and waits. */
export async function endWaysIn(
  context: Context,
  tables: Tables,
  circle: Pick<Circle, 'id'>,
  memberId: string,
): Promise<void> {
  await tables.invitations.endAt(memberId, context.clock.now());
  for (const { id, webId } of await tables.invitations.claims(circle.id, memberId)) {
    await tables.sessions.endOthers([webId ?? ''], null, context.clock.now());
    await tables.invitations.settleClaim(id);
  }
}
