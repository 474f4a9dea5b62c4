import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderCard, type Surface } from '../../../adapters/teams/render/card.ts';
import { renderPost } from '../../../adapters/teams/render/post.ts';
import type { Block, ChartBlock, Message } from '../../../src/core/ports/message.ts';
import { EVERY_BLOCK, message, said } from '../../contract/chat.fixtures.ts';
import { understood } from '../../support/teams/parser.ts';
import { anyMessage } from '../slack/arbitrary-message.ts';
import { all, brokenInPost, textsIn } from './card-checker.ts';
import { HOSTILE } from './hostile.ts';
import { codec, OWNER } from './sample-cards.ts';

const SEND: Block = {
  kind: 'actions',
  buttons: [{ label: 'Send', action: { name: 'promise.raise', subject: '' }, weight: 'primary' }],
};

function card(given: Message, surface: Surface = 'chat') {
  return renderCard(given, codec, { surface, owner: OWNER });
}

function chart(
  values: readonly (number | null)[],
  form: ChartBlock['form'] = 'line',
  more: object = {},
): Block {
  return {
    kind: 'chart',
    form,
    title: 'Trust',
    sentence: 'Trust rose.',
    axis: { label: 'Mean', min: 1, max: 5 },
    categories: ['March', 'April', 'May'],
    series: [{ name: 'All', values, labels: ['3', '4', '3.5 or higher'] }],
    table: { kind: 'table', caption: 'Trust by month', columns: ['Month'], rows: [['3.5 or higher']] },
    ...more,
  };
}

describe('the text form', () => {
  test.each(EVERY_BLOCK.map(([block, words]) => [block.kind, block, words] as const))(
    'of %s stands on every surface, also where there are no charts',
    (_, block, words) => {
      for (const surface of ['chat', 'shared', 'dialog'] as const) {
        const drawn = card(message('Summary', block, SEND), surface);
        for (const each of [drawn, understood(drawn)]) {
          const text = textsIn(each).join(' ').replace(/\s+/g, ' ');
          for (const word of words) expect(`${surface}: ${text}`).toContain(word);
          expect(text).toContain('Send');
        }
      }
    },
  );

  test('a heading is one for screen readers, unless it looks like Markdown', () => {
    const heading = (text: string): Block => ({ kind: 'heading', level: 2, text });
    expect(all(card(message('S', heading('Who chairs next'))), 'TextBlock')).toMatchObject([
      { text: 'Who chairs next', style: 'heading', wrap: true, size: 'Medium', weight: 'Bolder' },
    ]);
    for (const hostile of HOSTILE.slice(0, 8))
      expect(all(card(message('S', heading(hostile))), 'TextBlock')).toEqual([]);
  });

  test('a warning says that it is one, and does not only look like it', () => {
    const warning: Block = { kind: 'text', text: 'This cannot be undone.', tone: 'warning' };
    const [container] = all(card(message('S', warning)), 'Container');
    expect(container).toMatchObject({ style: 'warning' });
    expect(textsIn(container).join('')).toBe('Please note: This cannot be undone.');
  });

  test('a divider is a line above what follows, and none stands first or last', () => {
    const divider: Block = { kind: 'divider' };
    const { body } = card(message('S', said('One'), divider, divider, said('Two'), divider));
    expect(body.map(({ separator }) => separator ?? false)).toEqual([false, false, true]);
    expect(card(message('S', { kind: 'heading', level: 1, text: 'A' }, divider)).body).toHaveLength(1);
  });

  test('a table has a caption, a header row and bold first cells; a wide one is told as a list', () => {
    const table = (columns: readonly string[], row: readonly string[]): Block => ({
      kind: 'table',
      caption: 'Chairs',
      columns,
      rows: [row],
    });
    const [drawn] = all(card(message('S', table(['Voice', 'Times'], ['Reps', '']))), 'Table');
    expect(drawn).toMatchObject({ firstRowAsHeaders: true, columns: [{ width: 1 }, { width: 1 }] });
    expect(textsIn(drawn)).toEqual(['Voice', 'Times', 'Reps', '–']);
    const wide = card(message('S', table(['A', 'B', 'C', 'D', 'E'], ['1', '2', '3', '4', '5'])));
    expect(all(wide, 'Table')).toEqual([]);
    expect(textsIn(wide.body).join('')).toBe('SChairs• A: 1; B: 2; C: 3; D: 4; E: 5');
  });
});

describe('a chart', () => {
  const [named, plain] = [
    (name: string, values: readonly (number | null)[]) => ({ name, values, labels: [] }),
    (block: Block) => all(card(message('S', block)), /^Chart\./),
  ];

  test('has its scale, its words beside it and a fallback in words', () => {
    expect(plain(chart([3, 4, 3.5]))).toEqual([
      {
        type: 'Chart.Line',
        data: [
          {
            legend: 'All',
            values: [
              { x: 'March', y: 3 },
              { x: 'April', y: 4 },
              { x: 'May', y: 3.5 },
            ],
          },
        ],
        yAxisTitle: 'Mean',
        yMin: 1,
        yMax: 5,
        title: 'Trust',
        fallback: {
          type: 'RichTextBlock',
          inlines: [{ type: 'TextRun', text: 'Trust', weight: 'Bolder' }],
        },
      },
    ]);
    const words = textsIn(card(message('S', chart([3, 4, 3.5]))).body).join(' ');
    for (const each of ['Trust rose.', 'Trust by month', '3.5 or higher']) expect(words).toContain(each);
  });

  test('is drawn only where Teams can draw what it shows', () => {
    const points = (values: readonly (number | null)[]) =>
      plain(chart(values)).flatMap((each) =>
        textsIn(each).filter((text) => /^(March|April|May)$/.test(text)),
      );
    expect(points([null, 4, 3])).toEqual(['April', 'May']);
    expect(points([3, null, 4])).toEqual([]);
    expect(plain(chart([3, 4, 6]))[0]).not.toHaveProperty('yMax');
  });

  test('of bars stands in groups where there are several series', () => {
    expect(plain(chart([1, 2, 3], 'bar'))).toMatchObject([{ type: 'Chart.VerticalBar' }]);
    const series = [named('Reps', [1, 2, 3]), named('Staff', [2, 3, 4])];
    expect(plain(chart([], 'bar', { series }))).toMatchObject([{ type: 'Chart.VerticalBar.Grouped' }]);
    expect(plain(chart([], 'bar', { series: [named('Reps', [1, 2, 3]), named('Reps', [2, 3, 4])] }))).toEqual(
      [],
    );
  });
});

describe('what people typed', () => {
  test('is never read as Markdown: it stands in text runs', () => {
    fc.assert(
      fc.property(anyMessage, (given) => {
        for (const { text } of all(card(given), 'TextBlock'))
          expect(String(text)).not.toMatch(/[\\`*_[\]<>~]|&\w+;|^\s*([-+#]|\d+[.)])/u);
      }),
      { numRuns: 60 },
    );
  });

  test('stays as it was typed, but for what no reader sees', () => {
    for (const typed of HOSTILE) {
      const drawn = textsIn(card(message('S', said(typed))).body).at(-1) ?? '';
      expect(drawn.replaceAll('\u2060', '')).toBe(typed);
    }
  });

  test('calls no function of a card and nobody', () => {
    const everywhere = HOSTILE.flatMap((typed): Block[] => [
      said(typed),
      { kind: 'heading', level: 2, text: typed },
      { kind: 'list', items: [typed] },
      { kind: 'facts', items: [{ label: typed, value: typed }] },
      { kind: 'link', text: typed, action: { name: 'me.show', subject: '' } },
    ]);
    const json = JSON.stringify(card(message(HOSTILE.join(' '), ...everywhere, SEND)));
    expect(json).not.toMatch(/\{\{(DATE|TIME)\(|<\/?at>/i);
    expect(json).not.toContain('"entities"');
  });
});

describe('what is too long', () => {
  const words = Array.from({ length: 4000 }, (_, index) => `word${index}`).join(' ');
  const whole = { name: 'digest.show', subject: 'd1' } as const;
  const open: Block = { kind: 'actions', buttons: [{ label: 'Open', action: whole, weight: 'primary' }] };

  test('is cut at a word, says so, leads to the whole, and keeps the buttons', () => {
    const drawing = { surface: 'shared', owner: null, whole } as const;
    const post = renderPost(message('Summary', said(words), said('After'), open), codec, drawing);
    const { body } = post.attachments[0].content;
    const [cut, buttons, last] = body.slice(-3);
    expect(textsIn(cut).join('')).toMatch(/ word\d+…$/);
    expect(words).toContain(textsIn(cut).join('').replace('…', ' '));
    expect(textsIn(buttons)).toEqual(['Open']);
    expect(textsIn(last)).toEqual(['There is more than fits here.', 'See all of it']);
    const [way] = all(last, 'Action.Submit');
    const { rt } = Object(way?.data);
    expect(codec.open(rt, OWNER)).toEqual({ ok: true, action: whole });
    expect(textsIn(body).join(' ')).not.toContain('After');
  });

  test('leads to the start page where no view shows the whole', () => {
    const { body } = renderPost(message('S', said(words)), codec, { surface: 'chat', owner: OWNER })
      .attachments[0].content;
    expect(textsIn(body.at(-1))).toEqual(['There is more than fits here.', 'Open your start page']);
  });

  test('many short parts share containers, and all of them are there', () => {
    const parts = Array.from({ length: 70 }, (_, index) =>
      said(`Part ${index}. ${'word '.repeat(12).trim()}`),
    );
    const post = renderPost(message('S', ...parts, open), codec, { surface: 'shared', owner: null });
    expect(brokenInPost(post, 'shared')).toEqual([]);
    const text = textsIn(post).join(' ');
    expect(text).not.toContain('more than fits');
    for (const index of parts.keys()) expect(text).toContain(`Part ${index}. word`);
  });

  test('what fits says nothing of more', () => {
    expect(textsIn(card(message('Summary', said('Short.'))).body)).toEqual(['Summary', 'Short.']);
  });
});
