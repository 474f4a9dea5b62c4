import type { Delivery } from '../../../core/outbox/delivery.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { digestsAhead } from '../../digests/use-cases/ahead.ts';
import { type Changing, kindOf } from '../../governance/change-kinds.ts';
import { openingsOf } from '../../pulses/use-cases/open-round.ts';
import { pulseTable } from '../../release/tables/pulses.ts';
import { meetingTable } from '../../turns/tables.ts';
import { reviewAfterMove } from '../../unnamed-words/rules/review.ts';

/**
 * Gives a circle another time zone, and moves what is planned to the same time on the new clock. What is due this minute
 * happens; open rounds close when they said they would.
 */
export async function moveClock(at: Changing, timezone: string): Promise<readonly Delivery[]> {
  const { context, tx } = at;
  const circle = { ...at.circle, timezone };
  await circleTable.saveTimezone(tx, circle.id, timezone);
  const now = context.clock.now();
  for (const pulse of await pulseTable.list(tx, circle.id)) {
    if (pulse.nextOpensAt === null || pulse.nextOpensAt <= now) continue;
    const openings = await openingsOf(tx, circle, pulse, { now, count: 1 });
    await pulseTable.setNextOpening(tx, pulse.id, openings?.dates[0] ?? null);
  }
  const digest = await circleTable.digestSettings(tx, circle.id);
  if (digest?.nextAt != null && digest.nextAt > now) {
    const nextAt = (await digestsAhead(tx, circle, digest.schedule, now, 1))?.dates[0] ?? null;
    await circleTable.setNextDigest(tx, circle.id, nextAt);
    if (nextAt !== null)
      await circleTable.setNextReview(tx, circle.id, reviewAfterMove(nextAt, digest.reviewAt));
  }
  const letters: Delivery[] = [];
  for (const { id, name, schedule, lasting } of await meetingTable.series(tx, circle.id)) {
    const change = { kind: 'meetings', seriesId: id, plan: { name, schedule, lasting } } as const;
    letters.push(...(await kindOf(context, change).apply({ ...at, circle }, change)));
  }
  return letters;
}
