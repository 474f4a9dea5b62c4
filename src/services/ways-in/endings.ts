import type { Circle } from '../../domain/circle.ts';
import type { Invitation } from '../../domain/way-in.ts';
import type { Tables } from '../../ports/store.ts';
import type { Context } from '../context.ts';

/** Whoever waits with this claim is signed out; its way in stays dead. */
export async function endClaim(
  { clock }: Pick<Context, 'clock'>,
  { invitations, sessions }: Pick<Tables, 'invitations' | 'sessions'>,
  { id, webId }: Pick<Invitation, 'id' | 'webId'>,
): Promise<void> {
  await sessions.endOthers([webId ?? ''], null, clock.now());
  await invitations.settleClaim(id);
}

/** The same for every claim of a member in a circle. */
export async function endClaims(
  context: Pick<Context, 'clock'>,
  tables: Pick<Tables, 'invitations' | 'sessions'>,
  circle: Pick<Circle, 'id'>,
  memberId: string,
): Promise<void> {
  for (const claim of await tables.invitations.claims(circle.id, memberId)) {
    await endClaim(context, tables, claim);
  }
}
