import type { Identity } from '../../../../core/circle.ts';
import type { Context } from '../../../../core/context.ts';
import type { Instant } from '../../../../core/instant.ts';
import { transactSending } from '../../../../core/sending.ts';
import { circleTable } from '../../../../core/tables/circles.ts';
import { memberTable } from '../../../../core/tables/members.ts';
import { vacateTurns } from '../../../turns/use-cases/vacate.ts';

/**
 * For adapters: the platform has put this account out of use. In every circle the person rests from chairing, drawn turns
 * go to others, and what would go to this account is held. Their other accounts go on. They stay a member.
 */
export async function personDeactivated(context: Context, identity: Identity): Promise<void> {
  for (const { member: known, circle: where } of await memberTable.findByIdentity(context.store, identity)) {
    await transactSending(context, async (tx, send) => {
      const circle = await circleTable.lock(tx, where.id);
      const member = await memberTable.find(tx, known.id);
      if (circle === null || member === null) return;
      await memberTable.holdIdentity(tx, identity, true);
      await memberTable.savePreferences(tx, member.id, member.preferences, 'resting');
      await send(await vacateTurns(context, tx, circle, member.id));
    });
  }
}

/** For adapters: the account is in use again. What was held goes out; whether they chair again is theirs to say. */
export async function personReactivated(context: Context, identity: Identity): Promise<void> {
  await memberTable.holdIdentity(context.store, identity, false);
}

/**
 * For adapters: a platform's status says that somebody is away until then (null: it says so no longer, or has no end).
 * Kept only for who allows it, in the place of what it said before. It counts for a meeting that begins before `until`.
 */
export async function awayByStatus(
  context: Context,
  identity: Identity,
  until: Instant | null,
): Promise<void> {
  for (const { member } of await memberTable.findByIdentity(context.store, identity)) {
    const { awayFromStatus } = member.preferences;
    const counts = until !== null && until > context.clock.now() && awayFromStatus;
    await memberTable.setAwayStatus(context.store, member.id, counts ? until : null);
  }
}
