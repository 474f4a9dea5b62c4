import type { Circle, Member, PersonId } from '../../../core/circle.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { personTable } from '../../../core/tables/people.ts';

/** As whom somebody would be in a circle. */
export interface Entrant {
  /** Of the person whom one of their accounts belongs to in the organisation, else of a new one. */
  readonly member: Member;
  /** Who they were there before, or were to be; the last to leave. */
  readonly former: Member | null;
}

/** As whom somebody would be in a circle, by their accounts. null: they are in it already. */
export async function entrantOf(tx: Tx, circle: Circle, member: Member): Promise<Entrant | null> {
  const personId = await personBehind(tx, circle, member);
  if (personId === null) return { member, former: null };
  const before = (await personTable.members(tx, personId)).filter(({ circleId }) => circleId === circle.id);
  if (before.some(({ leftAt }) => leftAt === null)) return null;
  const former = before.sort((one, other) => (one.leftAt ?? 0) - (other.leftAt ?? 0)).at(-1);
  return { member: { ...member, personId }, former: former ?? null };
}

/**
 * Enters somebody into a circle: as the person whom one of their accounts belongs to in the organisation, else as a new one;
 * who was in the circle before comes back as who they were, without tasks. A known person keeps their wishes and accounts:
 * whoever enters them must not give them an account that acts for them elsewhere too. null: they are in the circle already.
 */
export async function enterMember(tx: Tx, circle: Circle, member: Member): Promise<Member | null> {
  const entrant = await entrantOf(tx, circle, member);
  if (entrant === null) return null;
  const { former } = entrant;
  if (former === null) await memberTable.insert(tx, entrant.member);
  else {
    const { voice, steward, manager, confirmedAt, leftAt } = member;
    await memberTable.saveStanding(tx, former.id, {
      ...former,
      voice,
      steward,
      manager,
      confirmedAt,
      leftAt,
    });
  }
  return memberTable.find(tx, former?.id ?? member.id);
}

async function personBehind(
  tx: Tx,
  { organisationId }: Circle,
  { identities }: Member,
): Promise<PersonId | null> {
  for (const account of identities) {
    const personId = await personTable.ownerOf(tx, organisationId, account);
    if (personId !== null) return personId;
  }
  return null;
}
