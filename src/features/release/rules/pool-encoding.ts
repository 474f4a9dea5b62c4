import { createHash } from 'node:crypto';
import type { VoiceId } from '../../../core/circle.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import type { ScoredQuestion } from './figures.ts';
import { type Pool, type PoolEntry, questionKey } from './pool.ts';
import { choicesOf } from './question.ts';

const POOL_VERSION = 1;
const FINGERPRINT_BYTES = 8;
const HEADER_BYTES = 1 + FINGERPRINT_BYTES;
const CIRCLE_BYTES = 16;
const NUMBER_BYTES = 4;

/**
 * The bytes of a pool, to be sealed: a byte of version, eight of a fingerprint of question and voice, then an entry of
 * equal size for each circle. The length tells how many circles could not show the question, which their own
 * releases tell already.
 */
export function encodePool(pool: Pool): Uint8Array {
  const size = entryBytes(pool.question);
  const bytes = new Uint8Array(HEADER_BYTES + size * pool.entries.length);
  const view = new DataView(bytes.buffer);
  bytes[0] = POOL_VERSION;
  bytes.set(fingerprintOf(pool.question, pool.voice), 1);
  for (const [index, entry] of pool.entries.entries()) {
    const start = HEADER_BYTES + index * size;
    bytes.set(Buffer.from(entry.circle, 'hex'), start);
    const numbers = [entry.atMost, entry.threshold, entry.answered, ...entry.choices];
    for (const [place, number] of numbers.entries()) {
      view.setUint32(start + CIRCLE_BYTES + place * NUMBER_BYTES, number);
    }
  }
  return bytes;
}

/** Reads what `encodePool` wrote. Refuses another version, another question or voice, and a broken length. */
export function decodePool(
  question: ScoredQuestion,
  voice: VoiceId,
  bytes: Uint8Array,
): Result<Pool, 'unknown-version' | 'other-question'> {
  if (bytes[0] !== POOL_VERSION) return refuse('unknown-version');
  const fingerprint = fingerprintOf(question, voice);
  const size = entryBytes(question);
  const whole = bytes.length >= HEADER_BYTES && (bytes.length - HEADER_BYTES) % size === 0;
  if (!whole || !fingerprint.every((byte, index) => bytes[1 + index] === byte))
    return refuse('other-question');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: PoolEntry[] = [];
  for (let start = HEADER_BYTES; start < bytes.length; start += size) {
    const number = (place: number): number => view.getUint32(start + CIRCLE_BYTES + place * NUMBER_BYTES);
    entries.push({
      circle: Buffer.from(bytes.subarray(start, start + CIRCLE_BYTES)).toString('hex'),
      atMost: number(0),
      threshold: number(1),
      answered: number(2),
      choices: choicesOf(question).map((_, index) => number(3 + index)),
    });
  }
  return success({ question, voice, entries });
}

function entryBytes(question: ScoredQuestion): number {
  return CIRCLE_BYTES + NUMBER_BYTES * (3 + choicesOf(question).length);
}

function fingerprintOf(question: ScoredQuestion, voice: VoiceId): Uint8Array {
  const meaning = JSON.stringify([questionKey(question), voice]);
  return createHash('sha256').update(meaning).digest().subarray(0, FINGERPRINT_BYTES);
}
