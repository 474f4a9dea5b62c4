import type { VoiceId } from '../../../../core/circle.ts';
import { choicesOf, type Question } from '../question.ts';
import { readComments } from './comments.ts';
import { COUNTER_BYTES, placesOf, type TallyLayout } from './layout.ts';
import type { Tally } from './tally.ts';

/** What one group of people gave to one question. Exact, so never to be stored or shown. */
export interface Counts {
  /** People who answered it. */
  readonly answered: number;
  /**
   * People it was meant for, whether or not they answered it. Counted and not derived: where a parent allows several
   * choices, its option counts do not say how many people chose at least one of those a follow-up asks for.
   */
  readonly applied: number;
  /** By choice, in the order of `choicesOf`. Sums to `answered`, except for multiple choice. */
  readonly choices: readonly number[];
}

/** One voice's counts for one question. All zero for a voice the layout does not have. */
export function countsOf(layout: TallyLayout, tally: Tally, question: Question, voice: VoiceId): Counts {
  const place = placesOf(layout).counters.get(voice)?.get(question.id);
  const choices = choicesOf(question);
  if (place === undefined) return { answered: 0, applied: 0, choices: choices.map(() => 0) };
  const view = viewOf(tally);
  return {
    answered: view.getUint32(place.answered),
    applied: view.getUint32(place.applied),
    choices: choices.map((_, index) => view.getUint32(place.choices + COUNTER_BYTES * index)),
  };
}

/** Adds up what several groups gave to the same question. The groups must not share people. */
export function mergeCounts(groups: readonly Counts[]): Counts {
  const width = Math.max(0, ...groups.map((group) => group.choices.length));
  const sum = (pick: (group: Counts) => number): number =>
    groups.reduce((total, group) => total + pick(group), 0);
  return {
    answered: sum((group) => group.answered),
    applied: sum((group) => group.applied),
    choices: Array.from({ length: width }, (_, index) => sum((group) => group.choices[index] ?? 0)),
  };
}

/** How many people of a voice were counted, whatever they answered. */
export function countedOf(layout: TallyLayout, tally: Tally, voice: VoiceId): number {
  const offset = placesOf(layout).counted.get(voice);
  return offset === undefined ? 0 : viewOf(tally).getUint32(offset);
}

/**
 * The comments left on a text question, of all voices, in random order: all of them, or a part chosen by lot where there
 * is no room for all. Empty where comments are not kept.
 */
export function commentsOf(layout: TallyLayout, tally: Tally, question: Question): string[] {
  if (!layout.comments) return [];
  const place = layout.questions.findIndex(({ id }) => id === question.id);
  return readComments(tally.bytes.subarray(placesOf(layout).comments), place);
}

function viewOf(tally: Tally): DataView {
  return new DataView(tally.bytes.buffer, tally.bytes.byteOffset, tally.bytes.byteLength);
}
