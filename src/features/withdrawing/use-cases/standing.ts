import type { Circle } from '../../../core/circle.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { entriesOf } from '../../digests/rules/promises.ts';
import { readRef, type WordsRef, writeRef } from '../../digests/rules/withdrawal.ts';
import type { DigestRow } from '../../digests/tables.ts';
import { inOrder, isReadable, isShown } from '../../promises/rules/promise.ts';
import { promiseTable } from '../../promises/tables.ts';
import { ledgerTable } from '../../release/tables/ledger.ts';
import { unnamedWordsTable } from '../../unnamed-words/tables.ts';

/** Words that the circle can read, and how to point to them. */
export interface StandingWords {
  readonly ref: string;
  readonly words: string;
}

interface Shown {
  /** Words that no digest has shown yet count too. Their references are random, and stewards alone are given them. */
  readonly unshown: boolean;
}
const ONLY_SHOWN: Shown = { unshown: false };

/** Everything that people wrote in a digest: promises, words without a name, comments. */
export async function wordsOfDigest(tx: Tx, row: DigestRow): Promise<readonly StandingWords[]> {
  const { digest, circleId, week } = row;
  const shown = new Set(entriesOf(digest).map(({ words }) => words));
  const promises = (await wordsOfPromises(tx, circleId)).filter(({ words }) => shown.has(words));
  const said = (await unnamedWordsTable.all(tx, circleId)).filter(({ shownIn }) => shownIn === week);
  const comments: StandingWords[] = [];
  for (const roundId of digest.tells) comments.push(...(await commentsOf(tx, circleId, roundId)));
  return [...promises, ...pointersTo('said', said), ...comments];
}

/** Every promise that the circle can read. */
export async function wordsOfPromises(tx: Tx, circleId: string): Promise<readonly StandingWords[]> {
  const items = inOrder((await promiseTable.list(tx, circleId)).filter(isReadable));
  return pointersTo('promise', items);
}

export function pointersTo(
  kind: 'said' | 'promise',
  items: readonly { readonly id: string; readonly words: string }[],
): readonly StandingWords[] {
  return items.map(({ id, words }) => ({ ref: writeRef({ kind, id }), words }));
}

/** What a reference points to; null: nothing that the circle can read, or, with `unshown`, that a digest may come to show. */
export async function standingAt(
  tx: Tx,
  circle: Pick<Circle, 'id'>,
  ref: WordsRef,
  { unshown }: Shown = ONLY_SHOWN,
): Promise<string | null> {
  switch (ref.kind) {
    case 'promise': {
      const item = await promiseTable.find(tx, ref.id);
      return item?.circleId === circle.id && item.words !== '' && (unshown || isShown(item))
        ? item.words
        : null;
    }
    case 'said': {
      const found = (await unnamedWordsTable.all(tx, circle.id)).find(({ id }) => id === ref.id);
      return found !== undefined && (unshown || found.shownIn !== null) ? found.words : null;
    }
    case 'comment': {
      const wanted = writeRef(ref);
      const comments = await commentsOf(tx, circle.id, ref.roundId);
      return comments.find((each) => each.ref === wanted)?.words ?? null;
    }
  }
}

/** Those of some references that stand, each once, with their words. */
export async function standing(
  tx: Tx,
  circle: Pick<Circle, 'id'>,
  refs: readonly string[],
  shown: Shown = ONLY_SHOWN,
): Promise<readonly (StandingWords & { readonly to: WordsRef })[]> {
  const found: (StandingWords & { readonly to: WordsRef })[] = [];
  for (const ref of new Set(refs)) {
    const to = readRef(ref);
    const words = to === null ? null : await standingAt(tx, circle, to, shown);
    if (to !== null && words !== null) found.push({ ref, words, to });
  }
  return found;
}

/** A comment that was taken out leaves an empty place, so that the places of the others stay. */
async function commentsOf(tx: Tx, circleId: string, roundId: string): Promise<readonly StandingWords[]> {
  const entry = await ledgerTable.find(tx, roundId);
  if (entry === null || entry.circleId !== circleId) return [];
  const texts = entry.release.comments.flatMap((each) => (each.outcome === 'shown' ? each.texts : []));
  return texts.flatMap((words, place) =>
    words === '' ? [] : [{ ref: writeRef({ kind: 'comment', roundId, place }), words }],
  );
}
