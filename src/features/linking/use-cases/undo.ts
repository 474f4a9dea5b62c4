import { type AccountLink, type EarlierAccount, sameAccount } from '../../../core/account-links.ts';
import type { Identity } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Account } from '../../../core/person.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { linkTable } from '../../../core/tables/links.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { personTable } from '../../../core/tables/people.ts';
import { invitationTable, sessionTable } from '../../ways-in/tables.ts';
import { lockPeople } from './locks.ts';

export type UndoRefusal = 'not-found' | 'last-place';

/**
 * Cuts accounts off a person again and puts back what was before: an account that gave way comes back; who had become one
 * person with them is somebody else again, with their accounts and circles, and whoever left by this link is in the circle
 * again, if nothing else has happened to them since. For the person, by any of their accounts, and for an account that
 * gave way. Refuses where the person could not be reached any more. What they wish stays as it is now.
 */
export async function undoLink(
  context: Context,
  actor: Identity,
  linkId: string,
): Promise<Result<AccountLink, UndoRefusal>> {
  return context.store.transact(async (tx) => {
    const known = await linkTable.find(tx, linkId);
    if (known === null) return refuse('not-found');
    await lockPeople(tx, [known.personId, ...(known.fromId === null ? [] : [known.fromId])]);
    // Read again under the locks: it may have been undone meanwhile.
    const link = await linkTable.find(tx, linkId);
    const person = link === null ? null : await personTable.find(tx, link.personId);
    if (link === null || person === null || !(await mayUndo(tx, actor, link))) return refuse('not-found');
    const gained = link.gained.filter((one) => person.accounts.some((each) => sameAccount(one, each)));
    const stay = person.accounts.filter((each) => !gained.some((one) => sameAccount(one, each)));
    const derived = person.accounts.filter((each) => isDerived(each, link));
    const back = await comingBack(tx, link);
    if (stay.length - derived.length + back.length === 0) return refuse('last-place');
    for (const account of gained) {
      if (link.fromId === null) await personTable.removeAccount(tx, link.organisationId, account);
      else await personTable.moveAccount(tx, link.fromId, account, account.since);
    }
    await forgetDerived(context, tx, link, derived);
    for (const account of back) await personTable.addAccount(tx, person.id, account, account.since);
    if (link.fromId !== null) await moveBack(tx, link, link.fromId);
    await linkTable.remove(tx, link.id);
    return success(link);
  });
}

/** Made on the pages by an account that was joined: it came by the link, so it goes with it. */
function isDerived({ platform, externalId, since }: Account, { at, gained }: AccountLink): boolean {
  return platform === 'web' && since === at && !gained.some((one) => one.externalId === externalId);
}

async function forgetDerived(
  context: Context,
  tx: Tx,
  { organisationId, personId }: AccountLink,
  derived: readonly Account[],
): Promise<void> {
  const webIds = derived.map(({ externalId }) => externalId);
  await sessionTable.endOthers(tx, webIds, null, context.clock.now());
  for (const account of derived) await personTable.removeAccount(tx, organisationId, account);
  const [member] = await personTable.members(tx, personId);
  if (member !== undefined) await invitationTable.dropUnused(tx, member.id, 'own');
}

async function mayUndo(tx: Tx, actor: Identity, link: AccountLink): Promise<boolean> {
  if (link.replaced.some((each) => sameAccount(each, actor))) return true;
  return (await personTable.ownerOf(tx, link.organisationId, actor)) === link.personId;
}

/** Accounts that gave way and are nobody's by now. */
async function comingBack(
  tx: Tx,
  { organisationId, replaced }: AccountLink,
): Promise<readonly EarlierAccount[]> {
  const back: EarlierAccount[] = [];
  for (const account of replaced) {
    if ((await personTable.ownerOf(tx, organisationId, account)) === null) back.push(account);
  }
  return back;
}

async function moveBack(tx: Tx, link: AccountLink, to: string): Promise<void> {
  for (const { memberId, since } of link.members) {
    const member = await memberTable.find(tx, memberId);
    if (member === null || member.personId !== link.personId) continue;
    await personTable.moveMember(tx, memberId, to, since);
    // Who was taken out meanwhile, as who they had become, does not come back by this.
    const present = (await personTable.members(tx, link.personId)).some(
      ({ circleId, leftAt }) => circleId === member.circleId && leftAt === null,
    );
    if (present && link.left.includes(memberId) && member.leftAt === link.at) {
      await memberTable.saveStanding(tx, memberId, { ...member, leftAt: null });
    }
  }
}
