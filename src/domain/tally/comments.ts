import type { Random } from '../instant.ts';
import { COMMENT_SLOT_BYTES } from './layout.ts';

const LENGTH_BYTES = 2;
const encoder = new TextEncoder();
// A comment that begins with a byte order mark keeps it: what was written is what is shown.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Puts a comment into a randomly chosen empty slot. False where it is too long for a slot, or no slot is empty. */
export function writeComment(
  bytes: Uint8Array,
  firstSlot: number,
  slots: number,
  text: string,
  random: Random,
): boolean {
  const words = encoder.encode(text);
  if (words.length === 0 || words.length > COMMENT_SLOT_BYTES - LENGTH_BYTES) return false;
  const empty: number[] = [];
  for (let slot = 0; slot < slots; slot += 1) {
    const offset = firstSlot + slot * COMMENT_SLOT_BYTES;
    if (lengthAt(bytes, offset) === 0) empty.push(offset);
  }
  const offset = empty[Math.floor(random() * empty.length)];
  if (offset === undefined) return false;
  bytes[offset] = words.length >> 8;
  bytes[offset + 1] = words.length & 0xff;
  bytes.set(words, offset + LENGTH_BYTES);
  return true;
}

/** The comments in slot order, which is random. */
export function readComments(bytes: Uint8Array, firstSlot: number, slots: number): string[] {
  const texts: string[] = [];
  for (let slot = 0; slot < slots; slot += 1) {
    const offset = firstSlot + slot * COMMENT_SLOT_BYTES;
    const length = lengthAt(bytes, offset);
    if (length === 0) continue;
    const start = offset + LENGTH_BYTES;
    texts.push(decoder.decode(bytes.subarray(start, start + length)));
  }
  return texts;
}

function lengthAt(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
}
