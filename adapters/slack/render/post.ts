import type { Message } from '../../../src/core/ports/message.ts';
import { withSummary } from '../../chat/blocks.ts';
import type { ActionCodec } from '../auth/action-codec.ts';
import { LIMITS } from '../limits.ts';
import { atomsOf } from './atoms.ts';
import { bytesOf, withinBudget } from './budget.ts';
import { createButtons, more, type Whole } from './buttons.ts';
import { joined } from './joined.ts';
import type { SlackBlock } from './slack-block.ts';
import { escapeMarkup } from './text.ts';

/**
 * What `chat.postMessage` and `chat.update` are given besides the channel. Send it with `parse: 'none'`, `link_names:
 * false`, `mrkdwn: false` and no unfurling, so that Slack adds nothing to it.
 */
export interface SlackPost {
  /** The message's summary: the notification, and what a screen reader says first. Escaped. */
  readonly text: string;
  readonly blocks: SlackBlock[];
}

export interface PostOptions {
  /** Where the whole can be read if it does not fit; without it the line leads to the start page. */
  readonly whole?: Whole;
}

/**
 * A message for a channel or a direct message, within our own ceiling of 20 blocks, 9,000 characters and 24 KB. Inputs are
 * shown to be read: they are filled in in a modal. If Slack answers `invalid_blocks`, send `withoutNewBlocks(post)`.
 */
export function renderPost(message: Message, codec: ActionCodec, { whole }: PostOptions = {}): SlackPost {
  const buttons = createButtons(codec);
  const text = escapeMarkup(message.summary, LIMITS.fallbackText);
  const atoms = atomsOf(withSummary(message), { buttons, inputs: false, native: true, team: null });
  const { blocks, characters, bytes } = LIMITS.post;
  const budget = {
    blocks,
    characters: characters - text.length,
    bytes: bytes - bytesOf({ text, blocks: [] }),
  };
  const fewer = atoms.flatMap((atom) => atom.blocks).length > blocks ? joined(atoms) : atoms;
  return { text, blocks: withinBudget(fewer, budget, () => more(whole ?? null, buttons)) };
}
