import type { Context } from '../../src/core/context.ts';
import { DAY, type Instant } from '../../src/core/instant.ts';
import type { Round } from '../../src/features/release/rules/pulse.ts';
import type { RoundRelease } from '../../src/features/release/rules/release.ts';
import { ledgerTable } from '../../src/features/release/tables/ledger.ts';
import { pulseTable } from '../../src/features/release/tables/pulses.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import type { Group } from './test-core.ts';

const NOTHING: RoundRelease = {
  participation: { outcome: 'withheld', reason: 'too-few' },
  questions: [],
  comments: [],
};
const SEAL = { salt: new Uint8Array(16), pepperId: 'none', sealed: new Uint8Array(16) };

/** A round of a group's pulse that ended at a moment and released these figures; or that is still open. */
export async function roundOf(
  { store, newId }: Context,
  { circle }: Group,
  closesAt: Instant,
  release: Partial<RoundRelease> | null = {},
  more: Partial<Round> = {},
): Promise<Round> {
  const [pulse] = await pulseTable.list(store, circle.id);
  if (pulse === undefined) throw new Error('the circle has no pulse');
  const round: Round = {
    id: newId(),
    pulseId: pulse.id,
    circleId: circle.id,
    number: (await roundTable.count(store, pulse.id)) + 1,
    title: pulse.title,
    questions: pulse.questions,
    voices: [
      { voice: 'staff', invited: 5 },
      { voice: 'reps', invited: 5 },
    ],
    levels: null,
    thresholds: pulse.thresholds,
    comments: true,
    openedAt: closesAt - 2 * DAY,
    closesAt,
    remindAt: null,
    remindLater: [],
    remindedAt: null,
    state: 'open',
    ...more,
  };
  await store.transact(async (tx) => {
    await roundTable.insert(tx, round, [], SEAL);
    if (release === null) return;
    const entry = { roundId: round.id, circleId: circle.id, closedAt: closesAt };
    await ledgerTable.record(tx, { ...entry, release: { ...NOTHING, ...release } });
    await roundTable.end(tx, round.id, 'closed');
  });
  return round;
}
