import { text } from '../slack/payload.ts';
import { CardView } from './cards/view.ts';
import type { StoredMessage } from './messages.ts';
import type { SeenDialog, SeenMessage } from './types.ts';
import type { OpenDialog } from './views.ts';

/** What a person sees of a message or dialog: copies, so that a test may keep and compare them. */

export function seenMessage(message: StoredMessage, view = new CardView(message.cards, false)): SeenMessage {
  const { tenant, conversation, id, text: said, suggestions, edited } = message;
  const card = view.seen();
  return {
    ...card,
    words: [said, card.words].filter(Boolean).join('\n'),
    tenant,
    conversation,
    id,
    text: said,
    suggestions: suggestions.map(({ title }) => text(title)),
    edited,
    inPlace: view.inPlace,
  };
}

export const seenDialog = ({ title, url, view }: OpenDialog): SeenDialog => ({ ...view.seen(), title, url });
