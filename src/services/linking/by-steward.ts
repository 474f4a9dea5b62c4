import type { Circle, Identity, Member } from '../../domain/circle.ts';
import type { Change } from '../../domain/governance/change.ts';
import { isSteward } from '../../domain/governance/keys.ts';
import { isWaiting } from '../../domain/governance/proposal.ts';
import type { Person } from '../../domain/person.ts';
import { type Result, refuse, success } from '../../domain/result.ts';
import type { Tables } from '../../ports/store.ts';
import type { Context } from '../context.ts';
import { put, sendSoon } from '../deliveries/outbox.ts';
import { recordAct } from '../governance/changes.ts';
import { tellStewards } from '../governance/telling.ts';
import { gainAccount, seatsOf } from './gain.ts';
import { lockPeople } from './locks.ts';

export type SetAccountRefusal = 'not-a-steward' | 'not-found' | 'known-account' | 'only-themselves';

/**
 * A steward sets the accounts of a member on chat platforms, in the place of the one they had there. The member is told,
 * also on an account that gives way, and can undo it; it is on record, without the accounts.
 *
 * Refuses an account of somebody who is in a circle, here or elsewhere; the accounts of another steward or of somebody who
 * is about to become one: who held both keys of two stewards could turn them alone; and those of somebody who is in
 * another circle too, of which this steward has no say.
 */
export async function setAccounts(
  context: Context,
  circle: Circle,
  by: Member,
  memberId: string,
  accounts: readonly Identity[],
): Promise<Result<readonly Change[], SetAccountRefusal>> {
  const outcome = await context.store.transact(async (tables) => {
    const known = await tables.members.find(memberId);
    await tables.circles.lock(circle.id);
    if (known !== null) await lockPeople(tables, [known.personId]);
    const members = await tables.members.list(circle.id);
    const steward = members.find(({ id }) => id === by.id);
    if (steward === undefined || !isSteward(steward)) return refuse('not-a-steward');
    const member = members.find(({ id }) => id === memberId);
    const person = member === undefined ? null : await tables.people.find(member.personId);
    if (member === undefined || person === null) return refuse('not-found');
    if (member.id !== steward.id) {
      if (await holdsKey(context, tables, member)) return refuse('only-themselves');
      if ((await seatsOf(tables, person.id)).length > 1) return refuse('only-themselves');
    }
    for (const account of accounts) {
      const owner = await tables.people.behind(circle.organisationId, account);
      if (owner !== null && (owner === person.id || (await seatsOf(tables, owner)).length > 0)) {
        return refuse('known-account');
      }
    }
    const letters = [];
    const changes: Change[] = [];
    for (const account of accounts) {
      const { platform } = account;
      const replaced = replacedBy(person, account);
      letters.push(...(await gainAccount(context, tables, { person, account, replaced, byId: by.id })));
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

/** The one that the form showed: of several on a platform the others stay. */
function replacedBy({ accounts }: Person, { platform }: Identity) {
  const shown = accounts.find((each) => each.platform === platform && !each.held);
  return shown === undefined ? null : { platform, externalId: shown.externalId, since: shown.since };
}

async function holdsKey(context: Context, tables: Tables, member: Member): Promise<boolean> {
  if (isSteward(member)) return true;
  const now = context.clock.now();
  const waiting = (await tables.proposals.open(member.circleId)).filter((each) => isWaiting(each, now));
  return waiting.some(({ change }) => change.kind === 'steward' && change.memberId === member.id);
}
