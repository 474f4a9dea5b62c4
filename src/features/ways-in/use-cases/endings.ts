import type { Circle } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { toPutAway } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import type { Invitation } from '../rules/way-in.ts';
import { invitationTable, sessionTable } from '../tables.ts';

/** Whoever waits with this claim is signed out; its way in stays dead. */
export async function endClaim(
  { clock }: Pick<Context, 'clock'>,
  tx: Tx,
  { id, webId }: Pick<Invitation, 'id' | 'webId'>,
): Promise<void> {
  await sessionTable.endOthers(tx, [webId ?? ''], null, clock.now());
  await invitationTable.endClaim(tx, id);
}

/**
 * The letters that ask about ways in which have ended ask no more. What somebody was told of one that was used stays as it
 * is: they may need it as evidence.
 */
export async function lettersSettled(
  context: Context,
  tx: Tx,
  ended: readonly Pick<Invitation, 'id' | 'circleId' | 'usedAt'>[],
): Promise<readonly Delivery[]> {
  const letters: Delivery[] = [];
  for (const { id, circleId, usedAt } of ended) {
    const kind = usedAt === null ? 'way-in-new' : 'claim-waits';
    letters.push(...(await toPutAway(context, tx, { id: circleId }, id, [kind])));
  }
  return letters;
}

/** Ends every claim of a member in a circle. Gives the letters that ask about them no more. */
export async function endClaims(
  context: Context,
  tx: Tx,
  circle: Pick<Circle, 'id'>,
  memberId: string,
): Promise<readonly Delivery[]> {
  const claims = await invitationTable.claims(tx, circle.id, memberId);
  for (const claim of claims) await endClaim(context, tx, claim);
  return lettersSettled(context, tx, claims);
}

/** Ends what waits for somebody who leaves a circle: they take no way in along. */
export async function endWaysIn(
  context: Context,
  tx: Tx,
  circle: Pick<Circle, 'id'>,
  memberId: string,
): Promise<readonly Delivery[]> {
  const now = context.clock.now();
  const unused = await invitationTable.unused(tx, memberId, now);
  await invitationTable.endAt(tx, memberId, now);
  return [
    ...(await lettersSettled(
      context,
      tx,
      unused.filter((each) => each.memberId === memberId),
    )),
    ...(await endClaims(context, tx, circle, memberId)),
  ];
}
