import { describe, expect, test } from 'vitest';
import { callNames } from '../../src/core/called.ts';
import { READER } from '../../src/core/circle.ts';
import { FORMER_MEMBER } from '../../src/core/tables/schema/members.ts';

const circle = {
  voices: [
    { id: 'staff', name: 'Staff' },
    { id: 'reps', name: 'Service-user reps' },
  ],
};
const person = (id: string, name: string, voice: string) => ({ id, name, voice });
const called = (...everybody: ReturnType<typeof person>[]) => {
  const { nameOf } = callNames(circle, everybody);
  return everybody.map(({ id }) => nameOf(id));
};

describe('what a circle calls its people', () => {
  test('a name that one person has stands alone', () => {
    expect(called(person('a', 'Sam Lee', 'staff'), person('b', 'Sam Leigh', 'staff'))).toEqual([
      'Sam Lee',
      'Sam Leigh',
    ]);
  });

  test('whoever waits to be let in makes nobody else’s name longer', () => {
    const waits = { ...person('b', 'Sam Lee', 'staff'), confirmedAt: null, leftAt: 1 };
    expect(called(person('a', 'Sam Lee', 'staff'), waits)).toEqual(['Sam Lee', 'Sam Lee (Staff, 2)']);
    expect(called(person('a', 'Sam Leigh', 'staff'), waits)).toEqual(['Sam Leigh', 'Sam Lee']);
  });

  test('two of one name are told apart by voice, however they are spelt', () => {
    expect(called(person('a', 'Sam O’Lee', 'staff'), person('b', "sam  o'lee", 'reps'))).toEqual([
      'Sam O’Lee (Staff)',
      "sam  o'lee (Service-user reps)",
    ]);
  });

  test('two of one name and one voice are told apart by who came first', () => {
    expect(
      called(person('a', 'Sam Lee', 'reps'), person('b', 'Sam Lee', 'staff'), person('c', 'Sam Lee', 'reps')),
    ).toEqual(['Sam Lee (Service-user reps, 1)', 'Sam Lee (Staff)', 'Sam Lee (Service-user reps, 2)']);
  });

  test('a reader has no voice to be told by', () => {
    expect(called(person('a', 'Sam Lee', READER), person('b', 'Sam Lee', 'reps'))).toEqual([
      'Sam Lee',
      'Sam Lee (Service-user reps)',
    ]);
    expect(called(person('a', 'Sam Lee', READER), person('b', 'Sam Lee', READER))).toEqual([
      'Sam Lee (1)',
      'Sam Lee (2)',
    ]);
  });

  test('nothing tells apart those whose data is deleted: not their voice, not how many they are', () => {
    expect(called(person('a', FORMER_MEMBER, 'staff'), person('b', FORMER_MEMBER, 'reps'))).toEqual([
      FORMER_MEMBER,
      FORMER_MEMBER,
    ]);
  });

  test('beside a name that is shown with its voice stands which of the two it is', () => {
    const [one, two, other] = [
      person('a', 'Sam Lee', 'reps'),
      person('b', 'Sam Lee', 'reps'),
      person('c', 'Sam Lee', 'staff'),
    ] as const;
    const { voiceOf } = callNames(circle, [one, two, other]);
    expect([one, two, other].map(voiceOf)).toEqual(['Service-user reps, 1', 'Service-user reps, 2', 'Staff']);
    expect(voiceOf({ ...one, name: 'Pat' })).toBe('Service-user reps');
  });

  test('nobody of the circle has no name there', () => {
    const { nameOf } = callNames(circle, [person('a', 'Sam Lee', 'reps')]);
    expect([nameOf('z'), nameOf(null), nameOf(undefined)]).toEqual([null, null, null]);
  });
});
