import { setTimeout as pause } from 'node:timers/promises';
import type { Place } from '../../src/core/circle.ts';
import type { Chat } from '../../src/core/ports/chat.ts';
import type { Message } from '../../src/core/ports/message.ts';
import type { PostOutcome } from '../../src/core/ports/sender.ts';

/** As its row in the database would: comes back when it is told to, and hands back the slot that is kept for it. */
export async function sendLetter(
  platform: Chat,
  place: Place,
  message: Message,
  key: string,
): Promise<Exclude<PostOutcome, { readonly outcome: 'later' }>> {
  let slot: number | null = null;
  for (;;) {
    const outcome: PostOutcome = await platform.post(place, message, key, slot);
    if (outcome.outcome !== 'later') return outcome;
    slot = outcome.slotKept === true ? outcome.retryAt : null;
    await pause(Math.max(0, outcome.retryAt - Date.now()));
  }
}
