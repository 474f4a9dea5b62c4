import { type Circle, isSteward, type Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { addToOutbox, enqueueDeliveries } from '../../../core/outbox/outbox.ts';
import { type Result, refuse } from '../../../core/result.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { recordAct } from '../../governance/use-cases/changes.ts';
import { tellStewards } from '../../governance/use-cases/telling.ts';
import type { Round } from '../../release/rules/pulse.ts';
import { pulseTable } from '../../release/tables/pulses.ts';
import { type OpenRefusal, openRoundByHand } from './open-round.ts';

/** A steward opens a round of a pulse of theirs now. On record; the other stewards are told. */
export async function openRoundAsSteward(
  context: Context,
  circle: Circle,
  by: Member,
  pulseId: string,
): Promise<Result<Round, OpenRefusal | 'not-a-steward'>> {
  if (!isSteward(by)) return refuse('not-a-steward');
  const pulse = await pulseTable.find(context.store, pulseId);
  if (pulse?.circleId !== circle.id) return refuse('no-such-pulse');
  const opened = await openRoundByHand(context, pulseId);
  if (!opened.ok) return opened;
  const letters = await context.store.transact(async (tx) => {
    const act = await recordAct(context, tx, circle, by, 'round-opened', opened.value.title);
    const members = await memberTable.list(tx, circle.id);
    return addToOutbox(tx, tellStewards(context, circle, members, act));
  });
  await enqueueDeliveries(context, letters);
  return opened;
}
