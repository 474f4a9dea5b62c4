import type { Message } from '../../../src/core/ports/message.ts';
import { withSummary } from '../../chat/blocks.ts';
import { bytesOf } from '../../chat/budget.ts';
import type { ActionCodec } from '../auth/action-codec.ts';
import { LIMITS } from '../limits.ts';
import type { AdaptiveCard } from './adaptive-card.ts';
import { type Drawing, drawCard, summaryOf } from './card.ts';

/** A card as an attachment of an activity or of a dialog. */
export interface CardAttachment {
  readonly contentType: 'application/vnd.microsoft.card.adaptive';
  readonly content: AdaptiveCard;
}

/**
 * What an activity says besides where it goes. The words stand in `summary` and in the card, never in `text`: Teams can make
 * two messages of a text and a card, and gives no id for one of them.
 */
export interface TeamsPost {
  readonly type: 'message';
  readonly summary: string;
  readonly attachments: readonly [CardAttachment];
}

/** A message for a chat or a channel, within our own ceiling of 20 elements, 9,000 characters and 24 KB. Throws like `renderCard`. */
export function renderPost(message: Message, codec: ActionCodec, drawing: Drawing): TeamsPost {
  const summary = summaryOf(message.summary);
  const { blocks, characters, bytes } = LIMITS.post;
  const budget = {
    blocks,
    characters: characters - summary.length,
    bytes: bytes - bytesOf(summary) - ENVELOPE_BYTES,
  };
  return {
    type: 'message',
    summary,
    attachments: [attached(drawCard(message, withSummary(message), codec, drawing, budget))],
  };
}

/** What stands around summary and card in the JSON of a post. */
const ENVELOPE_BYTES = 160;

export function attached(content: AdaptiveCard): CardAttachment {
  return { contentType: 'application/vnd.microsoft.card.adaptive', content };
}
