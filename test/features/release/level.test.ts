import { describe, expect, it } from 'vitest';
import { firstLevel, mayBeByVoice } from '../../../src/features/release/rules/level.ts';

const voices = (...sizes: readonly number[]) =>
  sizes.map((invited, index) => ({ voice: `v${index}`, invited }));

describe('the level of a question', () => {
  it.each([
    [[8, 8], 'by-voice', true],
    [[8, 7], 'together', true],
    [[6, 6], 'together', true],
    [[40, 5], 'together', false],
    [[9, 9, 4], 'together', false],
    [[30], 'together', false],
    [[], 'together', false],
  ] as const)('of voices of %j: %s; may be chosen by voice: %s', (sizes, level, mayChoose) => {
    expect(firstLevel(voices(...sizes))).toBe(level);
    expect(mayBeByVoice(voices(...sizes))).toBe(mayChoose);
  });
});
