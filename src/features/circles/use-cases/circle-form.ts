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
  const name = nameIn(inputs, CIRCLE_INPUTS.name);
  if (!name.ok) return name;
  const language = saidIn(inputs, CIRCLE_INPUTS.language) || circle.language;
  if (language !== circle.language && !LANGUAGES.some(({ tag }) => tag === language))
    return faultAt('not-a-language', CIRCLE_INPUTS.language);
  const kept = saidIn(inputs, CIRCLE_INPUTS.timezone) === circle.timezone;
  const timezone = kept ? success(circle.timezone) : timezoneIn(inputs, CIRCLE_INPUTS.timezone);
  if (!timezone.ok) return timezone;
  const voices = voicesIn(inputs, circle);
  if (!voices.ok) return voices;
  const changes: Change[] = [];
  if (name.value !== circle.name || language !== circle.language)
    changes.push({ kind: 'circle', name: name.value, language });
  if (timezone.value !== circle.timezone) changes.push({ kind: 'timezone', timezone: timezone.value });
  if (JSON.stringify(voices.value) !== JSON.stringify(circle.voices))
    changes.push({ kind: 'voices', voices: voices.value });
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
