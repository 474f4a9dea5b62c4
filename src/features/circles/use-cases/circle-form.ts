import type { Circle, Voice } from '../../../core/circle.ts';
import * as field from '../../../core/fields.ts';
import type { FailureCode } from '../../../core/messages/failure.ts';
import {
  type FormInputs,
  faultAt,
  nameFault,
  nameIn,
  saidIn,
  timezoneIn,
  together,
} from '../../../core/messages/form-inputs.ts';
import { LANGUAGES } from '../../../core/messages/words.ts';
import { nameKey } from '../../../core/names.ts';
import { type Result, success } from '../../../core/result.ts';
import type { Change } from '../../governance/rules/change.ts';
import { CIRCLE_INPUTS, LONGEST_VOICE_NAME, voiceInput } from '../messages/circle-settings.ts';
import { freshVoiceId, MOST_VOICES } from '../rules/voices.ts';

type Named = Pick<Circle, 'name' | 'language' | 'timezone' | 'voices'>;

/** What a filled-in form would change of a circle's name, language, time zone and voices; empty where nothing differs. */
export function readCircleForm(inputs: FormInputs, circle: Named): Result<readonly Change[], FailureCode> {
  const said = saidIn(inputs, CIRCLE_INPUTS.language) || circle.language;
  const isLanguage = said === circle.language || LANGUAGES.some(({ tag }) => tag === said);
  const kept = saidIn(inputs, CIRCLE_INPUTS.timezone) === circle.timezone;
  const read = together({
    name: nameIn(inputs, CIRCLE_INPUTS.name),
    language: isLanguage ? success(said) : faultAt('not-a-language', CIRCLE_INPUTS.language),
    timezone: kept ? success(circle.timezone) : timezoneIn(inputs, CIRCLE_INPUTS.timezone),
    voices: voicesIn(inputs, circle),
  });
  if (!read.ok) return read;
  const { name, language, timezone, voices } = read.value;
  const changes: Change[] = [];
  if (name !== circle.name || language !== circle.language) changes.push({ kind: 'circle', name, language });
  if (timezone !== circle.timezone) changes.push({ kind: 'timezone', timezone });
  if (JSON.stringify(voices) !== JSON.stringify(circle.voices)) changes.push({ kind: 'voices', voices });
  return success(changes);
}

/** An empty name takes a voice out; one that was not asked about stays. */
function voicesIn(inputs: FormInputs, circle: Named): Result<readonly Voice[], FailureCode> {
  const voices: Voice[] = [];
  const asked: { readonly input: string; readonly voice: Voice | null }[] = [
    ...circle.voices.map((voice) => ({ input: voiceInput(voice.id), voice })),
    { input: CIRCLE_INPUTS.newVoice, voice: null },
  ];
  for (const { input, voice } of asked) {
    const said = saidIn(inputs, input);
    if (voice !== null && !Object.hasOwn(inputs, input)) voices.push(voice);
    if (said === '') continue;
    const name = field.words(LONGEST_VOICE_NAME).safeParse(said);
    if (!name.success) return faultAt(nameFault(said), input);
    if (voices.some((other) => nameKey(other.name) === nameKey(name.data)))
      return faultAt('voice-name-taken', input);
    const taken = [...circle.voices, ...voices].map(({ id }) => id);
    voices.push({ id: voice?.id ?? freshVoiceId(name.data, taken), name: name.data });
  }
  if (voices.length > MOST_VOICES) return faultAt('too-many-voices', CIRCLE_INPUTS.newVoice);
  return success(voices);
}
