import { memberTable } from '../tables/members.ts';
import { inCircle } from './action.ts';

/** Somebody present in a circle of the asker's. */
export const memberSubject = inCircle(async (tx, id) => {
  const member = await memberTable.find(tx, id);
  return member === null || member.leftAt !== null ? null : member;
});
