import fc from 'fast-check';
import { ACTIONS, type Action, type ActionName } from '../../../src/core/ports/action.ts';
import type { Block, Message } from '../../../src/core/ports/message.ts';

const names = Object.keys(ACTIONS) as ActionName[];

/** What people and programs put into texts: plain words, markup, mentions, other scripts, emoji, halves of characters, and much of it. */
const snippet = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '<!channel> <@U123> <#C123|general> <https://evil.example|click>',
    '*bold* _it_ ~no~ `code` ```block``` &amp; & < >',
    ':smile: @here @channel #general https://example.org',
    '\u202Eright to left\u202C שלום עולם مرحبا بالعالم',
    '👩‍👩‍👧‍👦🏴󠁧󠁢󠁷󠁬󠁳󠁿'.repeat(8),
    '\uD83D half',
    'e\u0301'.repeat(200),
    '\u0000\u0007\r\n\t',
    '漢字'.repeat(30),
  ),
);
const text = fc.oneof(
  { weight: 6, arbitrary: snippet },
  {
    weight: 2,
    arbitrary: fc
      .tuple(snippet, fc.integer({ min: 1, max: 80 }))
      .map(([part, times]) => `${part} `.repeat(times)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(snippet, fc.integer({ min: 1, max: 400 }))
      .map(([part, times]) => `${part}.`.repeat(times)),
  },
);
const few = { maxLength: 4 } as const;

/** How big the parts of one message may be: huge texts and huge lists in turn, or no machine could hold the product. */
interface Size {
  readonly text: fc.Arbitrary<string>;
  /** Items in the longest lists. */
  readonly most: number;
}

function list<T>(item: fc.Arbitrary<T>, most: number): fc.Arbitrary<T[]> {
  if (most <= few.maxLength) return fc.array(item, few);
  const sample = fc.array(item, { minLength: 1, maxLength: 3 });
  return fc
    .tuple(sample, fc.integer({ min: 0, max: most }))
    .map(([items, count]) => Array.from({ length: count }, (_, index) => items[index % items.length] as T));
}

const action: fc.Arbitrary<Action> = fc.record(
  {
    name: fc.constantFrom(...names),
    subject: fc.string({ unit: 'grapheme', maxLength: 64 }),
    value: fc.string({ maxLength: 200 }),
  },
  { requiredKeys: ['name', 'subject'] },
);
function blockOf({ text, most }: Size): fc.Arbitrary<Block> {
  const button = fc.record({
    label: text,
    action,
    weight: fc.constantFrom('primary', 'secondary', 'warning'),
  });
  const options = list(text, most).map((labels) =>
    labels.map((label, index) => ({ value: `v${index}`, label })),
  );
  const hint = fc.option(text);
  const table = fc.record({
    kind: fc.constant('table'),
    caption: text,
    columns: fc.oneof(list(text, most), fc.array(text, { minLength: 1, maxLength: 24 })),
    rows: list(fc.array(text, few), most),
  });
  const number = fc.oneof(fc.double(), fc.integer({ min: -5, max: 100 }));
  const chart = fc.integer({ min: 0, max: 24 }).chain((width) =>
    fc.record({
      kind: fc.constant('chart'),
      form: fc.constantFrom('line', 'bar'),
      title: text,
      sentence: text,
      axis: fc.record({ label: text, min: number, max: number }),
      categories: fc.oneof(
        fc.array(text, { minLength: width, maxLength: width }),
        fc.constant(Array.from({ length: width }, (_, index) => `week ${index}`)),
      ),
      series: fc
        .array(
          fc.record({
            values: fc.array(fc.option(number, { freq: 30 }), { minLength: width, maxLength: width }),
            labels: fc.array(text, few),
          }),
          { maxLength: 8 },
        )
        .map((all) => all.map((each, index) => ({ ...each, name: `series ${index}` }))),
      table,
    }),
  );
  const named = { label: text, hint };

  return fc.oneof(
    fc.record({ kind: fc.constant('heading'), level: fc.constantFrom(1, 2, 3), text }),
    fc.record({
      kind: fc.constant('text'),
      text,
      tone: fc.constantFrom('plain', 'lead', 'quiet', 'warning'),
    }),
    fc.record({ kind: fc.constant('list'), items: list(text, most) }),
    fc.record({ kind: fc.constant('facts'), items: list(fc.record({ label: text, value: text }), most) }),
    table,
    chart,
    fc.record({ kind: fc.constant('link'), text, action }),
    fc.record({
      kind: fc.constant('choice'),
      name: fc.constant('name'),
      ...named,
      many: fc.boolean(),
      options,
      chosen: fc.array(fc.constantFrom('v0', 'v1', 'v7', 'none'), few),
    }),
    fc.record({ kind: fc.constant('scale'), name: fc.constant('name'), ...named, options }),
    fc.record({
      kind: fc.constant('text-input'),
      name: fc.constant('name'),
      ...named,
      lines: fc.integer({ min: 1, max: 9 }),
      maxLength: fc.integer({ min: 1, max: 10_000 }),
      value: text,
    }),
    fc.record({
      kind: fc.constantFrom('date', 'time'),
      name: fc.constant('name'),
      ...named,
      typedHint: hint,
      value: fc.oneof(text, fc.constantFrom('', '2026-12-24', '14:00')),
    }),
    fc.record({
      kind: fc.constant('pick'),
      name: fc.constant('name'),
      ...named,
      typedHint: hint,
      platform: fc.constantFrom('slack', 'teams'),
      what: fc.constantFrom('person', 'channel'),
      many: fc.boolean(),
      chosen: list(
        fc.oneof(text, fc.constantFrom('T0NORTH/U01GWEN', 'T0NORTH/C01WARD7', 'T0OTHER/U1A')),
        most,
      ),
    }),
    fc.record({ kind: fc.constant('actions'), buttons: list(button, most) }),
    fc.record({ kind: fc.constant('address'), text, url: fc.webUrl() }),
    fc.constant({ kind: 'divider' as const }),
  ) as fc.Arbitrary<Block>;
}

const longTexts = fc.array(blockOf({ text, most: 4 }), { maxLength: 6 });
const longLists = fc.array(blockOf({ text: snippet, most: 1500 }), { maxLength: 3 });
const manyBlocks = list(blockOf({ text: snippet, most: 4 }), 400);

/** Any message at all, far beyond what the core says: huge, empty, hostile. Input names are ours and unique. */
export const anyMessage: fc.Arbitrary<Message> = fc
  .record({
    summary: text,
    language: fc.constant('en-GB'),
    blocks: fc.oneof(longTexts, longLists, manyBlocks),
    oneAtATime: fc.boolean(),
  })
  .map((message) => ({
    ...message,
    blocks: message.blocks.map((each, index) => ('name' in each ? { ...each, name: `q${index}` } : each)),
  }));

/** Actions that fit into a button. */
export const anyAction = action;
