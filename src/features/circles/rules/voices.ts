import type { Voice, VoiceId } from '../../../core/circle.ts';
import { nameKey } from '../../../core/names.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { type ChairPolicy, validChairPolicy } from '../../rota/rules/policy.ts';

export const MOST_VOICES = 8;
const FEWEST_VOICES = 2;

export type VoicesRefusal =
  | 'voice-in-use'
  | 'voice-name-taken'
  | 'too-few-voices'
  | 'too-many-voices'
  | 'voices-break-floor';

/** What has to be known of a circle to change its voices. */
export interface VoicesNow {
  readonly voices: readonly Voice[];
  /** Those that somebody has or had, in whatever way: as a member, in a round, in the chair. */
  readonly used: ReadonlySet<VoiceId>;
  readonly policies: readonly ChairPolicy[];
}

/**
 * Whether a circle may have these voices. One that somebody has or had stays: what is on record would speak of nobody. Each
 * policy of the chair has to hold with so many, too.
 */
export function checkVoices(
  wanted: readonly Voice[],
  { voices, used, policies }: VoicesNow,
): Result<null, VoicesRefusal> {
  const gone = voices.filter(({ id }) => !wanted.some((each) => each.id === id));
  if (gone.some(({ id }) => used.has(id))) return refuse('voice-in-use');
  if (wanted.length < FEWEST_VOICES) return refuse('too-few-voices');
  if (wanted.length > MOST_VOICES) return refuse('too-many-voices');
  if (new Set(wanted.map(({ name }) => nameKey(name))).size < wanted.length)
    return refuse('voice-name-taken');
  const isBroken = policies.some((policy) => !validChairPolicy(policy, wanted.length).ok);
  return isBroken ? refuse('voices-break-floor') : success(null);
}

const LONGEST_ID = 30;

/** An id for a new voice, by its name where Latin letters are in it. */
export function freshVoiceId(name: string, taken: readonly VoiceId[]): VoiceId {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const slug = plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, LONGEST_ID)
    .replace(/-+$/, '');
  const base = slug === '' ? 'voice' : slug;
  let id = base;
  for (let number = 2; taken.includes(id); number++) id = `${base}-${number}`;
  return id;
}
