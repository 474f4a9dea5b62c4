import type { Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { put, sendSoon } from '../../../core/outbox/outbox.ts';
import { kindOf } from '../change-kinds.ts';
import { recordAct } from './changes.ts';
import { tellNamed, tellStewards } from './telling.ts';

/** Strikes off stand-ins whose time is over: on record, and told to them and to the stewards. Their keys ended on time. */
export async function endStandIns(context: Context): Promise<void> {
  for (const one of await context.store.tables.members.standInsOver(context.clock.now())) {
    await endStandIn(context, one);
  }
}

async function endStandIn(context: Context, one: Pick<Member, 'id' | 'circleId'>): Promise<void> {
  const letters = await context.store.transact(async (tables) => {
    const circle = await tables.circles.lock(one.circleId);
    const member = await tables.members.find(one.id);
    const until = member?.stewardUntil ?? null;
    // Named anew, or ended, in between.
    if (circle === null || member === null || until === null || until > context.clock.now()) return [];
    const members = await tables.members.list(circle.id);
    const change = { kind: 'stand-in-ended', memberId: member.id } as const;
    await kindOf(context, change).apply({ context, tables, circle }, change);
    if (member.leftAt !== null) return [];
    const act = await recordAct(context, tables, circle, member, 'by-itself', change);
    const told = [
      ...tellNamed(context, circle, members, act),
      ...tellStewards(context, circle, members, act),
    ];
    return put(tables, told);
  });
  await sendSoon(context, letters);
}
