import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseCircleFile } from '../../../src/features/circles/circle-file/parse.ts';

const northfield = readFileSync(new URL('../../../examples/northfield.yaml', import.meta.url), 'utf8');
const NOW = Date.parse('2026-11-22T12:00Z');

function read(...changes: [from: string, to: string][]) {
  const text = changes.reduce((before, [from, to]) => {
    expect(before).toContain(from);
    return before.replace(from, to);
  }, northfield);
  return parseCircleFile(text, NOW);
}

function sound(...changes: [from: string, to: string][]) {
  const reading = read(...changes);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading;
}

test.each([
  ['timezone: GMT', 'GMT has no summer time: write a city instead, such as Europe/London.'],
  ['timezone: Etc/GMT-1', 'Etc/GMT-1 has no summer time: write a city instead, such as Europe/London.'],
  ['timezone: EST', 'EST has no summer time: write a city instead, such as America/New_York.'],
])('%s is taken with a warning', (line, message) => {
  const warnings = sound(['timezone: Europe/London', line]).warnings;
  expect(warnings).toContainEqual({ path: 'timezone', line: expect.any(Number), message });
});

test('a place is taken without one, also by its city alone', () => {
  const reading = sound(['timezone: Europe/London', 'timezone: london']);
  expect(reading.value.timezone).toBe('Europe/London');
  expect(reading.warnings.filter(({ path }) => path === 'timezone')).toEqual([]);
});

test.each(['“Joe Brady”', '‘Joe Brady’', '„Joe Brady“', '«Joe Brady»'])(
  'quotes in a name, %s, are taken with a warning',
  (name) => {
    const [, before] = /name: (Joe[^,}]*)/.exec(northfield) ?? [];
    const reading = sound([`name: ${before}`, `name: ${name}`]);
    expect(reading.warnings.map(({ message }) => message)).toContain(
      'The quotes would be part of the name: write Joe Brady without them.',
    );
  },
);

test('an apostrophe in a name is no quote', () => {
  const [, before] = /name: (Joe[^,}]*)/.exec(northfield) ?? [];
  const { warnings } = sound([`name: ${before}`, 'name: Siobhan O’Neill']);
  expect(warnings.filter(({ message }) => message.includes('quotes'))).toEqual([]);
});

test.each(['Yes', 'YES', 'yes', 'True', '"true"'])('steward: %s is a yes', (yes) => {
  const reading = sound(['steward: true', `steward: ${yes}`]);
  expect(reading.value.members.filter(({ steward }) => steward)).toHaveLength(
    sound().value.members.filter(({ steward }) => steward).length,
  );
});

test.each([
  ['open-for: 48', '"48" does not say of what: write "48 hours", or "2 days".'],
  ['open-for: 90', '"90" does not say of what: write "90 hours", or "90 minutes".'],
])('%s says what is missing, and what it says to write is read', (line, message) => {
  const reading = read(['open-for: 48 hours', line]);
  const said = reading.ok ? [] : reading.problems.map((each) => each.message);
  expect(said).toEqual([message]);
  for (const [, words = ''] of message.matchAll(/"(\d+ \w+)"/g))
    sound(['open-for: 48 hours', `open-for: ${words}`]);
});

test.each([
  ['on: Tuesday 10:00', 'on: Tues 10.00', { weekday: 'tuesday', time: '10:00' }],
  ['on: Tuesday 10:00', 'on: Tuesdays, 2pm', { weekday: 'tuesday', time: '14:00' }],
])('%s may be %s', (from, to, schedule) => {
  expect(sound([from, to]).value.pulses[0]?.schedule).toMatchObject(schedule);
});

test('a start and days away are dates as people write them', () => {
  const reading = sound(
    ['on: Tuesday 10:00', 'on: Tuesday 10:00\n  starting: 01/12/2026'],
    ['chairs: not-yet', 'away: [{ from: 24/12/2026, to: 2 January 2027 }]'],
  );
  expect(reading.value.pulses[0]?.schedule).toMatchObject({ anchor: '2026-12-01' });
  expect(reading.value.members.flatMap(({ away }) => away)).toContainEqual({
    from: '2026-12-24',
    to: '2027-01-02',
  });
});

test.each([
  ['name,voice,email\nJoe Brady,reps,joe@example.org\n'],
  ['name;voice;email\nJoe Brady;reps;joe@example.org\n'],
  ['name\tvoice\temail\nJoe Brady\treps\tjoe@example.org\n'],
])('a table says that it is one, and how to bring it', (text) => {
  const reading = parseCircleFile(text, NOW);
  const said = reading.ok ? [] : reading.problems.map(({ message }) => message);
  expect(said).toEqual([
    'This is a table: write a circle file, with a line such as "- { name: Joe Brady, voice: reps }" under "members:" for each row.',
  ]);
});

test.each([
  ['21:00-08:00', { from: '21:00', to: '08:00' }],
  ['9pm-8am', { from: '21:00', to: '08:00' }],
  ['9 pm to 8 am', { from: '21:00', to: '08:00' }],
  ['21.00 – 8.00', { from: '21:00', to: '08:00' }],
])('quiet hours %s', (text, hours) => {
  const reading = sound(['chairs: not-yet', `quiet-hours: "${text}"`]);
  expect(reading.value.members.map(({ preferences }) => preferences.quietHours)).toContainEqual(
    expect.objectContaining(hours),
  );
});

test.each(['9-8', '9pm', '9pm-9pm', '9pm-8am-7am'])('no quiet hours: %s', (text) => {
  expect(read(['chairs: not-yet', `quiet-hours: "${text}"`]).ok).toBe(false);
});
