import { sql } from 'drizzle-orm';
import type { Kept } from '../../../core/tables/kept.ts';
import { choosings } from './choosings.ts';
import { acts } from './proposals.ts';

const ON_RECORD = { stays: 'who decided is on record for good; the row it points to is emptied' };

export const governanceKept: Kept = {
  members: [
    { column: acts.memberId, erase: ON_RECORD },
    { column: choosings.memberId, erase: ON_RECORD },
    { column: choosings.by, erase: ON_RECORD },
  ],
  async eraseMember(database, memberId) {
    await database
      .update(acts)
      .set({ reason: null, answer: null })
      .where(sql`${acts.change} ->> 'memberId' = ${memberId}`);
  },
};
