import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../src/core/instant.ts';
import { firstPreferences } from '../../../src/core/preferences.ts';
import { parseCircleFile } from '../../../src/features/circles/circle-file/parse.ts';
import { findPack } from '../../../src/features/pulses/packs/packs.ts';
import { validChairPolicy } from '../../../src/features/rota/rules/policy.ts';

const northfield = readFileSync(new URL('../../../examples/northfield.yaml', import.meta.url));
const now = Date.parse('2026-11-22T12:00Z');

function member(name: string, voice: string, identities: Record<string, string>, more: object = {}) {
  return {
    name,
    voice,
    email: null,
    steward: false,
    manager: false,
    chairs: 'yes',
    preferences: firstPreferences('en-GB'),
    identities: Object.entries(identities).map(([platform, externalId]) => ({ platform, externalId })),
    web: false,
    away: [],
    ...more,
  };
}

const preferring = (preference: object) => ({
  preferences: { ...firstPreferences('en-GB'), ...preference },
});

describe('the example circle', () => {
  it('is read exactly as it stands, with every default filled in', () => {
    const anchor = '2026-11-22';
    const slack = (id: string) => ({ slack: `T01TEST/${id}` });
    expect(parseCircleFile(northfield, now)).toEqual({
      ok: true,
      warnings: [],
      value: {
        organisation: 'Northfield Community Trust',
        name: 'Ward 7 co-production group',
        timezone: 'Europe/London',
        language: 'en-GB',
        outside: null,
        voices: [
          { id: 'staff', name: 'Staff' },
          { id: 'reps', name: 'Service-user reps' },
        ],
        channels: [
          { platform: 'slack', externalId: 'T01TEST/C01WARD7' },
          { platform: 'teams', externalId: '19:ward7@thread.tacv2' },
        ],
        members: [
          member('Amina Khan', 'staff', slack('U01AMINA'), { steward: true }),
          member('Bex Turner', 'staff', slack('U02BEX')),
          member('Chidi Okafor', 'staff', slack('U03CHIDI'), { manager: true }),
          member('Dilys Pugh', 'staff', slack('U04DILYS'), preferring({ language: 'cy' })),
          member('Ewan Grant', 'staff', { ...slack('U05EWAN'), teams: 'aad-ewan' }),
          member('Farah Siddiqui', 'staff', slack('U06FARAH')),
          member('Gwen Abara', 'reps', { teams: 'aad-gwen' }, { steward: true }),
          member('Hasan Ali', 'reps', { teams: 'aad-hasan' }, preferring({ easyRead: true })),
          member('Ines Costa', 'reps', { teams: 'aad-ines' }, { chairs: 'not-yet' }),
          member('Joe Brady', 'reps', {}, { email: 'joe@example.org', web: true }),
          member('Kasia Nowak', 'reps', { teams: 'aad-kasia' }),
          member('Leroy James', 'reps', { teams: 'aad-leroy' }),
        ],
        pulses: [
          {
            title: 'Having a voice',
            packId: 'having-a-voice',
            questions: findPack('having-a-voice')?.questions,
            schedule: { kind: 'weekly', weeks: 1, weekday: 'tuesday', time: '10:00', anchor },
            openFor: 48 * HOUR,
            reminders: [24 * HOUR],
            thresholds: { scores: 5, comments: 10 },
            comments: false,
          },
        ],
        meetings: [
          {
            name: 'Ward 7 co-production meeting',
            schedule: { kind: 'weekly', weeks: 2, weekday: 'thursday', time: '14:00', anchor },
            lasting: 90 * MINUTE,
            venue: {},
            holidays: null,
            policy: { kind: 'parity', capPerQuarter: 4, term: 1, coChair: true },
          },
        ],
        digest: {
          schedule: { kind: 'weekly', weeks: 1, weekday: 'friday', time: '15:00', anchor },
          to: ['channel', 'managers'],
        },
        signpost: null,
      },
    });
  });

  it('has a chair policy that the rota accepts', () => {
    const reading = parseCircleFile(northfield, now);
    const policy = reading.ok ? reading.value.meetings[0]?.policy : undefined;
    expect(policy && validChairPolicy(policy, 2)).toMatchObject({ ok: true });
  });
});

it('reads object ids of Microsoft Entra in small letters, as the Teams adapter does', () => {
  const shouted = northfield.toString().replace('aad-gwen', 'ABCD0000-0000-4000-8000-0000000000EF');
  const reading = parseCircleFile(Buffer.from(shouted), now);
  const members = reading.ok ? reading.value.members : [];
  expect(members.find(({ name }) => name === 'Gwen Abara')?.identities).toEqual([
    { platform: 'teams', externalId: 'abcd0000-0000-4000-8000-0000000000ef' },
  ]);
});

describe('the keys a circle may add', () => {
  const full = `
organisation: Trust
circle: Circle
timezone: Europe/London
language: EN-gb
voices: [{ id: staff, name: Staff }, { id: reps, name: Reps }]
members:
  - { name: Ann, voice: staff, slack: T012AB/W061F7, steward: yes, quiet-hours: 21:00-8:00, web: true }
  - name: Bob
    voice: reps
    steward: true
    chairs: resting
    one-at-a-time: true
    away: [{ from: 2026-12-24, to: 2027-01-02 }]
pulse:
  name: Our own
  every: month
  on: second Tuesday 10:00
  starting: 2026-12-01
  open-for: 7 days
  remind-after: never
  show-comments-from: 12
  comments: true
  questions:
    - { id: heard, kind: scale, text: I was heard. }
    - id: why
      kind: single
      text: Why not?
      only-if: { question: heard, chose: [1, "2"] }
      options: [{ id: time, label: No time }, { id: other, label: Something else }]
meetings:
  every: quarter
  on: last Friday 15:00
  chair: { policy: floor, floor: 0.3, cap-per-quarter: 2, term: 2 }
digest: { on: Mon 9:00 }
`;

  it('are all understood', () => {
    const reading = parseCircleFile(full, now);
    expect(reading).toMatchObject({
      ok: true,
      value: {
        language: 'en-GB',
        channels: [],
        members: [
          {
            web: true,
            steward: true,
            preferences: { quietHours: { from: '21:00', to: '08:00', timezone: 'Europe/London' } },
          },
          {
            web: true,
            chairs: 'resting',
            preferences: { oneAtATime: true },
            away: [{ from: '2026-12-24', to: '2027-01-02' }],
          },
        ],
        pulses: [
          {
            title: 'Our own',
            packId: null,
            questions: [{ id: 'heard' }, { onlyIf: { question: 'heard', chose: ['1', '2'] } }],
            schedule: {
              kind: 'monthly',
              ordinal: 'second',
              weekday: 'tuesday',
              time: '10:00',
              anchor: '2026-12-01',
            },
            openFor: 7 * DAY,
            reminders: [],
            thresholds: { scores: 5, comments: 12 },
            comments: true,
          },
        ],
        meetings: [
          {
            name: 'Circle',
            schedule: { kind: 'quarterly', ordinal: 'last', weekday: 'friday', anchor: '2026-11-22' },
            lasting: 90 * MINUTE,
            policy: { kind: 'floor', floor: 0.3, capPerQuarter: 2, term: 2, coChair: false },
          },
        ],
        digest: {
          schedule: { kind: 'weekly', weekday: 'monday', time: '09:00' },
          to: ['channel', 'managers'],
        },
      },
    });
    expect(reading.warnings.map(({ path }) => path)).toEqual([
      'pulse.show-scores-from',
      'pulse.show-comments-from',
      'digest.to',
      'digest.to',
    ]);
  });

  it('may say where to turn in danger, on one line of 300 letters', () => {
    const file = (signpost: string) =>
      `organisation: T\ncircle: C\ntimezone: UTC\nvoices: [{ id: a, name: A }, { id: b, name: B }]\nmembers: [{ name: A, voice: a, steward: true }, { name: B, voice: b, steward: true }]\nsignpost: ${signpost}\n`;
    expect(parseCircleFile(file('Ring Ann on the ward.'), now)).toMatchObject({
      ok: true,
      value: { signpost: 'Ring Ann on the ward.' },
    });
    expect(parseCircleFile(file('x'.repeat(301)), now)).toMatchObject({ ok: false });
  });

  it('may name several meetings, with where they are and what becomes of bank holidays', () => {
    const file = (meetings: string) =>
      `organisation: T\ncircle: C\ntimezone: UTC\nvoices: [{ id: a, name: A }, { id: b, name: B }]\nmembers: [{ name: A, voice: a, steward: true }, { name: B, voice: b, steward: true }]\nmeetings:${meetings}`;
    const two = file(`
  - { every: month, on: 15th 2pm, place: Room 4, link: 'https://meet.example.org/c', notes: Ring twice. }
  - { name: Working group, every: fortnight, on: Thursday 14:00, bank-holidays: { of: GB-SCT, do: skip } }
`);
    expect(parseCircleFile(two, now)).toMatchObject({
      ok: true,
      value: {
        meetings: [
          {
            name: 'C',
            schedule: { kind: 'monthly-date', day: 15, time: '14:00' },
            venue: { place: 'Room 4', link: 'https://meet.example.org/c', notes: 'Ring twice.' },
            holidays: null,
          },
          { name: 'Working group', venue: {}, holidays: { region: 'GB-SCT', what: 'skip' } },
        ],
      },
    });
    const problems = (meetings: string) => {
      const reading = parseCircleFile(file(meetings), now);
      return reading.ok ? [] : [...new Set(reading.problems.map(({ path }) => path))];
    };
    expect(problems(' [{ every: week, on: Thu 14:00 }, { every: week, on: Fri 14:00 }]')).toEqual([
      'meetings[1].name',
    ]);
    expect(
      problems(`
  - { every: week, on: Thu 14:00, lasting: 8 days, place: '', hour: 2 }
  - { name: B, every: week, on: Thu 14:00, link: 'http://meet.example.org', bank-holidays: { of: XX, do: stay } }
`).sort(),
    ).toEqual([
      'meetings[0].hour',
      'meetings[0].lasting',
      'meetings[0].place',
      'meetings[1].bank-holidays.do',
      'meetings[1].bank-holidays.of',
      'meetings[1].link',
    ]);
    expect(problems(' []')).toEqual(['meetings']);
  });

  it('may name several pulses, each with its own name, which do not ask the same at the same time', () => {
    const file = (pulse: string) =>
      `organisation: T\ncircle: C\ntimezone: UTC\nvoices: [{ id: a, name: A }, { id: b, name: B }]\nmembers: [{ name: A, voice: a, steward: true }, { name: B, voice: b, steward: true }]\npulse:${pulse}`;
    const weekly = '{ pack: having-a-voice, every: week, on: Tuesday 10:00 }';
    const quarterly = '{ name: Ladder, pack: tlap-ladder, every: quarter, on: first Friday 10:00 }';
    expect(parseCircleFile(file(` [${weekly}, ${quarterly}]`), now)).toMatchObject({
      ok: true,
      value: { pulses: [{ title: 'Having a voice' }, { title: 'Ladder', packId: 'tlap-ladder' }] },
    });
    const problems = (pulse: string) => {
      const reading = parseCircleFile(file(pulse), now);
      return reading.ok ? [] : reading.problems.map(({ path }) => path);
    };
    expect(problems(` [${quarterly}, ${weekly}, ${weekly}]`)).toEqual(['pulse[2].name']);
    expect(problems(` [${weekly}, ${weekly.replace('{', '{ name: Again,')}]`)).toEqual(['pulse[1]']);
    expect(problems(` [${quarterly.replace('quarter', 'day')}, { pack: nothing, on: x }]`).sort()).toEqual([
      'pulse[0].every',
      'pulse[1].every',
      'pulse[1].on',
      'pulse[1].pack',
    ]);
    expect(problems(' []')).toEqual(['pulse']);
  });

  it('may leave pulse, meetings and digest away', () => {
    const least =
      'organisation: T\ncircle: C\ntimezone: UTC\nvoices: [{ id: a, name: A }, { id: b, name: B }]\nmembers: [{ name: A, voice: a, steward: true }, { name: B, voice: b, steward: true }]\n';
    expect(parseCircleFile(least, now)).toMatchObject({
      ok: true,
      value: { language: 'en-GB', pulses: [], meetings: [], digest: null, signpost: null },
    });
  });
});
