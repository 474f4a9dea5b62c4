import { describe, expect, it } from 'vitest';
import { nearest } from '../../../src/core/nearest.ts';

describe('the word that was meant', () => {
  const known = ['steward', 'manager', 'chairs', 'on', 'to'];

  it.each([
    ['stewrad', 'steward'],
    ['Steward', 'steward'],
    ['stward', 'steward'],
    ['stteward', 'steward'],
    ['stowerd', 'steward'],
    ['chair', 'chairs'],
    ['chajrz', 'chairs'],
    ['no', 'on'],
  ])('%s is most likely %s', (word, meant) => {
    expect(nearest(word, known)).toBe(meant);
  });

  it.each(['banana', 'st', 'stooward!!', '', 'xy'])('%s is none of them', (word) => {
    expect(nearest(word, known)).toBeNull();
  });

  it('takes the closest of several', () => {
    expect(nearest('reps', ['rep', 'reps', 'repos'])).toBe('reps');
  });
});
