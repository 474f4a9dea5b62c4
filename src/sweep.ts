import { TRIES_WITHIN } from './core/account-links.ts';
import type { Context } from './core/context.ts';
import { DAY } from './core/instant.ts';
import { PROPOSAL_LASTS } from './features/governance/rules/proposal.ts';
import { passChoosings } from './features/governance/use-cases/choosings.ts';
import { endStandIns } from './features/governance/use-cases/stand-ins.ts';
import { spendPools } from './features/release/use-cases/pools.ts';
import { CLAIM_LASTS } from './features/ways-in/rules/way-in.ts';
import { sweepSessions } from './features/ways-in/use-cases/sessions.ts';

/** A failure that has not come back for so long is nobody's work any more. */
const FAILURES_KEPT = 90 * DAY;

/** So long a used way in is known for what it is, and whose: then a second try is one of many wrong ones. */
const INVITATIONS_KEPT = 90 * DAY;

/** Who was to be let in and was not is forgotten, a day after the last key could have been turned. */
const CANDIDATES_KEPT = PROPOSAL_LASTS + 1 * DAY;

/**
 * Sees to what no single job is about: letters that waited for a platform which is set up now become due again,
 * failures of long ago, codes, ways in and sessions that ran out, and people who were never let in are forgotten,
 * stand-ins whose time is over are stewards no more, whom a voice chose is one, and pools whose quarter is over are released. Letters of a worker that crashed need nothing here: their claim runs out.
 */
export async function sweep(context: Context): Promise<void> {
  const { deliveries, failures, invitations, links, members } = context.store.tables;
  const now = context.clock.now();
  await deliveries.wake(now, [...context.platforms.keys()]);
  await failures.forget(now - FAILURES_KEPT);
  await links.forget(now, now - TRIES_WITHIN);
  await invitations.forget(now - INVITATIONS_KEPT, now - CLAIM_LASTS);
  await sweepSessions(context);
  for (const id of await members.neverLetIn(now - CANDIDATES_KEPT)) {
    await context.store.transact((tables) => tables.erasing.member(id, now));
  }
  await endStandIns(context);
  await passChoosings(context);
  await spendPools(context);
}
