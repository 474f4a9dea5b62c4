import type { Circle } from './circle.ts';
import { type Result, refuse, success } from './result.ts';

/** In characters (Unicode code points). */
export const MAX_SIGNPOST_LENGTH = 300;

/**
 * Where to turn if somebody is in danger or cannot wait: stands wherever words are written. `own`: what the circle wrote. The
 * numbers of `uk` hold in Great Britain alone, so they stand only where the circle's time zone says that it is there.
 */
export type Signpost =
  | { readonly kind: 'own'; readonly text: string }
  | { readonly kind: 'uk' }
  | { readonly kind: 'general' };

const UK_ZONES: readonly string[] = ['Europe/London', 'GB'];

/** `own` null: the circle has not written one. The language says nothing of where it is: English is everybody's default. */
export function signpostOf({ timezone }: Pick<Circle, 'timezone'>, own: string | null): Signpost {
  if (own !== null) return { kind: 'own', text: own };
  return { kind: UK_ZONES.includes(timezone) ? 'uk' : 'general' };
}

/** For the signpost, and for whoever outside the circle people can talk to. null: nothing was written. Refuses more than `MAX_SIGNPOST_LENGTH` characters. */
export function checkSignpost(raw: string): Result<string | null, 'signpost-too-long'> {
  const text = raw.normalize('NFC').replace(/\s+/gu, ' ').trim();
  if (text === '') return success(null);
  return [...text].length > MAX_SIGNPOST_LENGTH ? refuse('signpost-too-long') : success(text);
}

/** Who could watch an answer pass, and whom people can talk to. */
export interface Trust {
  /** Who runs the server; null: nobody said. */
  readonly operator: string | null;
  /** Somebody outside the circle; null: nobody was named. */
  readonly outside: string | null;
}
