import { sql } from 'drizzle-orm';
import type { Kept } from '../../../core/tables/kept.ts';
import { acts, proposals } from './proposals.ts';

/** Of members in rows about who decided what. */
export const ON_RECORD = { stays: 'who decided is on record for good; the row it points to is emptied' };

export const governanceKept: Kept = {
  members: [{ column: acts.memberId, erase: ON_RECORD }],
  pastStays: [
    { table: acts, why: 'the record of what stewards did is for good' },
    { table: proposals, why: 'who asked for a change, and who said yes to it, is on record for good' },
  ],
  async eraseMember(database, memberId) {
    await database
      .update(acts)
      .set({ reason: null, answer: null })
      .where(sql`${acts.change} ->> 'memberId' = ${memberId}`);
  },
};
