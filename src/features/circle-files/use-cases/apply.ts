import type { Context } from '../../../core/context.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { addToOutbox, enqueueDeliveries } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
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
  const { planning, made, letters } = await context.store.transact(async (tx) => {
    const planning = await planFile(context, tx, text);
    const isSound = planning.is === 'plan' && planning.steps.every(({ refused }) => refused === null);
    const outcome = isSound ? await make(context, tx, planning) : { made: [], letters: [] };
    return { planning, made: outcome.made, letters: await addToOutbox(tx, outcome.letters) };
  });
  for (const change of made) await kindOf(context, change).followUp(context, change);
  await enqueueDeliveries(context, letters);
  return planning;
}

async function make(context: Context, tx: Tx, { circle, steps }: Plan) {
  const made: Change[] = [];
  const letters: Delivery[] = [];
  for (const { difference } of steps.filter(isOperators)) {
    if (difference.kind === 'newcomer') continue;
    const change: Change =
      difference.kind === 'change' ? difference.change : { kind: 'name', memberId: difference.memberId };
    if (difference.kind === 'name') await memberTable.saveName(tx, difference.memberId, difference.name);
    letters.push(...(await kindOf(context, change).apply({ context, tx, circle }, change)));
    const act = await recordAct(context, tx, circle, null, 'changed', change);
    const members = await memberTable.listWithReaders(tx, circle.id);
    const isNamed = ({ id }: { readonly id: string }) => change.kind === 'name' && id === change.memberId;
    letters.push(
      ...tellStewards(
        context,
        circle,
        members.filter((member) => !isNamed(member)),
        act,
      ),
      ...tellMembers(context, circle, members.filter(isNamed), act),
    );
    made.push(change);
  }
  return { made, letters };
}

function isOperators({ by }: Step): boolean {
  return by === 'operator';
}
