import { expect, test } from 'vitest';
import { sameWords, threeWords } from '../../../src/features/ways-in/rules/three-words.ts';
import { mayVouch } from '../../../src/features/ways-in/rules/way-in.ts';

const around = { platforms: new Set(['web'] as const), now: 10 };
const invitation = { makerId: 'ann', memberId: 'zed' };
const steward = {
  id: 'gwen',
  voice: 'reps',
  steward: true,
  stewardUntil: null,
  confirmedAt: 0,
  voiceSince: null,
  leftAt: null,
  identities: [{ platform: 'web', externalId: 'w' }],
} as const;

test('a steward of another voice than the maker’s, with a way in, may say that it is them; nobody else', () => {
  expect(mayVouch(steward, invitation, 'staff', around)).toBe(true);
  // Whoever runs the server has no voice.
  expect(mayVouch(steward, { ...invitation, makerId: null }, null, around)).toBe(true);
  for (const other of [
    { ...steward, voice: 'staff' },
    { ...steward, id: 'ann' },
    { ...steward, id: 'zed' },
    { ...steward, steward: false },
    { ...steward, stewardUntil: 10 },
    { ...steward, confirmedAt: null },
    { ...steward, leftAt: 1 },
    { ...steward, identities: [] },
    { ...steward, identities: [{ platform: 'teams', externalId: 't' } as const] },
  ]) {
    expect(mayVouch(other, invitation, 'staff', around)).toBe(false);
  }
});

test('three words say 24 bits, each its own, and are heard however they are typed', () => {
  const first = Array.from({ length: 256 }, (_, byte) =>
    threeWords(`${byte.toString(16).padStart(2, '0')}0000`),
  );
  expect(new Set(first).size).toBe(256);
  expect(threeWords('00ff00')).toBe('apple zebra apple');
  for (const typed of ['apple zebra apple', ' Apple, ZEBRA; apple. ', 'apple-zebra-apple']) {
    expect(sameWords('apple zebra apple', typed)).toBe(true);
  }
  for (const typed of ['', 'apple zebra', 'zebra apple apple', 'apple zebra apple apple']) {
    expect(sameWords('apple zebra apple', typed)).toBe(false);
  }
});
