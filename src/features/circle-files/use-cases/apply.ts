import type { Context } from '../../../core/context.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Send, transactSending } from '../../../core/sending.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { kindOf } from '../../governance/change-kinds.ts';
import type { Change } from '../../governance/rules/change.ts';
import { recordAct } from '../../governance/use-cases/changes.ts';
import { tellMembers, tellStewards } from '../../governance/use-cases/telling.ts';
import { type Planning, planFile, type Step } from './plan.ts';

type Plan = Extract<Planning, { readonly is: 'plan' }>;

/**
 * Makes what an edited file would change and an operator may: all of it, or nothing where one of them is refused. On record
 * as the operator's; the stewards are told of each, and who is called differently too. What needs two keys stays undone:
 * an operator holds none.
 */
export async function applyFile(context: Context, text: string): Promise<Planning> {
  const { planning, made } = await transactSending(context, async (tx, send) => {
    const planning = await planFile(context, tx, text);
    const isSound = planning.is === 'plan' && planning.steps.every(({ refused }) => refused === null);
    return { planning, made: isSound ? await make(context, tx, send, planning) : [] };
  });
  for (const change of made) await kindOf(context, change).followUp(context, change);
  return planning;
}

async function make(
  context: Context,
  tx: Tx,
  send: Send,
  { circle, steps }: Plan,
): Promise<readonly Change[]> {
  const made: Change[] = [];
  for (const { difference } of steps.filter(isOperators)) {
    if (difference.kind === 'newcomer') continue;
    const change: Change =
      difference.kind === 'change' ? difference.change : { kind: 'name', memberId: difference.memberId };
    if (difference.kind === 'name') await memberTable.saveName(tx, difference.memberId, difference.name);
    await send(await kindOf(context, change).apply({ context, tx, circle }, change));
    const act = await recordAct(context, tx, circle, null, 'changed', change);
    const members = await memberTable.listWithReaders(tx, circle.id);
    const isNamed = ({ id }: { readonly id: string }) => change.kind === 'name' && id === change.memberId;
    const others = members.filter((member) => !isNamed(member));
    await send(tellStewards(context, circle, others, act));
    await send(tellMembers(context, circle, members.filter(isNamed), act));
    made.push(change);
  }
  return made;
}

function isOperators({ by }: Step): boolean {
  return by === 'operator';
}
