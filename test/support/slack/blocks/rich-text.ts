import { array, boolean, byType, type Check, integer, oneOf, shape, string } from './checks.ts';

/**
 * Rich text. Source: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block, which names no limit for a single
 * text; the one here is what a whole message may hold.
 */
const TEXT_MAX = 13_200;
const ITEMS_MAX = 1000;

const style = {
  style: shape({}, { bold: boolean, italic: boolean, strike: boolean, code: boolean, underline: boolean }),
};

const inline: Check = byType({
  text: shape({ type: oneOf('text'), text: string(TEXT_MAX) }, style),
  link: shape(
    { type: oneOf('link'), url: string(3000) },
    { text: string(TEXT_MAX), unsafe: boolean, ...style },
  ),
  emoji: shape({ type: oneOf('emoji'), name: string(255) }, { unicode: string(255), ...style }),
  user: shape({ type: oneOf('user'), user_id: string(255) }, style),
  channel: shape({ type: oneOf('channel'), channel_id: string(255) }, style),
});

const runs = array(inline, ITEMS_MAX);
const section = shape({ type: oneOf('rich_text_section'), elements: runs });
const border = { border: integer(0, 1) };

export const richText: Check = shape(
  {
    type: oneOf('rich_text'),
    elements: array(
      byType({
        rich_text_section: section,
        rich_text_list: shape(
          {
            type: oneOf('rich_text_list'),
            style: oneOf('bullet', 'ordered'),
            elements: array(section, ITEMS_MAX),
          },
          { indent: integer(0, 8), offset: integer(0, 100_000), ...border },
        ),
        rich_text_quote: shape({ type: oneOf('rich_text_quote'), elements: runs }, border),
        rich_text_preformatted: shape({ type: oneOf('rich_text_preformatted'), elements: runs }, border),
      }),
      ITEMS_MAX,
    ),
  },
  { block_id: string(255) },
);
