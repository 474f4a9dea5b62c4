import { heading, list } from '../../../core/messages/blocks.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Block } from '../../../core/ports/message.ts';
import type { Digest, TakenOut } from '../rules/digest.ts';
/** What everybody hears: how many, by whom and why. */
export function takenOutBlocks(
  { takenOut = [], takenOutBefore = [] }: Pick<Digest, 'takenOut' | 'takenOutBefore'>,
  words: Words,
): Block[] {
  const line = ({ count, why, by }: TakenOut, key: 'withdrawn' | 'before' | 'held-back') =>
    words.say(`digest.taken-out.${key}`, {
      count,
      why: words.say(`withdraw.why.${why}`),
      names: words.list(by),
    });
  const lines = [
    ...takenOut.map((each) => line(each, 'withdrawn')),
    ...takenOutBefore.map((each) => line(each, each.what === 'held-back' ? 'held-back' : 'before')),
  ];
  return lines.length === 0 ? [] : [heading(2, words.say('digest.taken-out')), list(lines)];
}
