import type { Result } from '../../../src/core/result.ts';
import {
  ASKER_FIRST_FOR,
  answerPromise,
  judgePromise,
  type Verdict,
} from '../../../src/features/promises/rules/closing.ts';
import {
  type Actor,
  type PromiseItem,
  raisePromise,
  showPromise,
} from '../../../src/features/promises/rules/promise.ts';

export const amina: Actor = { id: 'amina', circleId: 'ward-7', voice: 'staff' };
export const bex: Actor = { id: 'bex', circleId: 'ward-7', voice: 'staff' };
export const gwen: Actor = { id: 'gwen', circleId: 'ward-7', voice: 'reps' };
export const hasan: Actor = { id: 'hasan', circleId: 'ward-7', voice: 'reps' };
export const carer: Actor = { id: 'carer', circleId: 'ward-7', voice: 'carers' };
export const stranger: Actor = { id: 'zed', circleId: 'ward-8', voice: 'reps' };
export const EVERYBODY = [amina, bex, gwen, hasan, carer];

export const NOW = Date.UTC(2026, 10, 16, 9);
export const LATER = NOW + ASKER_FIRST_FOR;
export const at = (now = NOW, present: readonly Actor[] = EVERYBODY) => ({ now, present, week: '2026-W48' });

export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.code}`);
  return result.value;
}

/** Gwen's, where nobody else is named; null: without a name, and shown. */
export function raised(by: Actor | null = gwen): PromiseItem {
  const item = must(
    raisePromise({ id: 'p1', circleId: 'ward-7', words: 'Minutes within a week', by, week: '2026-W45' }),
  );
  return by === null ? showPromise(item, '2026-W45') : item;
}

export const did = { outcome: 'we-did', words: 'They come on Mondays now.' } as const;
export const cannot = { outcome: 'we-cannot', words: 'There is no minute taker.' } as const;

export function answered(
  item = raised(),
  by: Actor = amina,
  reply: typeof did | typeof cannot = did,
): PromiseItem {
  return must(answerPromise(item, by, reply, at()));
}
export const judge = (item: PromiseItem, by: Actor, verdict: Verdict = 'done', moment = at(LATER)) =>
  judgePromise(item, by, verdict, moment);
export const kept = (item = answered()) => must(judge(item, gwen));
