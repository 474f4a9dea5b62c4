import type { Quarter } from '../../../core/calendar/quarter.ts';
import { heading, list, text } from '../../../core/messages/blocks.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Block, TableBlock } from '../../../core/ports/message.ts';
import { POOL_CIRCLES } from '../../release/rules/pool.ts';
import type { Digest, Result } from '../rules/digest.ts';
import { meanWords, resultLabel, shareWords } from './figures.ts';

/** A pool of exactly `POOL_CIRCLES` is not shown: it takes one circle more, so that each may have been silent. */
const LEAST_CIRCLES = POOL_CIRCLES + 1;

/** A question's answers: a column for each voice, or one for everybody. */
export function resultTable(result: Result, words: Words, caption = result.question): TableBlock {
  const { groups } = result;
  const [first] = groups;
  const shares = (first?.shares ?? []).map(({ label }, index) => [
    resultLabel(label, words),
    ...groups.map(({ shares }) => shareCell(shares[index]?.share, words)),
  ]);
  return {
    kind: 'table',
    caption,
    columns: [
      words.say('digest.result.answer'),
      ...groups.map(({ voice, name }) => (voice === null ? words.say('digest.everybody') : name)),
    ],
    rows: [...meanRow(result, words), ...(isSpread(result) ? [spreadRow(result, words)] : shares)],
  };
}

type Share = Result['groups'][number]['shares'][number]['share'];

function shareCell(share: Share | undefined, words: Words): string {
  if (share === undefined) return words.say('digest.point.none');
  return share === 'spread' ? words.say('digest.result.spread') : shareWords(share, words);
}

/** Where no group has words for any option, one row says so. */
function isSpread({ groups }: Result): boolean {
  return groups.every(({ shares }) => shares.length > 0 && shares.every(({ share }) => share === 'spread'));
}

function spreadRow({ groups }: Result, words: Words): string[] {
  return [words.say('digest.result.every-choice'), ...groups.map(() => words.say('digest.result.spread'))];
}

function meanRow({ scale, groups }: Result, words: Words): string[][] {
  if (scale === null) return [];
  return [[words.say('digest.result.mean', scale), ...groups.map(({ mean }) => meanWords(mean, words))]];
}

export function pooledBlocks({ pooled }: Digest, words: Words): Block[] {
  if (pooled.length === 0) return [];
  return [
    text(words.say('digest.pooled.explained', { circles: LEAST_CIRCLES })),
    ...pooled.map((result) => {
      const told = { question: result.question, quarter: quarterName(result.quarter, words) };
      return resultTable(result, words, words.say('digest.pooled.caption', told));
    }),
  ];
}

/** "July to September 2026". */
function quarterName(quarter: Quarter, words: Words): string {
  const [year = '', number = ''] = quarter.split('-Q');
  return words.say('digest.quarter', { year, quarter: number });
}

export function commentBlocks({ comments }: Digest, words: Words): Block[] {
  if (comments.length === 0) return [];
  return [
    text(words.say('digest.comments.mixed'), 'quiet'),
    ...comments.flatMap(({ question, texts }) => [heading(3, question), list(texts)]),
  ];
}
