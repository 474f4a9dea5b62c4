import type { Words } from '../../../core/messages/words.ts';

/** Who chairs a meeting, as far as one reader may know. */
export interface ChairSeen {
  /** The name of the voice whose turn it is; null: nobody's yet. */
  readonly turnOf: string | null;
  /** Who said yes. */
  readonly chair: { readonly name: string; readonly voiceName: string } | null;
  /** `you`: a guess that this reader will be asked, which no other reader sees. */
  readonly forecast: 'voice' | 'you' | null;
}

/** Who chairs a meeting, or whose turn it is. */
export function chairLine({ chair, turnOf, forecast }: ChairSeen, when: string, words: Words): string {
  if (chair !== null) return words.say('home.chair.next', { when, name: chair.name, voice: chair.voiceName });
  if (forecast === 'you') return words.say('home.chair.forecast.you', { when });
  if (turnOf === null) return words.say('home.chair.unknown', { when });
  return words.say(forecast === null ? 'home.chair.asking' : 'home.chair.forecast', { when, voice: turnOf });
}
