import { type AccountLink, ownerAt, personBefore, sameAccount } from '../../../core/account-links.ts';
import type { Identity, Member, MemberId } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { linkTable } from '../../../core/tables/links.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { personTable } from '../../../core/tables/people.ts';
import type { Round } from '../../release/rules/pulse.ts';

interface Asking {
  readonly member: Pick<Member, 'id' | 'personId'>;
  readonly circle: { readonly id: string; readonly organisationId: string };
  /** Since when the account acts for this member; null: from the start. */
  readonly accountSince: Instant | null;
}

/**
 * Whose seat an account has in a round: a link that is younger than the round does not count in it. So an account that
 * somebody joined to a person meanwhile cannot find out, by trying to answer, whether they have. null: nobody's.
 */
export async function seatHolder(
  tx: Tx,
  { member, circle, accountSince }: Asking,
  account: Identity,
  { openedAt }: Pick<Round, 'openedAt'>,
): Promise<MemberId | null> {
  if (accountSince === null || accountSince < openedAt) return member.id;
  const links = await linkTable.since(tx, circle.organisationId, openedAt);
  const person = await personTable.find(tx, member.personId);
  const since = person?.accounts.find((each) => sameAccount(each, account))?.since ?? null;
  const owner = ownerAt({ account, since, personId: member.personId }, openedAt, links);
  if (owner === null) return null;
  const theirs = [...(await personTable.members(tx, owner)), ...(await movedFrom(tx, owner, links))];
  const seated = theirs.find(
    (each) =>
      each.circleId === circle.id &&
      personBefore(each, links) === owner &&
      (each.leftAt === null || each.leftAt >= openedAt),
  );
  return seated?.id ?? null;
}

async function movedFrom(tx: Tx, owner: string, links: readonly AccountLink[]): Promise<readonly Member[]> {
  const moved = links.filter(({ fromId }) => fromId === owner).flatMap(({ members }) => members);
  const found: Member[] = [];
  for (const { memberId } of moved) {
    const member = await memberTable.find(tx, memberId);
    if (member !== null) found.push(member);
  }
  return found;
}
