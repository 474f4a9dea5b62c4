import type { Circle } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { toPutAway } from '../../../core/outbox/outbox.ts';
import type { Tables } from '../../../ports/store.ts';
import type { Invitation } from '../rules/way-in.ts';

/** Whoever waits with this claim is signed out; its way in stays dead. */
export async function endClaim(
  { clock }: Pick<Context, 'clock'>,
  { invitations, sessions }: Pick<Tables, 'invitations' | 'sessions'>,
  { id, webId }: Pick<Invitation, 'id' | 'webId'>,
): Promise<void> {
  await sessions.endOthers([webId ?? ''], null, clock.now());
  await invitations.settleClaim(id);
}

/** Of the letters about a way in, those that ask for something ask no more: its claim has come to an end, or it was stopped. */
export function lettersSettled(
  context: Context,
  tables: Tables,
  circle: Pick<Circle, 'id'>,
  { id }: Pick<Invitation, 'id'>,
): Promise<readonly Delivery[]> {
  return toPutAway(context, tables, circle, id, ['claim-waits', 'way-in-new']);
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
