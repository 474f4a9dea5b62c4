import { createHash } from 'node:crypto';
import type { Block, Message } from '../../../core/ports/message.ts';

/** Tells whether a form would hold something else now. Its words and what it offers to choose from count for nothing. */
export function markOf({ blocks }: Message): string {
  const held = JSON.stringify(blocks.map(heldBy).filter((each) => each.length > 0));
  return createHash('sha256').update(held).digest('base64url').slice(0, 16);
}

function heldBy(block: Block) {
  if ('chosen' in block) return [block.name, block.chosen];
  return 'name' in block && 'value' in block ? [block.name, block.value] : [];
}

/** A form that says, when it is sent, how things stood as it was opened. Buttons that do not save stay as they are. */
export function marked(form: Message): Message {
  const value = markOf(form);
  return {
    ...form,
    blocks: form.blocks.map((block) =>
      block.kind !== 'actions'
        ? block
        : {
            ...block,
            buttons: block.buttons.map((button) =>
              button.action.name.endsWith('.save')
                ? { ...button, action: { ...button.action, value } }
                : button,
            ),
          },
    ),
  };
}
