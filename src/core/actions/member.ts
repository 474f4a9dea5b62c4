import type { Member } from '../circle.ts';
import type { Context } from '../context.ts';
import type { Asker, Person } from './person.ts';

export interface FoundMember {
  readonly member: Member;
  readonly person: Person;
}

/** Somebody present in a circle of the asker's. */
export async function findMember(
  context: Context,
  asker: Asker,
  memberId: string,
): Promise<FoundMember | null> {
  const member = await context.store.tables.members.find(memberId);
  const person = member === null || member.leftAt !== null ? null : asker.in(member.circleId);
  return member === null || person === null ? null : { member, person };
}
