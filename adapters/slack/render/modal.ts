import type { ModalView } from '@slack/types';
import { ACTIONS, type Action } from '../../../src/core/ports/action.ts';
import type { Block, Button, HeadingBlock, Message } from '../../../src/core/ports/message.ts';
import { withSummary } from '../../chat/blocks.ts';
import { isInput } from '../../chat/typed.ts';
import type { ActionCodec } from '../auth/action-codec.ts';
import { LIMITS } from '../limits.ts';
import { atomsOf } from './atoms.ts';
import { withinBudget } from './budget.ts';
import { createButtons, more, type Whole } from './buttons.ts';
import { blockIdIn } from './input-id.ts';
import { clean, cutAtWord, plain } from './text.ts';
import { WORDS } from './words.ts';

export interface ModalOptions {
  /** The `read` action that shows this message, kept in the view to show it again; null or left out: none does. */
  readonly view?: Action | null;
  /** Where the whole can be read if it does not fit; without it the line leads to the start page. */
  readonly whole?: Whole;
  /** The workspace of who looks at it: without it, people and channels are typed and not picked. */
  readonly team?: string | null;
}

/** Of every view of ours; what it is, its signed `private_metadata` says. */
export const CALLBACK_ID = 'roundtable';

/**
 * A message as a modal: at most 100 blocks. Its inputs can be filled in if it has a `write` button; the first primary one
 * (or the first of any weight) becomes the modal's submit button, and `private_metadata` holds what it stands for. The view
 * never holds what a person typed. All questions stand in it at once: see `renderStep` for one after the other.
 */
export function renderModal(message: Message, codec: ActionCodec, options: ModalOptions = {}): ModalView {
  return draw(message, withSummary(message), codec, options, null);
}

/** The same view with its inputs in another edition. */
export function inEdition(edition: number, view: ModalView): ModalView {
  const blocks = view.blocks.map((block) =>
    block.type === 'input' && block.block_id !== undefined
      ? { ...block, block_id: blockIdIn(edition, block.block_id) }
      : block,
  );
  return { ...view, blocks };
}

/** How many steps a message has, one for each input. At least 1. */
export function stepsOf(message: Message): number {
  return Math.max(1, message.blocks.filter(isInput).length);
}

/**
 * The form one input at a time: the view with the first `step` + 1 inputs and all that stands around them. Until the last
 * step the submit button reads "Next" and submits nothing: answer its `view_submission` with `response_action: update`
 * and the view of the next step (`ViewFacts.step` says which this is, null once all inputs stand there). What was typed
 * stays in Slack, because block and action ids stay the same; nothing of it is in the view.
 */
export function renderStep(
  message: Message,
  codec: ActionCodec,
  step: number,
  options: ModalOptions = {},
): ModalView {
  const steps = stepsOf(message);
  if (step >= steps - 1 || submitOf(message.blocks) === null) return renderModal(message, codec, options);
  const blocks = withSummary(message);
  let seen = -1;
  const end = blocks.findIndex((block) => {
    if (isInput(block)) seen += 1;
    return seen === step;
  });
  const progress: Block = { kind: 'text', text: WORDS.progress(step + 1, steps), tone: 'quiet' };
  return draw(message, [...blocks.slice(0, end + 1), progress], codec, options, step);
}

function draw(
  message: Message,
  shown: readonly Block[],
  codec: ActionCodec,
  { view = null, whole, team = null }: ModalOptions,
  step: number | null,
): ModalView {
  const submit = message.blocks.some(isInput) ? submitOf(message.blocks) : null;
  const buttons = createButtons(codec);
  const heading = message.blocks.find(isTitle);
  const title = titleOf(heading?.text ?? message.summary);
  const body = shown
    .filter((block) => block !== heading || clean(block.text) !== title)
    .map((block) => without(block, submit))
    .filter((block) => block.kind !== 'actions' || block.buttons.length > 0);
  const atoms = atomsOf(body, { buttons, inputs: submit !== null, native: false, team });
  const label = step === null ? submit?.label : WORDS.next;
  return {
    type: 'modal',
    callback_id: CALLBACK_ID,
    private_metadata: codec.encodeView({ view, submit: submit?.action ?? null, step }),
    title: plain(title, LIMITS.modalTitle),
    ...(submit === null || label === undefined ? {} : { submit: plain(label, LIMITS.modalButton) }),
    close: plain(WORDS.close, LIMITS.modalButton),
    blocks: withinBudget(atoms, LIMITS.view, () => more(whole ?? null, buttons)),
  };
}

/** All of it if it fits, else its first sentence, else as much as fits. */
function titleOf(text: string): string {
  const whole = clean(text);
  const [sentence = ''] = whole.split(/(?<=[.!?])\s/u, 1);
  const short = whole.length > LIMITS.modalTitle && sentence.length <= LIMITS.modalTitle ? sentence : whole;
  return cutAtWord(short, LIMITS.modalTitle) || WORDS.product;
}

function submitOf(blocks: readonly Block[]): Button | null {
  const writing = blocks
    .flatMap((block) => (block.kind === 'actions' ? block.buttons : []))
    .filter(({ action }) => ACTIONS[action.name] === 'write');
  return writing.find(({ weight }) => weight === 'primary') ?? writing[0] ?? null;
}

function without(block: Block, submit: Button | null): Block {
  if (block.kind !== 'actions' || submit === null) return block;
  return { ...block, buttons: block.buttons.filter((button) => button !== submit) };
}

function isTitle(block: Block): block is HeadingBlock {
  return block.kind === 'heading' && block.level === 1;
}
