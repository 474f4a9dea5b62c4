import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isWithdrawalReason,
  readRef,
  type WordsRef,
  writeRef,
} from '../../../src/features/digests/rules/withdrawal.ts';
import { aboutOf } from '../../../src/features/governance/rules/change.ts';
import { type Keyholder, keysFor } from '../../../src/features/governance/rules/keys.ts';

const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/);
const ref: fc.Arbitrary<WordsRef> = fc.oneof(
  fc.record({ kind: fc.constantFrom('said' as const, 'promise' as const), id }),
  fc.record({ kind: fc.constant('comment' as const), roundId: id, place: fc.nat(9999) }),
);

test('what points to words is read as it was written, and fits into an address', () => {
  fc.assert(
    fc.property(ref, (each) => {
      expect(readRef(writeRef(each))).toEqual(each);
      expect(writeRef(each)).toMatch(/^[A-Za-z0-9._-]+$/);
    }),
  );
  for (const wrong of ['', 'said.', 'said', 'vote.x', 'said.a b', 'comment.r', 'comment.r.x', 'comment.r.-1'])
    expect(readRef(wrong)).toBeNull();
  expect(isWithdrawalReason('could-hurt')).toBe(true);
  expect(isWithdrawalReason('because Zed')).toBe(false);
});

test('to take words out takes two keys, of two voices; the same words are asked about once at a time', () => {
  const change = { kind: 'withdraw-words', refs: ['said.b', 'said.a'], why: 'could-hurt' } as const;
  const amina = {
    id: 'amina',
    voice: 'staff',
    steward: true,
    stewardUntil: null,
    confirmedAt: 0,
    voiceSince: null,
    leftAt: null,
  };
  const gwen = { ...amina, id: 'gwen', voice: 'reps' };
  const at = (members: readonly Keyholder[]) => ({ members, now: 0, needsTwo: false });
  expect(keysFor(change, amina, at([amina, gwen]))).toEqual({ ok: true, value: 'two-keys' });
  const alone = [amina, { ...amina, id: 'ewan' }, { ...gwen, steward: false }];
  expect(keysFor(change, amina, at(alone))).toMatchObject({ code: 'no-second-voice' });
  expect(keysFor(change, { ...gwen, steward: false }, at(alone))).toMatchObject({ code: 'not-a-steward' });
  expect(aboutOf(change)).toBe(aboutOf({ ...change, refs: ['said.a', 'said.b'], why: 'by-mistake' }));
  expect(aboutOf(change)).not.toBe(aboutOf({ ...change, refs: ['said.a'] }));
});
