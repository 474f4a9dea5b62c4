/**
 * Slack's rules for blocks and views, written down a second time from https://docs.slack.dev/reference/block-kit and
 * https://docs.slack.dev/reference/views, with no help from the code under test. Returns what Slack would refuse, each
 * with its place; an empty list is a payload that it takes.
 */
export type Surface = 'message' | 'modal' | 'home';

interface Json {
  readonly [key: string]: unknown;
}

export function refusedInPost(post: {
  readonly text: string;
  readonly blocks: readonly unknown[];
}): string[] {
  const found = refusedBlocks(post.blocks, 'message');
  if (post.text.length < 1 || post.text.length > 4000) found.push('text: 1 to 4,000 characters');
  if (/[<>]|&(?!amp;|lt;|gt;)/.test(post.text)) found.push('text: unescaped markup');
  if (post.blocks.length > 20) found.push('more than our 20 blocks');
  if (post.text.length + allText(post.blocks) > 9000) found.push('more than our 9,000 characters');
  if (Buffer.byteLength(JSON.stringify(post)) > 24 * 1024) found.push('more than our 24 KB');
  return found;
}

export function refusedInView(view: unknown): string[] {
  const {
    type,
    title,
    submit,
    close,
    private_metadata: metadata,
    callback_id: callback,
    blocks,
  } = json(view);
  const list = Array.isArray(blocks) ? blocks : [];
  const found = refusedBlocks(list, type === 'home' ? 'home' : 'modal');
  if (list.length > 100) found.push('more than 100 blocks');
  if (Buffer.byteLength(JSON.stringify(view)) > 250_000) found.push('view_too_large');
  if (metadata !== undefined && string(metadata).length > 3000) found.push('private_metadata over 3,000');
  if (callback !== undefined && string(callback).length > 255) found.push('callback_id over 255');
  if (type === 'modal') {
    plainText(title, 24, 'title', found);
    if (submit !== undefined) plainText(submit, 24, 'submit', found);
    if (close !== undefined) plainText(close, 24, 'close', found);
    if (submit === undefined && list.some((block) => json(block).type === 'input'))
      found.push('inputs without a submit button');
  } else if (title !== undefined || submit !== undefined || close !== undefined) {
    found.push('only modals have a title and buttons');
  }
  return found;
}

export function refusedBlocks(blocks: readonly unknown[], surface: Surface): string[] {
  const found: string[] = [];
  if (blocks.length < 1) found.push('no blocks');
  const ids = blocks.map((block) => json(block).block_id).filter((id) => id !== undefined);
  if (new Set(ids).size < ids.length) found.push('two blocks with one block_id');
  const actionIds = blocks.flatMap(actionIdsIn);
  if (new Set(actionIds).size < actionIds.length) found.push('two buttons with one action_id');
  for (const [index, block] of blocks.entries()) checkBlock(json(block), surface, `block ${index}`, found);
  if (blocks.filter((block) => json(block).type === 'data_visualization').length > 2)
    found.push('over two charts');
  const cells = blocks
    .filter((block) => json(block).type === 'data_table')
    .map((block) => allText(json(block).rows));
  if (cells.reduce((sum, size) => sum + size, 0) > 10_000) found.push('over 10,000 characters in tables');
  if (/\p{Surrogate}/u.test(textsIn(blocks).join('\n'))) found.push('half a character');
  return found;
}

function checkBlock(block: Json, surface: Surface, at: string, found: string[]): void {
  const { type, block_id: id } = block;
  if (id !== undefined && (string(id).length < 1 || string(id).length > 255)) found.push(`${at}: block_id`);
  const where = `${at} (${string(type)})`;
  switch (type) {
    case 'header':
      plainText(block.text, 150, where, found);
      return;
    case 'section': {
      plainText(block.text, 3000, where, found);
      if (block.accessory !== undefined) checkButton(json(block.accessory), where, found);
      return;
    }
    case 'context': {
      const elements = array(block.elements, 1, 10, where, found);
      for (const element of elements) plainText(element, 3000, where, found);
      return;
    }
    case 'divider':
      return;
    case 'actions': {
      for (const element of array(block.elements, 1, 25, where, found))
        checkButton(json(element), where, found);
      return;
    }
    case 'rich_text':
      checkRichText(block, where, found);
      return;
    case 'input': {
      if (surface !== 'modal') found.push(`${where}: only our modals take input`);
      plainText(block.label, 2000, `${where} label`, found);
      if (block.hint !== undefined) plainText(block.hint, 2000, `${where} hint`, found);
      if (typeof block.optional !== 'boolean') found.push(`${where}: does not say whether it is optional`);
      checkElement(json(block.element), where, found);
      return;
    }
    case 'data_table':
      if (surface !== 'message') found.push(`${where}: not documented for views`);
      checkDataTable(block, where, found);
      return;
    case 'data_visualization':
      if (surface !== 'message') found.push(`${where}: not documented for views`);
      checkChart(block, where, found);
      return;
    default:
      found.push(`${where}: unknown`);
  }
}

function checkButton(button: Json, at: string, found: string[]): void {
  if (button.type !== 'button') found.push(`${at}: not a button`);
  plainText(button.text, 75, `${at} button`, found);
  const action = string(button.action_id);
  if (action.length < 1 || action.length > 255) found.push(`${at}: action_id`);
  if (button.value !== undefined && (string(button.value).length < 1 || string(button.value).length > 2000))
    found.push(`${at}: value`);
  if (button.url !== undefined && (!URL.canParse(string(button.url)) || string(button.url).length > 3000))
    found.push(`${at}: url`);
  if (button.style !== undefined && button.style !== 'primary' && button.style !== 'danger')
    found.push(`${at}: style`);
}

function checkRichText(block: Json, at: string, found: string[]): void {
  for (const element of array(block.elements, 1, 1000, at, found).map(json)) {
    const sections =
      element.type === 'rich_text_list' ? array(element.elements, 1, 3000, at, found) : [element];
    if (element.type === 'rich_text_list' && element.style !== 'bullet') found.push(`${at}: list style`);
    for (const section of sections.map(json)) {
      if (section.type !== 'rich_text_section') found.push(`${at}: ${string(section.type)}`);
      for (const run of array(section.elements, 1, 100, at, found).map(json)) {
        if (run.type !== 'text') found.push(`${at}: a run of type ${string(run.type)}`);
        if (string(run.text).length < 1) found.push(`${at}: empty run`);
      }
    }
  }
  if (allText(block) > 3000) found.push(`${at}: over our 3,000 characters`);
}

function checkElement(element: Json, at: string, found: string[]): void {
  const action = string(element.action_id);
  if (action.length < 1 || action.length > 255) found.push(`${at}: action_id`);
  if (element.placeholder !== undefined) plainText(element.placeholder, 150, `${at} placeholder`, found);
  const most = { radio_buttons: 10, checkboxes: 10, static_select: 100, multi_static_select: 100 };
  if (element.type === 'plain_text_input') {
    const longest = element.max_length === undefined ? 3000 : Number(element.max_length);
    if (!(longest >= 1 && longest <= 3000)) found.push(`${at}: max_length`);
    if (element.initial_value !== undefined && string(element.initial_value).length > longest)
      found.push(`${at}: initial_value`);
    return;
  }
  const type = string(element.type);
  if (type === 'datepicker' || type === 'timepicker') {
    const [key, shape] =
      type === 'datepicker'
        ? (['initial_date', /^\d{4}-\d\d-\d\d$/] as const)
        : (['initial_time', /^\d\d:\d\d$/] as const);
    if (element[key] !== undefined && !shape.test(string(element[key]))) found.push(`${at}: ${key}`);
    const known = ['type', 'action_id', 'placeholder', key];
    for (const each of Object.keys(element)) if (!known.includes(each)) found.push(`${at}: ${each}`);
    return;
  }
  if (Object.hasOwn(PICKERS, type)) {
    checkPicker(element, at, found);
    return;
  }
  if (!Object.hasOwn(most, type)) {
    found.push(`${at}: element ${type}`);
    return;
  }
  const options = array(
    element.options,
    1,
    Object.entries(most).find(([key]) => key === type)?.[1] ?? 0,
    at,
    found,
  );
  for (const each of options.map(json)) {
    plainText(each.text, 75, `${at} option`, found);
    if (each.description !== undefined) plainText(each.description, 75, `${at} description`, found);
    if (string(each.value).length < 1 || string(each.value).length > 150) found.push(`${at}: option value`);
  }
  const known = new Set(options.map((option) => JSON.stringify(option)));
  const initial =
    element.initial_options ?? (element.initial_option === undefined ? [] : [element.initial_option]);
  if (element.initial_options !== undefined) array(initial, 1, 100, at, found);
  if (Array.isArray(initial) && !initial.every((option) => known.has(JSON.stringify(option))))
    found.push(`${at}: an initial option that is no option`);
}

/** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element and multi-select-menu-element */
const PICKERS: Readonly<Record<string, readonly [initial: string, ids: RegExp]>> = {
  users_select: ['initial_user', /^[UW][A-Z0-9]+$/],
  multi_users_select: ['initial_users', /^[UW][A-Z0-9]+$/],
  conversations_select: ['initial_conversation', /^[CG][A-Z0-9]+$/],
  multi_conversations_select: ['initial_conversations', /^[CG][A-Z0-9]+$/],
};

function checkPicker(element: Json, at: string, found: string[]): void {
  const [field, ids] = PICKERS[string(element.type)] ?? ['', /^$/];
  const initial = element[field];
  for (const key of Object.keys(element)) {
    if (!['type', 'action_id', 'placeholder', 'filter', field].includes(key)) found.push(`${at}: ${key}`);
  }
  if (initial === undefined) return;
  const list = field.endsWith('s') ? array(initial, 1, 100, at, found) : [initial];
  if (!list.every((id) => ids.test(string(id)))) found.push(`${at}: ${field}`);
}

function checkDataTable(block: Json, at: string, found: string[]): void {
  if (string(block.caption).length < 1) found.push(`${at}: caption`);
  const page = Number(block.page_size ?? 5);
  if (!(page >= 1 && page <= 100)) found.push(`${at}: page_size`);
  const rows = array(block.rows, 2, 101, at, found);
  const widths = new Set(rows.map((row) => array(row, 1, 20, at, found).length));
  if (widths.size > 1) found.push(`${at}: rows of unequal length`);
  for (const cell of rows.flat().map(json)) {
    if (cell.type !== 'raw_text' || string(cell.text).length < 1) found.push(`${at}: cell`);
  }
}

function checkChart(block: Json, at: string, found: string[]): void {
  const within = (value: unknown, most: number, what: string): void => {
    if (string(value).length < 1 || string(value).length > most) found.push(`${at}: ${what}`);
  };
  within(block.title, 50, 'title');
  const chart = json(block.chart);
  if (chart.type !== 'line' && chart.type !== 'bar') found.push(`${at}: chart type`);
  const axis = json(chart.axis_config);
  const categories = array(axis.categories, 1, 20, at, found);
  for (const category of categories) within(category, 20, 'category');
  if (axis.y_label !== undefined) within(axis.y_label, 50, 'y_label');
  const series = array(chart.series, 1, 6, at, found).map(json);
  if (new Set(series.map(({ name }) => name)).size < series.length)
    found.push(`${at}: two series of one name`);
  if (new Set(categories).size < categories.length) found.push(`${at}: two categories of one name`);
  for (const { name, data } of series) {
    within(name, 20, 'series name');
    const points = array(data, 1, 20, at, found).map(json);
    if (points.map(({ label }) => label).join('\n') !== categories.join('\n'))
      found.push(`${at}: points beside categories`);
    for (const { value } of points)
      if (!Number.isFinite(value)) found.push(`${at}: a point without a number`);
  }
}

function plainText(given: unknown, most: number, at: string, found: string[]): void {
  const { type, text } = json(given);
  if (type !== 'plain_text') found.push(`${at}: not plain_text`);
  if (string(text).trim().length < 1) found.push(`${at}: no text`);
  if (string(text).length > most) found.push(`${at}: ${string(text).length} of ${most} characters`);
}

function array(given: unknown, least: number, most: number, at: string, found: string[]): unknown[] {
  const list: unknown[] = Array.isArray(given) ? given : [];
  if (list.length < least || list.length > most)
    found.push(`${at}: ${list.length} of ${least} to ${most} items`);
  return list;
}

function actionIdsIn(block: unknown): unknown[] {
  const { type, elements, accessory } = json(block);
  const buttons = type === 'actions' && Array.isArray(elements) ? elements : [];
  return [...buttons, ...(accessory === undefined ? [] : [accessory])].map(
    (button) => json(button).action_id,
  );
}

const WORDS = new Set(['text', 'caption', 'title', 'label', 'name', 'y_label', 'initial_value']);

/** Every string that a person reads, in order. */
export function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    if (typeof item === 'string') return WORDS.has(key) ? [item] : [];
    return key === 'categories' && Array.isArray(item) ? item.map(String) : textsIn(item);
  });
}

function allText(value: unknown): number {
  return textsIn(value).reduce((sum, text) => sum + text.length, 0);
}

function json(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
