import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createActionCodec } from '../../../adapters/slack/auth/action-codec.ts';
import { renderHome } from '../../../adapters/slack/render/home.ts';
import { renderModal } from '../../../adapters/slack/render/modal.ts';
import { renderPost } from '../../../adapters/slack/render/post.ts';
import { cutAtCharacter, cutAtWord, splitAtWord } from '../../../adapters/slack/render/text.ts';
import { hasNewBlocks, withoutNewBlocks } from '../../../adapters/slack/render/without-new-blocks.ts';
import type { Block, Message } from '../../../src/core/ports/message.ts';
import { EVERY_BLOCK, message, said } from '../../contract/chat.fixtures.ts';
import { anyMessage } from './arbitrary-message.ts';
import { refusedInPost, textsIn } from './limit-checker.ts';

const codec = createActionCodec([new Uint8Array(32).fill(7)]);
const SEND: Block = {
  kind: 'actions',
  buttons: [{ label: 'Send', action: { name: 'promise.raise', subject: '' }, weight: 'primary' }],
};

/** Everything that can be read on each surface, white space collapsed. */
function readings(given: Message): Record<string, string> {
  const post = renderPost(given, codec);
  const shown = {
    post,
    plainer: withoutNewBlocks(post),
    home: renderHome(given, codec),
    modal: renderModal(given, codec),
  };
  return Object.fromEntries(
    Object.entries(shown).map(([name, each]) => [name, textsIn(each).join(' ').replace(/\s+/g, ' ')]),
  );
}

describe('the text form', () => {
  test.each(EVERY_BLOCK.map(([block, words]) => [block.kind, block, words] as const))(
    'of %s stands on every surface',
    (_, block, words) => {
      for (const [surface, text] of Object.entries(readings(message('Summary', block, SEND)))) {
        for (const each of words) expect(`${surface}: ${text}`).toContain(each);
        if (block.kind !== 'heading' || block.level > 1) expect(text).toContain('Summary');
        expect(text).toContain('Send');
      }
    },
  );

  test('a table in a post has a caption and row headers for screen readers, and is a list without new blocks', () => {
    const table: Block = {
      kind: 'table',
      caption: 'Chairs',
      columns: ['Voice', 'Times'],
      rows: [['Reps', '']],
    };
    const post = renderPost(message('Summary', table), codec);
    expect(post.blocks.at(-1)).toEqual({
      type: 'data_table',
      caption: 'Chairs',
      page_size: 1,
      rows: [
        [
          { type: 'raw_text', text: 'Voice' },
          { type: 'raw_text', text: 'Times' },
        ],
        [
          { type: 'raw_text', text: 'Reps' },
          { type: 'raw_text', text: '–' },
        ],
      ],
    });
    expect(hasNewBlocks(post)).toBe(true);
    const plainer = withoutNewBlocks(post);
    expect(hasNewBlocks(plainer)).toBe(false);
    expect(textsIn(plainer.blocks.at(-1)).join('')).toBe('ChairsVoice: Reps; Times: –');
  });

  test('a chart is drawn only where Slack can draw what it shows', () => {
    const [line] = EVERY_BLOCK.flatMap(([block]) => (block.kind === 'chart' ? [block] : []));
    if (line === undefined) throw new Error('the suite has a chart');
    const drawn = (values: readonly (number | null)[]) =>
      renderPost(
        message('S', { ...line, series: [{ name: 'All', values, labels: [] }] }),
        codec,
      ).blocks.flatMap((block) =>
        block.type === 'data_visualization' ? [block.chart.axis_config.categories] : [],
      );
    expect(drawn([3, 3, 4])).toEqual([['March', 'April', 'May']]);
    expect(drawn([null, 3, 4])).toEqual([['April', 'May']]);
    expect(drawn([3, null, 4])).toEqual([]);
  });
});

describe('what people typed', () => {
  test('is never markup: no mrkdwn, typed runs only, and the notification escaped', () => {
    fc.assert(
      fc.property(anyMessage, (given) => {
        const post = renderPost(given, codec);
        expect(JSON.stringify([post, renderHome(given, codec), renderModal(given, codec)])).not.toContain(
          '"mrkdwn"',
        );
        expect(post.text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
      }),
      { numRuns: 60 },
    );
  });

  test('stays as it was typed, mentions and all', () => {
    const typed = '<!channel> <@U1> *bold* :smile: <https://evil.example|here> &amp;';
    const post = renderPost(message(typed, said(typed)), codec);
    expect(post.text).toBe(
      '&lt;!channel&gt; &lt;@U1&gt; *bold* :smile: &lt;https://evil.example|here&gt; &amp;amp;',
    );
    expect(post.blocks).toEqual([
      { type: 'section', text: { type: 'plain_text', text: typed, emoji: false }, expand: true },
    ]);
  });
});

describe('what is too long', () => {
  const words = Array.from({ length: 4000 }, (_, index) => `word${index}`).join(' ');
  const open: Block = {
    kind: 'actions',
    buttons: [{ label: 'Open', action: { name: 'digest.show', subject: 'd1' }, weight: 'primary' }],
  };

  test('is cut at a word, says so, leads to the whole, and keeps the buttons', () => {
    const whole = { name: 'digest.show', subject: 'd1' } as const;
    const post = renderPost(message('Summary', said(words), said('After'), open), codec, { whole });
    const [cut, buttons, last] = post.blocks.slice(-3);
    expect(JSON.stringify(cut)).toMatch(/ word\d+…"/);
    expect(words).toContain(textsIn(cut).join('').replace('…', ' '));
    expect(textsIn(buttons)).toEqual(['Open']);
    expect(textsIn(last)).toEqual(['There is more than fits here.', 'See all of it']);
    const accessory = last?.type === 'section' && last.accessory?.type === 'button' ? last.accessory : {};
    expect(codec.decode(accessory)).toEqual(whole);
    expect(textsIn(post).join(' ')).not.toContain('After');
  });

  test('leads to a page where it has an address', () => {
    const whole = { url: 'https://roundtable.example/digest/d1' };
    const post = renderPost(message('Summary', said(words)), codec, { whole });
    expect(post.blocks.at(-1)).toMatchObject({
      accessory: { url: whole.url, action_id: expect.stringMatching(/^open-page#\d+$/) },
    });
  });

  test('many short parts share blocks, and all of them are there', () => {
    const parts = Array.from({ length: 70 }, (_, index) =>
      said(`Part ${index}. ${'word '.repeat(18).trim()}`),
    );
    const post = renderPost(message('Summary', ...parts, open), codec);
    expect(refusedInPost(post)).toEqual([]);
    expect(textsIn(post.blocks).join(' ')).not.toContain('more than fits');
    for (const index of parts.keys()) expect(textsIn(post.blocks).join(' ')).toContain(`Part ${index}. word`);
  });

  test('what fits says nothing of more', () => {
    const post = renderPost(message('Summary', said('Short.')), codec);
    expect(textsIn(post.blocks)).toEqual(['Summary', 'Short.']);
  });

  test('words and characters of many code points stay whole', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 120 }),
        fc.integer({ min: 30, max: 60 }),
        (text, max) => {
          const cut = cutAtWord(text, max);
          expect(cut.length).toBeLessThanOrEqual(max);
          expect(cut === text || cut.endsWith('…')).toBe(true);
          expect(cut).not.toMatch(/\p{Surrogate}/u);
          const start = cutAtCharacter(text, max);
          expect(text.startsWith(start) && start.length <= max).toBe(true);
          expect(start).not.toMatch(/\p{Surrogate}/u);
          const parts = splitAtWord(text, max);
          expect(parts.every((part) => part.length <= max)).toBe(true);
          expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        },
      ),
    );
    expect(cutAtWord(`${'a'.repeat(27)}👩‍👩‍👧‍👦 and more`, 30)).toBe(`${'a'.repeat(27)}…`);
    expect(cutAtCharacter(`${'a'.repeat(27)}👩‍👩‍👧‍👦 and more`, 30)).toBe('a'.repeat(27));
    expect(cutAtWord('Send the minutes within a week', 20)).toBe('Send the minutes…');
  });
});
