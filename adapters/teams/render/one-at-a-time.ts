import { ACTIONS } from '../../../src/core/ports/action.ts';
import type { ActionsBlock, Block } from '../../../src/core/ports/message.ts';
import { isInput } from '../../chat/typed.ts';
import type { CardElement, ToggleAction } from './adaptive-card.ts';
import { type Atom, atomsOf, type Board } from './atoms.ts';
import { actionSet } from './buttons.ts';
import { paragraph } from './rich-text.ts';
import { WORDS } from './words.ts';

/**
 * The questions one after the other within one card: each in a container, the first to see. "Next" and "Back" show and hide
 * them in the client, which keeps what was typed; nothing is sent before the one button in the last. What stands before a
 * question goes with it; the title stays. Null where there is nothing to go through.
 */
export function oneAtATime(blocks: readonly Block[], board: Board): Atom[] | null {
  const steps = blocks.filter(isInput).length;
  if (!board.inputs || steps < 2) return null;
  const title = blocks[0]?.kind === 'heading' ? blocks.slice(0, 1) : [];
  const parts = inSteps(blocks.slice(title.length));
  return [
    ...atomsOf(title, board),
    ...parts.map((part, index): Atom => {
      const container: CardElement = {
        type: 'Container',
        id: idOfStep(index),
        ...(index === 0 ? {} : { isVisible: false }),
        items: [
          ...paragraph([{ text: WORDS.progress(index + 1, steps), size: 'Small', isSubtle: true }]),
          ...atomsOf(part, board).flatMap((atom) => atom.blocks),
          actionSet([
            ...(index < steps - 1 ? [turn(WORDS.next, index, index + 1)] : []),
            ...(index > 0 ? [turn(WORDS.back, index, index - 1)] : []),
          ]),
        ],
      };
      return { blocks: [container], vital: true };
    }),
  ];
}

function idOfStep(index: number): string {
  return `question.${index + 1}`;
}

/** Says of both which is to be seen, so that a press that comes twice does no harm. */
function turn(title: string, from: number, to: number): ToggleAction {
  return {
    type: 'Action.ToggleVisibility',
    title,
    targetElements: [
      { elementId: idOfStep(from), isVisible: false },
      { elementId: idOfStep(to), isVisible: true },
    ],
  };
}

/** One part for each input, with all that stands before it; what sends comes in the last, wherever it stood. */
function inSteps(blocks: readonly Block[]): Block[][] {
  const parts: Block[][] = [[]];
  const sending: Block[] = [];
  let left = blocks.filter(isInput).length;
  for (const block of blocks) {
    const { sends, others } = block.kind === 'actions' ? sorted(block) : { sends: [], others: [block] };
    if (left > 0) sending.push(...sends);
    parts.at(-1)?.push(...(left > 0 ? others : [block]));
    if (isInput(block)) {
      left -= 1;
      if (left > 0) parts.push([]);
    }
  }
  parts.at(-1)?.push(...sending);
  return parts;
}

function sorted(block: ActionsBlock): { sends: Block[]; others: Block[] } {
  const of = (kind: 'read' | 'write'): Block[] => {
    const buttons = block.buttons.filter(({ action }) => ACTIONS[action.name] === kind);
    return buttons.length === 0 ? [] : [{ ...block, buttons }];
  };
  return { sends: of('write'), others: of('read') };
}
