import { createHash } from 'node:crypto';
import type { VoiceId } from '../../../../core/circle.ts';
import { MAX_COMMENT_LENGTH } from '../../../../core/limits.ts';
import type { Round } from '../pulse.ts';
import { choicesOf, type Question } from '../question.ts';

/** All that decides the shape, and so the size, of a round's tally. It is public and frozen when the round opens. */
export interface TallyLayout {
  /** How many people are invited; seats are numbered 0 to seats - 1. */
  readonly seats: number;
  readonly voices: readonly VoiceId[];
  readonly questions: readonly Question[];
  /** Whether words given to text questions are kept. Where they are not, they are never written anywhere. */
  readonly comments: boolean;
}

/** The layout of an opened round: one seat for everybody invited. */
export function layoutOf(round: Pick<Round, 'voices' | 'questions' | 'comments'>): TallyLayout {
  return {
    seats: round.voices.reduce((sum, each) => sum + each.invited, 0),
    voices: round.voices.map((each) => each.voice),
    questions: round.questions,
    comments: round.comments,
  };
}

/** The longest comment in its shorter form: see `comments.ts`. */
export const MAX_COMMENT_BYTES = MAX_COMMENT_LENGTH * 4;
/** What stands before a comment: its lot, its question, its length. */
export const COMMENT_HEAD_BYTES = 4 + 1 + 2;
/** What stands before all comments. */
export const COMMENT_AREA_HEAD_BYTES = 4;
/**
 * Bytes for all words of a round at most, since each reply writes them anew. Some hundred comments as people write them,
 * or eleven that are as long as may be: it takes ten to show any.
 */
export const COMMENT_AREA_BYTES = 11 * 1024;
export const COUNTER_BYTES = 4;
const VERSION_BYTES = 1;
const FINGERPRINT_BYTES = 8;
export const HEADER_BYTES = VERSION_BYTES + FINGERPRINT_BYTES;

/** Where one question's counters start for one voice: answered, applied, then one for each choice. */
export interface CounterPlace {
  readonly answered: number;
  readonly applied: number;
  /** Offset of the first choice's counter; the others follow. */
  readonly choices: number;
}

/** Byte offsets of everything in an encoded tally. */
export interface TallyPlaces {
  readonly seats: number;
  /** By voice: how many people of it were counted. */
  readonly counted: ReadonlyMap<VoiceId, number>;
  /** By voice, then by question id. */
  readonly counters: ReadonlyMap<VoiceId, ReadonlyMap<string, CounterPlace>>;
  /** The place of all words, whatever question they answer, from here to the end. Nothing where comments are not kept. */
  readonly comments: number;
  readonly length: number;
}

/** Lays out a tally. Depends on nothing but the layout, so the length of a tally tells no more than the layout does. */
export function placesOf(layout: TallyLayout): TallyPlaces {
  let next = HEADER_BYTES + Math.ceil(layout.seats / 8);
  const take = (bytes: number): number => {
    const offset = next;
    next += bytes;
    return offset;
  };
  const counted = new Map<VoiceId, number>();
  const counters = new Map<VoiceId, Map<string, CounterPlace>>();
  for (const voice of layout.voices) {
    counted.set(voice, take(COUNTER_BYTES));
    const ofVoice = new Map<string, CounterPlace>();
    for (const question of layout.questions) {
      ofVoice.set(question.id, {
        answered: take(COUNTER_BYTES),
        applied: take(COUNTER_BYTES),
        choices: take(COUNTER_BYTES * choicesOf(question).length),
      });
    }
    counters.set(voice, ofVoice);
  }
  const comments = take(commentAreaBytes(layout));
  return { seats: HEADER_BYTES, counted, counters, comments, length: next };
}

/** Room for every comment in a small round, and never more than `COMMENT_AREA_BYTES`. */
function commentAreaBytes({ seats, questions, comments }: TallyLayout): number {
  const texts = questions.filter(({ kind }) => kind === 'text').length;
  if (!comments || texts === 0) return 0;
  const all = COMMENT_AREA_HEAD_BYTES + seats * texts * (COMMENT_HEAD_BYTES + MAX_COMMENT_BYTES);
  return Math.min(all, COMMENT_AREA_BYTES);
}

/** A short hash of what the bytes of a tally mean, so that one is never read by another round's layout. */
export function fingerprintOf(layout: TallyLayout): Uint8Array {
  const meaning = [
    layout.seats,
    layout.voices,
    layout.comments,
    layout.questions.map((question) => [
      question.id,
      question.kind,
      choicesOf(question),
      // Not the object itself: the database gives its keys back in another order.
      question.onlyIf === undefined ? null : [question.onlyIf.question, question.onlyIf.chose],
    ]),
  ];
  return createHash('sha256').update(JSON.stringify(meaning)).digest().subarray(0, FINGERPRINT_BYTES);
}
