import { isPayload, objects, text } from '../payload.ts';
import { charactersIn } from './characters.ts';
import { array, boolean, both, byType, type Check, complaints, oneOf, shape, string } from './checks.ts';
import { anyText, asAccessory, image, inActions, inInput, plainText, slackFile } from './elements.ts';
import { richText } from './rich-text.ts';
import { CELLS_MAX, chart, dataTable, table } from './tables.ts';

/**
 * Which blocks a message, a modal and a Home tab take. Source: https://docs.slack.dev/reference/block-kit/blocks.
 * Tables and charts are taken in messages only: the pages promise no more.
 */
const named = { block_id: string(255) };

const textOrFields: Check = (value, at, report) => {
  if (isPayload(value) && value.text === undefined && value.fields === undefined) {
    report('must define either `text` or `fields`', at);
  }
};

const EVERYWHERE: Readonly<Record<string, Check>> = {
  actions: shape({ type: oneOf('actions'), elements: array(inActions, 25) }, named),
  context: shape(
    {
      type: oneOf('context'),
      elements: array(byType({ plain_text: anyText(3000), mrkdwn: anyText(3000), image }), 10),
    },
    named,
  ),
  divider: shape({ type: oneOf('divider') }, named),
  header: shape({ type: oneOf('header'), text: plainText(150) }, named),
  image: shape(
    { type: oneOf('image'), alt_text: string(2000) },
    { ...named, image_url: string(3000), slack_file: slackFile, title: plainText(2000) },
  ),
  input: shape(
    { type: oneOf('input'), label: plainText(2000), element: inInput },
    { ...named, hint: plainText(2000), optional: boolean, dispatch_action: boolean },
  ),
  rich_text: richText,
  section: both(
    shape(
      { type: oneOf('section') },
      {
        ...named,
        text: anyText(3000),
        fields: array(anyText(2000), 10),
        accessory: asAccessory,
        expand: boolean,
      },
    ),
    textOrFields,
  ),
};

const MESSAGE: Readonly<Record<string, Check>> = {
  ...EVERYWHERE,
  markdown: shape({ type: oneOf('markdown'), text: string(12_000) }, named),
  table,
  data_table: dataTable,
};

const atMost =
  (type: string, max: number): Check =>
  (value, at, report) => {
    const found = objects(value).filter((block) => block.type === type).length;
    if (found > max) report(`no more than ${max} ${type} blocks allowed`, at);
  };

/** Ids must tell blocks apart on a surface, and elements apart within a block. */
const distinctIds: Check = (value, at, report) => {
  const seen = new Set<string>();
  for (const [index, block] of objects(value).entries()) {
    const id = text(block.block_id);
    if (id !== '' && seen.has(id)) report(`\`block_id\` "${id}" already exists`, `${at}/${index}/block_id`);
    seen.add(id);
    const actions = objects(block.elements)
      .map((each) => text(each.action_id))
      .filter((each) => each !== '');
    if (new Set(actions).size !== actions.length)
      report('`action_id` already exists', `${at}/${index}/elements`);
  }
};

/** The words of a message together; one was refused at some 13,200 characters (slackapi/bolt-js#2509). */
export const MESSAGE_CHARACTERS = 13_200;

/** The cells of all tables of a message together: https://docs.slack.dev/reference/block-kit/blocks/data-table-block */
const cellsTogether: Check = (value, at, report) => {
  const rows = objects(value).map((block) => block.rows);
  if (charactersIn(rows) > CELLS_MAX) report(`no more than ${CELLS_MAX} characters in tables allowed`, at);
};

/** `charts`: does this Slack know `data_visualization` already. */
export function messageComplaints(blocks: unknown, charts: boolean): readonly string[] {
  const kinds = charts ? { ...MESSAGE, data_visualization: chart } : MESSAGE;
  const check = both(
    array(byType(kinds), 50, 0),
    distinctIds,
    atMost('data_visualization', 2),
    atMost('table', 1),
    cellsTogether,
  );
  return complaints(check, blocks, '/blocks');
}

const viewBlocks = both(array(byType(EVERYWHERE), 100, 0), distinctIds);
const common = {
  private_metadata: string(3000, 0),
  callback_id: string(255, 0),
  external_id: string(255, 0),
};

const submitForInputs: Check = (value, at, report) => {
  if (!isPayload(value) || value.submit !== undefined) return;
  if (objects(value.blocks).some(({ type }) => type === 'input')) {
    report('missing required field: submit', at);
  }
};

const modal = both(
  shape(
    { type: oneOf('modal'), title: plainText(24), blocks: viewBlocks },
    {
      ...common,
      submit: plainText(24),
      close: plainText(24),
      clear_on_close: boolean,
      notify_on_close: boolean,
      submit_disabled: boolean,
    },
  ),
  submitForInputs,
);
const home = shape({ type: oneOf('home'), blocks: viewBlocks }, common);

export function viewComplaints(view: unknown, surface: 'modal' | 'home'): readonly string[] {
  return complaints(byType(surface === 'modal' ? { modal } : { home }), view, '/view');
}
