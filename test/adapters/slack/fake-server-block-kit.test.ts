import { describe, expect, test } from 'vitest';
import type { Payload } from '../../support/slack/slack.ts';
import { buttons, plain, post, refusal, section, start, WARD } from './fake-server.fixtures.ts';

/** Does the local Slack refuse the blocks that Slack documents it would? */

describe('Block Kit', () => {
  const chart = (values: readonly (number | null)[]): Payload => ({
    type: 'data_visualization',
    title: 'Voice',
    chart: {
      type: 'line',
      series: [{ name: 'Reps', data: values.map((value, index) => ({ label: `W${index}`, value })) }],
      axis_config: { categories: values.map((_, index) => `W${index}`) },
    },
  });
  const option = (text: string): Payload => ({ text: plain(text), value: text });

  test.each<[string, Payload[], string]>([
    [
      '51 blocks',
      Array.from({ length: 51 }, () => section('x')),
      'no more than 50 items allowed [json-pointer:/blocks]',
    ],
    [
      'a long section',
      [section('x'.repeat(3001))],
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ],
    ['an empty section', [section('')], 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
    [
      'a section without words',
      [{ type: 'section' }],
      'must define either `text` or `fields` [json-pointer:/blocks/0]',
    ],
    [
      'a long header',
      [{ type: 'header', text: plain('x'.repeat(151)) }],
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'markup in a header',
      [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }],
      'must be a valid enum value [json-pointer:/blocks/0/text/type]',
    ],
    ['an unknown block', [{ type: 'poem' }], 'unsupported type: poem [json-pointer:/blocks/0/type]'],
    [
      'a field too many',
      [{ type: 'divider', colour: 'red' }],
      'invalid additional property: colour [json-pointer:/blocks/0]',
    ],
    [
      'a long button',
      [buttons('x'.repeat(76))],
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
    ],
    [
      '26 buttons',
      [buttons(...Array.from({ length: 26 }, (_, index) => `b${index}`))],
      'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'one block id twice',
      [
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'a' },
      ],
      '`block_id` "a" already exists [json-pointer:/blocks/1/block_id]',
    ],
    [
      'one action id twice',
      [buttons('a', 'a')],
      '`action_id` already exists [json-pointer:/blocks/0/elements]',
    ],
    [
      '11 fields',
      [{ type: 'section', fields: Array.from({ length: 11 }, () => plain('x')) }],
      'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
    ],
    [
      'an image without words',
      [{ type: 'image', image_url: 'https://example.org/a.png' }],
      'missing required field: alt_text [json-pointer:/blocks/0]',
    ],
    [
      'a foreign initial option',
      [
        {
          type: 'actions',
          elements: [{ type: 'radio_buttons', options: [option('a')], initial_option: option('b') }],
        },
      ],
      'initial_option(s) did not match any of the options [json-pointer:/blocks/0/elements/0]',
    ],
    [
      'uneven rows',
      [{ type: 'table', rows: [[{ type: 'raw_text', text: 'a' }], []] }],
      'all rows must have the same number of cells [json-pointer:/blocks/0/rows]',
    ],
    [
      'a table of the header only',
      [{ type: 'data_table', caption: 'x', rows: [[{ type: 'raw_text', text: 'a' }]] }],
      'no less than 2 items allowed [json-pointer:/blocks/0/rows]',
    ],
    [
      'a gap in a chart',
      [chart([1, null])],
      'must provide a number [json-pointer:/blocks/0/chart/series/0/data/1/value]',
    ],
    [
      'three charts',
      [chart([1]), chart([2]), chart([3])],
      'no more than 2 data_visualization blocks allowed [json-pointer:/blocks]',
    ],
  ])('refuses %s, and says where', async (_what, blocks, complaint) => {
    const { slack, web } = await start();
    const error = await post(web, blocks).catch((why: { data: unknown }) => why.data);
    expect(error).toMatchObject({ error: 'invalid_blocks' });
    expect(JSON.stringify(error)).toContain(JSON.stringify(`[ERROR] ${complaint}`).slice(1, -1));
    expect(slack.messagesIn(WARD)).toEqual([]);
  });

  test('reads rich text as a person would, and refuses an empty piece of it', async () => {
    const { slack, web } = await start();
    const rich = (...texts: readonly string[]): Payload => ({
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: texts.map((text) => ({ type: 'text', text })) }],
    });
    expect(await refusal(post(web, [rich('')]))).toBe('invalid_blocks');
    await post(web, [rich('Half', ' and half', '.')]);
    expect(slack.messagesIn(WARD)).toMatchObject([{ words: 'Half and half.' }]);
  });

  test('takes what is right to the last character', async () => {
    const { web } = await start();
    const blocks = [
      { type: 'header', text: plain('x'.repeat(150)) },
      section('x'.repeat(3000)),
      chart([1, 2.5, -3]),
      { type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]], column_settings: [{ align: 'right' }] },
      buttons('x'.repeat(75)),
    ];
    await expect(post(web, blocks)).resolves.toMatchObject({ ok: true });
  });

  test('text: none, too long, too long when edited; JSON that is none; blocks too long together', async () => {
    const { web } = await start();
    const say = (text: string) => refusal(web.chat.postMessage({ channel: WARD, text }));
    expect(await say('')).toBe('no_text');
    expect(await say('x'.repeat(40_001))).toBe('msg_too_long');
    const { ts = '' } = await web.chat.postMessage({ channel: WARD, text: 'x' });
    expect(await refusal(web.chat.update({ channel: WARD, ts, text: 'x'.repeat(4001) }))).toBe(
      'msg_too_long',
    );
    expect(await refusal(web.apiCall('chat.postMessage', { channel: WARD, blocks: '[{' }))).toBe(
      'invalid_blocks_format',
    );
    const long = Array.from({ length: 5 }, () => section('x'.repeat(2700)));
    expect(await refusal(post(web, long))).toBe('msg_blocks_too_long');
  });

  test('a Slack that does not know charts yet', async () => {
    const { slack, web } = await start({ charts: false });
    expect(await refusal(post(web, [chart([1])]))).toBe('invalid_blocks');
    slack.chatApp.knowsCharts(true);
    await expect(post(web, [chart([1])])).resolves.toMatchObject({ ok: true });
  });
});
