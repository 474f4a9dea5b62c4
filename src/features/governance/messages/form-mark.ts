import { createHash } from 'node:crypto';
import type { Message } from '../../../core/ports/message.ts';

/** Tells whether a form would be another one now: what it shows as it stands is part of it. */
export function markOf({ blocks }: Message): string {
  return createHash('sha256').update(JSON.stringify(blocks)).digest('base64url').slice(0, 16);
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
