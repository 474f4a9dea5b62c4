import { z } from 'zod';
import { FINE_FROM, nearest } from './precision.ts';

/**
 * A share as it is shown. Its ends are always wide enough for three different counts, so that neither nobody nor
 * everybody ever shows. Wording belongs to `messages`.
 */
export const codedShareSchema = z.discriminatedUnion('form', [
  /** Two words. */
  z.strictObject({ form: z.literal('halves'), value: z.enum(['half-or-fewer', 'half-or-more']) }),
  /** Three: two people or fewer; in between; all but two, or more. */
  z.strictObject({
    form: z.literal('count'),
    value: z.enum(['two-or-fewer', 'in-between', 'all-but-two-or-more']),
  }),
  /** Five: up to a tenth or two people; up to a third; between the thirds; from two thirds; over nine tenths or all but two. */
  z.strictObject({
    form: z.literal('words'),
    value: z.enum(['few', 'some', 'about-half', 'most', 'nearly-all']),
  }),
  /** Per cent in steps of five, from 10 to 90. */
  z.strictObject({
    form: z.literal('percent'),
    value: z.union([z.literal(['few', 'nearly-all']), z.number().int().min(10).max(90)]),
  }),
]);
export type CodedShare = Readonly<z.infer<typeof codedShareSchema>>;

const THREE_WORDS_FROM = 6;
const FIVE_WORDS_FROM = 15;

export interface ShareWidths {
  /** How many answers the widths are for: `toldSize`. */
  readonly told: number;
  /** Per cent instead of words where there are enough. Of two options only: those of three tell n too often. */
  readonly percent: boolean;
  /** What half of the answers read as, where there are two words: more for the first option, fewer for every other. */
  readonly tie: 'half-or-fewer' | 'half-or-more';
}

/**
 * Codes "`count` of `n` people". Mirrored: the share of those who did not is always coded as the opposite word or
 * 100 minus the figure, so that showing both of two options tells no more than showing one.
 */
export function codedShare(count: number, n: number, { told, percent, tie }: ShareWidths): CodedShare {
  const rest = n - count;
  if (percent && told >= FINE_FROM) return { form: 'percent', value: percentage(count, rest) };
  if (told >= FIVE_WORDS_FROM) return { form: 'words', value: fiveWords(count, rest) };
  if (told >= THREE_WORDS_FROM) return { form: 'count', value: threeWords(count, rest) };
  if (count === rest) return { form: 'halves', value: tie };
  return { form: 'halves', value: count > rest ? 'half-or-more' : 'half-or-fewer' };
}

/** Whether a share, of three words or more, is shown at neither end. */
export function isBetween({ form, value }: CodedShare): boolean {
  if (form === 'halves') return false;
  return !['two-or-fewer', 'all-but-two-or-more', 'few', 'nearly-all'].includes(String(value));
}

/** Whether a share may be half: the middle one of its words, 35 to 65 %, and either of two words. */
export function isMiddle({ form, value }: CodedShare): boolean {
  if (form === 'halves') return true;
  return typeof value === 'number'
    ? value >= 35 && value <= 65
    : ['in-between', 'about-half'].includes(value);
}

function threeWords(count: number, rest: number): 'two-or-fewer' | 'in-between' | 'all-but-two-or-more' {
  if (count <= 2) return 'two-or-fewer';
  return rest <= 2 ? 'all-but-two-or-more' : 'in-between';
}

function fiveWords(count: number, rest: number): 'few' | 'some' | 'about-half' | 'most' | 'nearly-all' {
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
