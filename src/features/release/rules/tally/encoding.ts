import type { Random } from '../../../../core/instant.ts';
import { type Result, refuse, success } from '../../../../core/result.ts';
import { decodeFirstTally, FIRST_VERSION } from './first-encoding.ts';
import { fingerprintOf, placesOf, type TallyLayout } from './layout.ts';
import { TALLY_VERSION, type Tally } from './tally.ts';

/**
 * The bytes of a tally: one byte of version, eight of the layout's fingerprint, one bit for each seat, then unsigned
 * big-endian 32-bit counters, then the area of comments. The length is the same for every tally of a layout.
 */
export function encodeTally(tally: Tally): Uint8Array {
  return tally.bytes;
}

/**
 * Reads what `encodeTally` wrote, or wrote in v0.1.0: that becomes a tally of today, with the length of today. Refuses
 * another version, another round's layout, and a wrong length. `random` draws lots for comments that have none yet.
 */
export function decodeTally(
  layout: TallyLayout,
  bytes: Uint8Array,
  random: Random,
): Result<Tally, 'unknown-version' | 'other-layout'> {
  if (bytes[0] !== TALLY_VERSION && bytes[0] !== FIRST_VERSION) return refuse('unknown-version');
  const fingerprint = fingerprintOf(layout);
  if (!fingerprint.every((byte, index) => bytes[1 + index] === byte)) return refuse('other-layout');
  const tally = bytes[0] === FIRST_VERSION ? decodeFirstTally(layout, bytes, random) : { bytes };
  return tally?.bytes.length === placesOf(layout).length ? success(tally) : refuse('other-layout');
}
