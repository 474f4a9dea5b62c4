import { describe, expect, test } from 'vitest';
import {
  aboutOf,
  type Change,
  isTakingWords,
  membershipOf,
} from '../../../src/features/governance/rules/change.ts';
import { measuresLess } from '../../../src/features/governance/rules/measuring.ts';

const memberId = 'm1';
const ofMember: readonly Change[] = [
  { kind: 'member-added', memberId, voice: 'reps' },
  { kind: 'member-left', memberId },
  { kind: 'voice', memberId, voice: 'staff' },
  { kind: 'steward', memberId, steward: true },
  { kind: 'erase-member', memberId },
  { kind: 'name', memberId },
];
const words = (refs: readonly string[]): readonly Change[] => [
  { kind: 'withdraw-words', refs, why: 'could-hurt' },
  { kind: 'hold-words', refs, why: 'could-hurt' },
];

test('lets in, takes out and moves a member; nothing else is about their place', () => {
  expect(ofMember.map(membershipOf)).toEqual([memberId, memberId, memberId, null, null, null]);
  expect(membershipOf({ kind: 'erase-history' })).toBeNull();
});

test('takes words, or is about something else', () => {
  expect(words(['a']).map(isTakingWords)).toEqual([true, true]);
  expect(ofMember.some(isTakingWords)).toBe(false);
});

describe('two changes exclude each other', () => {
  const about = (change: Change) => aboutOf(change);

  test('where they are of one kind and about one pulse, series, meeting, round or member', () => {
    const at = { name: 'Meeting', at: 1, from: 0 };
    const pairs: readonly (readonly [Change, Change])[] = [
      [
        { kind: 'pulse-state', pulseId: 'p1', title: 'A', state: 'ended' },
        { kind: 'pulse-state', pulseId: 'p1', title: 'A', state: 'paused' },
      ],
      [
        { kind: 'meetings-end', seriesId: 's1', name: 'A' },
        { kind: 'meetings-end', seriesId: 's1', name: 'B' },
      ],
      [
        { kind: 'one-meeting', meetingId: 'x', what: 'moved', ...at },
        { kind: 'one-meeting', meetingId: 'x', what: 'cancelled', ...at },
      ],
      [
        { kind: 'cancel-round', roundId: 'r1', title: 'A' },
        { kind: 'cancel-round', roundId: 'r1', title: 'B' },
      ],
      [
        { kind: 'steward', memberId, steward: true },
        { kind: 'steward', memberId, steward: false },
      ],
    ];
    for (const [one, other] of pairs) expect(about(one)).toBe(about(other));
    const all = [
      ...pairs.map(([one]) => about(one)),
      ...ofMember.slice(0, 3).map(about),
      about({ kind: 'erase-history' }),
    ];
    expect(new Set(all).size).toBe(all.length);
    for (const each of all.slice(0, 4)) expect(each).toMatch(/ (p1|s1|x|r1)$/);
  });

  test('but not where somebody is asked for in another voice, and words by all that they name, in any order', () => {
    const added = (voice: string) => about({ kind: 'member-added', memberId, voice });
    expect(added('staff')).not.toBe(added('reps'));
    const [one] = words(['a', 'b']);
    const [other] = words(['b', 'a']);
    const [less] = words(['a']);
    if (one === undefined || other === undefined || less === undefined) throw new Error('no words');
    expect(about(one)).toBe(about(other));
    expect(about(one)).not.toBe(about(less));
  });
});

test('a pulse that pauses or ends measures less; one that goes on does not', () => {
  const before = { timezone: 'Europe/London', now: 0, stood: null, due: null, next: null, times: null };
  const less = (state: 'running' | 'paused' | 'ended') =>
    measuresLess({ kind: 'pulse-state', pulseId: 'p', title: 'A', state }, before);
  expect([less('running'), less('paused'), less('ended')]).toEqual([false, true, true]);
  expect(measuresLess({ kind: 'meetings-end', seriesId: 's', name: 'A' }, before)).toBe(true);
  expect(measuresLess({ kind: 'digest', schedule: null, toManagers: false }, before)).toBe(false);
  expect(measuresLess({ kind: 'erase-history' }, before)).toBe(false);
});
