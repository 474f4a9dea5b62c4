import type { Circle, Identity } from '../../../core/circle.ts';
import { choice, compose, heading, pick, text } from '../../../core/messages/blocks.ts';
import { save } from '../../../core/messages/form-blocks.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Surroundings } from '../../../core/ports/chat.ts';
import type { Block, Message } from '../../../core/ports/message.ts';

export const CHANNEL_INPUTS = { slack: 'slack-channel', teams: 'teams-channel' } as const;

export interface ChannelsFormView {
  readonly circle: Pick<Circle, 'id' | 'channels'>;
  /** Where the circle may have a channel. */
  readonly platforms: readonly ('slack' | 'teams')[];
  /** Channels of the team, for Teams has no picker of them; and the one where the form was opened. */
  readonly listed?: Surroundings['channels'];
  readonly here?: Identity | null;
}

/** The value of "no channel": no id. */
export const NO_CHANNEL = '-';

export function channelsForm(
  { circle, platforms, listed = [], here }: ChannelsFormView,
  reader: Reader,
): Message {
  const now = (platform: 'slack' | 'teams') =>
    circle.channels.filter((each) => each.platform === platform).map(({ externalId }) => externalId);
  return compose(reader, (words) => ({
    summary: words.say('settings.channels.summary'),
    blocks: [
      heading(1, words.say('settings.channels.heading')),
      text(words.say('settings.channels.lead'), 'lead'),
      ...platforms.map((platform) =>
        platform === 'teams' && listed.length > 0
          ? channelChoice(CHANNEL_INPUTS.teams, { listed, now: now('teams')[0] ?? null, here }, words)
          : pick(CHANNEL_INPUTS[platform], words.say(`settings.channels.${platform}`), {
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

/** Teams has no picker of channels. What the circle has now is chosen, or else where the form was opened. */
export function channelChoice(
  input: string,
  {
    listed,
    now = null,
    here = null,
  }: {
    readonly listed: Surroundings['channels'];
    readonly now?: string | null;
    readonly here?: Identity | null | undefined;
  },
  words: Words,
): Block {
  const options = listed.map(({ identity, name }) => ({ value: identity.externalId, label: name }));
  const isListed = now === null || options.some(({ value }) => value === now);
  return choice(
    input,
    words.say('settings.channels.teams'),
    [
      ...options,
      ...(isListed ? [] : [{ value: now, label: words.say('settings.channels.as-now') }]),
      { value: NO_CHANNEL, label: words.say('settings.channels.none') },
    ],
    now ?? here?.externalId ?? NO_CHANNEL,
  );
}
