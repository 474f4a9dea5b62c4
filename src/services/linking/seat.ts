import type { Identity, Member, MemberId } from '../../domain/circle.ts';
import type { Instant } from '../../domain/instant.ts';
import { sameAccount } from '../../domain/linking.ts';
import type { Round } from '../../domain/pulse.ts';
import type { Tables } from '../../ports/store.ts';

interface Asking {
  readonly member: Pick<Member, 'id'>;
  /** When the account was linked to this member. */
  readonly accountSince: Instant | null;
}

/**
 * Whose seat an account has in a round: a link that is younger than the round does not count in it. So an account that
 * somebody joined to a member meanwhile cannot find out, by trying to answer, whether that member has. null: nobody's.
 */
export async function seatHolder(
  tables: Pick<Tables, 'links'>,
  { member, accountSince }: Asking,
  account: Identity,
  { openedAt }: Pick<Round, 'openedAt'>,
): Promise<MemberId | null> {
  let holder = member.id;
  let since = accountSince;
  while (since !== null && since >= openedAt) {
    const linked = await linksOf(tables, holder, account);
    const from = linked.findLast(({ at }) => at === since)?.fromId ?? null;
    if (from === null) return null;
    const until: Instant = since;
    holder = from;
    since = (await linksOf(tables, from, account)).findLast(({ at }) => at < until)?.at ?? null;
  }
  return holder;
}

async function linksOf(tables: Pick<Tables, 'links'>, memberId: MemberId, account: Identity) {
  const links = await tables.links.of(memberId);
  return links.filter(({ gained }) => gained.some((each) => sameAccount(each, account)));
}
