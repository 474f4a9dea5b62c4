import type { Context } from '../../core/context.ts';
import { DAY } from '../../core/instant.ts';
import { CLAIM_LASTS } from './rules/way-in.ts';
import { invitationTable, signInTable } from './tables.ts';
import { sweepSessions } from './use-cases/sessions.ts';

/** So long a used way in is known for what it is, and whose: then a second try is one of many wrong ones. */
const INVITATIONS_KEPT = 90 * DAY;

/** Forgets ways in and sessions that ran out, and ends claims that nobody answered. */
export async function sweepWaysIn(context: Context): Promise<void> {
  const now = context.clock.now();
  await invitationTable.forget(context.store, now - INVITATIONS_KEPT, now - CLAIM_LASTS);
  await signInTable.forget(context.store, now);
  await sweepSessions(context);
}
