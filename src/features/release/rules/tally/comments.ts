import type { Random } from '../../../../core/instant.ts';
import { COMMENT_AREA_HEAD_BYTES, COMMENT_HEAD_BYTES, MAX_COMMENT_BYTES } from './layout.ts';

const LARGEST_LOT = 2 ** 32 - 1;
/** In the length of a comment: its bytes are UTF-16, for scripts in which that is shorter. */
const IS_UTF16 = 0x8000;
const encoder = new TextEncoder();
// A comment that begins with a byte order mark keeps it: what was written is what is shown.
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Words as they lie in the area. */
interface Comment {
  readonly lot: number;
  /** Its place among the round's questions. */
  readonly question: number;
  readonly isUtf16: boolean;
  readonly words: Uint8Array;
}

/**
 * Adds a comment to the area of all comments. False where it is empty or too long.
 *
 * Each comment draws a lot, and they lie in the order of their lots. Where the area is too small for all, those with the
 * smallest lots stay: as many as fit. Its head keeps the smallest lot that did not fit, and no larger one is let in later.
 * So what stays depends on the lots alone, never on who wrote first, and the bytes are the same in whatever order the
 * comments came.
 */
export function writeComment(area: Uint8Array, question: number, text: string, random: Random): boolean {
  const short = encoder.encode(text);
  const isUtf16 = text.length * 2 < short.length;
  // By way of UTF-8: half of a pair of surrogates, alone, is text that no database takes.
  const words = isUtf16 ? new Uint8Array(Buffer.from(utf8.decode(short), 'utf16le')) : short;
  if (words.length === 0 || words.length > MAX_COMMENT_BYTES) return false;
  const lot = 1 + Math.floor(random() * LARGEST_LOT);
  const view = viewOf(area);
  let limit = view.getUint32(0) || LARGEST_LOT + 1;
  if (lot >= limit) return true;
  const kept = [...commentsIn(area), { lot, question, isUtf16, words }].sort((a, b) => a.lot - b.lot);
  let length = kept.reduce((sum, each) => sum + lengthOf(each), COMMENT_AREA_HEAD_BYTES);
  while (length > area.length) {
    const last = kept.pop();
    if (last === undefined) break;
    length -= lengthOf(last);
    limit = last.lot;
  }
  area.fill(0);
  view.setUint32(0, limit > LARGEST_LOT ? 0 : limit);
  let offset = COMMENT_AREA_HEAD_BYTES;
  for (const each of kept) {
    view.setUint32(offset, each.lot);
    view.setUint8(offset + 4, each.question);
    view.setUint16(offset + 5, each.words.length | (each.isUtf16 ? IS_UTF16 : 0));
    area.set(each.words, offset + COMMENT_HEAD_BYTES);
    offset += lengthOf(each);
  }
  return true;
}

/** The comments on one question in the order of their lots, which is random. */
export function readComments(area: Uint8Array, question: number): string[] {
  return commentsIn(area)
    .filter((each) => each.question === question)
    .map(({ words, isUtf16 }) => (isUtf16 ? Buffer.from(words).toString('utf16le') : utf8.decode(words)));
}

function commentsIn(area: Uint8Array): Comment[] {
  const view = viewOf(area);
  const found: Comment[] = [];
  let offset = COMMENT_AREA_HEAD_BYTES;
  while (offset + COMMENT_HEAD_BYTES < area.length) {
    const length = view.getUint16(offset + 5);
    if (length === 0) break;
    const start = offset + COMMENT_HEAD_BYTES;
    offset = start + (length & ~IS_UTF16);
    found.push({
      lot: view.getUint32(start - COMMENT_HEAD_BYTES),
      question: view.getUint8(start - COMMENT_HEAD_BYTES + 4),
      isUtf16: (length & IS_UTF16) !== 0,
      // Not slice: of a Buffer, and an opened seal is one, that is no copy.
      words: new Uint8Array(area.subarray(start, offset)),
    });
  }
  return found;
}

function lengthOf({ words }: Comment): number {
  return COMMENT_HEAD_BYTES + words.length;
}

function viewOf(area: Uint8Array): DataView {
  return new DataView(area.buffer, area.byteOffset, area.byteLength);
}
