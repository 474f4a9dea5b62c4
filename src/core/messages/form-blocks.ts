import type { ChatPerson } from '../chat-person.ts';
import type { Block, ChoiceBlock } from '../ports/message.ts';
import { actions, button, choice, input, required, text, when } from './blocks.ts';
import { rhythmWords } from './schedules.ts';
import type { Words } from './words.ts';

const RHYTHMS = ['week', 'fortnight', '3 weeks', '4 weeks', 'month', 'quarter', 'once'];

/** The usual rhythms, and the one in use: every 3 months with its own months, where it has some. */
export function everyChoice(name: string, label: string, now: string, words: Words): ChoiceBlock {
  const usual = now.startsWith('quarter ')
    ? RHYTHMS.map((each) => (each === 'quarter' ? now : each))
    : RHYTHMS;
  const known = usual.includes(now) ? usual : [...usual, now];
  return choice(
    name,
    label,
    known.map((value) => ({ value, label: rhythmWords(value, words) })),
    now,
  );
}

/** Somebody of the circle as others choose them: their name, with their voice beside it. */
export interface PersonOption {
  readonly id: string;
  readonly name: string;
  readonly voiceName: string;
}

export function personOptions(people: readonly PersonOption[], words: Words): ChoiceBlock['options'] {
  return people.map(({ id, name, voiceName }) => ({
    value: id,
    label: words.say('turn.page.person', { name, voice: voiceName }),
  }));
}

/** A day and a time, as in a circle file. */
export function onInput(name: string, label: string, value: string, words: Words): Block {
  return required(input(name, label, 40, { value, hint: words.say('settings.on-hint') }));
}

/** A date to start with, instead of going on in the same weeks. */
export function startingInput(name: string, words: Words): Block {
  const hint = words.say('settings.starting-hint');
  const typedHint = words.say('settings.starting-typed-hint');
  return when('date', name, words.say('settings.starting'), { hint, typedHint });
}

/** Yes or no, with what holds now. */
export function yesNo(
  name: string,
  label: string,
  now: boolean,
  words: Words,
  hint: string | null = null,
): ChoiceBlock {
  const options = (['yes', 'no'] as const).map((value) => ({ value, label: words.say(`settings.${value}`) }));
  return choice(name, label, options, now ? 'yes' : 'no', hint);
}

/** What the input with guests and strangers is called; its values are external ids. */
export const SURE_INPUT = 'sure';

/** Guests and people of other organisations, each to be said yes to; nothing where there are none. */
export function sureBlocks(unsure: readonly ChatPerson[], words: Words): Block[] {
  if (unsure.length === 0) return [];
  const options = unsure.map(({ identity, name, kind }) => ({
    value: identity.externalId,
    label: words.say(kind === 'stranger' ? 'sure.stranger' : 'sure.guest', { name }),
  }));
  const [label, hint] = [words.say('sure.label'), words.say('sure.hint')];
  const { required: _, ...ticks } = choice(SURE_INPUT, label, options, null, hint);
  return [{ ...ticks, many: true }];
}

/** What the input for a steward's reason is called. */
export const REASON_INPUT = 'reason';
export const LONGEST_REASON = 200;

/** Why, in a few words that everybody can read. */
export function reasonInput(hint: string, words: Words): Block {
  return input(REASON_INPUT, words.say('settings.reason'), LONGEST_REASON, { hint });
}

/** Says before the inputs that follow that they need a second steward. */
export function twoKeys(
  what: `settings.two-keys.${'pulse' | 'meetings' | 'member' | 'circle' | 'outside' | 'deleting'}`,
  words: Words,
): Block {
  return text(words.say('settings.two-keys', { what: words.say(what) }));
}

export function save(
  name:
    | 'pulse-settings.save'
    | 'meeting-settings.save'
    | 'digest-settings.save'
    | 'circle-settings.save'
    | 'channels.save'
    | 'signpost.save'
    | 'member.save'
    | 'name.save',
  subject: string,
  words: Words,
): Block {
  return actions(button(words.say('settings.save'), name, subject, 'primary'));
}
