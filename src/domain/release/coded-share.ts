import { z } from 'zod';
import { nearest, type Precision } from './precision.ts';

/**
 * A share as it is shown. Its ends are always wide enough for three different counts, so that neither nobody nor
 * everybody ever shows. Wording belongs to src/messages.
 */
export const codedShareSchema = z.discriminatedUnion('form', [
  /** Coarse: two people or fewer; in between; all but two, or more. */
  z.strictObject({
    form: z.literal('count'),
    value: z.enum(['two-or-fewer', 'in-between', 'all-but-two-or-more']),
  }),
  /** Medium: up to a tenth or two people; up to a third; between the thirds; from two thirds; over nine tenths or all but two. */
  z.strictObject({
    form: z.literal('words'),
    value: z.enum(['few', 'some', 'about-half', 'most', 'nearly-all']),
  }),
  /** Fine: per cent in steps of five, from 10 to 90. */
  z.strictObject({
    form: z.literal('percent'),
    value: z.union([z.literal(['few', 'nearly-all']), z.number().int().min(10).max(90)]),
  }),
]);
export type CodedShare = Readonly<z.infer<typeof codedShareSchema>>;

/**
 * Codes "`count` of `n` people". Mirrored: the share of those who did not is always coded as the opposite word or
 * 100 minus the figure, so that showing both of two options tells no more than showing one.
 */
export function codedShare(count: number, n: number, precision: Precision): CodedShare {
  const rest = n - count;
  switch (precision) {
    case 'coarse':
      return { form: 'count', value: coarseWord(count, rest) };
    case 'medium':
      return { form: 'words', value: mediumWord(count, rest) };
    case 'fine':
      return { form: 'percent', value: percentage(count, rest) };
  }
}

/** Whether a share is shown at its upper end, behind which everybody may be. */
export function isNearlyAll(share: CodedShare): boolean {
  return share.value === 'nearly-all' || share.value === 'all-but-two-or-more';
}

/** Where both ends hold, which happens below five answers only, the middle is told. */
function coarseWord(count: number, rest: number): 'two-or-fewer' | 'in-between' | 'all-but-two-or-more' {
  if (count <= 2 && rest > 2) return 'two-or-fewer';
  return rest <= 2 && count > 2 ? 'all-but-two-or-more' : 'in-between';
}

function mediumWord(count: number, rest: number): 'few' | 'some' | 'about-half' | 'most' | 'nearly-all' {
  const n = count + rest;
  if (isEnd(count, n)) return 'few';
  if (isEnd(rest, n)) return 'nearly-all';
  if (count * 3 <= n) return 'some';
  return rest * 3 <= n ? 'most' : 'about-half';
}

function isEnd(count: number, n: number): boolean {
  return count <= 2 || count * 10 < n;
}

function percentage(count: number, rest: number): number | 'few' | 'nearly-all' {
  const steps = nearest(20 * count, count + rest, 10);
  if (count <= 2 || steps <= 1) return 'few';
  return rest <= 2 || steps >= 19 ? 'nearly-all' : steps * 5;
}
