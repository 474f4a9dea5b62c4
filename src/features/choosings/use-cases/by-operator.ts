import type { Circle, Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { addToOutbox, enqueueDeliveries } from '../../../core/outbox/outbox.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { recordAct } from '../../governance/use-cases/changes.ts';
import { tellMembers } from '../../governance/use-cases/telling.ts';
import { checkOperator, type OperatorRefusal, passed } from '../rules.ts';
import { choosingTable } from '../tables.ts';

/**
 * The people who run the server make somebody a steward of a voice that has none who can act and is not choosing one: the
 * last way out. On record as theirs, and told to every member. Where both voices let nobody of that voice in, this counts
 * as having let them in: else nobody of it could ever act.
 */
export async function nameSteward(
  context: Context,
  circle: Circle,
  memberId: string,
): Promise<Result<Member, OperatorRefusal>> {
  const outcome = await context.store.transact(async (tx) => {
    await circleTable.lock(tx, circle.id);
    const now = context.clock.now();
    const members = await memberTable.listWithReaders(tx, circle.id);
    const named = members.find(({ id }) => id === memberId);
    if (named === undefined) return refuse('not-found');
    const choosings = (await choosingTable.open(tx, circle.id)).map((each) => passed(each, members, now));
    const sound = checkOperator(named, members, choosings, now);
    if (!sound.ok) return sound;
    const confirmedAt = named.confirmedAt ?? now;
    await memberTable.saveStanding(tx, named.id, {
      ...named,
      steward: true,
      stewardUntil: null,
      confirmedAt,
    });
    const change = { kind: 'steward', memberId, steward: true } as const;
    const act = await recordAct(context, tx, circle, null, 'changed', change);
    return success({ named, letters: await addToOutbox(tx, tellMembers(context, circle, members, act)) });
  });
  if (!outcome.ok) return outcome;
  await enqueueDeliveries(context, outcome.value.letters);
  return success(outcome.value.named);
}
