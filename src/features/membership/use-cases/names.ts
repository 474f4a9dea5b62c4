import { type Circle, isSteward, type Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { transactSending } from '../../../core/sending.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import type { Change } from '../../governance/rules/change.ts';
import { actTable } from '../../governance/tables/proposals.ts';
import { recordAct } from '../../governance/use-cases/changes.ts';
import { tellMembers, tellStewards } from '../../governance/use-cases/telling.ts';
import { invitationState } from '../../ways-in/rules/way-in.ts';
import { invitationTable } from '../../ways-in/tables.ts';

export type NameRefusal = 'not-found' | 'not-a-steward' | 'name-waits';

/**
 * Calls somebody differently in one circle: everybody themselves, stewards anybody. On record without either name, so that
 * an old one is nowhere kept; the stewards are told, and the person where it was not them. Nobody else changes a name that a steward said
 * yes to with an address: the two belong together, and the name is written there. null: they are called that already.
 */
export async function changeName(
  context: Context,
  circle: Circle,
  byId: string,
  { memberId, name }: { readonly memberId: string; readonly name: string },
): Promise<Result<Change | null, NameRefusal>> {
  const change = { kind: 'name', memberId } as const;
  return transactSending(context, async (tx, send) => {
    await circleTable.lock(tx, circle.id);
    const members = await memberTable.listWithReaders(tx, circle.id);
    const by = members.find(({ id }) => id === byId);
    const named = members.find(({ id }) => id === memberId);
    if (by === undefined || named === undefined) return refuse('not-found');
    if (named.id !== by.id && !isSteward(by)) return refuse('not-a-steward');
    if (named.name === name) return success(null);
    if (named.id !== by.id && (await isInvited(context, tx, circle, named))) return refuse('name-waits');
    await memberTable.saveName(tx, memberId, name);
    const act = await recordAct(context, tx, circle, by, 'changed', change);
    const isNamed = (member: Member) => member.id === memberId;
    const others = members.filter((member) => !isNamed(member));
    await send(tellStewards(context, circle, others, act));
    if (named.id !== by.id) await send(tellMembers(context, circle, members.filter(isNamed), act));
    return success(change);
  });
}

/** Whether somebody's address was said yes to by a steward of a circle that is not set up, or an invitation waits for them there. */
async function isInvited(
  { clock }: Context,
  tx: Tx,
  { id, setUpAt }: Circle,
  named: Member,
): Promise<boolean> {
  if (setUpAt === null && named.email !== null)
    return (await actTable.doers(tx, id, 'roster-confirmed')).length > 0;
  const sent = await invitationTable.lastSent(tx, named.id);
  return sent !== null && invitationState(sent, clock.now()) === 'open';
}
