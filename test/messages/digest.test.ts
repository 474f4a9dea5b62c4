import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { digestPage, digestText } from '../../src/features/digests/messages/digest.ts';
import { composeDigest } from '../../src/features/digests/rules/compose.ts';
import { emptyWeek, mean, northfieldWeek, round, scale, split } from '../features/digests/northfield.ts';
import { reader } from './samples.ts';

const half = () => 0.5;

test('Northfield’s week reads as it was polished', () => {
  const golden = readFileSync('test/messages/digest.golden.txt', 'utf8');
  expect(digestText(composeDigest(northfieldWeek, half), 'en-GB')).toBe(golden);
});

test('no line of the text is longer than 78 columns', () => {
  for (const line of digestText(composeDigest(northfieldWeek, half), 'en-GB').split('\n')) {
    expect([...line].length, line).toBeLessThanOrEqual(78);
  }
});

test('each chart says in its sentence and in its table what it draws', () => {
  const message = digestPage(composeDigest(northfieldWeek, half), reader);
  const charts = message.blocks.filter((block) => block.kind === 'chart');
  expect(charts).toHaveLength(2);
  for (const chart of charts) {
    expect(chart.sentence).not.toBe('');
    const cells = chart.table.rows.flat();
    for (const { labels } of chart.series) for (const label of labels) expect(cells).toContain(label);
  }
});

test('an end-coded figure never looks like an exact one', () => {
  const closed = [
    round('2026-W47', { questions: [split('trust', mean(3.5, 'or-higher'), mean(2.5, 'or-lower'))] }),
  ];
  const text = digestText(composeDigest({ ...emptyWeek, closed }, half), 'en-GB');
  expect(text).toContain('3.5 or higher for Staff and 2.5 or lower for Service-user reps');
});

test('a quiet week says why it is quiet', () => {
  const text = digestText(composeDigest(emptyWeek, half), 'en-GB');
  expect(text).toContain('Nothing was asked this week.');
  const failed = { ...emptyWeek, failures: [{ job: 'close-round' }] };
  expect(digestText(composeDigest(failed, half), 'en-GB')).toContain('The pulse did not run as planned');
});

test('several circles together: what a pool is in one sentence, the quarter, and each voice with its figures', () => {
  const question = { id: 'heard', kind: 'scale' as const, text: 'I was heard.' };
  const released = [
    { voice: 'staff', figures: scale(mean(3.5)) },
    { voice: 'reps', figures: scale(mean(2.5)) },
  ];
  const pool = { id: 'p', quarter: '2026-Q3', question, asked: ['staff', 'reps'], released };
  const text = digestText(composeDigest({ ...emptyWeek, pools: [pool] }, half), 'en-GB');
  expect(text).toContain(`From several circles together
-----------------------------

Where circles are too small to be shown alone, the answers of 4 or more of
them are added up and shown once, after the quarter.

I was heard. (July to September 2026):
  Answer                 Staff  Service-user reps
  Average (from 1 to 5)  3.5    2.5
`);
  const one = { ...pool, released: released.slice(0, 1) };
  const hidden = digestText(composeDigest({ ...emptyWeek, pools: [one] }, half), 'en-GB');
  expect(hidden).not.toContain('From several circles together\n---');
  expect(hidden).toContain('- “I was heard.”, from several circles together: not every voice gave enough');
});

test('answers that were spread are one row, and words of another voice stand beside them', () => {
  const question = {
    kind: 'single' as const,
    id: 'way',
    text: 'How did you come?',
    options: ['Bus', 'Car', 'On foot'].map((label) => ({ id: label, label })),
  };
  const few = question.options.map(({ id }) => ({
    choice: id,
    share: {
      form: 'count' as const,
      value: id === 'Bus' ? ('in-between' as const) : ('two-or-fewer' as const),
    },
  }));
  const told = (reps: typeof few | null) => {
    const figures = (options: typeof few | null) => ({ kind: 'single' as const, options });
    const voices = [
      { voice: 'staff', figures: figures(null) },
      { voice: 'reps', figures: figures(reps) },
    ];
    const closed = { ...round('2026-W47', {}), questions: [question] };
    const release = {
      ...closed.release,
      questions: [{ question: 'way', outcome: 'by-voice' as const, voices }],
    };
    return digestText(composeDigest({ ...emptyWeek, closed: [{ ...closed, release }] }, half), 'en-GB');
  };
  expect(told(null)).toMatch(/Every choice +answers were spread +answers were spread\n/);
  expect(told(null)).not.toContain('Bus');
  expect(told(few)).toMatch(/Bus +answers were spread +some people\n/);
});

test('what all voices have in common is said once', () => {
  const closed = [round('2026-W47', { questions: [split('trust', mean(3), mean(3))] })];
  const text = digestText(composeDigest({ ...emptyWeek, closed }, half), 'en-GB');
  expect(text).toContain('Now: 3 for each voice\nChange: first time\n');
});

test('a steady week says where the circle stands', () => {
  const history = [round('2026-W46', { questions: [split('trust', mean(3.5), mean(3))] })];
  const closed = [round('2026-W47', { questions: [split('trust', mean(3.5), mean(3))] })];
  expect(digestPage(composeDigest({ ...emptyWeek, history, closed }, half), reader).summary).toBe(
    'Much as before: trust that something will change stands at 3.5 for Staff and 3 for Service-user reps, on a scale of 1 to 5.',
  );
});

test('who chairs next names the meetings where they are of several series', () => {
  const { chairing } = northfieldWeek;
  const other = { ...chairing.forecasts[0], meeting: 'Reps’ table' } as (typeof chairing.forecasts)[number];
  const told = (forecasts: typeof chairing.forecasts) =>
    digestText(composeDigest({ ...northfieldWeek, chairing: { ...chairing, forecasts } }, half), 'en-GB');
  expect(told([other])).toContain(`${chairing.next?.meeting}, Thursday`);
  expect(told([other])).toContain('Reps’ table, Thursday');
  expect(told(chairing.forecasts)).not.toContain(`${chairing.next?.meeting}, Thursday`);
});
