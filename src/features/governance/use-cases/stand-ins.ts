import type { Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { addToOutbox, enqueueDeliveries } from '../../../core/outbox/outbox.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { kindOf } from '../change-kinds.ts';
import { recordAct } from './changes.ts';
import { tellNamed, tellStewards } from './telling.ts';

/** Strikes off stand-ins whose time is over: on record, and told to them and to the stewards. Their keys ended on time. */
export async function endStandIns(context: Context): Promise<void> {
  for (const one of await memberTable.standInsOver(context.store, context.clock.now())) {
    await endStandIn(context, one);
  }
}

async function endStandIn(context: Context, one: Pick<Member, 'id' | 'circleId'>): Promise<void> {
  const letters = await context.store.transact(async (tx) => {
    const circle = await circleTable.lock(tx, one.circleId);
    const member = await memberTable.find(tx, one.id);
    const until = member?.stewardUntil ?? null;
    // Named anew, or ended, in between.
    if (circle === null || member === null || until === null || until > context.clock.now()) return [];
    const members = await memberTable.list(tx, circle.id);
    const change = { kind: 'stand-in-ended', memberId: member.id } as const;
    await kindOf(context, change).apply({ context, tx, circle }, change);
    if (member.leftAt !== null) return [];
    const act = await recordAct(context, tx, circle, member, 'by-itself', change);
    const told = [
      ...tellNamed(context, circle, members, act),
      ...tellStewards(context, circle, members, act),
    ];
    return addToOutbox(tx, told);
  });
  await enqueueDeliveries(context, letters);
}
