import { type Result, refuse, success } from '../result.ts';
import { fingerprintOf, placesOf, type TallyLayout } from './layout.ts';
import { TALLY_VERSION, type Tally } from './tally.ts';

/**
 * The bytes of a tally: one byte of version, eight of the layout's fingerprint, one bit for each seat, then unsigned
 * big-endian 32-bit counters, then comment slots. The length is the same for every tally of a layout.
 */
export function encodeTally(tally: Tally): Uint8Array {
  return tally.bytes;
}

/** Reads what `encodeTally` wrote. Refuses another version, another round's layout, and a wrong length. */
export function decodeTally(
  layout: TallyLayout,
  bytes: Uint8Array,
): Result<Tally, 'unknown-version' | 'other-layout'> {
  if (bytes[0] !== TALLY_VERSION) return refuse('unknown-version');
  const fingerprint = fingerprintOf(layout);
  const same = fingerprint.every((byte, index) => bytes[1 + index] === byte);
  return same && bytes.length === placesOf(layout).length ? success({ bytes }) : refuse('other-layout');
}
