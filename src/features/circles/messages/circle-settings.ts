import type { Circle, VoiceId } from '../../../core/circle.ts';
import { choice, compose, heading, input, required, text } from '../../../core/messages/blocks.ts';
import { save, twoKeys } from '../../../core/messages/form-blocks.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import { LANGUAGES } from '../../../core/messages/words.ts';
import type { Message } from '../../../core/ports/message.ts';

export const CIRCLE_INPUTS = {
  name: 'name',
  language: 'language',
  timezone: 'timezone',
  newVoice: 'new-voice',
} as const;

export const LONGEST_VOICE_NAME = 60;

export function voiceInput(voice: VoiceId): string {
  return `voice-${voice}`;
}

export function circleSettingsForm(
  circle: Pick<Circle, 'id' | 'name' | 'language' | 'timezone' | 'voices'>,
  reader: Reader,
): Message {
  const known = LANGUAGES.map(({ tag, name }) => ({ value: tag as string, label: name as string }));
  const isKnown = known.some(({ value }) => value === circle.language);
  const languages = isKnown ? known : [...known, { value: circle.language, label: circle.language }];
  return compose(reader, (words) => ({
    summary: words.say('settings.circle.summary'),
    blocks: [
      heading(1, words.say('settings.circle.heading')),
      text(words.say('settings.circle.lead'), 'lead'),
      required(input(CIRCLE_INPUTS.name, words.say('settings.circle.name'), 100, { value: circle.name })),
      choice(
        CIRCLE_INPUTS.language,
        words.say('settings.circle.language'),
        languages,
        circle.language,
        words.say('settings.circle.language-hint'),
      ),
      twoKeys('settings.two-keys.circle', words),
      required(
        input(CIRCLE_INPUTS.timezone, words.say('settings.circle.timezone'), 60, {
          value: circle.timezone,
          hint: words.say('settings.circle.timezone-hint'),
        }),
      ),
      ...circle.voices.map(({ id, name }) =>
        input(voiceInput(id), words.say('settings.circle.voice', { voice: name }), LONGEST_VOICE_NAME, {
          value: name,
          hint: words.say('settings.circle.voice-hint'),
        }),
      ),
      input(CIRCLE_INPUTS.newVoice, words.say('settings.circle.new-voice'), LONGEST_VOICE_NAME, {
        hint: words.say('settings.circle.new-voice-hint'),
      }),
      save('circle-settings.save', circle.id, words),
    ],
  }));
}
