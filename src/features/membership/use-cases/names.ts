import { type Circle, isSteward, type Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { transactSending } from '../../../core/sending.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import type { Change } from '../../governance/rules/change.ts';
import { recordAct } from '../../governance/use-cases/changes.ts';
import { tellMembers, tellStewards } from '../../governance/use-cases/telling.ts';

export type NameRefusal = 'not-found' | 'not-a-steward';

/**
 * Calls somebody differently in one circle: everybody themselves, stewards anybody. On record without either name, so that
 * an old one is nowhere kept; the stewards are told, and the person where it was not them. null: they are called that already.
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
    await memberTable.saveName(tx, memberId, name);
    const act = await recordAct(context, tx, circle, by, 'changed', change);
    const isNamed = (member: Member) => member.id === memberId;
    const others = members.filter((member) => !isNamed(member));
    await send(tellStewards(context, circle, others, act));
    if (named.id !== by.id) await send(tellMembers(context, circle, members.filter(isNamed), act));
    return success(change);
  });
}
