import type { PlatformName, SurfaceName } from '../../../core/circle.ts';
import { actions, button, compose, text } from '../../../core/messages/blocks.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Message } from '../../../core/ports/message.ts';
import type { ChannelBar } from '../../../core/ports/sender.ts';

const PLATFORMS = {
  slack: 'Slack',
  teams: 'Teams',
  web: 'Roundtable',
  mail: 'E-mail',
  sms: 'Text messages',
} as const;
const INVITATION = { slack: '/invite @Roundtable', teams: '@Roundtable', web: '' } as const;

export interface ClosedChannelView {
  readonly circle: string;
  readonly circleId: string;
  readonly platform: PlatformName;
  /** As the platform names it. */
  readonly channel: string;
  readonly bar: ChannelBar;
}

/** To a steward: a channel does not let the bot post, and what to do. */
export function channelClosed(view: ClosedChannelView, reader: Reader): Message {
  const { circle, channel } = view;
  const platform = PLATFORMS[view.platform];
  const told = { circle, channel, platform, invite: INVITATION[view.platform] };
  return compose(reader, (words) => ({
    summary: words.say('trouble.channel.summary', { circle }),
    blocks: [
      view.bar === 'archived'
        ? text(words.say('trouble.channel.archived', { circle, channel, platform }), 'lead')
        : text(words.say(`trouble.channel.${view.bar}`, told), 'lead'),
      ...(view.bar === 'gone' ? [text(words.say('trouble.channel.gone-for-good'))] : []),
      text(words.say('trouble.channel.nothing-lost')),
      text(words.say('trouble.channel.again')),
      actions(button(words.say('trouble.channel.open'), 'circle.show', view.circleId)),
    ],
  }));
}

export interface UnreachableMemberView {
  readonly circle: string;
  readonly name: string;
  readonly platform: SurfaceName;
}

/** To a steward: somebody's account is closed, or their letters come back, and nothing else calls them. */
export function memberUnreachable(view: UnreachableMemberView, reader: Reader): Message {
  const { circle, name } = view;
  if (view.platform === 'mail' || view.platform === 'sms') {
    const what = view.platform === 'mail' ? 'address' : 'number';
    return compose(reader, (words) => ({
      summary: words.say(`trouble.${what}.summary`, { name }),
      blocks: [
        text(words.say(`trouble.${what}.what`, { name, circle }), 'lead'),
        text(words.say(`trouble.${what}.todo`)),
      ],
    }));
  }
  const platform = PLATFORMS[view.platform];
  return compose(reader, (words) => ({
    summary: words.say('trouble.member.summary', { name, platform }),
    blocks: [
      text(words.say('trouble.member.what', { name, circle, platform }), 'lead'),
      text(words.say('trouble.member.todo')),
    ],
  }));
}

/** To a steward on another platform: this one lets nobody of ours in. */
export function platformShutOut(
  view: { readonly circle: string; readonly platform: SurfaceName },
  reader: Reader,
): Message {
  const platform = PLATFORMS[view.platform];
  return compose(reader, (words) => ({
    summary: words.say('trouble.platform.summary', { platform }),
    blocks: [
      text(words.say('trouble.platform.what', { platform, circle: view.circle }), 'lead'),
      text(words.say('trouble.platform.todo', { platform })),
      text(words.say('trouble.platform.nothing-lost')),
    ],
  }));
}
