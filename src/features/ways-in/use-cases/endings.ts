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

/**
 * The letters that ask about ways in which have ended ask no more. What somebody was told of one that was used stays as it
 * is: they may need it as evidence.
 */
export async function lettersSettled(
  context: Context,
  tables: Tables,
  ended: readonly Pick<Invitation, 'id' | 'circleId' | 'usedAt'>[],
): Promise<readonly Delivery[]> {
  const letters: Delivery[] = [];
  for (const { id, circleId, usedAt } of ended) {
    const kind = usedAt === null ? 'way-in-new' : 'claim-waits';
    letters.push(...(await toPutAway(context, tables, { id: circleId }, id, [kind])));
  }
  return letters;
}

/** Ends every claim of a member in a circle. Gives the letters that ask about them no more. */
export async function endClaims(
  context: Context,
  tables: Tables,
  circle: Pick<Circle, 'id'>,
  memberId: string,
): Promise<readonly Delivery[]> {
  const claims = await tables.invitations.claims(circle.id, memberId);
  for (const claim of claims) await endClaim(context, tables, claim);
  return lettersSettled(context, tables, claims);
}

/** Ends what waits for somebody who leaves a circle: they take no way in along. */
export async function endWaysIn(
  context: Context,
  tables: Tables,
  circle: Pick<Circle, 'id'>,
  memberId: string,
): Promise<readonly Delivery[]> {
  const now = context.clock.now();
  const unused = await tables.invitations.unused(memberId, now);
  await tables.invitations.endAt(memberId, now);
  return [
    ...(await lettersSettled(
      context,
      tables,
      unused.filter((each) => each.memberId === memberId),
    )),
    ...(await endClaims(context, tables, circle, memberId)),
  ];
}
