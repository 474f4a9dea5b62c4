import type { Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { randomOrder } from '../../../core/random-order.ts';
import type { RoundSeal, Seat } from '../rules/pulse.ts';
import { decodeTally, encodeTally } from '../rules/tally/encoding.ts';
import type { TallyLayout } from '../rules/tally/layout.ts';
import { NONCE_BYTES, open, seal, sealKey } from '../rules/tally/seal.ts';
import { emptyTally, type Tally } from '../rules/tally/tally.ts';

export const SALT_BYTES = 32;

/** The seal of a round in which nobody has answered yet. */
export function freshSeal(context: Context, roundId: string, layout: TallyLayout): RoundSeal {
  const salt = context.randomBytes(SALT_BYTES);
  const pepper = context.secrets.current;
  const key = sealKeyOf(context, roundId, { salt, pepperId: pepper.id });
  return { salt, pepperId: pepper.id, sealed: sealWith(context, key, roundId, emptyTally(layout)) };
}

/** The tally inside a seal. Throws `SealUnopenable` where the pepper is missing or the value was changed. */
export function openSeal(
  context: Context,
  roundId: string,
  roundSeal: RoundSeal,
  layout: TallyLayout,
): Tally {
  return openSealWith(context, sealKeyOf(context, roundId, roundSeal), roundId, roundSeal, layout);
}

/** The same with the key at hand: making it costs more than opening and sealing. */
export function openSealWith(
  { random }: Pick<Context, 'random'>,
  key: Uint8Array,
  roundId: string,
  { sealed }: RoundSeal,
  layout: TallyLayout,
): Tally {
  const opened = open(key, sealed, roundId);
  if (!opened.ok) throw new SealUnopenable(roundId, 'it was changed, or belongs to another pepper');
  const tally = decodeTally(layout, opened.value, random);
  if (!tally.ok) throw new SealUnopenable(roundId, 'it does not fit its round');
  return tally.value;
}

/** A seal around a tally, under a fresh nonce. Its length never changes within a round that was opened since v0.1.0. */
export function sealWith(context: Context, key: Uint8Array, roundId: string, tally: Tally): Uint8Array {
  return seal(key, encodeTally(tally), context.randomBytes(NONCE_BYTES), roundId);
}

/** The key of one round's seals. Throws `SealUnopenable` where the pepper is missing. */
export function sealKeyOf(
  context: Context,
  roundId: string,
  { pepperId, salt }: Pick<RoundSeal, 'pepperId' | 'salt'>,
): Uint8Array {
  const pepper = context.secrets.pepper(pepperId);
  if (pepper === null) {
    throw new SealUnopenable(
      roundId,
      `pepper ${pepperId} is not configured: put it into PULSE_PEPPER_RETIRED`,
    );
  }
  return sealKey(pepper.key, salt);
}

/** An operator has to act before this round can count or close. Nobody's answer is lost meanwhile. */
export class SealUnopenable extends Error {
  override readonly name = 'SealUnopenable';

  constructor(of: string, why: string) {
    super(`The sealed value of ${of} cannot be opened: ${why}.`);
  }
}

/** A seat for everybody, numbered in random order. */
export function seatsFor(context: Context, members: readonly Member[]): readonly Seat[] {
  return randomOrder(members, context.random).map(({ id, voice }, seat) => ({ memberId: id, voice, seat }));
}
