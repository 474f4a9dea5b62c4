import { clean } from '../../../adapters/chat/text.ts';
import type { Block, Message } from '../../../src/core/ports/message.ts';

/**
 * The rules for cards, written down a second time from https://adaptivecards.io/explorer and Teams' pages, with no help from
 * the code under test. Returns what breaks one, each with its place; an empty list is a card that Teams takes.
 */
interface Json {
  readonly [key: string]: unknown;
}

export type Place = 'chat' | 'shared' | 'dialog';

export function brokenInPost(post: unknown, place: Place): string[] {
  const { type, summary, text, attachments } = json(post);
  const found: string[] = [];
  if (type !== 'message') found.push('not a message');
  if (text !== undefined) found.push('a text beside the card');
  if (string(summary).length < 1 || string(summary).length > 1000) found.push('summary');
  const [attachment, ...others] = list(attachments).map(json);
  if (attachment?.contentType !== 'application/vnd.microsoft.card.adaptive' || others.length > 0)
    found.push('not one card');
  const card = json(attachment?.content);
  found.push(...brokenInCard(card, place));
  if (list(card.body).length > 20) found.push('more than our 20 elements');
  if (string(summary).length + lengthOf(card) > 9000) found.push('more than our 9,000 characters');
  if (bytes(post) > 24 * 1024) found.push('more than our 24 KB');
  return found;
}

export function brokenInDialog(dialog: unknown): string[] {
  const { title, height, width, card } = json(dialog);
  const found = brokenInCard(json(card).content, 'dialog');
  if (string(title).trim().length < 1 || string(title).length > 50) found.push('title');
  if (!['medium', 'large'].includes(string(height)) || width !== 'medium') found.push('size');
  if (bytes(dialog) > 80 * 1024) found.push('more than 80 KB');
  return found;
}

export function brokenInCard(given: unknown, place: Place): string[] {
  const card = json(given);
  const found: string[] = [];
  if (card.type !== 'AdaptiveCard' || card.version !== '1.5') found.push('not a card of version 1.5');
  if (string(card.lang) === '' || string(card.fallbackText) === '')
    found.push('no language or fallback text');
  if (card.refresh !== undefined && place !== 'chat') found.push('a refresh outside a chat');
  const body = list(card.body);
  if (body.length < 1 || body.length > 100) found.push(`${body.length} elements`);
  if (bytes(card) > 80 * 1024) found.push('more than 80 KB');
  for (const [index, element] of body.entries()) check(json(element), `${index}`, place, found);
  const ids = idsIn(body);
  if (new Set(ids).size < ids.length) found.push('two elements with one id');
  for (const id of targetsIn(body))
    if (!ids.includes(id)) found.push(`a button for ${id}, which is not there`);
  if (/\p{Surrogate}/u.test(JSON.stringify(textsIn(card)))) found.push('half a character');
  return found;
}

function check(element: Json, at: string, place: Place, found: string[]): void {
  const where = `${at} (${string(element.type)})`;
  if (element.isRequired !== undefined) found.push(`${where}: required`);
  switch (element.type) {
    case 'TextBlock':
      if (string(element.text).trim() === '' || element.wrap !== true) found.push(`${where}: text`);
      if (element.style !== 'heading') found.push(`${where}: text that reads Markdown`);
      return;
    case 'RichTextBlock':
      for (const run of some(element.inlines, where, found)) {
        if (run.type !== 'TextRun' || string(run.text) === '') found.push(`${where}: run`);
      }
      return;
    case 'Container':
      for (const [index, each] of some(element.items, where, found).entries())
        check(each, `${where}.${index}`, place, found);
      return;
    case 'Table': {
      const width = list(element.columns).length;
      if (width < 1 || width > 4) found.push(`${where}: ${width} columns`);
      for (const row of some(element.rows, where, found)) {
        const cells = some(row.cells, where, found);
        if (cells.length !== width) found.push(`${where}: a row of ${cells.length} cells`);
        for (const cell of cells)
          for (const each of some(cell.items, where, found)) check(each, where, place, found);
      }
      return;
    }
    case 'Chart.Line':
    case 'Chart.VerticalBar':
    case 'Chart.VerticalBar.Grouped':
      checkChart(element, where, place, found);
      return;
    case 'ActionSet': {
      const actions = some(element.actions, where, found);
      if (actions.length > 6) found.push(`${where}: ${actions.length} actions`);
      for (const action of actions) checkAction(action, where, place, found);
      return;
    }
    case 'Input.Text':
    case 'Input.Date':
    case 'Input.Time':
    case 'Input.ChoiceSet':
      if (place === 'shared') found.push(`${where}: an input that all can see`);
      checkInput(element, where, found);
      return;
    default:
      found.push(`${where}: unknown`);
  }
}

function checkInput(input: Json, at: string, found: string[]): void {
  if (!/^(text|one|many)\.[A-Za-z][A-Za-z0-9._:-]{0,63}$/.test(string(input.id))) found.push(`${at}: id`);
  if (string(input.label).trim() === '') found.push(`${at}: no label`);
  if (input.type === 'Input.Text') {
    if (!(Number(input.maxLength) >= Math.max(1, string(input.value).length))) found.push(`${at}: maxLength`);
    return;
  }
  if (input.type === 'Input.Date' || input.type === 'Input.Time') {
    const shape = input.type === 'Input.Date' ? /^\d{4}-\d\d-\d\d$/ : /^\d\d:\d\d$/;
    if (!string(input.id).startsWith('text.')) found.push(`${at}: id`);
    if (input.value !== undefined && !shape.test(string(input.value))) found.push(`${at}: value`);
    if (input.maxLength !== undefined) found.push(`${at}: maxLength`);
    return;
  }
  if (input.wrap !== true) found.push(`${at}: does not wrap`);
  // People whom Teams knows: they are no choices of ours.
  if (json(input['choices.data']).dataset === 'graph.microsoft.com/users') return;
  const values = some(input.choices, at, found).map(({ title, value }) => {
    if (string(title).trim() === '') found.push(`${at}: a choice without words`);
    return string(value);
  });
  if (values.some((value) => value === '' || value.includes(',')) || new Set(values).size < values.length)
    found.push(`${at}: values`);
  const chosen = string(input.value) === '' ? [] : string(input.value).split(',');
  if (!chosen.every((value) => values.includes(value))) found.push(`${at}: chosen what is no choice`);
  if (chosen.length > 1 && input.isMultiSelect !== true) found.push(`${at}: more than one chosen`);
}

function checkAction(action: Json, at: string, place: Place, found: string[]): void {
  const { type, title, data, fallback, verb, associatedInputs } = action;
  if (string(title).trim() === '' || string(title).length > 40) found.push(`${at}: title`);
  if (type === 'Action.ToggleVisibility') {
    for (const target of some(action.targetElements, at, found))
      if (typeof target.isVisible !== 'boolean') found.push(`${at}: shows or hides as it comes`);
    return;
  }
  if (type === 'Action.OpenUrl') {
    if (!/^https?:\/\//.test(string(action.url))) found.push(`${at}: url`);
    return;
  }
  if (type !== (place === 'chat' ? 'Action.Execute' : 'Action.Submit')) found.push(`${at}: ${string(type)}`);
  const { rt, msteams, ...others } = json(data);
  if (string(rt) === '' || Object.keys(others).length > 0) found.push(`${at}: data`);
  if ((json(msteams).type === 'task/fetch') !== (place === 'shared')) found.push(`${at}: task/fetch`);
  if (place !== 'chat') return;
  if (string(verb) === '' || !['auto', 'none'].includes(string(associatedInputs)))
    found.push(`${at}: execute`);
  // An old client opens a window instead: an answer in the chat would be kept.
  const { type: second, title: again, data: same } = json(fallback);
  const opens = { rt, msteams: { type: 'task/fetch' } };
  if (second !== 'Action.Submit' || again !== title || JSON.stringify(same) !== JSON.stringify(opens))
    found.push(`${at}: fallback`);
}

function checkChart(chart: Json, at: string, place: Place, found: string[]): void {
  if (string(chart.title) === '') found.push(`${at}: title`);
  check(json(chart.fallback), `${at} fallback`, place, found);
  const series = chart.type === 'Chart.VerticalBar' ? [{ values: chart.data }] : some(chart.data, at, found);
  for (const { values } of series.map(json)) {
    for (const { x, y } of some(values, at, found)) {
      if (string(x) === '' || !Number.isFinite(y)) found.push(`${at}: point`);
      if (chart.yMin !== undefined && (Number(y) < Number(chart.yMin) || Number(y) > Number(chart.yMax)))
        found.push(`${at}: off the scale`);
    }
  }
}

const WORDS = new Set(['text', 'title', 'label', 'placeholder', 'value', 'legend', 'x', 'yAxisTitle']);

/** Every string that a person reads, in order; of a fallback and what it stands for, one. */
export function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    if (key === 'fallback') return [];
    if (typeof item === 'string') return WORDS.has(key) ? [item] : [];
    return textsIn(item);
  });
}

/** Everything of one type, at any depth. */
export function all(value: unknown, type: string | RegExp): Json[] {
  if (Array.isArray(value)) return value.flatMap((item) => all(item, type));
  if (typeof value !== 'object' || value === null) return [];
  const own = json(value);
  const fits = typeof type === 'string' ? own.type === type : type.test(string(own.type));
  return [...(fits ? [own] : []), ...all(Object.values(own), type)];
}

/** What a message has to say, each part as it was written. The heading stands for the summary where there is one. */
export function wordsOf({ summary, blocks }: Message): string[] {
  const hasTitle = blocks.some((block) => block.kind === 'heading' && block.level === 1);
  return [...(hasTitle ? [] : [summary]), ...blocks.flatMap(wordsOfBlock)];
}

function wordsOfBlock(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
    case 'text':
    case 'link':
      return [block.text];
    case 'list':
      return [...block.items];
    case 'facts':
      return block.items.flatMap(({ label, value }) => [label, value]);
    case 'table':
      return [block.caption, ...block.columns, ...block.rows.flat()];
    case 'chart':
      return [block.title, block.sentence, ...wordsOfBlock(block.table)];
    case 'address':
      return [block.url];
    case 'actions':
      return block.buttons.map(({ label }) => label);
    case 'text-input':
      return [block.label, block.hint ?? ''];
    case 'pick':
    case 'date':
    case 'time':
      return [block.label];
    case 'choice':
    case 'scale':
      return [block.label, block.hint ?? '', ...block.options.slice(0, 100).map(({ label }) => label)];
    case 'divider':
      return [];
  }
}

/** Letters alone, to look for words wherever they were parted: no white space or bullets, and nothing that only keeps Markdown away. */
export function letters(text: string): string {
  return clean(text)
    .replaceAll('\u02cb', '`')
    .replace(/[\s\u2060\u200a•]/g, '');
}

function idsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { id } = json(value);
  return [...(typeof id === 'string' ? [id] : []), ...idsIn(Object.values(value))];
}

function targetsIn(body: unknown): string[] {
  return all(body, 'Action.ToggleVisibility').flatMap(({ targetElements }) =>
    list(targetElements).map((target) => string(json(target).elementId)),
  );
}

function some(given: unknown, at: string, found: string[]): Json[] {
  const items = list(given);
  if (items.length < 1) found.push(`${at}: nothing in it`);
  return items.map(json);
}

function lengthOf(value: unknown): number {
  return textsIn(value).join('').length;
}

function bytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function json(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
