import { type Digest, PROMISE_SECTIONS, type PromiseEntry, type TakenOut } from './digest.ts';

/** A promise as a digest shows it. Digests hold no ids, so it is known by its words and by whether a name stands beside them. */
export interface ShownPromise {
  readonly words: string;
  readonly named: boolean;
}

/** A published digest with other words for a promise; null: without it. The same object where it does not show it. */
export function rewordInDigest(digest: Digest, promise: ShownPromise, words: string | null): Digest {
  for (const section of PROMISE_SECTIONS) {
    const entries = digest.promises[section] ?? [];
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

/** A published digest without something that was said, once; the same object where it does not say it. */
export function withoutSaid(digest: Digest, words: string): Digest {
  const said = withoutOne(digest.said, words);
  return said === digest.said ? digest : { ...digest, said: [...said] };
}

/** A published digest without one comment of a round; the same object where it does not tell of that round. */
export function withoutComment(digest: Digest, roundId: string, words: string): Digest {
  if (!digest.tells.includes(roundId)) return digest;
  const index = digest.comments.findIndex(({ texts }) => texts.includes(words));
  if (index < 0) return digest;
  const comments = digest.comments.flatMap((each, at) => {
    if (at !== index) return [each];
    const texts = [...withoutOne(each.texts, words)];
    return texts.length === 0 ? [] : [{ ...each, texts }];
  });
  return { ...digest, comments };
}

/** Says in a digest that something was taken out of it. */
export function tellTakenOut(digest: Digest, told: TakenOut): Digest {
  return { ...digest, takenOut: [...(digest.takenOut ?? []), told] };
}

function withoutOne(texts: readonly string[], words: string): readonly string[] {
  const index = texts.indexOf(words);
  return index < 0 ? texts : [...texts.slice(0, index), ...texts.slice(index + 1)];
}
