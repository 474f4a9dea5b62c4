import type { IsoWeek } from '../../../core/calendar/iso-week.ts';
import type { CircleId } from '../../../core/circle.ts';
import { type Result, success } from '../../../core/result.ts';
import { checkWords } from '../../../core/written-words.ts';

/** Something that somebody said without a name. This is all that is kept: nothing leads back to who wrote it. */
export interface UnnamedWords {
  /** Must be random: an id that holds a time or a count would tell when it was written. */
  readonly id: string;
  readonly circleId: CircleId;
  /** The week it was said in; nothing finer is kept. */
  readonly week: IsoWeek;
  readonly words: string;
  /** The week of the digest that showed it; null: it waits for the next one, and nobody sees it before. */
  readonly shownIn: IsoWeek | null;
}

/** Words to keep for the next digest. Takes no person on purpose. Refuses empty words and too many. */
export function sayUnnamed(
  said: Pick<UnnamedWords, 'id' | 'circleId' | 'week' | 'words'>,
): Result<UnnamedWords, 'no-words' | 'words-too-long'> {
  const { id, circleId, week } = said;
  const words = checkWords(said.words);
  return words.ok ? success({ id, circleId, week, words: words.value, shownIn: null }) : words;
}
