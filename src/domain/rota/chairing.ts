import type { VoiceId } from '../circle.ts';
import type { Instant } from '../instant.ts';
import { type Tally, tallied } from './tally.ts';

/** One held meeting: when it began and the voice of who chaired. Chairing is a public fact. */
export interface ChairedMeeting {
  readonly at: Instant;
  readonly voice: VoiceId;
}

/** From `from` up to but not including `until`. */
export interface ChairingWindow {
  readonly from: Instant;
  readonly until: Instant;
}

export interface VoiceChairing {
  readonly voice: VoiceId;
  readonly chaired: number;
  /** Part of the window's meetings, 0 to 1; null where there was no meeting. */
  readonly share: number | null;
  readonly target: number;
  /** Turns above (positive) or below (negative) target for this many meetings. */
  readonly turnsOff: number;
}

export interface ChairingByVoice {
  readonly meetings: number;
  /** In order of voice id: every voice with a target or with a turn in the window. */
  readonly voices: readonly VoiceChairing[];
}

/** How chairing was shared among the voices in `window`, against `targets` (shares that sum to 1; see `targetShares`). */
export function chairingByVoice(
  history: readonly ChairedMeeting[],
  targets: Tally,
  window: ChairingWindow,
): ChairingByVoice {
  const held = history.filter(({ at }) => at >= window.from && at < window.until);
  const ids = [...new Set([...Object.keys(targets), ...held.map(({ voice }) => voice)])].sort();
  const voices = ids.map((voice) => {
    const chaired = held.filter((meeting) => meeting.voice === voice).length;
    const target = tallied(targets, voice);
    const share = held.length === 0 ? null : chaired / held.length;
    return { voice, chaired, share, target, turnsOff: chaired - target * held.length };
  });
  return { meetings: held.length, voices };
}
