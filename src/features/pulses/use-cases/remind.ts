import type { Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { paceOf, tellAt } from '../../../core/outbox/contact-budget.ts';
import { addToOutbox, enqueueDeliveries, toMember } from '../../../core/outbox/outbox.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { roundTable } from '../../release/tables/rounds.ts';

/** Reminds everybody who was invited, in the same words each time; several that are due at once are one. Who has answered is neither asked nor known. */
export async function remindRound(context: Context, roundId: string): Promise<void> {
  const letters = await context.store.transact(async (tx) => {
    const round = await roundTable.lock(tx, roundId);
    const now = context.clock.now();
    if (round === null || round.state !== 'open' || round.closesAt <= now) return [];
    if (round.remindAt === null || round.remindAt > now) return [];
    const circle = await circleTable.find(tx, round.circleId);
    if (circle === null) return [];
    const invited = new Set((await roundTable.roster(tx, roundId)).map(({ memberId }) => memberId));
    // Whoever chose a later time of their own has not been told yet, or is told just now.
    const open = { from: round.openedAt, to: round.closesAt };
    const isTold = ({ preferences }: Member) => tellAt(paceOf(preferences, circle), open) < now;
    const members = (await memberTable.list(tx, circle.id)).filter(
      (member) => invited.has(member.id) && isTold(member),
    );
    const left = round.remindLater.filter((at) => at > now);
    await roundTable.markReminded(tx, roundId, now, left);
    const letter = {
      kind: 'pulse-reminder',
      subject: roundId,
      edition: String(round.remindAt),
      dueAt: now,
      // One that had to wait for the end of somebody's night does not come together with the next.
      expiresAt: left[0] ?? round.closesAt,
    } as const;
    return addToOutbox(
      tx,
      members.map((member) => toMember(context, circle, member, letter)),
    );
  });
  await enqueueDeliveries(context, letters);
}
