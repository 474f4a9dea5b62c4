import type { Context } from '../../core/context.ts';
import { DAY } from '../../core/instant.ts';
import { erasingTable } from '../../core/tables/erasing.ts';
import { memberTable } from '../../core/tables/members.ts';
import { PROPOSAL_LASTS } from '../governance/rules/proposal.ts';

/** Who was to be let in and was not is forgotten, a day after the last key could have been turned. */
const CANDIDATES_KEPT = PROPOSAL_LASTS + 1 * DAY;

export async function sweepCandidates({ clock, store, kept }: Context): Promise<void> {
  const now = clock.now();
  for (const id of await memberTable.neverLetIn(store, now - CANDIDATES_KEPT)) {
    await store.transact((tx) => erasingTable.member(tx, kept, id, now));
  }
}
