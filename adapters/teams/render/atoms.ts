import type { Block, ChartBlock, LinkBlock, TextBlock } from '../../../src/core/ports/message.ts';
import { inRuns } from '../../chat/blocks.ts';
import type { Atom as ChatAtom } from '../../chat/budget.ts';
import { clean } from '../../chat/text.ts';
import { isInput } from '../../chat/typed.ts';
import type { CardElement } from './adaptive-card.ts';
import { addressElements, type Buttons, buttonRows, linkRows } from './buttons.ts';
import { chartElement } from './chart.ts';
import { headingElements } from './heading.ts';
import { inputAsText, inputElements } from './inputs.ts';
import { bulleted, lines, paragraph, type Run } from './rich-text.ts';
import { tableElements } from './table.ts';
import { WORDS } from './words.ts';

export type Atom = ChatAtom<CardElement>;

/** What is drawn on. */
export interface Board {
  readonly buttons: Buttons;
  /** Inputs can be filled in; elsewhere they are text. */
  readonly inputs: boolean;
}

/** Every block of a message as elements of a card, in order. */
export function atomsOf(blocks: readonly Block[], board: Board): Atom[] {
  const atoms: Atom[] = [];
  let isParted = false;
  for (const run of inRuns(blocks)) {
    if (run.kind === 'one' && run.block.kind === 'divider') {
      isParted = atoms.length > 0;
      continue;
    }
    const drawn =
      run.kind === 'links' ? linkRows(run.links, board.buttons).map(vital) : atomsOfOne(run.block, board);
    const [first, ...others] = drawn;
    if (first === undefined) continue;
    atoms.push(isParted ? parted(first) : first, ...others);
    isParted = false;
  }
  return atoms;
}

/** A divider is a line above what comes next: a card has none of its own. */
function parted({ blocks: [first, ...others], ...atom }: Atom): Atom {
  const above = first === undefined ? [] : [{ ...first, separator: true, spacing: 'Large' as const }];
  return { ...atom, blocks: [...above, ...others] };
}

function atomsOfOne(block: Exclude<Block, LinkBlock>, board: Board): Atom[] {
  if (isInput(block)) return board.inputs ? [vital(inputElements(block))] : each(inputAsText(block));
  switch (block.kind) {
    case 'heading':
      return each(headingElements(block)).map((atom) => ({ ...atom, heading: true as const }));
    case 'text':
      return each(textElements(block));
    case 'list':
      return each(bulleted(block.items.map((text) => [{ text }])));
    case 'facts':
      return each(
        lines(
          block.items.map(({ label, value }): Run[] => [
            { text: `${label}: `, weight: 'Bolder' },
            { text: value },
          ]),
        ),
      );
    case 'table':
      return each(tableElements(block));
    case 'chart':
      return chartAtoms(block);
    case 'address':
      return [vital(addressElements(block))];
    case 'actions':
      return buttonRows(block.buttons, board.buttons).map(vital);
    case 'divider':
      return [];
  }
}

function textElements({ text, tone }: TextBlock): CardElement[] {
  if (clean(text) === '') return [];
  switch (tone) {
    case 'plain':
      return paragraph([{ text }]);
    case 'lead':
      return paragraph([{ text, size: 'Medium' }]);
    case 'quiet':
      return paragraph([{ text, size: 'Small', isSubtle: true }]);
    case 'warning':
      return paragraph([{ text: `${WORDS.important} `, weight: 'Bolder' }, { text }]).map((told) => ({
        type: 'Container',
        style: 'warning',
        items: [told],
      }));
  }
}

/** Picture and sentence go together, so that no picture is ever without its words. */
function chartAtoms(chart: ChartBlock): Atom[] {
  const picture = chartElement(chart);
  const sentence = textElements({ kind: 'text', text: chart.sentence, tone: 'plain' });
  const table = each(tableElements(chart.table));
  const isToldByPicture = picture !== null && picture.title === clean(chart.title);
  const title = isToldByPicture ? [] : paragraph([{ text: chart.title, weight: 'Bolder' }]);
  if (picture === null) return [...each(title), ...each(sentence), ...table];
  return [...each(title), readable([picture, ...sentence]), ...table];
}

function each(elements: readonly CardElement[]): Atom[] {
  return elements.map((element) => readable([element]));
}

function readable(blocks: readonly CardElement[]): Atom {
  return { blocks, vital: false };
}

function vital(blocks: readonly CardElement[]): Atom {
  return { blocks, vital: true };
}
