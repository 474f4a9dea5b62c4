import { expect, test } from 'vitest';
import { READER } from '../../../src/core/circle.ts';
import type { Act, ActWhat } from '../../../src/features/governance/rules/act.ts';
import type { Change } from '../../../src/features/governance/rules/change.ts';
import { membershipNews } from '../../../src/features/governance/rules/membership-news.ts';

const act = (at: number, memberId: string, what: ActWhat, change: Change): Act => ({
  id: `${at}`,
  circleId: 'c',
  at,
  memberId,
  what,
  change,
  title: null,
  reason: null,
  before: null,
  answer: null,
});
const added = (memberId: string): Change => ({ kind: 'member-added', memberId, voice: 'reps' });
const left = (memberId: string): Change => ({ kind: 'member-left', memberId });

test('counts what was made between two pulses, and names both keys; who left alone needed none', () => {
  const acts = [
    act(30, 'eve', 'approved', added('late')),
    act(19, 'zed', 'changed', left('zed')),
    act(18, 'ben', 'approved', { kind: 'voice', memberId: 'nia', voice: 'staff' }),
    act(17, 'ann', 'asked', { kind: 'voice', memberId: 'nia', voice: 'staff' }),
    act(16, 'ann', 'asked', added('nobody')),
    act(15, 'ben', 'approved', added('kim')),
    act(15, 'fay', 'approved', { kind: 'member-added', memberId: 'reads', voice: READER }),
    act(14, 'ben', 'approved', { kind: 'erase-history' }),
    act(13, 'ben', 'approved', { kind: 'new-way-in', memberId: 'kim' }),
    act(12, 'dan', 'asked', { kind: 'new-way-in', memberId: 'kim' }),
    { ...act(11, '', 'changed', { kind: 'first-way-in', memberId: 'joe' }), memberId: null },
    act(9, 'cat', 'asked', added('kim')),
    act(8, 'dan', 'approved', added('before')),
  ];
  const keys = ['ann', 'ben', 'cat', 'dan'];
  expect(membershipNews(acts, 10, 20)).toEqual({ joined: 1, left: 1, moved: 1, waysIn: 2, keys });
  expect(membershipNews(acts, 20, 30)).toEqual({ joined: 0, left: 0, moved: 0, waysIn: 0, keys: [] });
});
