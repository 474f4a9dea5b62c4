import { inCircle } from './action.ts';

/** Somebody present in a circle of the asker's. */
export const memberSubject = inCircle(async (tables, id) => {
  const member = await tables.members.find(id);
  return member === null || member.leftAt !== null ? null : member;
});
