import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY } from '../../../src/core/instant.ts';
import {
  CHOOSING_STANDS,
  CHOOSING_WAITS,
  type Choosing,
  checkOperator,
  confirmChoosing,
  lacksSteward,
  passed,
  startChoosing,
  stillWanted,
  stopChoosing,
} from '../../../src/features/choosings/rules.ts';
import { type Keyholder, keysFor } from '../../../src/features/governance/rules/keys.ts';
import { leavesNone } from '../../../src/features/governance/rules/stand-in.ts';

const NOW = Date.UTC(2026, 10, 24, 10);

function person(id: string, voice = 'reps', more: Partial<Keyholder> = {}): Keyholder {
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
const reps = ['a', 'b', 'c', 'd'].map((id) => person(id));
const circle = [ada, ...reps];
const who = (id: string, members: readonly Keyholder[] = circle): Keyholder => {
  const found = members.find((each) => each.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};
const start = (by: string, memberId: string, members: readonly Keyholder[] = circle, now = NOW) =>
  startChoosing({ id: 'h', circleId: 'c', by: who(by, members), memberId }, members, now);
function value<T>(result: { readonly ok: boolean; readonly value?: T }): T {
  if (!result.ok || result.value === undefined) throw new Error(JSON.stringify(result));
  return result.value;
}
const yes = (choosing: Choosing, id: string, members = circle, now = NOW) =>
  confirmChoosing(choosing, { id }, members, now);
const standing = () => value(yes(value(yes(value(start('a', 'b')), 'c')), 'd'));

describe('a voice without a steward', () => {
  test('one proposes, two others say yes, it stands for seven days, and then it holds', () => {
    const proposed = value(start('a', 'b'));
    expect(proposed).toMatchObject({ voice: 'reps', memberId: 'b', standsUntil: null, state: 'open' });
    expect(stillWanted(proposed, circle, NOW)).toBe(2);
    const half = value(yes(proposed, 'b'));
    expect(half).toMatchObject({ standsUntil: null });
    const stands = value(yes(half, 'd', circle, NOW + DAY));
    expect(stands.standsUntil).toBe(NOW + DAY + CHOOSING_STANDS);
    const end = NOW + DAY + CHOOSING_STANDS;
    expect(passed(stands, circle, end - 1)).toBe(stands);
    expect(passed(stands, circle, end)).toMatchObject({ state: 'chosen' });
    expect(passed(passed(stands, circle, end), circle, end + DAY)).toMatchObject({ state: 'chosen' });
  });

  test('of two people both have to agree, and one alone stands at once, for all to see', () => {
    const two = [ada, person('a'), person('b')];
    const proposed = value(start('a', 'a', two));
    expect([proposed.standsUntil, stillWanted(proposed, two, NOW)]).toEqual([null, 1]);
    expect(value(yes(proposed, 'b', two)).standsUntil).toBe(NOW + CHOOSING_STANDS);
    const one = [ada, person('a'), person('new', 'reps', { voiceSince: NOW })];
    expect(value(start('a', 'a', one)).standsUntil).toBe(NOW + CHOOSING_STANDS);
    const three = [ada, ...reps.slice(0, 3)];
    expect(stillWanted(value(start('a', 'a', three)), three, NOW)).toBe(2);
  });

  test('nobody else has a say: other voices, people who left, who is new, and whom one voice alone let in', () => {
    const outsiders = [
      person('new', 'reps', { voiceSince: NOW - 28 * DAY + 1 }),
      person('planted', 'reps', { confirmedAt: null }),
      person('gone', 'reps', { leftAt: NOW - 1 }),
    ];
    const members = [...circle, ...outsiders];
    const proposed = value(start('a', 'b', members));
    for (const { id } of outsiders) {
      expect(start(id, 'b', members), id).toMatchObject({ code: 'not-a-chooser' });
      expect(start('a', id, members), id).toMatchObject({ code: 'not-of-your-voice' });
    }
    for (const { id } of [...outsiders, ada, { id: 'stranger' }]) {
      expect(confirmChoosing(proposed, { id }, members, NOW), id).toMatchObject({ code: 'not-a-chooser' });
      expect(stopChoosing(proposed, { id }, members, NOW), id).toMatchObject({ code: 'not-a-chooser' });
    }
    expect(start('a', 'ada')).toMatchObject({ code: 'not-of-your-voice' });
    const settled = members.map((each) =>
      each.id === 'new' ? { ...each, voiceSince: NOW - 28 * DAY } : each,
    );
    expect(start('new', 'new', settled).ok).toBe(true);
  });

  test('nobody says yes twice, nor to their own proposal, nor when it stands', () => {
    const proposed = value(start('a', 'b'));
    expect(yes(proposed, 'a')).toMatchObject({ code: 'confirmed-before' });
    expect(yes(value(yes(proposed, 'c')), 'c')).toMatchObject({ code: 'confirmed-before' });
    expect(yes(standing(), 'b')).toMatchObject({ code: 'choosing-over' });
  });

  test('any of the voice can stop it until it holds, who proposed it and who would be it too', () => {
    const end = NOW + CHOOSING_STANDS;
    for (const id of ['a', 'b', 'c', 'd']) {
      expect(stopChoosing(value(start('a', 'b')), { id }, circle, NOW)).toMatchObject({
        value: { state: 'stopped' },
      });
      expect(stopChoosing(standing(), { id }, circle, end - 1)).toMatchObject({
        value: { state: 'stopped' },
      });
      expect(stopChoosing(standing(), { id }, circle, end)).toMatchObject({ code: 'choosing-over' });
    }
    const stopped = value(stopChoosing(standing(), who('b'), circle, NOW));
    expect(stopped.confirmedBy).toEqual(['c', 'd']);
    expect(passed(stopped, circle, end)).toBe(stopped);
    expect(yes(stopped, 'b')).toMatchObject({ code: 'choosing-over' });
  });

  test('too few in 14 days are too few', () => {
    const half = value(yes(value(start('a', 'b')), 'c'));
    expect(passed(half, circle, NOW + CHOOSING_WAITS - 1)).toBe(half);
    expect(passed(half, circle, NOW + CHOOSING_WAITS)).toMatchObject({ state: 'lapsed' });
    expect(yes(half, 'd', circle, NOW + CHOOSING_WAITS)).toMatchObject({ code: 'choosing-over' });
  });

  test('whoever left since is counted no more: too few then, or enough', () => {
    const end = NOW + CHOOSING_STANDS;
    const without = (...ids: string[]) => circle.filter(({ id }) => !ids.includes(id));
    expect(passed(standing(), without('b'), NOW)).toMatchObject({ state: 'lapsed' });
    const withB = value(yes(value(yes(value(start('a', 'b')), 'b')), 'd'));
    expect(passed(withB, without('c'), end)).toMatchObject({ state: 'chosen' });
    expect(passed(withB, without('d'), end)).toMatchObject({ state: 'lapsed' });
    expect(passed(withB, without('c', 'd'), end)).toMatchObject({ state: 'chosen' });
    expect(passed(withB, without('a'), end - 1)).toBe(withB);
    const half = value(yes(value(start('a', 'b')), 'c'));
    expect(passed(half, without('d'), NOW + DAY)).toBe(half);
    const [x, y] = [value(start('a', 'a')), without('c', 'd')];
    expect(value(yes(x, 'b', y)).standsUntil).not.toBeNull();
    expect(passed(value(yes(x, 'b')), y, NOW + DAY).standsUntil).toBe(NOW + DAY + CHOOSING_STANDS);
  });

  test('where one who said yes goes while it stands, it takes another yes, and holds on the day that was told', () => {
    const people = [...circle, person('e')];
    const stands = value(yes(value(yes(value(start('a', 'b', people)), 'c', people)), 'd', people));
    const end = NOW + CHOOSING_STANDS;
    const without = people.filter(({ id }) => id !== 'd');
    const elsewhere = people.map((each) => (each.id === 'd' ? { ...each, voice: 'staff' } : each));
    for (const left of [without, elsewhere]) {
      expect(stillWanted(stands, left, NOW + DAY)).toBe(1);
      expect(passed(stands, left, NOW + DAY)).toBe(stands);
      expect(yes(stands, 'c', left, NOW + DAY)).toMatchObject({ code: 'confirmed-before' });
      const again = value(yes(stands, 'e', left, end - 1));
      expect(again).toMatchObject({ state: 'open', standsUntil: end, confirmedBy: ['c', 'd', 'e'] });
      expect(yes(again, 'b', left, end - 1)).toMatchObject({ code: 'choosing-over' });
      expect(stopChoosing(again, { id: 'b' }, left, end - 1)).toMatchObject({ value: { state: 'stopped' } });
      expect(passed(again, left, end)).toMatchObject({ state: 'chosen' });
      expect(yes(stands, 'e', left, end)).toMatchObject({ code: 'choosing-over' });
      expect(passed(stands, left, end)).toMatchObject({ state: 'lapsed' });
    }
    expect(yes(stands, 'e', people, NOW + DAY)).toMatchObject({ code: 'choosing-over' });
  });

  test('a steward who can act ends it; one without a key, or whose time is over, is none', () => {
    const withOne = (more: Partial<Keyholder>) => [
      ...circle,
      person('s', 'reps', { steward: true, ...more }),
    ];
    for (const more of [{}, { stewardUntil: NOW + 1 }]) {
      expect(lacksSteward('reps', withOne(more), NOW)).toBe(false);
      expect(start('a', 'b', withOne(more))).toMatchObject({ code: 'voice-has-steward' });
      expect(passed(standing(), withOne(more), NOW)).toMatchObject({ state: 'lapsed' });
    }
    for (const more of [
      { stewardUntil: NOW },
      { confirmedAt: null },
      { voiceSince: NOW - DAY },
      { leftAt: NOW },
    ]) {
      expect(lacksSteward('reps', withOne(more), NOW)).toBe(true);
    }
  });

  test('the last lasting steward of a voice leaves none, whoever stands in', () => {
    const [gwen, joe] = [person('g', 'reps', { steward: true }), person('j', 'reps', { steward: true })];
    expect(leavesNone(gwen, [ada, gwen])).toBe(true);
    expect(leavesNone(gwen, [ada, gwen, joe])).toBe(false);
    expect(leavesNone(gwen, [ada, gwen, { ...joe, stewardUntil: NOW + DAY }])).toBe(true);
    expect(leavesNone(person('x'), [ada, gwen])).toBe(false);
  });

  test('the people who run the server come last', () => {
    const may = (
      named: Keyholder,
      members: readonly Keyholder[] = circle,
      choosings: readonly Choosing[] = [],
    ) => checkOperator(named, members, choosings, NOW);
    expect(may(who('a')).ok).toBe(true);
    expect(may(ada)).toMatchObject({ code: 'voice-has-steward' });
    expect(may(who('a'), circle, [standing()])).toMatchObject({ code: 'choosing-under-way' });
    expect(may(who('a'), circle, [{ ...standing(), state: 'lapsed' }]).ok).toBe(true);
    expect(may(who('a'), circle, [{ ...standing(), voice: 'staff' }]).ok).toBe(true);
    const planted = person('p', 'reps', { confirmedAt: null });
    const moved = person('m', 'reps', { voiceSince: NOW - DAY });
    for (const one of [planted, moved])
      expect(may(one, [...circle, one])).toMatchObject({ code: 'not-settled' });
    // Nobody could choose: whom one voice alone let in is better than nobody; who is new to the voice is not of it yet.
    expect(may(planted, [ada, planted, moved]).ok).toBe(true);
    expect(may(moved, [ada, planted, moved])).toMatchObject({ code: 'not-settled' });
  });

  test('no steward makes it a change of theirs', () => {
    const change = { kind: 'steward-chosen', memberId: 'b', voice: 'reps' } as const;
    const all = {
      members: [...circle, person('s', 'reps', { steward: true })],
      now: NOW,
      needsTwo: false,
    };
    expect(keysFor(change, ada, all)).toMatchObject({ code: 'not-a-steward' });
  });
});

test('whatever people of all voices press, somebody is chosen only by three of the voice, or all, a week after all were told', () => {
  const step = fc.record({
    who: fc.constantFrom('a', 'b', 'c', 'd', 'ada', 'new'),
    what: fc.constantFrom('yes', 'yes', 'yes', 'no', 'leave', 'wait'),
    days: fc.integer({ min: 0, max: 5 }),
  });
  let chosen = 0;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.array(step, { maxLength: 12 }), (size, steps) => {
      let members = [ada, person('new', 'reps', { voiceSince: NOW }), ...reps.slice(0, size)];
      let now = NOW;
      let choosing = value(start('a', 'a', members));
      let stood = choosing.standsUntil === null ? null : now;
      let no = false;
      for (const { who: id, what, days } of steps) {
        now += days * DAY;
        if (what === 'leave' && id !== 'ada') members = members.filter((each) => each.id !== id);
        if (what === 'yes' || what === 'no') {
          const done = (what === 'yes' ? confirmChoosing : stopChoosing)(choosing, { id }, members, now);
          if (done.ok) choosing = done.value;
          if (done.ok && what === 'no') no = true;
        }
        choosing = passed(choosing, members, now);
        if (stood === null && choosing.standsUntil !== null) stood = now;
        if (choosing.state !== 'chosen') continue;
        chosen += 1;
        const ours = members.filter((each) => each.voice === 'reps' && each.id !== 'new');
        const agreed = ours.filter((each) => [choosing.by, ...choosing.confirmedBy].includes(each.id));
        expect(agreed.length).toBeGreaterThanOrEqual(Math.min(3, ours.length));
        expect(ours.map((each) => each.id)).toContain('a');
        expect(new Set(choosing.confirmedBy).size).toBe(choosing.confirmedBy.length);
        expect(now - (stood ?? now)).toBeGreaterThanOrEqual(CHOOSING_STANDS);
        expect(no).toBe(false);
        return;
      }
    }),
    { numRuns: 3000 },
  );
  expect(chosen).toBeGreaterThan(50);
});
