import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Individual, jointOf } from '../../src/core/account-links.ts';
import { CODE_BYTES, codeFrom, readCode, toldCode } from '../../src/core/code.ts';

const bytes = fc.uint8Array({ minLength: CODE_BYTES, maxLength: CODE_BYTES + 5 });

describe('codes', () => {
  test('are read as they were told, whatever capitals, gaps and look-alikes people type', () => {
    const gap = fc.constantFrom('', ' ', '-', ' – ', '\u00a0', '_');
    fc.assert(
      fc.property(
        bytes,
        fc.array(gap, { minLength: 12, maxLength: 12 }),
        fc.boolean(),
        (raw, gaps, small) => {
          const code = codeFrom(raw);
          expect(readCode(toldCode(code))).toBe(code);
          const typed = [...code].map((letter, index) => `${gaps[index]}${letter}`).join('');
          const alike = typed.replaceAll('0', 'O').replaceAll('1', 'l');
          expect(readCode(small ? alike.toLowerCase() : alike)).toBe(code);
        },
      ),
    );
  });

  test('nothing else is one', () => {
    for (const typed of ['', '12345', '0123456789A', '01234-5678!', '01234-5678U', '０'.repeat(11)]) {
      expect(readCode(typed)).toBeNull();
    }
    fc.assert(
      fc.property(fc.string(), (typed) => readCode(typed) === null || readCode(typed)?.length === 10),
    );
  });

  test('use every letter alike: 32 of them, so no byte is favoured', () => {
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 256; byte += 1) {
      const [letter = ''] = codeFrom(new Uint8Array(CODE_BYTES).fill(byte));
      counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
    expect([...new Set(counts.values())]).toEqual([8]);
  });
});

const circleIds = ['c1', 'c2', 'c3'];

/** Somebody in some of the circles. */
function individual(id: string): fc.Arbitrary<Individual> {
  const seat = fc.record({
    circleId: fc.constantFrom(...circleIds),
    voice: fc.constantFrom('staff', 'reps'),
    steward: fc.boolean(),
    manager: fc.boolean(),
  });
  return fc
    .uniqueArray(seat, { maxLength: 3, selector: ({ circleId }) => circleId })
    .map((seats) => ({ id, members: seats.map((each) => ({ ...each, id: `${id} in ${each.circleId}` })) }));
}

const pair = fc.record({ shown: fc.option(individual('shown')), typed: fc.option(individual('typed')) });

describe('what a code does in an organisation', () => {
  test('never puts one person into a circle twice, nor takes a circle, a voice or a task from anybody', () => {
    fc.assert(
      fc.property(pair, ({ shown, typed }) => {
        const joint = jointOf({ shown, typed });
        if (joint.what !== 'one-person' || shown === null || typed === null) return;
        const all = [...shown.members, ...typed.members];
        const stay = all.filter(({ id }) => !joint.leaves.includes(id));
        expect(stay.map(({ circleId }) => circleId).sort()).toEqual(
          [...new Set(all.map(({ circleId }) => circleId))].sort(),
        );
        for (const gone of all.filter(({ id }) => joint.leaves.includes(id))) {
          const kept = shown.members.find(({ circleId }) => circleId === gone.circleId);
          expect([gone.voice, gone.steward, gone.manager]).toEqual([kept?.voice, false, false]);
        }
        expect([joint.stays, joint.joins]).toEqual(['shown', 'typed']);
      }),
    );
  });

  test('never gives the task of who typed it to who showed it: nobody is talked into handing one over', () => {
    fc.assert(
      fc.property(pair, ({ shown, typed }) => {
        const joint = jointOf({ shown, typed });
        const hasTask = typed?.members.some(({ steward, manager }) => steward || manager) === true;
        if (hasTask && shown !== null) expect(['refused', 'left-alone']).toContain(joint.what);
        if (hasTask && shown === null) expect(joint).toEqual({ what: 'left-alone', why: 'link-other-way' });
      }),
    );
  });

  test('changes nothing where both accounts are one person’s, or nobody’s', () => {
    fc.assert(
      fc.property(individual('same'), (same) => {
        expect(jointOf({ shown: same, typed: same })).toEqual({ what: 'nothing' });
      }),
    );
    expect(jointOf({ shown: null, typed: null })).toEqual({ what: 'nothing' });
  });

  test('a second account of a kind is no reason to refuse', () => {
    const known = { id: 'known', members: [] };
    expect(jointOf({ shown: known, typed: null })).toMatchObject({ personId: 'known', account: 'typed' });
    expect(jointOf({ shown: null, typed: known })).toMatchObject({ personId: 'known', account: 'shown' });
  });
});
