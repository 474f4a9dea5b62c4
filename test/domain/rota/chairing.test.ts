import { expect, test } from 'vitest';
import { DAY } from '../../../src/domain/instant.ts';
import { chairingByVoice } from '../../../src/domain/rota/chairing.ts';

const until = Date.UTC(2026, 10, 20);
const window = { from: until - 84 * DAY, until };
const half = { staff: 0.5, reps: 0.5 };

test('counts held meetings of the window against the target', () => {
  const history = [
    { at: window.from - 1, voice: 'reps' },
    { at: window.from, voice: 'reps' },
    { at: window.from + 14 * DAY, voice: 'staff' },
    { at: window.from + 28 * DAY, voice: 'staff' },
    { at: window.from + 42 * DAY, voice: 'staff' },
    { at: until, voice: 'reps' },
  ];
  expect(chairingByVoice(history, half, window)).toEqual({
    meetings: 4,
    voices: [
      { voice: 'reps', chaired: 1, share: 0.25, target: 0.5, turnsOff: -1 },
      { voice: 'staff', chaired: 3, share: 0.75, target: 0.5, turnsOff: 1 },
    ],
  });
});

test('without meetings there is no share, and a voice without a target still shows its turns', () => {
  expect(chairingByVoice([], half, window).voices.map(({ share }) => share)).toEqual([null, null]);
  const guest = chairingByVoice([{ at: window.from, voice: 'carers' }], half, window);
  expect(guest.voices[0]).toEqual({ voice: 'carers', chaired: 1, share: 1, target: 0, turnsOff: 1 });
});
