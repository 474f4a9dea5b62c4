import { calledIn } from '../called.ts';
import type { Member } from '../circle.ts';
import { memberTable } from '../tables/members.ts';
import { type FindSubject, inCircle } from './action.ts';

const present = inCircle(async (tx, id) => {
  const member = await memberTable.find(tx, id);
  return member === null || member.leftAt !== null ? null : member;
});

/** Somebody present in a circle of the asker's, by the name that the circle calls them. */
export const memberSubject: FindSubject<Member> = async (context, asker, id) => {
  const found = await present(context, asker, id);
  if (found === null) return null;
  const { nameOf } = await calledIn(context.store, found.person.circle);
  return { ...found, subject: { ...found.subject, name: nameOf(id) ?? found.subject.name } };
};
