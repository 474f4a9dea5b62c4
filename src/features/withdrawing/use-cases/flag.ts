import { type Circle, isSteward } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { HOUR } from '../../../core/instant.ts';
import { addToOutbox, toMember } from '../../../core/outbox/outbox.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { standing } from './standing.ts';

/**
 * Asks the stewards of all voices to look at some words. It is not told who asks. One letter for each text and steward, for
 * ever, however many ask and however often, because the letter's key says no more. It goes at the next full hour: the
 * minute would point to who was reading.
 */
export async function flagWords(context: Context, circle: Circle, refs: readonly string[]): Promise<void> {
  await context.store.transact(async (tx) => {
    const stewards = (await memberTable.list(tx, circle.id)).filter(isSteward);
    const dueAt = Math.ceil(context.clock.now() / HOUR) * HOUR;
    const flagged = await standing(tx, circle, refs);
    await addToOutbox(
      tx,
      flagged.flatMap(({ ref }) =>
        stewards.map((steward) =>
          toMember(context, circle, steward, { kind: 'words-flagged', subject: ref, dueAt, expiresAt: null }),
        ),
      ),
    );
  });
}
