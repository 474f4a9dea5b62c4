import type { Circle, VoiceId } from '../../../core/circle.ts';
import { DAY } from '../../../core/instant.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { questionKey } from '../../release/rules/pool.ts';
import { poolTable } from '../../release/tables/pools.ts';
import { roundTable } from '../../release/tables/rounds.ts';
import { poolQuarter } from '../../release/use-cases/pools.ts';
import type { PoolFact } from '../rules/facts.ts';
import { isNews, type Period } from './period.ts';

/** A quarter, and the time by which its pools may have been released late. */
const DAYS_BACK = 190;

/** What pools have shown that no digest has told of: for questions that this circle asked in their quarter. */
export async function poolFacts(tx: Tx, circle: Circle, period: Period): Promise<readonly PoolFact[]> {
  const released = await poolTable.released(tx, circle.organisationId, period.resultsSince + 1);
  if (released.length === 0) return [];
  const asked = await voicesAsked(tx, circle, period);
  const facts = new Map<string, PoolFact>();
  for (const { key, asked: question, at, release } of released) {
    const id = idOf(key.quarter, key.question);
    const voices = [...(asked.get(id) ?? [])];
    const isOurs = release.outcome === 'released' && voices.includes(key.voice);
    if (!isOurs || !isNews(id, at, period)) continue;
    const fact = facts.get(id) ?? { id, quarter: key.quarter, question, asked: voices, released: [] };
    const { voice } = key;
    facts.set(id, { ...fact, released: [...fact.released, { voice, figures: release.figures }] });
  }
  return [...facts.values()];
}

/** Which voices this circle asked each question of, by quarter. Follow-ups are never pooled. */
async function voicesAsked(
  tx: Tx,
  circle: Circle,
  period: Period,
): Promise<ReadonlyMap<string, ReadonlySet<VoiceId>>> {
  const asked = new Map<string, Set<VoiceId>>();
  for (const round of await roundTable.since(tx, circle.id, period.until - DAYS_BACK * DAY)) {
    if (round.state !== 'closed') continue;
    for (const question of round.questions) {
      if (question.kind === 'text' || question.onlyIf !== undefined) continue;
      const id = idOf(poolQuarter(round.closesAt), questionKey(question));
      const voices = asked.get(id) ?? new Set();
      for (const { voice } of round.voices) voices.add(voice);
      asked.set(id, voices);
    }
  }
  return asked;
}

function idOf(quarter: string, question: string): string {
  return `${quarter} ${question}`;
}
