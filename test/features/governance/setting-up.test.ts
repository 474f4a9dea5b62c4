import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY } from '../../../src/core/instant.ts';
import { holdsKey, type Keyholder } from '../../../src/features/governance/rules/keys.ts';
import { confirmRoster, settingUp } from '../../../src/features/governance/rules/setting-up.ts';

const NOW = Date.UTC(2026, 10, 24, 10);
const ids = ['a', 'b', 'c', 'd', 'e'];
const people = fc.tuple(
  ...ids.map(
    (id): fc.Arbitrary<Keyholder> =>
      fc.record({
        id: fc.constant(id),
        voice: fc.constantFrom('staff', 'reps', 'carers'),
        steward: fc.boolean(),
        stewardUntil: fc.constant(null),
        confirmedAt: fc.constantFrom(0, 0, 0, null),
        voiceSince: fc.constantFrom(null, null, NOW - 27 * DAY),
        leftAt: fc.constantFrom(null, null, null, NOW - 1),
      }),
  ),
);

test('whoever presses, in whatever order: two people of two voices whose keys count set it up, and nobody else', () => {
  fc.assert(
    fc.property(people, fc.array(fc.constantFrom(...ids)), (members, presses) => {
      const saidYes: string[] = [];
      for (const press of presses) {
        const by = members.find(({ id }) => id === press) as Keyholder;
        const { awaited } = settingUp(members, saidYes, NOW);
        const said = confirmRoster(by, members, saidYes, NOW);
        // Who is named as missing is who can say yes.
        expect(said.ok).toBe(awaited.includes(by));
        if (!said.ok) continue;
        expect(holdsKey(by, NOW)).toBe(true);
        const others = members.filter(({ id, voice }) => saidYes.includes(id) && voice !== by.voice);
        expect(said.value).toBe(others.length > 0 ? 'set-up' : 'waits');
        saidYes.push(press);
        if (said.value === 'set-up') return;
      }
    }),
  );
});

test('the yes of a steward who has gone counts no more, and another of their voice can say it', () => {
  const steward = {
    steward: true,
    stewardUntil: null,
    confirmedAt: 0,
    voiceSince: null,
    leftAt: null,
  };
  const gone = { ...steward, id: 'a', voice: 'staff', leftAt: NOW };
  const next = { ...steward, id: 'b', voice: 'staff' };
  const rep = { ...steward, id: 'c', voice: 'reps' };
  expect(confirmRoster(rep, [gone, next, rep], ['a'], NOW)).toEqual({ ok: true, value: 'waits' });
  expect(confirmRoster(next, [gone, next, rep], ['a', 'c'], NOW)).toEqual({ ok: true, value: 'set-up' });
});
