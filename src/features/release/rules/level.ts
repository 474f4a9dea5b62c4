/** How a question is shown: for everybody together, or for each voice by itself. */
export type Level = 'together' | 'by-voice';

/** By question id. */
export type Levels = Readonly<Record<string, Level>>;

/** Of one voice, how many can answer. */
interface Voice {
  readonly invited: number;
}

/** From how many who can answer, in each voice, a question is by voice of itself; and from how many a circle may choose it. */
export const BY_VOICE_FROM = 8;
export const BY_VOICE_CHOSEN_FROM = 6;

/** How long a question rests before it is asked at another level: it is a new question then, and no line joins the two. */
export const WEEKS_BETWEEN_LEVELS = 8;

/** The level of a question that is asked for the first time. It looks at who can answer, never at who did. */
export function firstLevel(voices: readonly Voice[]): Level {
  return everyVoiceHas(voices, BY_VOICE_FROM) ? 'by-voice' : 'together';
}

/** Whether a circle may choose to be shown by voice, though weeks in which few answer will show nothing. */
export function mayBeByVoice(voices: readonly Voice[]): boolean {
  return everyVoiceHas(voices, BY_VOICE_CHOSEN_FROM);
}

/** The level that all have; null: they differ, or there are none. */
export function oneLevel(levels: Levels): Level | null {
  const [level = null, ...others] = new Set(Object.values(levels));
  return others.length > 0 ? null : level;
}

function everyVoiceHas(voices: readonly Voice[], least: number): boolean {
  return voices.length > 1 && voices.every(({ invited }) => invited >= least);
}
