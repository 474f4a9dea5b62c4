import type { Circle, Identity, Member } from '../../domain/circle.ts';
import type { Change } from '../../domain/governance/change.ts';
import { isSteward } from '../../domain/governance/keys.ts';
import { isWaiting } from '../../domain/governance/proposal.ts';
import { sameAccount } from '../../domain/linking.ts';
import { type Result, refuse, success } from '../../domain/result.ts';
import type { Tables } from '../../ports/store.ts';
import type { Context } from '../context.ts';
import { put, sendSoon } from '../deliveries/outbox.ts';
import { recordAct } from '../governance/changes.ts';
import { tellStewards } from '../governance/telling.ts';
import { gainAccounts } from './gain.ts';

export type SetAccountRefusal = 'not-a-steward' | 'not-found' | 'already-in-circle' | 'stewards-own-account';

/**
 * A steward sets the accounts of a member on chat platforms, one for each platform at most. The member is told, also on
 * an account that gives way, and can undo it; it is on record, without the accounts.
 *
 * Refuses an account that a present member has, and the accounts of another steward or of somebody who is about to become
 * one: who held both keys of two stewards could turn them alone.
 */
export async function setAccounts(
  context: Context,
  circle: Circle,
  by: Member,
  memberId: string,
  accounts: readonly Identity[],
): Promise<Result<readonly Change[], SetAccountRefusal>> {
  const outcome = await context.store.transact(async (tables) => {
    await tables.circles.lock(circle.id);
    const members = await tables.members.list(circle.id);
    const steward = members.find(({ id }) => id === by.id);
    if (steward === undefined || !isSteward(steward)) return refuse('not-a-steward');
    const member = members.find(({ id }) => id === memberId);
    if (member === undefined) return refuse('not-found');
    if (member.id !== steward.id && (await holdsKey(context, tables, member))) {
      return refuse('stewards-own-account');
    }
    for (const account of accounts) {
      const owners = await tables.members.findByIdentity(account);
      if (owners.some((each) => each.circle.id === circle.id && each.member.id !== member.id)) {
        return refuse('already-in-circle');
      }
    }
    const replaced = member.identities.filter((each) =>
      accounts.some((one) => one.platform === each.platform && !sameAccount(one, each)),
    );
    const gain = { member, gained: accounts, leaves: null, replaced, byId: by.id };
    const letters = [...(await gainAccounts(context, tables, circle, gain))];
    const changes: Change[] = [];
    for (const { platform } of accounts) {
      const change: Change = { kind: 'account', memberId, platform };
      const act = await recordAct(context, tables, circle, by, 'changed', change);
      letters.push(...tellStewards(context, circle, members, act));
      changes.push(change);
    }
    return success({ changes, letters: await put(tables, letters) });
  });
  if (!outcome.ok) return outcome;
  await sendSoon(context, outcome.value.letters);
  return success(outcome.value.changes);
}

async function holdsKey(context: Context, tables: Tables, member: Member): Promise<boolean> {
  if (isSteward(member)) return true;
  const now = context.clock.now();
  const waiting = (await tables.proposals.open(member.circleId)).filter((each) => isWaiting(each, now));
  return waiting.some(({ change }) => change.kind === 'steward' && change.memberId === member.id);
}
