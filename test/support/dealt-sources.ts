import { createHash } from 'node:crypto';
import type { Sources } from '../../src/compose.ts';

/** Chance that falls the same way in every run. */
export interface DealtSources {
  readonly sources: Sources;
  /**
   * Deals anew, so that a step which used one number more does not shift all that comes after it. Ids are not dealt
   * anew: whatever makes one more of them must show.
   */
  dealFor(step: string): void;
}

export function dealtSources(): DealtSources {
  let step = '';
  let numbers = 0;
  let bytes = 0;
  let ids = 0;
  const digest = (...parts: readonly (string | number)[]) =>
    createHash('sha256').update(parts.join(' ')).digest();
  return {
    sources: {
      random() {
        numbers += 1;
        return digest('number', step, numbers).readUInt32BE() / 2 ** 32;
      },
      randomBytes(length) {
        bytes += 1;
        return new Uint8Array(digest('bytes', step, bytes).subarray(0, length));
      },
      newId() {
        ids += 1;
        return `id${digest('id', ids).toString('hex').slice(0, 18)}`;
      },
    },
    dealFor(next) {
      step = next;
      numbers = 0;
      bytes = 0;
    },
  };
}
