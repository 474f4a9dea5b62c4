import type { Block, ChartBlock, LinkBlock, TableBlock, TextBlock } from '../../../src/core/ports/message.ts';
import { inRuns } from '../../chat/blocks.ts';
import type { Atom as ChatAtom } from '../../chat/budget.ts';
import { isInput } from '../../chat/typed.ts';
import { LIMITS } from '../limits.ts';
import { addressBlocks, type Buttons, buttonRows, linkRows } from './buttons.ts';
import { dataVisualization } from './data-visualization.ts';
import { inputAsText, inputBlocks } from './inputs.ts';
import { bulleted, paragraph } from './rich-text.ts';
import type { SlackBlock } from './slack-block.ts';
import { dataTable, simpleTable } from './table.ts';
import { clean, plain, splitAtWord } from './text.ts';
import { WORDS } from './words.ts';

export type Atom = ChatAtom<SlackBlock>;

/** What is drawn on: which blocks it takes. */
export interface Surface {
  readonly buttons: Buttons;
  /** Inputs can be filled in; elsewhere they are text. */
  readonly inputs: boolean;
  /** Takes `data_table` and `data_visualization`: posts. Slack documents neither for modals. */
  readonly native: boolean;
  /** The workspace that it is shown in, for pickers of people and channels; null: no one's. */
  readonly team: string | null;
}

/**
 * Every block of a message as what Slack shows, in order, none longer than Slack takes. At least one: Slack takes no
 * empty view.
 */
export function atomsOf(blocks: readonly Block[], surface: Surface): Atom[] {
  const atoms = drawn(blocks, surface);
  return atoms.length > 0 ? atoms : each(textBlocks({ kind: 'text', text: WORDS.product, tone: 'plain' }));
}

function drawn(blocks: readonly Block[], surface: Surface): Atom[] {
  const atoms: Atom[] = [];
  let charts = surface.native ? LIMITS.chart.inMessage : 0;
  for (const run of inRuns(blocks)) {
    if (run.kind === 'links') {
      atoms.push(...linkRows(run.links, surface.buttons).map(vital));
    } else if (run.block.kind === 'chart') {
      const picture = charts > 0 ? dataVisualization(run.block) : null;
      if (picture !== null) charts -= 1;
      atoms.push(...chartAtoms(run.block, picture, surface));
    } else {
      atoms.push(...atomsOfOne(run.block, surface));
    }
  }
  return atoms;
}

type Single = Exclude<Block, ChartBlock | LinkBlock>;

function atomsOfOne(block: Single, surface: Surface): Atom[] {
  if (isInput(block)) {
    return surface.inputs ? [vital(inputBlocks(block, surface.team))] : each(inputAsText(block));
  }
  switch (block.kind) {
    case 'heading':
      return each(block.level === 1 ? header(block.text) : paragraph([{ text: block.text, bold: true }]));
    case 'text':
      return each(textBlocks(block));
    case 'list':
      return each(bulleted(block.items.map((text) => [{ text }])));
    case 'facts':
      return each(
        bulleted(
          block.items.map(({ label, value }) => [{ text: `${label}: `, bold: true }, { text: value }]),
        ),
      );
    case 'table':
      return tableAtoms(block, surface);
    case 'address':
      return [vital(addressBlocks(block, surface.buttons))];
    case 'actions':
      return buttonRows(block.buttons, surface.buttons).map(vital);
    case 'divider':
      return [readable([{ type: 'divider' }])];
  }
}

/** A header has room for 150 characters; a longer heading is bold text instead, whole. */
export function header(text: string): SlackBlock[] {
  const title = clean(text);
  if (title === '') return [];
  if (title.length > LIMITS.header) return paragraph([{ text: title, bold: true }]);
  return [{ type: 'header', text: plain(title, LIMITS.header) }];
}

function textBlocks({ text, tone }: TextBlock): SlackBlock[] {
  const parts = splitAtWord(clean(text), LIMITS.text);
  switch (tone) {
    case 'plain':
    case 'lead':
      // Without `expand` Slack folds long text behind "see more", and what is folded is not searched or read aloud.
      return parts.map((part) => ({ type: 'section', text: plain(part, LIMITS.text), expand: true }));
    case 'quiet':
      return parts.map((part) => ({ type: 'context', elements: [plain(part, LIMITS.text)] }));
    case 'warning':
      return clean(text) === '' ? [] : paragraph([{ text: `${WORDS.important} `, bold: true }, { text }]);
  }
}

/** Picture and sentence go together, so that no picture is ever without its words. */
function chartAtoms(chart: ChartBlock, picture: SlackBlock | null, surface: Surface): Atom[] {
  const sentence = textBlocks({ kind: 'text', text: chart.sentence, tone: 'plain' });
  const told = picture === null || clean(chart.title).length > LIMITS.chart.title;
  const title = told ? paragraph([{ text: chart.title, bold: true }]) : [];
  if (picture === null) return [...each(title), ...each(sentence), ...tableAtoms(chart.table, surface)];
  return [...each(title), readable([picture, ...sentence]), ...tableAtoms(chart.table, surface)];
}

function tableAtoms(table: TableBlock, surface: Surface): Atom[] {
  const native = surface.native ? dataTable(table) : null;
  return native === null ? each(simpleTable(table)) : [readable([native])];
}

function each(blocks: readonly SlackBlock[]): Atom[] {
  return blocks.map((block) => readable([block]));
}

function readable(blocks: readonly SlackBlock[]): Atom {
  return { blocks, vital: false };
}

function vital(blocks: readonly SlackBlock[]): Atom {
  return { blocks, vital: true };
}
