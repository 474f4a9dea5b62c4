import type { Circle, Member, PersonId } from '../../domain/circle.ts';
import { firstPreferences } from '../../domain/preferences.ts';
import type { Tables } from '../../ports/store.ts';
import type { Context } from '../context.ts';

/** Somebody who joins a circle for the first time: no tasks, in the rota, and asked in the circle's language. */
export function newMember(
  context: Context,
  circle: Circle,
  { name, voice, identities }: Pick<Member, 'name' | 'voice' | 'identities'>,
): Member {
  return {
    id: context.newId(),
    personId: context.newId(),
    circleId: circle.id,
    name,
    voice,
    email: null,
    steward: false,
    manager: false,
    chairs: 'yes',
    preferences: firstPreferences(circle.language),
    identities,
    joinedAt: context.clock.now(),
    leftAt: null,
  };
}

/**
 * Enters somebody into a circle: as the person whom one of their accounts belongs to in the organisation, else as a new one;
 * who was in the circle before comes back as who they were, without tasks. A known person keeps their wishes and accounts:
 * whoever enters them must not give them an account that acts for them elsewhere too. null: they are in the circle already.
 */
export async function enterMember(tables: Tables, circle: Circle, member: Member): Promise<Member | null> {
  const personId = await personBehind(tables, circle, member);
  if (personId === null) {
    await tables.members.insert(member);
    return member;
  }
  const before = (await tables.people.members(personId)).filter(({ circleId }) => circleId === circle.id);
  if (before.some(({ leftAt }) => leftAt === null)) return null;
  const former = before.sort((one, other) => (one.leftAt ?? 0) - (other.leftAt ?? 0)).at(-1);
  if (former === undefined) await tables.members.insert({ ...member, personId });
  else {
    const { voice, steward, manager, leftAt } = member;
    await tables.members.saveStanding(former.id, { voice, steward, manager, leftAt });
  }
  return tables.members.find(former?.id ?? member.id);
}

async function personBehind(
  tables: Tables,
  { organisationId }: Circle,
  { identities }: Member,
): Promise<PersonId | null> {
  for (const account of identities) {
    const personId = await tables.people.behind(organisationId, account);
    if (personId !== null) return personId;
  }
  return null;
}
