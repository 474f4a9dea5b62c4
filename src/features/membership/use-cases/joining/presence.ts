import type { Identity } from '../../../../core/circle.ts';
import type { Context } from '../../../../core/context.ts';
import type { Instant } from '../../../../core/instant.ts';
import type { Delivery } from '../../../../core/outbox/delivery.ts';
import { put, sendSoon } from '../../../../core/outbox/outbox.ts';
import { vacateTurns } from '../../../turns/use-cases/vacate.ts';

/**
 * For adapters: the platform has put this account out of use. In every circle the person rests from chairing, drawn turns
 * go to others, and what would go to this account is held. Their other accounts go on. They stay a member.
 */
export async function personDeactivated(context: Context, identity: Identity): Promise<void> {
  for (const { member: known, circle: where } of await context.store.tables.members.findByIdentity(
    identity,
  )) {
    const letters = await context.store.transact(async (tables): Promise<readonly Delivery[]> => {
      const circle = await tables.circles.lock(where.id);
      const member = await tables.members.find(known.id);
      if (circle === null || member === null) return [];
      await tables.members.holdIdentity(identity, true);
      await tables.members.savePreferences(member.id, member.preferences, 'resting');
      return put(tables, await vacateTurns(context, tables, circle, member.id));
    });
    await sendSoon(context, letters);
  }
}

/** For adapters: the account is in use again. What was held goes out; whether they chair again is theirs to say. */
export async function personReactivated(context: Context, identity: Identity): Promise<void> {
  await context.store.tables.members.holdIdentity(identity, false);
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
  const { members } = context.store.tables;
  for (const { member } of await members.findByIdentity(identity)) {
    const { awayFromStatus } = member.preferences;
    const counts = until !== null && until > context.clock.now() && awayFromStatus;
    await members.setAwayStatus(member.id, counts ? until : null);
  }
}
