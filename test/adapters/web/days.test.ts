import type { Request } from 'express';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readForm } from '../../../adapters/web/inbound/parse.ts';
import { renderInput } from '../../../adapters/web/render/inputs.ts';
import type { Surface } from '../../../adapters/web/render/surface.ts';
import { parseDate } from '../../../src/core/calendar/spoken.ts';
import type { WhenBlock } from '../../../src/core/ports/message.ts';

const surface = (more: Partial<Surface> = {}): Surface => ({
  scope: 'page',
  demote: 0,
  formToken: 'token',
  typed: null,
  problems: {},
  charts: new Map(),
  ...more,
});
const block = (more: Partial<WhenBlock> = {}): WhenBlock => ({
  kind: 'date',
  name: 'from',
  label: 'First day',
  hint: null,
  typedHint: 'Like “24/12/2026”.',
  value: '',
  ...more,
});

/** The fields of a rendered input with what stands in them. */
function fieldsOf(rendered: { toString(): string }): Record<string, string> {
  const inputs = [...String(rendered).matchAll(/<input [^>]*name="([^"]*)"[^>]* value="([^"]*)"/g)];
  return Object.fromEntries(inputs.map(([, name = '', value = '']) => [name, value]));
}

function sent(fields: Record<string, string>) {
  const body = new TextEncoder().encode(String(new URLSearchParams(fields)));
  return readForm({ body } as Request).inputs;
}

test('a day has three labelled fields in a group, with its hint and its mistake', () => {
  const html = String(renderInput(block(), surface({ problems: { from: 'Please write a day.' } })));
  for (const label of ['Day', 'Month', 'Year'])
    expect(html).toMatch(new RegExp(`<label [^>]*>${label}</label>`));
  expect(html).toContain(
    '<legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">First day</legend>',
  );
  expect(html).toContain('aria-describedby="page-from-hint page-from-error"');
  // The error summary leads to the first field.
  expect(html).toContain('id="page-from" name="from:day"');
  const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, id] of html.matchAll(/ for="([^"]*)"/g)) expect(ids).toContain(id);
});

test.each([
  ['', { day: '', month: '', year: '' }],
  ['2026-12-24', { day: '24', month: '12', year: '2026' }],
  ['24/12/2026', { day: '24', month: '12', year: '2026' }],
  ['24 Dec 2026', { day: '24', month: 'Dec', year: '2026' }],
  ['/12/2026', { day: '', month: '12', year: '2026' }],
  ['<b>', { day: '&lt;b&gt;', month: '', year: '' }],
])('what stands there, "%s", is in its fields', (value, { day, month, year }) => {
  const fields = { 'from:day': day, 'from:month': month, 'from:year': year };
  expect(fieldsOf(renderInput(block({ value }), surface()))).toEqual(fields);
  expect(fieldsOf(renderInput(block(), surface({ typed: { from: [value] } })))).toEqual(fields);
});

test.each([
  [{ 'from:day': '', 'from:month': '', 'from:year': '' }, { from: [''] }],
  [{ 'from:day': '24', 'from:month': '12', 'from:year': '2026' }, { from: ['24/12/2026'] }],
  [{ 'from:day': ' 24 ', 'from:month': 'Dec', 'from:year': '2026' }, { from: ['24 Dec 2026'] }],
  [{ 'from:day': '', 'from:month': '12', 'from:year': '2026' }, { from: ['/12/2026'] }],
  [{ 'from:day': '24' }, { from: ['24//'] }],
  // Sent whole, as by a script.
  [{ from: '2026-12-24', 'from:day': '', 'from:month': '', 'from:year': '' }, { from: ['2026-12-24'] }],
  [{ words: 'a:day' }, { words: ['a:day'] }],
])('three fields are one day: %j', (fields, inputs) => {
  expect(sent(fields)).toEqual(inputs);
});

test('a day goes round: shown, sent and read', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2000-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }),
      (date) => {
        const value = date.toISOString().slice(0, 10);
        const [said = ''] = sent(fieldsOf(renderInput(block({ value }), surface()))).from ?? [];
        expect(parseDate(said)).toEqual({ ok: true, value });
      },
    ),
  );
});

test.each(['24//', '/12/2026', '24//2026'])('a day that lacks a part, %s, is refused', (said) => {
  expect(parseDate(said, '2026-11-28')).toEqual({ ok: false, code: 'not-a-date' });
});

test('a time is one line with how to write it', () => {
  const html = String(renderInput(block({ kind: 'time', value: '21:00' }), surface()));
  expect(fieldsOf(html)).toEqual({ from: '21:00' });
  expect(html).toContain('Like “24/12/2026”.');
});
