import type { Circle } from '../../../core/circle.ts';
import { compose, heading, pick, text } from '../../../core/messages/blocks.ts';
import { save } from '../../../core/messages/form-blocks.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Message } from '../../../core/ports/message.ts';

export const CHANNEL_INPUTS = { slack: 'slack-channel', teams: 'teams-channel' } as const;

export interface ChannelsFormView {
  readonly circle: Pick<Circle, 'id' | 'channels'>;
  /** Where the circle may have a channel. */
  readonly platforms: readonly ('slack' | 'teams')[];
}

export function channelsForm({ circle, platforms }: ChannelsFormView, reader: Reader): Message {
  const now = (platform: 'slack' | 'teams') =>
    circle.channels.filter((each) => each.platform === platform).map(({ externalId }) => externalId);
  return compose(reader, (words) => ({
    summary: words.say('settings.channels.summary'),
    blocks: [
      heading(1, words.say('settings.channels.heading')),
      text(words.say('settings.channels.lead'), 'lead'),
      ...platforms.map((platform) =>
        pick(CHANNEL_INPUTS[platform], words.say(`settings.channels.${platform}`), {
          platform,
          what: 'channel',
          hint: words.say(`settings.channels.${platform}-pick`),
          typedHint: words.say(`settings.channels.${platform}-hint`),
          chosen: now(platform),
        }),
      ),
      save('channels.save', circle.id, words),
    ],
  }));
}
