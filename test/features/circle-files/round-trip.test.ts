import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { ORDINALS, type Schedule } from '../../../src/core/calendar/schedule.ts';
import { WEEKDAYS } from '../../../src/core/calendar/weekday.ts';
import { READER } from '../../../src/core/circle.ts';
import { HOUR, MINUTE } from '../../../src/core/instant.ts';
import { differences } from '../../../src/features/circle-files/edits/differences.ts';
import { readEdit } from '../../../src/features/circle-files/edits/read.ts';
import { type CircleState, fileOf, type Section } from '../../../src/features/circle-files/edits/state.ts';
import { readYaml } from '../../../src/features/circles/circle-file/yaml-source.ts';
import { findPack, packs } from '../../../src/features/pulses/packs/packs.ts';
import type { Question } from '../../../src/features/release/rules/question.ts';
import { startRota } from '../../../src/features/rota/rules/state.ts';

const NOW = Date.parse('2026-11-16T09:00:00Z');

const name = fc
  .string({ unit: fc.constantFrom(...'aBcé ñ:#-\'"{}[]&*!|>%@`,0é'), minLength: 0, maxLength: 20 })
  .map((text) => `N${text}`.trim());
const time = fc.constantFrom('00:00', '09:05', '14:00', '23:59');
const anchor = fc.constantFrom('2024-02-29', '2026-11-16', '2027-01-01');
const weekday = fc.constantFrom(...WEEKDAYS);
const weekly = fc.record({
  kind: fc.constant('weekly' as const),
  weeks: fc.constantFrom(2, 3, 4),
  weekday,
  time,
  anchor,
});
const schedule: fc.Arbitrary<Schedule> = fc.oneof(
  weekly,
  fc.record({
    kind: fc.constant('monthly' as const),
    ordinal: fc.constantFrom(...ORDINALS),
    weekday,
    time,
    anchor,
  }),
  fc.record({
    kind: fc.constant('monthly-date' as const),
    day: fc.integer({ min: 1, max: 31 }),
    time,
    anchor,
  }),
  fc.record({
    kind: fc.constant('monthly-working-day' as const),
    which: fc.constantFrom('first' as const, 'last' as const),
    time,
    anchor,
  }),
  fc.record(
    {
      kind: fc.constant('quarterly' as const),
      ordinal: fc.constantFrom('first' as const, 'last' as const),
      weekday,
      time,
      anchor,
      month: fc.constantFrom(1 as const, 2 as const, 3 as const),
    },
    { requiredKeys: ['kind', 'ordinal', 'weekday', 'time', 'anchor'] },
  ),
  fc.record({ kind: fc.constant('once' as const), date: fc.constant('2027-03-01'), time }),
);

const own: readonly Question[] = [
  { id: 'heard', kind: 'scale', text: 'I was heard: today.' },
  {
    id: 'why',
    kind: 'single',
    text: 'Why not?',
    options: [
      { id: 'time', label: 'No' },
      { id: 'other', label: 'yes' },
    ],
    onlyIf: { question: 'heard', chose: ['1', '2'] },
  },
];
const asked = fc.constantFrom(
  ...[...packs.keys()].map((id) => ({ packId: id, questions: findPack(id)?.questions ?? [] })),
  { packId: null, questions: own },
);

const state: fc.Arbitrary<CircleState> = fc
  .record({
    circle: fc.record({
      name,
      timezone: fc.constantFrom('Europe/London', 'America/New_York'),
      language: fc.constantFrom('en-GB', 'cy'),
      channels: fc.subarray([
        { platform: 'slack' as const, externalId: 'T01/C01' },
        { platform: 'teams' as const, externalId: '19:a@thread.tacv2' },
      ]),
      third: fc.boolean(),
    }),
    people: fc.array(
      fc.record({ name, voice: fc.constantFrom('staff', 'reps', READER), manager: fc.boolean() }),
      { maxLength: 5 },
    ),
    pulses: fc.uniqueArray(
      fc.record({
        title: name,
        asked,
        schedule,
        openFor: fc.constantFrom(48 * HOUR, 90 * MINUTE, 73 * HOUR),
        reminders: fc.constantFrom([], [45 * MINUTE]),
        comments: fc.boolean(),
        scores: fc.integer({ min: 5, max: 9 }),
        paused: fc.boolean(),
      }),
      { maxLength: 3, selector: ({ title }) => title },
    ),
    series: fc.uniqueArray(
      fc.record({
        name,
        schedule,
        lasting: fc.constantFrom(HOUR, 95 * MINUTE),
        place: fc.option(name),
        region: fc.option(fc.constantFrom('GB-ENG', 'IE')),
        policy: fc.constantFrom('parity' as const, 'per-head' as const, 'floor' as const),
        cap: fc.option(fc.integer({ min: 2, max: 9 })),
        term: fc.integer({ min: 1, max: 2 }),
        coChair: fc.boolean(),
      }),
      { maxLength: 3, selector: (each) => each.name },
    ),
    digest: fc.option(fc.record({ weekday, time, toManagers: fc.boolean() })),
    signpost: fc.option(name),
    outside: fc.option(name),
  })
  .map(({ circle, people, pulses, series, digest, signpost, outside }) => {
    const stewards = ['staff', 'reps'].map((voice) => ({
      name: `Steward of ${voice}`,
      voice,
      manager: false,
    }));
    return {
      circle: {
        id: 'c1',
        organisationId: 'o1',
        organisation: 'Trust: "one"',
        setUpAt: null,
        ...circle,
        voices: [
          { id: 'staff', name: 'Staff' },
          { id: 'reps', name: 'Reps' },
          ...(circle.third ? [{ id: 'carers', name: 'Carers' }] : []),
        ],
        channels: [...circle.channels, { platform: 'web' as const, externalId: 'c1' }],
      },
      members: [
        ...stewards.map((each) => ({ ...each, steward: true })),
        ...people.map((each) => ({ ...each, steward: false })),
      ].map((each, index) => ({ id: `m${index}`, stewardUntil: null, ...each })),
      pulses: pulses.map(({ title, asked, scores, paused, ...rest }, index) => ({
        id: `p${index}`,
        circleId: 'c1',
        title,
        ...asked,
        ...rest,
        thresholds: { scores, comments: 10 },
        state: paused ? ('paused' as const) : ('running' as const),
        nextOpensAt: null,
      })),
      series: series.map(({ place, region, policy, cap, term, coChair, ...rest }, index) => ({
        id: `s${index}`,
        circleId: 'c1',
        ...rest,
        venue: place === null ? {} : { place },
        holidays: region === null ? null : { region, what: 'skip' as const },
        policy: {
          kind: policy,
          ...(policy === 'floor' ? { floor: 0.25 } : {}),
          capPerQuarter: cap,
          term,
          coChair,
        },
        rota: startRota('seed'),
        endedAt: null,
      })),
      digest:
        digest === null
          ? null
          : {
              schedule: {
                kind: 'weekly' as const,
                weeks: 1,
                weekday: digest.weekday,
                time: digest.time,
                anchor: '2026-01-01',
              },
              toManagers: digest.toManagers,
            },
      signpost,
      outside,
    };
  });

/** As it comes back from the text of a file. */
function written(section: Section): Section {
  const reading = readYaml(stringify(section, { lineWidth: 0 }));
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.source.value as Section;
}

function planned(at: CircleState, edited: Section) {
  const read = readEdit(fileOf(at), edited, NOW);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return differences(at, read.before, read.after, () => 'new');
}

test('a file that nobody edited changes nothing, and says of the circle what is true', () => {
  fc.assert(
    fc.property(state, (at) => {
      const edited = written(fileOf(at));
      expect(planned(at, edited)).toEqual([]);
      const read = readEdit(fileOf(at), edited, NOW);
      if (!read.ok) throw new Error('unread');
      const { name, timezone, language, voices } = at.circle;
      expect(read.after).toMatchObject({
        name,
        timezone,
        language,
        voices,
        signpost: at.signpost,
        outside: at.outside,
      });
      expect(read.after.members).toMatchObject(
        at.members.map(({ name, voice, steward, manager }) => ({ name, voice, steward, manager })),
      );
      expect(read.after.pulses).toEqual(
        at.pulses.map(({ id: _, circleId: _c, state: _s, nextOpensAt: _n, ...pulse }) => pulse),
      );
      expect(read.after.meetings).toEqual(
        at.series.map(({ id: _, circleId: _c, rota: _r, endedAt: _e, ...series }) => series),
      );
    }),
  );
});

test('what is absent is unchanged: any part of the file may be left out', () => {
  fc.assert(
    fc.property(state, fc.infiniteStream(fc.boolean()), (at, keeps) => {
      const some = (section: Section): Section =>
        Object.fromEntries(
          Object.entries(section).flatMap(([key, value]) => {
            if (key === 'id') return [[key, value]];
            if (keeps.next().value) return [];
            if (!Array.isArray(value) || !value.every((each) => 'id' in Object(each))) return [[key, value]];
            return key === 'options' || key === 'questions'
              ? [[key, value]]
              : [[key, value.map((each) => (key === 'voices' ? each : some(each)))]];
          }),
        );
      expect(planned(at, written(some(fileOf(at))))).toEqual([]);
    }),
  );
});

test('once it is made, the same file changes nothing more', () => {
  fc.assert(
    fc.property(state, state, (at, wanted) => {
      const { circle, timezone, language, signpost = 'Ring Kim.', outside = 'Jo' } = fileOf(wanted);
      const edit = written({ circle, timezone, language, signpost, outside });
      let made = at;
      for (const difference of planned(at, edit)) {
        if (difference.kind !== 'change') throw new Error(difference.kind);
        const { kind, ...values } = difference.change;
        const text = 'text' in values ? { [kind]: values.text } : {};
        made = { ...made, ...text, circle: { ...made.circle, ...values } };
      }
      expect(made.circle).toMatchObject({ name: circle, timezone, language });
      expect(made).toMatchObject({ signpost, outside });
      expect(planned(made, edit)).toEqual([]);
    }),
  );
});
