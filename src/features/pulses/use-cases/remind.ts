import type { Context } from '../../../core/context.ts';
import { put, sendSoon, toMember } from '../../../core/outbox/outbox.ts';

/** Reminds everybody who was invited, once, in the same words. Who has answered is neither asked nor known. */
export async function remindRound(context: Context, roundId: string): Promise<void> {
  const letters = await context.store.transact(async (tables) => {
    const round = await tables.rounds.lock(roundId);
    const now = context.clock.now();
    if (round === null || round.state !== 'open' || round.closesAt <= now) return [];
    if (round.remindAt === null || round.remindAt > now || round.remindedAt !== null) return [];
    const circle = await tables.circles.find(round.circleId);
    if (circle === null) return [];
    const invited = new Set((await tables.rounds.roster(roundId)).map(({ memberId }) => memberId));
    const members = (await tables.members.list(circle.id)).filter(({ id }) => invited.has(id));
    await tables.rounds.markReminded(roundId, now);
    const letter = {
      kind: 'pulse-reminder',
      subject: roundId,
      dueAt: now,
      expiresAt: round.closesAt,
    } as const;
    return put(
      tables,
      members.map((member) => toMember(context, circle, member, letter)),
    );
  });
  await sendSoon(context, letters);
}
