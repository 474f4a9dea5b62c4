import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../../src/core/instant.ts';
import { type Keyholder, keysFor, mayDecide } from '../../../src/features/governance/rules/keys.ts';
import { decide, propose } from '../../../src/features/governance/rules/proposal.ts';
import {
  checkStandIn,
  checkStandInEnd,
  standInEnds,
  standInTimes,
} from '../../../src/features/governance/rules/stand-in.ts';

const NOW = Date.UTC(2026, 10, 24, 10);
const UNTIL = NOW + 30 * DAY;
const ERASE = { kind: 'erase-history' } as const;

function person(id: string, voice: string, more: Partial<Keyholder> = {}): Keyholder {
  const standing = {
    steward: false,
    stewardUntil: null,
    confirmedAt: 0,
    voiceSince: null,
    leftAt: null,
  };
  return { id, voice, ...standing, ...more };
}
const ada = person('ada', 'staff', { steward: true });
const bex = person('bex', 'staff');
const gwen = person('gwen', 'reps', { steward: true });
const standIn = { ...bex, steward: true, stewardUntil: UNTIL };
const at = (members: readonly Keyholder[], now = NOW) => ({ members, now, needsTwo: false });

test('a steward names a settled person of their own voice, for 90 days at most', () => {
  expect(checkStandIn(ada, bex, UNTIL, NOW).ok).toBe(true);
  expect(checkStandIn(ada, bex, NOW + 90 * DAY, NOW).ok).toBe(true);
  expect(checkStandIn(ada, standIn, UNTIL + DAY, NOW).ok).toBe(true);
  const refused = (by: Keyholder, named: Keyholder | undefined, code: string, until = UNTIL) =>
    expect(checkStandIn(by, named, until, NOW), code).toMatchObject({ ok: false, code });
  refused(ada, bex, 'stand-in-too-long', NOW + 90 * DAY + 1);
  refused(ada, bex, 'in-the-past', NOW);
  refused(ada, undefined, 'not-found');
  refused(ada, { ...bex, leftAt: NOW - 1 }, 'not-found');
  refused(ada, ada, 'names-themselves');
  refused(ada, person('joe', 'reps'), 'stand-in-other-voice');
  refused(ada, person('amy', 'staff', { steward: true }), 'steward-already');
  refused(ada, { ...bex, confirmedAt: null }, 'stand-in-not-settled');
  refused(ada, { ...bex, voiceSince: NOW - 28 * DAY + 1 }, 'stand-in-not-settled');
  refused(standIn, person('cy', 'staff'), 'stands-in-yourself');
  // Or somebody without a key could make one.
  refused({ ...ada, confirmedAt: null }, bex, 'no-key-yet');
  refused({ ...ada, voiceSince: NOW - 27 * DAY }, bex, 'no-key-yet');
});

test('the last day counts whole, by the clock of the circle, and every one that is offered is good', () => {
  expect(standInEnds('2026-12-24', 'Europe/London')).toBe(Date.UTC(2026, 11, 25));
  expect(standInEnds('2027-07-01', 'Europe/London')).toBe(Date.UTC(2027, 6, 1, 23));
  const moment = fc.integer({ min: NOW, max: NOW + 400 * DAY });
  fc.assert(
    fc.property(
      moment,
      fc.constantFrom('Europe/London', 'Pacific/Auckland', 'America/New_York'),
      (now, zone) => {
        for (const { weeks, day } of standInTimes(now, zone)) {
          const until = standInEnds(day, zone);
          expect(checkStandIn(ada, bex, until, now).ok).toBe(true);
          expect(Math.abs(until - now - weeks * 7 * DAY)).toBeLessThanOrEqual(DAY + HOUR);
        }
      },
    ),
  );
});

test('who stands in, and a lasting steward of their voice, may end it', () => {
  expect(checkStandInEnd(standIn, standIn).ok).toBe(true);
  expect(checkStandInEnd(ada, standIn).ok).toBe(true);
  for (const by of [gwen, { ...standIn, id: 'cy' }, person('cy', 'staff'), { ...ada, leftAt: NOW }]) {
    expect(checkStandInEnd(by, standIn)).toMatchObject({ code: 'not-your-stand-in' });
  }
  expect(checkStandInEnd(gwen, ada)).toMatchObject({ code: 'not-found' });
  expect(checkStandInEnd(ada, bex)).toMatchObject({ code: 'not-found' });
});

test('somebody who stands in turns keys like a steward: of their voice alone, and to the moment it ends', () => {
  expect(mayDecide(ERASE, gwen, standIn, [gwen, standIn], UNTIL - 1).ok).toBe(true);
  expect(mayDecide(ERASE, gwen, standIn, [gwen, standIn], UNTIL)).toMatchObject({ code: 'not-a-steward' });
  expect(mayDecide(ERASE, ada, standIn, [ada, standIn], NOW)).toMatchObject({ code: 'same-voice' });
  // Two of one voice stay one voice.
  expect(keysFor(ERASE, ada, at([ada, standIn]))).toMatchObject({ code: 'no-second-voice' });
  const everyday = { kind: 'signpost', text: null } as const;
  expect(keysFor(everyday, standIn, at([standIn], UNTIL - 1))).toMatchObject({ value: 'one-key' });
  expect(keysFor(everyday, standIn, at([standIn], UNTIL))).toMatchObject({ code: 'not-a-steward' });
});

test('what somebody asked for while they stood in is not made once their time is over', () => {
  const proposal = propose({ id: 'q', circleId: 'c', change: ERASE, by: standIn, now: UNTIL - DAY });
  expect(decide(proposal, gwen, [gwen, standIn], UNTIL - 1).ok).toBe(true);
  expect(decide(proposal, gwen, [gwen, standIn], UNTIL)).toMatchObject({ code: 'asker-gone' });
});

test('a voice whose one steward stood in until now counts as one without', () => {
  const change = { kind: 'steward', memberId: 'joe', steward: true } as const;
  const [joe, over] = [person('joe', 'reps'), person('kit', 'reps', { steward: true, stewardUntil: NOW })];
  expect(mayDecide(change, ada, joe, [ada, joe, over], NOW).ok).toBe(true);
  expect(mayDecide(change, ada, joe, [ada, joe, over], NOW - 1)).toMatchObject({ code: 'not-a-steward' });
});

test('who stands in for a while does not decide who is a steward for good', () => {
  const circle = [ada, bex, standIn, gwen];
  const lasting = { kind: 'steward', memberId: 'bex', steward: true } as const;
  const out = { kind: 'member-left', memberId: 'ada' } as const;
  const others = [ada, standIn, gwen];
  expect(mayDecide(lasting, gwen, standIn, others, NOW)).toMatchObject({ code: 'about-you' });
  expect(mayDecide(out, gwen, standIn, others, NOW)).toMatchObject({ code: 'stand-in-no-key' });
  expect(keysFor(lasting, standIn, at(others))).toMatchObject({ code: 'stand-in-no-key' });
  expect(mayDecide(lasting, gwen, ada, circle, NOW).ok).toBe(true);
  expect(mayDecide(ERASE, gwen, standIn, others, NOW).ok).toBe(true);
});
