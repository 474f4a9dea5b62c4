import { type Circle, isSteward, type Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { DAY } from '../../../core/instant.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { toMember } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import type { Pulse } from '../../release/rules/pulse.ts';
import { ledgerTable } from '../../release/tables/ledger.ts';
import { roundTable } from '../../release/tables/rounds.ts';
import { offersSlower } from '../rules/slower.ts';

/** Four rounds of the slowest pulse that could come more slowly; and so long no second offer is made. */
const LOOKED_BACK = 130 * DAY;

/**
 * Offers the stewards a slower rhythm after two rounds in a row that could show nothing, once in a season. It looks at rounds that the digest
 * has told of already: stewards learn nothing before others.
 */
export async function slowerLetters(
  context: Context,
  tx: Tx,
  circle: Circle,
  { id, schedule }: Pick<Pulse, 'id' | 'schedule'>,
): Promise<readonly Delivery[]> {
  if (schedule.kind === 'once' || schedule.kind === 'quarterly') return [];
  const now = context.clock.now();
  const nextDigest = (await circleTable.digestSettings(tx, circle.id))?.nextAt ?? null;
  const told = nextDigest === null ? now : nextDigest - 7 * DAY;
  const rounds = await roundTable.since(tx, circle.id, now - LOOKED_BACK);
  const own = new Set(rounds.filter(({ pulseId }) => pulseId === id).map((round) => round.id));
  const released = (await ledgerTable.since(tx, circle.id, now - LOOKED_BACK)).filter(
    ({ roundId, closedAt }) => own.has(roundId) && closedAt <= told,
  );
  const edition = offersSlower(released);
  if (edition === null) return [];
  const letter = {
    kind: 'pulse-slower',
    subject: id,
    edition,
    dueAt: now,
    expiresAt: now + 14 * DAY,
  } as const;
  const stewards: readonly Member[] = (await memberTable.list(tx, circle.id)).filter(isSteward);
  return stewards.map((member) => toMember(context, circle, member, letter));
}
