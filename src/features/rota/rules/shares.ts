import type { VoiceId } from '../../../core/circle.ts';
import type { ChairPolicy } from './policy.ts';
import { type Tally, tallied } from './tally.ts';

/**
 * Why a voice cannot be drawn: nobody could come; those who could have reached their cap; or people were asked, and nobody is
 * left to ask. A voice that was asked but not heard takes part all the same: it earns its share and is still owed it.
 */
export type Hindrance = 'absent' | 'capped' | 'unheard';

/** A share that a voice could not take, and the voices it went to. */
export interface HandOver {
  readonly from: VoiceId;
  readonly why: Exclude<Hindrance, 'unheard'>;
  readonly share: number;
  readonly to: Tally;
}

/**
 * The target share of every voice that has a member; the shares sum to 1. All members count, also those who rest or
 * do not chair yet: a voice does not lose weight because its people need a break.
 */
export function targetShares(policy: ChairPolicy, heads: Tally): Tally {
  const voices = Object.keys(heads)
    .filter((voice) => tallied(heads, voice) > 0)
    .sort();
  if (policy.kind === 'parity') return Object.fromEntries(voices.map((voice) => [voice, 1 / voices.length]));
  // A voice may have joined since the floor was chosen, and made it more than all together can have.
  const floor = policy.kind === 'floor' ? Math.min(policy.floor ?? 0, 1 / voices.length) : 0;
  return raisedToFloor(floor, voices, heads);
}

/** Raising one voice lowers the others, and may bring the next one under the floor: repeat until all stand on or above it. */
function raisedToFloor(floor: number, voices: readonly VoiceId[], heads: Tally): Tally {
  const raised = new Set<VoiceId>();
  for (;;) {
    const others = voices.filter((voice) => !raised.has(voice));
    const people = others.reduce((sum, voice) => sum + tallied(heads, voice), 0);
    const left = 1 - floor * raised.size;
    const share = (voice: VoiceId) => (left * tallied(heads, voice)) / people;
    const low = others.filter((voice) => share(voice) < floor);
    if (low.length === 0 || low.length === others.length) {
      // All at once under the floor happens only where the floor is 1/k but for rounding: then all are equal.
      const rest = low.length === 0 ? share : () => left / others.length;
      return Object.fromEntries(voices.map((voice) => [voice, raised.has(voice) ? floor : rest(voice)]));
    }
    for (const voice of low) raised.add(voice);
  }
}

/** The shares in force when some voices cannot take part: theirs go to the others in proportion to the others' targets. */
export function sharesInForce(
  targets: Tally,
  hindered: ReadonlyMap<VoiceId, Hindrance>,
): { readonly shares: Tally; readonly handedOver: readonly HandOver[] } {
  const handsOver = (voice: VoiceId) => {
    const why = hindered.get(voice);
    return why === 'unheard' ? undefined : why;
  };
  const taking = Object.entries(targets).filter(([voice]) => handsOver(voice) === undefined);
  const sum = taking.reduce((total, [, share]) => total + share, 0);
  const inProportion = (amount: number) =>
    Object.fromEntries(taking.map(([voice, share]) => [voice, (amount * share) / sum]));
  const handedOver = Object.entries(targets).flatMap(([from, share]) => {
    const why = handsOver(from);
    return why === undefined ? [] : [{ from, why, share, to: inProportion(share) }];
  });
  return { shares: handedOver.length === 0 ? targets : inProportion(1), handedOver };
}
