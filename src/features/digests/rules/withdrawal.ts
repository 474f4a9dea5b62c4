/** Why two stewards took words out, or held them back. Chosen from a list: a reason in words of one's own would repeat them. */
export const WITHDRAWAL_REASONS = [
  'names-a-person',
  'could-hurt',
  'not-for-this-group',
  'by-mistake',
] as const;

export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number];

/**
 * Points to words that a circle can read, by ids that are random and go when the words go: `said.<id>`, `promise.<id>`, or
 * `comment.<round>.<place>`, the place among all comments that the round released.
 */
export type WordsRef =
  | { readonly kind: 'said' | 'promise'; readonly id: string }
  | { readonly kind: 'comment'; readonly roundId: string; readonly place: number };

export function writeRef(ref: WordsRef): string {
  return ref.kind === 'comment' ? `comment.${ref.roundId}.${ref.place}` : `${ref.kind}.${ref.id}`;
}

/** null: it points to nothing. */
export function readRef(text: string): WordsRef | null {
  const [, kind, id] = /^(said|promise)\.([A-Za-z0-9_-]+)$/.exec(text) ?? [];
  if ((kind === 'said' || kind === 'promise') && id !== undefined) return { kind, id };
  const [, roundId, place] = /^comment\.([A-Za-z0-9_-]+)\.(\d{1,4})$/.exec(text) ?? [];
  return roundId === undefined ? null : { kind: 'comment', roundId, place: Number(place) };
}

export function isWithdrawalReason(text: string): text is WithdrawalReason {
  return WITHDRAWAL_REASONS.some((each) => each === text);
}
