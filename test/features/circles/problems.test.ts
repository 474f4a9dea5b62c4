import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCircleFile } from '../../../src/features/circles/circle-file/parse.ts';

const northfield = readFileSync(new URL('../../../examples/northfield.yaml', import.meta.url), 'utf8');
const now = Date.parse('2026-11-22T12:00Z');

function problemsOf(text: string | Uint8Array): string[] {
  const reading = parseCircleFile(text, now);
  return reading.ok ? [] : reading.problems.map(({ path, line, message }) => `${path}:${line} ${message}`);
}

/** The example with some of its words changed; each change must hit. */
function changed(...changes: [from: string, to: string][]): string {
  return changes.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, northfield);
}

describe('a file with many faults', () => {
  it('gets each of them at once, with its path and line', () => {
    const text = `organisation: Trust
circle: Circle
timezone: Europe/Londn
voices:
  - { id: staff, name: Staff }
  - { id: reps, name: Reps }
members:
  - { name: Ann, voice: staff, slack: T01TEST/U01ANN, steward: true }
  - { name: Bob, voice: rep, stewrad: true }
  - { name: Cat, voice: reps, slack: T01TEST/U01ANN, steward: true }
  - name: Dan
    voice: reps
    chairs: maybe
    quiet-hours: late
pulse:
  pack: having-a-choice
  every: 3 days
  on: Tuesday 25:00
  show-scores-from: 4
  open-for: 48 hours
  open-for: 24 hours
meetings:
  every: once
  on: 2020-01-01 10:00
  chair: { policy: parity, cap-per-quarter: 1, term: 2 }
digest:
  on: Friday 15:00
  to: [managers]
`;
    const reading = parseCircleFile(text, now);
    const found = reading.ok ? [] : reading.problems;
    expect(found.map(({ path, line }) => `${path}:${line}`)).toEqual([
      'timezone:3',
      'members[1].stewrad:9',
      'members[1].voice:9',
      'members[2].slack:10',
      'members[3].chairs:13',
      'members[3].quiet-hours:14',
      'pulse.pack:16',
      'pulse.every:17',
      'pulse.on:18',
      'pulse.show-scores-from:19',
      'pulse.open-for:21',
      'meetings.on:24',
      'meetings.chair.cap-per-quarter:25',
      'digest.to:28',
    ]);
    for (const { message } of found) expect(message).toMatch(/^[A-Z0-9"].*[.?]$/);
  });
});

describe('each fault says what to do', () => {
  it.each<[string, string, string]>([
    [
      'timezone: Europe/London',
      'timezone: +01:00',
      'timezone:4 There is no time zone "+01:00". Use a name such as "Europe/London".',
    ],
    [
      'circle: Ward 7 co-production group',
      'circel: X',
      'circel:3 There is no key "circel" here. Did you mean "circle"?',
    ],
    [
      'language: en-GB',
      'language: english please',
      'language:5 "english please" is not a language: use a code such as "en-GB" or "cy".',
    ],
    ['name: Bex Turner', 'name: 123', 'members[1].name:14 Put this in quotes, so that it is read as words.'],
    [
      'name: Bex Turner',
      'name: " "',
      'members[1].name:14 This is empty: write something here or delete the line.',
    ],
    ['name: Bex Turner', 'nickname: Bex', 'members[1].name:14 This is missing: add it.'],
    [
      'slack: T01TEST/U02BEX',
      'slack: bex',
      'members[1].slack:14 Write a Slack person as workspace/person, such as "T012AB3C4/U061F7AUR".',
    ],
    [
      'slack: T01TEST/C01WARD7',
      'slack: "#ward7"',
      'channels.slack:10 Write a Slack channel as workspace/channel, such as "T012AB3C4/C024BE91L".',
    ],
    [
      'teams: aad-hasan',
      'teams: AAD-Gwen',
      'members[7].teams:20 Gwen Abara has "aad-gwen" too: one person is one member, so give each their own or delete one of the two.',
    ],
    ['id: reps', 'id: staff', 'voices[1].id:8 Two voices have the id "staff": give each its own.'],
    [
      'pack: having-a-voice',
      'pack: having-voice',
      'pulse.pack:26 There is no pack "having-voice": use one of: having-a-voice, meeting-check, access-and-inclusion, tlap-ladder. Did you mean "having-a-voice"?',
    ],
    [
      '  pack: having-a-voice\n',
      '',
      'pulse:25 The pulse asks nothing yet: name a pack (having-a-voice, meeting-check, access-and-inclusion, tlap-ladder) or write "questions".',
    ],
    [
      'every: week',
      'every: day',
      'pulse.every:27 "day" is too often: a circle asks the same question at most once in seven days, so use week or longer.',
    ],
    [
      'every: week',
      'every: month',
      'pulse.on:28 Which one? Write "second Tuesday 10:00" or "last Tuesday 10:00".',
    ],
    [
      'open-for: 48 hours',
      'open-for: 1 minute',
      'pulse.open-for:29 Nobody would find the time to answer: use 1 hour or more.',
    ],
    [
      'open-for: 48 hours',
      'open-for: 8 days',
      'pulse.open-for:29 A new round would open before this one closes: use 6 days or less.',
    ],
    [
      'open-for: 48 hours',
      'open-for: 48',
      'pulse.open-for:29 "48" does not say of what: write "48 hours", or "2 days".',
    ],
    [
      'open-for: 48 hours',
      'remind-after: 2 days',
      'pulse.remind-after:29 The reminder would come after the round has closed: use less than "open-for".',
    ],
    [
      'open-for: 48 hours',
      'remind-after: [24 hours, 30 hours]',
      'pulse.remind-after:29 Two reminders are less than 12 hours apart: leave more time between them.',
    ],
    [
      'show-scores-from: 5',
      'show-scores-from: 4',
      'pulse.show-scores-from:30 Scores are shown from 5 answers on at the least: use 5 or more, or delete the line.',
    ],
    [
      'show-scores-from: 5',
      'show-comments-from: 9',
      'pulse.show-comments-from:30 Comments are shown from 10 answers on at the least: use 10 or more, or delete the line.',
    ],
    [
      'lasting: 90 minutes',
      'lasting: 20 days',
      'meetings.lasting:35 The next meeting would begin before this one ends: use less.',
    ],
    [
      'policy: parity',
      'policy: floor',
      'meetings.chair:36 The policy "floor" needs the least share of each voice: add "floor: 0.3".',
    ],
    [
      'policy: parity',
      'policy: floor, floor: 0.6',
      'meetings.chair.floor:36 2 voices cannot all have 0.6: use 0.5 or less.',
    ],
    [
      'policy: parity',
      'policy: parity, floor: 0.3',
      'meetings.chair.floor:36 A floor goes only with "policy: floor": delete it or change the policy.',
    ],
    ['policy: parity', 'policy: paritty', 'meetings.chair.policy:36 Use parity, per-head or floor.'],
    [
      'on: Friday 15:00',
      'on: last Friday 15:00',
      'digest.on:38 The digest comes every week: name a day alone, as in "Friday 15:00".',
    ],
    [
      'on: Tuesday 10:00',
      'on:',
      'pulse.on:28 Write the day and time as "Tuesday 10:00", "second Tuesday 10:00" or "2026-12-01 10:00".',
    ],
  ])('%s → %s', (from, to, problem) => {
    expect(problemsOf(changed([from, to]))).toContain(problem);
  });

  it.each<[string, string]>([
    ['2026-11-22 12:00', 'is in the past'],
    ['2026-11-22 11:59', 'is in the past'],
  ])('once at %s', (date, words) => {
    const text = changed(['every: week', 'every: once'], ['on: Tuesday 10:00', `on: ${date}`]);
    expect(problemsOf(text)).toEqual([expect.stringContaining(words)]);
    expect(problemsOf(text.replace(date, '2026-11-22 12:01'))).toEqual([]);
  });

  it('checks the own questions of a circle as it would a pack', () => {
    const own = (questions: string) => changed(['  pack: having-a-voice\n', `  questions:\n${questions}`]);
    const first = '    - { id: a, kind: scale, text: A }\n';
    expect(problemsOf(own(`${first}    - { id: a, kind: text, text: B }\n`))).toEqual([
      'pulse.questions[1]:28 Change this question: there are two questions with the id "a".',
    ]);
    expect(
      problemsOf(own(`${first}    - { id: b, kind: text, text: B, only-if: { question: a, chose: [6] } }\n`)),
    ).toEqual(['pulse.questions[1]:28 Change this question: "6" is not a choice of "a".']);
    expect(problemsOf(own('    - { id: a, kind: scales, text: A }\n'))).toEqual([
      'pulse.questions[0].kind:27 This kind of question does not exist: use scale, rating, yes-no, single, multiple or text.',
    ]);
    expect(problemsOf(own('    - { id: a, kind: scale, txt: A }\n'))).toEqual([
      'pulse.questions[0].text:27 This is missing: add it.',
      'pulse.questions[0].txt:27 There is no key "txt" here. Did you mean "text"?',
    ]);
  });

  it('refuses a circle without stewards of two voices', () => {
    expect(problemsOf(changed(['aad-gwen, steward: true', 'aad-gwen']))).toEqual([
      'voices[1]:8 No steward has the voice "reps": a circle needs stewards of two voices, so give "steward: true" to one member of each.',
    ]);
  });

  it('refuses a member away until before they left', () => {
    const text = changed(['chairs: not-yet', 'away: [{ from: 2026-12-02, to: 2026-12-01 }]']);
    expect(problemsOf(text)).toEqual([
      'members[8].away[0].to:21 This is before "from": put the later date here.',
    ]);
  });
});

describe('warnings', () => {
  const warningsOf = (text: string) => {
    const reading = parseCircleFile(text, now);
    expect(reading.ok).toBe(true);
    return reading.warnings.map(({ path, line }) => `${path}:${line}`);
  };

  it('do not stop an import', () => {
    expect(
      warningsOf(changed(['  - { id: reps,', '  - { id: carers, name: Carers }\n  - { id: reps,'])),
    ).toEqual(['voices[1]:8']);
    expect(warningsOf(changed(['name: Bex Turner', 'name: amina khan']))).toEqual(['members[1].name:14']);
    expect(warningsOf(changed(['teams: aad-kasia', 'email: JOE@example.org']))).toEqual([
      'members[10].email:23',
    ]);
    expect(warningsOf(changed(['show-scores-from: 5', 'show-scores-from: 13']))).toEqual([
      'pulse.show-scores-from:30',
    ]);
    expect(warningsOf(changed([', manager: true', '']))).toEqual(['digest.to:39']);
  });

  it('say where every quarter leaves the month of a date to come out', () => {
    const quarter = (every: string, starting: string) =>
      parseCircleFile(
        changed([
          'every: week\n  on: Tuesday 10:00',
          `every: ${every}\n  on: last Tuesday 10:00\n  starting: ${starting}`,
        ]),
        now,
      );
    expect(
      quarter('quarter', '2028-02-29').warnings.map(({ path, message }) => `${path} ${message}`),
    ).toEqual([
      'pulse.starting This comes in other months than this date: write "every: quarter from February" to start with it.',
    ]);
    for (const [every, starting] of [
      ['quarter from February', '2028-02-29'],
      ['quarter', '2028-03-01'],
      // Over: what a plan that has run since was started with.
      ['quarter', '2026-11-20'],
    ] as const)
      expect(quarter(every, starting), starting).toMatchObject({ ok: true, warnings: [] });
  });
});

describe('what is no circle file at all', () => {
  const deep = '['.repeat(50_000);
  const bomb = `a0: &a0 [x, x]\n${Array.from({ length: 40 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`).join('\n')}`;

  it.each<[string, string | Uint8Array, string]>([
    ['nothing', '', ':1 The file is empty: start from the example file.'],
    ['a word', 'hello', ':1 Write keys and values here, such as "name: Staff".'],
    [
      'two documents',
      `${northfield}---\na: 1\n`,
      ':40 The file holds more than one document: keep one circle to a file, without "---" between.',
    ],
    ['a tab', 'voices:\n\tstaff: 1', ':2 This line begins with a tab: use spaces instead.'],
    [
      'an open quote',
      'circle: "Ward',
      ':1 A quote, bracket or comma is missing here: check the start and end of this line.',
    ],
    [
      'no UTF-8',
      Uint8Array.of(0x61, 0x3a, 0x20, 0xff),
      ':1 The file is not UTF-8 text: save it again with the encoding UTF-8.',
    ],
    ['too much', 'é'.repeat(500_001), ':1 The file is larger than 1 MB: is it the right file?'],
    [
      'too deep',
      deep,
      ':1 The file is nested too deeply, or repeats itself through too many aliases: write it out plainly.',
    ],
    [
      'a bomb',
      bomb,
      ':1 The file is nested too deeply, or repeats itself through too many aliases: write it out plainly.',
    ],
    [
      'too many aliases',
      Array.from({ length: 101 }, (_, index) => `a${index}: [&a${index} 1, *a${index}]`).join('\n'),
      ':1 The file is nested too deeply, or repeats itself through too many aliases: write it out plainly.',
    ],
    [
      'a key that is a list',
      '? [a, b]\n: 1',
      ':1 A key must be one word: put a key with brackets in quotes.',
    ],
    [
      'a broken alias',
      'circle: *ward',
      'circle:1 "*ward" points to nothing: put words that begin with * in quotes.',
    ],
  ])('%s', (_, text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('names both lines of a key that stands twice', () => {
    expect(problemsOf(`${northfield}circle: Again\n`)).toEqual([
      'circle:40 "circle" stands here and in line 3: keep one of them.',
    ]);
  });

  it('reads a file with a byte order mark and Windows line ends', () => {
    const windows = new TextEncoder().encode(`\uFEFF${northfield.replaceAll('\n', '\r\n')}`);
    expect(problemsOf(windows)).toEqual([]);
  });
});

describe('any input', () => {
  const judged = (input: string | Uint8Array) => {
    const reading = parseCircleFile(input, now);
    if (!reading.ok) expect(reading.problems.length).toBeGreaterThan(0);
    for (const { line } of reading.ok ? reading.warnings : reading.problems)
      expect(line).toBeGreaterThanOrEqual(1);
  };

  it('gives a circle or problems, and never throws: text and bytes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 300 })), judged),
    );
  });

  it('gives a circle or problems, and never throws: the example with a part cut, doubled or replaced', () => {
    const place = fc.integer({ min: 0, max: northfield.length });
    const scrap = fc.oneof(
      fc.constantFrom(
        '',
        '\n',
        '- ',
        ': ',
        '{',
        ']',
        '*x',
        '&x ',
        '"',
        '|',
        '!!set ',
        '<<: ',
        '__proto__: ',
        '? ',
        '%',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(place, fc.nat(60), scrap, (from, length, inserted) =>
        judged(northfield.slice(0, from) + inserted + northfield.slice(from + length)),
      ),
      { numRuns: 400 },
    );
  });

  it('gives a circle or problems, and never throws: any value at any known key', () => {
    const keys = [
      'organisation',
      'circle',
      'timezone',
      'voices',
      'channels',
      'members',
      'pulse',
      'meetings',
      'digest',
      'on',
      'every',
      'pack',
      'questions',
      'name',
      'voice',
      'to',
      'chair',
      'constructor',
      '__proto__',
    ];
    const value = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(
          null,
          true,
          0,
          -1,
          1e99,
          '',
          'week',
          'once',
          'staff',
          'Tuesday 10:00',
          '2026-12-01 10:00',
        ),
        fc.string(),
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom(...keys), tie('node'), { maxKeys: 8 }),
      ),
    })).node;
    fc.assert(
      fc.property(value, (raw) => judged(JSON.stringify(raw))),
      { numRuns: 500 },
    );
  });
});
