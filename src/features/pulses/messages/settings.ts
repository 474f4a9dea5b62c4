import { toldDuration, toldSchedule } from '../../../core/calendar/schedule-told.ts';
import { THRESHOLD_FLOOR } from '../../../core/limits.ts';
import {
  actions,
  button,
  choice,
  compose,
  heading,
  input,
  list,
  required,
  text,
} from '../../../core/messages/blocks.ts';
import {
  everyChoice,
  onInput,
  reasonInput,
  save,
  startingInput,
  twoKeys,
  yesNo,
} from '../../../core/messages/form-blocks.ts';
import type { FormInputs } from '../../../core/messages/form-inputs.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Words } from '../../../core/messages/words.ts';
import { filledIn } from '../../../core/ports/filled-in.ts';
import type { Block, ChoiceBlock, Message } from '../../../core/ports/message.ts';
import { BY_VOICE_CHOSEN_FROM, type Level } from '../../release/rules/level.ts';
import type { Pulse } from '../../release/rules/pulse.ts';
import type { Question } from '../../release/rules/question.ts';
import { LONGEST_WRITTEN, writeQuestions } from '../rules/written-questions.ts';
import { questionBlocks } from './questions.ts';

/** What the inputs are called. Yes and no are `yes` and `no`; days, times and lengths are as in a circle file. */
export const PULSE_INPUTS = {
  name: 'name',
  pack: 'pack',
  questions: 'questions',
  every: 'every',
  on: 'on',
  starting: 'starting',
  openFor: 'open-for',
  remind: 'remind-after',
  scores: 'scores-from',
  comments: 'comments',
  commentsFrom: 'comments-from',
  level: 'level',
} as const;

/** The value of `PULSE_INPUTS.pack` for questions that the circle wrote itself. */
export const OWN_QUESTIONS = 'own';
export const NEVER = 'never';
const LEVELS: readonly Level[] = ['together', 'by-voice'];

export interface PulseFormView {
  /** The pulse, or the circle for a new one. */
  readonly subject: string;
  readonly pulse: Pulse | null;
  /** For a new pulse, those first that none of the circle's pulses has. */
  readonly packs: readonly { readonly id: string; readonly name: string }[];
  /** How its answers are shown now; null: not every question alike. */
  readonly level: Level | null;
}

export function pulseSettingsForm({ subject, pulse, packs, level }: PulseFormView, reader: Reader): Message {
  return compose(reader, (words) => {
    const { every, on } =
      pulse === null ? { every: 'week', on: 'Tuesday 10:00' } : toldSchedule(pulse.schedule);
    const remind =
      pulse === null ? '1 day' : pulse.reminders.map((after) => toldDuration(after)).join(', ') || NEVER;
    const { scores, comments } = pulse?.thresholds ?? THRESHOLD_FLOOR;
    const number = (name: string, label: string, value: number, least: number) =>
      input(name, label, 4, {
        value: String(value),
        hint: words.say('settings.pulse.scores-hint', { least }),
      });
    // Where questions differ none is chosen, and so it may stay.
    const { required: _, ...levels } = choice(
      PULSE_INPUTS.level,
      words.say('settings.pulse.level'),
      LEVELS.map((value) => ({ value, label: words.say(`settings.pulse.level.${value}`) })),
      level,
    );
    return {
      summary: words.say('settings.pulse.summary'),
      blocks: [
        heading(1, pulse === null ? words.say('circle.add-pulse') : pulse.title),
        text(words.say(pulse === null ? 'settings.pulse.new' : 'settings.later'), 'lead'),
        choice(
          PULSE_INPUTS.pack,
          words.say('settings.pulse.pack'),
          packOptions(packs, words),
          pulse === null ? (packs[0]?.id ?? null) : (pulse.packId ?? OWN_QUESTIONS),
        ),
        input(PULSE_INPUTS.name, words.say('settings.pulse.name'), 100, {
          value: pulse?.title ?? '',
          hint: words.say('settings.pulse.name-hint'),
        }),
        input(PULSE_INPUTS.questions, words.say('settings.pulse.own'), LONGEST_WRITTEN, {
          lines: 12,
          value: writtenOf(pulse),
          hint: words.say('settings.pulse.own-hint'),
        }),
        list([
          words.say('settings.pulse.own-scale'),
          words.say('settings.pulse.own-kinds'),
          words.say('settings.pulse.own-follow-up'),
        ]),
        actions(button(words.say('settings.pulse.preview'), 'pulse-settings.preview', subject)),
        everyChoice(PULSE_INPUTS.every, words.say('settings.pulse.every'), every, words),
        onInput(PULSE_INPUTS.on, words.say('settings.pulse.on'), on, words),
        startingInput(PULSE_INPUTS.starting, words),
        required(
          input(PULSE_INPUTS.openFor, words.say('settings.pulse.open-for'), 20, {
            value: pulse === null ? '2 days' : toldDuration(pulse.openFor),
            hint: words.say('settings.length-hint'),
          }),
        ),
        input(PULSE_INPUTS.remind, words.say('settings.pulse.remind'), 60, {
          value: remind,
          hint: words.say('settings.pulse.remind-hint'),
        }),
        ...(pulse === null
          ? []
          : [
              twoKeys('settings.two-keys.pulse', words),
              number(PULSE_INPUTS.scores, words.say('settings.pulse.scores'), scores, THRESHOLD_FLOOR.scores),
              yesNo(PULSE_INPUTS.comments, words.say('settings.pulse.comments'), pulse.comments, words),
              number(
                PULSE_INPUTS.commentsFrom,
                words.say('settings.pulse.comments-from'),
                comments,
                THRESHOLD_FLOOR.comments,
              ),
              levels,
              text(words.say('settings.pulse.level-hint', { least: BY_VOICE_CHOSEN_FROM }), 'quiet'),
            ]),
        ...(pulse === null ? [] : [reasonInput(words.say('settings.reason-less'), words)]),
        save('pulse-settings.save', subject, words),
      ],
    };
  });
}

/** What an own pulse asks, as it was written; empty where it would not fit, and then nothing of it changes. */
function writtenOf(pulse: Pulse | null): string {
  const written = pulse === null || pulse.packId !== null ? '' : writeQuestions(pulse.questions);
  return [...written].length > LONGEST_WRITTEN ? '' : written;
}

/** The questions as people will read them, above the form with all that was typed into it. Nothing is saved yet. */
export function pulsePreview(
  form: Message,
  inputs: FormInputs,
  { questions, comments }: { readonly questions: readonly Question[]; readonly comments: boolean },
  reader: Reader,
): Message {
  return compose(reader, (words) => ({
    summary: words.say('settings.pulse.preview-heading'),
    blocks: [
      heading(1, words.say('settings.pulse.preview-heading')),
      text(words.say('settings.pulse.preview-lead'), 'lead'),
      ...(!comments && questions.some(({ kind }) => kind === 'text')
        ? [text(words.say('settings.pulse.preview-comments'))]
        : []),
      heading(2, words.say('pulse.form.questions')),
      ...questionBlocks(questions, true, words).flatMap((block) => previewOf(block)),
      heading(2, words.say('settings.pulse.preview-form')),
      ...form.blocks
        .filter((block) => block.kind !== 'heading' || block.level > 1)
        .map((block) => filledIn(block, inputs)),
    ],
  }));
}

function previewOf(block: Block): Block[] {
  if (!('label' in block)) return [];
  return [
    heading(3, block.label),
    ...(block.hint === null ? [] : [text(block.hint, 'quiet')]),
    ...('options' in block ? [list(block.options.map(({ label }) => label))] : []),
  ];
}

function packOptions(packs: PulseFormView['packs'], words: Words): ChoiceBlock['options'] {
  const shipped = packs.map(({ id, name }) => ({ value: id, label: name }));
  return [...shipped, { value: OWN_QUESTIONS, label: words.say('settings.pulse.own') }];
}
