import type { Random } from '../../../../core/instant.ts';
import { writeComment } from './comments.ts';
import { MAX_COMMENT_BYTES, placesOf, type TallyLayout } from './layout.ts';
import { emptyTally, type Tally } from './tally.ts';

export const FIRST_VERSION = 1;

const LENGTH_BYTES = 2;
const SLOT_BYTES = LENGTH_BYTES + MAX_COMMENT_BYTES;

/**
 * Reads the encoding of v0.1.0, in which rounds may still be open. All before the comments lay as it does now; then came,
 * for each text question, a slot for each seat: two bytes of length, then UTF-8. null where the length is another.
 */
export function decodeFirstTally(layout: TallyLayout, bytes: Uint8Array, random: Random): Tally | null {
  const start = placesOf(layout).comments;
  const texts = layout.questions.flatMap(({ kind }, index) =>
    layout.comments && kind === 'text' ? [index] : [],
  );
  if (bytes.length !== start + texts.length * layout.seats * SLOT_BYTES) return null;
  const tally = emptyTally(layout);
  const version = tally.bytes.slice(0, 1);
  tally.bytes.set(bytes.subarray(0, start));
  tally.bytes.set(version);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for (const [place, question] of texts.entries()) {
    for (let slot = 0; slot < layout.seats; slot += 1) {
      const offset = start + (place * layout.seats + slot) * SLOT_BYTES;
      const length = ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
      if (length === 0) continue;
      const words = bytes.subarray(offset + LENGTH_BYTES, offset + LENGTH_BYTES + length);
      writeComment(tally.bytes.subarray(start), question, decoder.decode(words), random);
    }
  }
  return tally;
}
