import { ACTIONS } from '../../../src/core/ports/action.ts';
import type { Block, Message } from '../../../src/core/ports/message.ts';
import { isInput } from '../../chat/typed.ts';
import { addressOf } from '../addresses.ts';
import { WORDS } from '../words.ts';
import { tokenField } from './actions.ts';
import { renderBlock } from './blocks.ts';
import { type Html, html } from './html.ts';
import type { Surface } from './surface.ts';

/**
 * A whole message. With inputs it is one form that its buttons send; without, each button that changes something is
 * a small form of its own. Gives itself a heading from the summary where it brings none of level 1.
 */
export function renderMessage(message: Message, surface: Surface): Html {
  const headed = message.blocks.some((block) => block.kind === 'heading' && block.level === 1);
  const blocks: readonly Block[] = headed ? message.blocks : underSummary(message);
  const inForm = surface.formToken !== null && blocks.some(isInput);
  const parts = blocks.map((block, index) => ({
    block,
    html: renderBlock(block, surface, { key: String(index), inForm }),
  }));
  if (!inForm) return html`${parts.map((part) => part.html)}`;

  const afterTitle = parts.findIndex(({ block }) => block.kind === 'heading' && block.level === 1) + 1;
  const rest = parts.slice(afterTitle);
  const content = message.oneAtATime === true ? steps(rest) : rest.map((part) => part.html);
  // Browsers give back what stood in a form to whoever goes back to its page, also after another person has come in.
  return html`${parts.slice(0, afterTitle).map((part) => part.html)}<form method="post" action="${target(blocks)}" autocomplete="off" novalidate${message.oneAtATime === true && stepWords()}>
${tokenField(surface)}${content}</form>
`;
}

/** A message of one sentence says it in its summary and in its first block; on a page once is enough. */
function underSummary({ summary, blocks }: Message): readonly Block[] {
  const [first] = blocks;
  const repeats = first?.kind === 'text' && first.text === summary;
  return [{ kind: 'heading', level: 1, text: summary }, ...(repeats ? blocks.slice(1) : blocks)];
}

/** Where the form goes unless a button says otherwise: to what its first button does. */
function target(blocks: readonly Block[]): string {
  for (const block of blocks) {
    if (block.kind !== 'actions') continue;
    const button = block.buttons.find(({ action }) => ACTIONS[action.name] === 'write');
    if (button !== undefined) return addressOf(button.action);
  }
  return '/';
}

/**
 * One step for each input, with what stands above it; what follows the last input (the check sentence, the buttons)
 * belongs to the last step. Without our script all steps show, one below the other.
 */
function steps(parts: readonly { readonly block: Block; readonly html: Html }[]): readonly Html[] {
  const last = parts.findLastIndex(({ block }) => isInput(block));
  const made: Html[] = [];
  let current: Html[] = [];
  for (const [index, part] of parts.entries()) {
    current.push(part.html);
    if (isInput(part.block) && index !== last) {
      made.push(html`<div class="rt-step">${current}</div>\n`);
      current = [];
    }
  }
  return [...made, html`<div class="rt-step">${current}</div>\n`];
}

function stepWords(): Html {
  return html` data-steps data-progress="${WORDS.progress}" data-next="${WORDS.next}" data-back="${WORDS.back}"`;
}
