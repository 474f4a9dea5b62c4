import type { Action } from '../ports/action.ts';
import type { Block, ChoiceBlock, Message } from '../ports/message.ts';
import type { Signpost } from '../signpost.ts';
import { actions, choice, compose, text } from './blocks.ts';
import type { Reader } from './reader.ts';
import { signpostBlock, signpostWords } from './signpost.ts';
import type { Words } from './words.ts';

/** The input of a form that asks for which circle it is. */
export const CIRCLE_INPUT = 'circle';

/** One of somebody's circles. */
export interface CircleOption {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
}

/** Asks which circle somebody means, before what they asked for is shown. */
export function circleChoice(
  { name, value }: Action,
  circles: readonly CircleOption[],
  reader: Reader,
): Message {
  return compose(reader, (words) => ({
    summary: words.say('circle.which.summary'),
    blocks: [
      text(words.say('circle.which.lead'), 'lead'),
      ...circles.map((circle) =>
        actions({
          label: labelOf(circle, circles, words),
          action: { name, subject: circle.id, ...(value === undefined ? {} : { value }) },
          weight: 'secondary',
        }),
      ),
    ],
  }));
}

/** Whose a form is: one circle's, or one of several that it asks for. */
export type Whose =
  | { readonly circleId: string; readonly signpost: Signpost }
  | { readonly circles: readonly CircleOption[]; readonly signposts: readonly Signpost[] };

/** The subject of its button; empty: its input says it. */
export const circleIdOf = (whose: Whose): string => ('circles' in whose ? '' : whose.circleId);

/** Where to turn in danger, in whichever circle; and which circle it is, where that is not known. */
export function whoseBlocks(whose: Whose, words: Words): Block[] {
  if (!('circles' in whose)) return [signpostBlock(whose.signpost, words)];
  const told = new Map(whose.signposts.map((signpost) => [signpostWords(signpost, words), signpost]));
  return [
    ...[...told.values()].map((signpost) => signpostBlock(signpost, words)),
    circleInput(whose.circles, words),
  ];
}

/** Nothing is chosen beforehand, so that nothing lands where it was not meant for. */
function circleInput(circles: readonly CircleOption[], words: Words): ChoiceBlock {
  const options = circles.map((circle) => ({ value: circle.id, label: labelOf(circle, circles, words) }));
  return choice(CIRCLE_INPUT, words.say('circle.which.input'), options, null);
}

/** With the organisation where two circles have one name. */
function labelOf(
  { name, organisation }: CircleOption,
  circles: readonly CircleOption[],
  words: Words,
): string {
  const alike = circles.filter((circle) => circle.name === name).length > 1;
  return alike ? words.say('circle.which.option', { circle: name, organisation }) : name;
}
