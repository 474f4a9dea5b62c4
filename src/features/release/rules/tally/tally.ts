import type { VoiceId } from '../../../../core/circle.ts';
import type { Random } from '../../../../core/instant.ts';
import { type Result, refuse, success } from '../../../../core/result.ts';
import { type Answer, type Answers, applies, choicesOf, type Question } from '../question.ts';
import { writeComment } from './comments.ts';
import { type CounterPlace, fingerprintOf, placesOf, type TallyLayout, type TallyPlaces } from './layout.ts';

export const TALLY_VERSION = 2;

/**
 * Everything a round knows of its answers: one bit for each seat that was counted, counters by voice, question and
 * choice, and comments in one area. Kept in its encoded form: a round's tally is decoded, counted into and encoded for
 * every single answer, and this way none of the three has to rebuild it.
 *
 * It says who was counted, and while few are counted it is as good as a ballot. It exists in clear only between
 * opening a seal and sealing again.
 */
export interface Tally {
  readonly bytes: Uint8Array;
}

/** One person's submit. `answers` are those that `checkAnswers` let through. */
export interface Ballot {
  readonly seat: number;
  readonly voice: VoiceId;
  readonly answers: Answers;
}

export type CountRefusal = 'already-counted' | 'not-in-round' | 'unchecked-answers';

/** A tally in which nobody has been counted yet. */
export function emptyTally(layout: TallyLayout): Tally {
  const bytes = new Uint8Array(placesOf(layout).length);
  bytes[0] = TALLY_VERSION;
  bytes.set(fingerprintOf(layout), 1);
  return { bytes };
}

/** Whether the person in this seat has been counted. A seat outside the layout has not. */
export function isCounted(layout: TallyLayout, tally: Tally, seat: number): boolean {
  return (
    isSeat(layout, seat) &&
    ((tally.bytes[placesOf(layout).seats + (seat >> 3)] ?? 0) & (1 << (seat & 7))) !== 0
  );
}

/**
 * Counts one person's answers, once, and gives a new tally; the given one stays as it was. Answers to follow-ups that
 * do not apply, and words where the round keeps no comments, are dropped. `random` draws a comment's lot, which says where it
 * lies and whether it stays when there are too many: give it an unpredictable source.
 *
 * Refuses `already-counted` for a seat counted before, `not-in-round` for a seat or voice the layout does not have, and
 * `unchecked-answers` for anything `checkAnswers` would have refused. A refused ballot leaves no trace.
 */
export function count(
  layout: TallyLayout,
  tally: Tally,
  ballot: Ballot,
  random: Random,
): Result<Tally, CountRefusal> {
  const places = placesOf(layout);
  const counters = places.counters.get(ballot.voice);
  const counted = places.counted.get(ballot.voice);
  if (!isSeat(layout, ballot.seat) || counters === undefined || counted === undefined)
    return refuse('not-in-round');
  if (isCounted(layout, tally, ballot.seat)) return refuse('already-counted');

  // Not slice: of a Buffer, and an opened seal is one, that is no copy.
  const bytes = new Uint8Array(tally.bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const seatByte = places.seats + (ballot.seat >> 3);
  bytes[seatByte] = (bytes[seatByte] ?? 0) | (1 << (ballot.seat & 7));
  increment(view, counted);

  const known = new Set(layout.questions.map((question) => question.id));
  if (Object.keys(ballot.answers).some((id) => !known.has(id))) return refuse('unchecked-answers');
  for (const question of layout.questions) {
    const place = counters.get(question.id);
    if (place === undefined || !applies(question, ballot.answers)) continue;
    increment(view, place.applied);
    const answer = Object.hasOwn(ballot.answers, question.id) ? ballot.answers[question.id] : undefined;
    if (answer === undefined) continue;
    const written =
      question.kind === 'text'
        ? writeWords(layout, places, bytes, view, question, place, answer, random)
        : countChoices(view, place, question, answer);
    if (!written) return refuse('unchecked-answers');
  }
  return success({ bytes });
}

function isSeat(layout: TallyLayout, seat: number): boolean {
  return Number.isInteger(seat) && seat >= 0 && seat < layout.seats;
}

function increment(view: DataView, offset: number): void {
  view.setUint32(offset, view.getUint32(offset) + 1);
}

function countChoices(view: DataView, place: CounterPlace, question: Question, answer: Answer): boolean {
  if (!('choices' in answer) || answer.choices.length === 0) return false;
  if (question.kind !== 'multiple' && answer.choices.length > 1) return false;
  if (new Set(answer.choices).size !== answer.choices.length) return false;
  const keys = choicesOf(question);
  for (const choice of answer.choices) {
    const index = keys.indexOf(choice);
    if (index < 0) return false;
    increment(view, place.choices + 4 * index);
  }
  increment(view, place.answered);
  return true;
}

function writeWords(
  layout: TallyLayout,
  places: TallyPlaces,
  bytes: Uint8Array,
  view: DataView,
  question: Question,
  place: CounterPlace,
  answer: Answer,
  random: Random,
): boolean {
  if (!('text' in answer) || answer.text === '') return false;
  if (!layout.comments) return true;
  increment(view, place.answered);
  const index = layout.questions.indexOf(question);
  return writeComment(bytes.subarray(places.comments), index, answer.text, random);
}
