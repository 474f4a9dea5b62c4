import type { Digest, PromiseEntry } from './digest.ts';

/** A promise as a digest shows it. Digests hold no ids, so it is known by its words and by whether a name stands beside them. */
export interface ShownPromise {
  readonly words: string;
  readonly named: boolean;
}

/** A published digest with other words for a promise; null: without it. The same object where it does not show it. */
export function rewordInDigest(digest: Digest, promise: ShownPromise, words: string | null): Digest {
  for (const section of ['raised', 'open', 'confirmed'] as const) {
    const entries = digest.promises[section];
    const index = entries.findIndex((entry) => isIt(entry, promise));
    const entry = entries[index];
    if (entry === undefined) continue;
    const now = words === null ? [] : [{ ...entry, words, changed: true as const }];
    const rest = [...entries.slice(0, index), ...now, ...entries.slice(index + 1)];
    return { ...digest, promises: { ...digest.promises, [section]: rest } };
  }
  return digest;
}

function isIt(entry: PromiseEntry, { words, named }: ShownPromise): boolean {
  return entry.words === words && (entry.raisedBy !== null) === named;
}
