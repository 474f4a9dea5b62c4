import type { Identity, Member } from '../../domain/circle.ts';
import { type AccountLink, sameAccount } from '../../domain/linking.ts';
import { type Result, refuse, success } from '../../domain/result.ts';
import type { Tables } from '../../ports/store.ts';
import type { Context } from '../context.ts';

export type UndoRefusal = 'not-found' | 'last-place';

/**
 * Cuts accounts off a member again and puts back what was before: an account that gave way comes back, and whoever had
 * left by this link is in the circle again, if nothing else has happened to them since. For the member, by any of their
 * accounts, and for an account that gave way. Refuses where the member could not be reached any more.
 */
export async function undoLink(
  context: Context,
  actor: Identity,
  linkId: string,
): Promise<Result<AccountLink, UndoRefusal>> {
  return context.store.transact(async (tables) => {
    const known = await tables.links.find(linkId);
    if (known === null || (await tables.circles.lock(known.circleId)) === null) return refuse('not-found');
    // Read again under the lock: it may have been undone meanwhile.
    const link = await tables.links.find(linkId);
    const member = link === null ? null : await tables.members.find(link.memberId);
    if (link === null || member === null || member.leftAt !== null) return refuse('not-found');
    if (!(await mayUndo(tables, actor, link))) return refuse('not-found');
    const gained = member.identities.filter((each) => link.gained.some((one) => sameAccount(one, each)));
    const stay = member.identities.filter((each) => !gained.includes(each));
    const back = await comingBack(tables, link, stay);
    if (stay.length + back.length === 0) return refuse('last-place');
    for (const account of gained) await tables.members.removeIdentity(link.circleId, account);
    for (const account of back) await tables.members.setIdentity(member.id, account);
    await giveBack(tables, link, gained);
    await tables.links.remove(link.id);
    return success(link);
  });
}

async function mayUndo(tables: Tables, actor: Identity, link: AccountLink): Promise<boolean> {
  if (link.replaced.some((each) => sameAccount(each, actor))) return true;
  const people = await tables.members.findByIdentity(actor);
  return people.some(({ member }) => member.id === link.memberId);
}

/** Accounts that gave way, whose place is free again and that are nobody else's by now. */
async function comingBack(
  tables: Tables,
  { circleId, replaced }: AccountLink,
  stay: readonly Identity[],
): Promise<readonly Identity[]> {
  const back: Identity[] = [];
  for (const account of replaced) {
    const owners = await tables.members.findByIdentity(account);
    const isOwned = owners.some(({ member }) => member.circleId === circleId);
    const former = await tables.members.findFormer(circleId, account);
    const isTaken = stay.some(({ platform }) => platform === account.platform);
    if (!isOwned && former === null && !isTaken) back.push(account);
  }
  return back;
}

async function giveBack(tables: Tables, link: AccountLink, accounts: readonly Identity[]): Promise<void> {
  const from: Member | null = link.fromId === null ? null : await tables.members.find(link.fromId);
  if (from === null) return;
  for (const account of accounts) {
    const isTaken = from.identities.some(({ platform }) => platform === account.platform);
    if (!isTaken) await tables.members.setIdentity(from.id, account);
  }
  if (from.leftAt === link.at) await tables.members.saveStanding(from.id, { ...from, leftAt: null });
}
