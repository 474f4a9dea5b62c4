import type { Block, Message } from '../../src/core/ports/message.ts';

/** What a person has before their eyes at the far end of a platform. */
export interface Seen {
  /** All words, white space collapsed, free of the platform's markup. */
  readonly text: string;
  /** What the inputs hold now. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** The problem told at each input. */
  readonly problems: Readonly<Record<string, string>>;
}

export function message(summary: string, ...blocks: readonly Block[]): Message {
  return { summary, language: 'en-GB', blocks };
}

export function said(text: string): Block {
  return { kind: 'text', text, tone: 'plain' };
}

const table = {
  kind: 'table',
  caption: 'Who chaired',
  columns: ['Voice', 'Times'],
  rows: [
    ['Reps', '3'],
    ['Staff', '4'],
  ],
} as const;

/** One block of each kind, with the words that have to reach the reader whatever the platform can draw. */
export const EVERY_BLOCK: readonly (readonly [Block, readonly string[]])[] = [
  [{ kind: 'heading', level: 1, text: 'This week' }, ['This week']],
  [{ kind: 'heading', level: 2, text: 'Chairs' }, ['Chairs']],
  [{ kind: 'text', text: 'Both voices were there.', tone: 'lead' }, ['Both voices were there.']],
  [{ kind: 'text', text: 'Counted on Friday.', tone: 'quiet' }, ['Counted on Friday.']],
  [{ kind: 'text', text: 'Read this first.', tone: 'warning' }, ['Read this first.']],
  [{ kind: 'list', items: ['One thing', 'Another thing'] }, ['One thing', 'Another thing']],
  [{ kind: 'facts', items: [{ label: 'Next chair', value: 'Gwen' }] }, ['Next chair', 'Gwen']],
  [table, ['Who chaired', 'Voice', 'Times', 'Reps', '3', 'Staff', '4']],
  [
    {
      kind: 'chart',
      form: 'line',
      title: 'Trust over time',
      sentence: 'Trust rose a little since March.',
      axis: { label: 'Mean', min: 1, max: 5 },
      categories: ['March', 'April', 'May'],
      series: [{ name: 'Everybody', values: [3, null, 3.5], labels: ['3', '', '3.5 or higher'] }],
      table: {
        ...table,
        caption: 'Trust by month',
        rows: [
          ['March', '3'],
          ['May', '3.5 or higher'],
        ],
      },
    },
    ['Trust over time', 'Trust rose a little since March.', 'Trust by month', '3.5 or higher'],
  ],
  [
    {
      kind: 'chart',
      form: 'bar',
      title: 'Chairing by voice',
      sentence: 'Reps chaired less often than staff.',
      axis: { label: 'Times', min: 0, max: 6 },
      categories: ['Spring', 'Summer'],
      series: [
        { name: 'Reps', values: [2, 3], labels: ['2', '3'] },
        { name: 'Staff', values: [4, null], labels: ['4', 'nothing to show'] },
      ],
      table: { ...table, caption: 'Chairing by season' },
    },
    ['Chairing by voice', 'Reps chaired less often than staff.', 'Chairing by season'],
  ],
  [
    { kind: 'link', text: 'Read the digest', action: { name: 'digest.show', subject: 'd1' } },
    ['Read the digest'],
  ],
  [
    { kind: 'address', text: 'Open my page', url: 'https://roundtable.example.org/l/abc' },
    ['Open my page', 'https://roundtable.example.org/l/abc'],
  ],
  [{ kind: 'divider' }, []],
  [
    { kind: 'date', name: 'from', label: 'Which is the first day?', hint: null, typedHint: null, value: '' },
    ['Which is the first day?'],
  ],
  [
    {
      kind: 'time',
      name: 'quiet',
      label: 'Quiet from when?',
      hint: 'Or none.',
      typedHint: 'Or none.',
      value: '',
    },
    ['Quiet from when?', 'Or none.'],
  ],
  [
    {
      kind: 'choice',
      name: 'days',
      label: 'Which days suit you?',
      hint: 'Pick any.',
      many: true,
      options: [
        { value: 'mon', label: 'Monday' },
        { value: 'tue', label: 'Tuesday' },
      ],
      chosen: ['tue'],
    },
    ['Which days suit you?', 'Pick any.', 'Monday', 'Tuesday'],
  ],
  [
    {
      kind: 'scale',
      name: 'trust',
      label: 'I believe something will change.',
      hint: null,
      options: [
        { value: '1', label: 'Not at all' },
        { value: '2', label: 'Very much' },
      ],
    },
    ['I believe something will change.', 'Not at all', 'Very much'],
  ],
  [
    {
      kind: 'text-input',
      name: 'words',
      label: 'Anything else?',
      hint: 'A line or two.',
      lines: 3,
      maxLength: 300,
      value: '',
    },
    ['Anything else?', 'A line or two.'],
  ],
  ...(['slack', 'teams'] as const).flatMap((platform) =>
    (['person', 'channel'] as const).map(
      (what) =>
        [
          {
            kind: 'pick',
            name: `${what}-on-${platform}`,
            label: `Which ${what} on ${platform}?`,
            hint: 'Choose from the list.',
            typedHint: 'Choose from the list, or type it.',
            platform,
            what,
            many: what === 'person',
            chosen: [],
          },
          [`Which ${what} on ${platform}?`, 'Choose from the list'],
        ] as const,
    ),
  ),
  [
    {
      kind: 'actions',
      buttons: [
        { label: 'Send', action: { name: 'promise.raise', subject: 'p1' }, weight: 'primary' },
        { label: 'My page', action: { name: 'me.show', subject: '' }, weight: 'secondary' },
      ],
    },
    ['Send', 'My page'],
  ],
];

/** A promise and the function that keeps it. */
export function signal(): { readonly promise: Promise<void>; resolve(): void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((kept) => {
    resolve = kept;
  });
  return { promise, resolve: () => resolve() };
}
