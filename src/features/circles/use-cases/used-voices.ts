import type { Circle } from '../../../core/circle.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { roundTable } from '../../release/tables/rounds.ts';
import { meetingTable } from '../../turns/tables.ts';
import type { VoicesNow } from '../rules/voices.ts';

/** Which voices somebody has or had, those included who left, wait to be let in, or have moved on. */
export async function usedVoices(tx: Tx, circle: Circle): Promise<Omit<VoicesNow, 'voices'>> {
  const members = await memberTable.everybody(tx, circle.id);
  const rounds = await roundTable.since(tx, circle.id, 0);
  const series = await meetingTable.series(tx, circle.id);
  const used = new Set([
    ...members.map(({ voice }) => voice),
    ...rounds.flatMap(({ voices }) => voices.map(({ voice }) => voice)),
    ...series.flatMap(({ rota }) => Object.keys(rota.voiceLastChaired)),
  ]);
  return { used, policies: series.map(({ policy }) => policy) };
}
