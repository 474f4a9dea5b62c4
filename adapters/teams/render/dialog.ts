import type { Action } from '../../../src/core/ports/action.ts';
import type { Block, HeadingBlock, Message } from '../../../src/core/ports/message.ts';
import { withSummary } from '../../chat/blocks.ts';
import { clean, cutAtWord } from '../../chat/text.ts';
import { isInput } from '../../chat/typed.ts';
import type { ActionCodec } from '../auth/action-codec.ts';
import { LIMITS } from '../limits.ts';
import { drawCard } from './card.ts';
import { attached, type CardAttachment } from './post.ts';
import { oneLine } from './text.ts';
import { WORDS } from './words.ts';

/**
 * What Teams needs to open a dialog (https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/invoking-task-modules).
 * On a phone it fills the screen whatever it says here.
 */
export interface DialogInfo {
  readonly title: string;
  readonly height: 'medium' | 'large';
  readonly width: 'medium';
  readonly card: CardAttachment;
}

/**
 * A message as a dialog for one person. Its title is the heading, or the summary. `whole` shows what did not fit. Throws
 * like `renderCard`.
 */
export function renderDialog(
  message: Message,
  codec: ActionCodec,
  owner: string | null,
  whole: Action | null = null,
): DialogInfo {
  const heading = message.blocks.find(isTitle);
  const title = titleOf(heading?.text ?? message.summary);
  const body = withSummary(message).filter((block) => block !== heading || oneLine(block.text) !== title);
  const card = drawCard(message, body, codec, { surface: 'dialog', owner, whole }, LIMITS.view);
  const isLong = message.blocks.some(isInput) || message.blocks.length > SHORT_DIALOG;
  return { title, height: isLong ? 'large' : 'medium', width: 'medium', card: attached(card) };
}

/** Blocks that a dialog of medium height shows without scrolling. */
const SHORT_DIALOG = 6;

/** All of it if it fits, else its first sentence, else as much as fits. */
function titleOf(text: string): string {
  const whole = oneLine(text);
  const [sentence = ''] = whole.split(/(?<=[.!?])\s/u, 1);
  const line = whole.length > LIMITS.dialogTitle && sentence.length <= LIMITS.dialogTitle ? sentence : whole;
  return clean(cutAtWord(line, LIMITS.dialogTitle)) || WORDS.product;
}

function isTitle(block: Block): block is HeadingBlock {
  return block.kind === 'heading' && block.level === 1;
}
