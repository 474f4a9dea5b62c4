import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { composeDigest } from '../../src/domain/digest/compose.ts';
import { digestPage, digestText } from '../../src/messages/digest.ts';
import { emptyWeek, mean, northfieldWeek, round, split } from '../domain/digest/northfield.ts';
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
  expect(text).toContain('Staff: 3.5 or higher; Service-user reps: 2.5 or lower');
});

test('a quiet week says why it is quiet', () => {
  const text = digestText(composeDigest(emptyWeek, half), 'en-GB');
  expect(text).toContain('Nothing was asked this week.');
  const failed = { ...emptyWeek, failures: [{ job: 'close-round' }] };
  expect(digestText(composeDigest(failed, half), 'en-GB')).toContain('The pulse did not run as planned');
});
