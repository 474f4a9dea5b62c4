import { isSteward, type Member, type PlatformName } from '../../core/circle.ts';
import { type NotificationKinds, toOne, type Writing } from '../../core/outbox/notifications.ts';
import type { Message } from '../../core/ports/message.ts';
import { memberTable } from '../../core/tables/members.ts';
import { channelClosed, memberUnreachable, platformShutOut } from './messages/trouble.ts';

export const unreachableNotifications: NotificationKinds<
  'channel-closed' | 'member-unreachable' | 'platform-shut-out'
> = {
  'channel-closed': toOne(troubleLetter),
  'member-unreachable': toOne(troubleLetter),
  'platform-shut-out': toOne(troubleLetter),
};

/** What stewards hear of letters that did not arrive. null: it is not theirs to know any more, or its subject is gone. */
async function troubleLetter({
  context,
  delivery: { kind, subject },
  circle,
  member,
  reader,
}: Writing & { readonly member: Member }): Promise<Message | null> {
  if (!isSteward(member)) return null;
  if (kind === 'platform-shut-out') {
    const platform = platformNamed(subject);
    return platform === null ? null : platformShutOut({ circle: circle.name, platform }, reader);
  }
  const [, first = '', rest = ''] = /^([^.]*)\.(.*)$/s.exec(subject) ?? [];
  if (kind === 'member-unreachable') {
    const found = await memberTable.find(context.store, first);
    const platform = platformNamed(rest);
    if (found === null || found.leftAt !== null || platform === null) return null;
    return memberUnreachable({ circle: circle.name, name: found.name, platform }, reader);
  }
  const platform = platformNamed(rest.split('/', 1)[0] ?? '');
  const linked = circle.channels.some((each) => `${each.platform}/${each.externalId}` === rest);
  if (platform === null || !linked || !isBar(first)) return null;
  const channel = rest.slice(rest.lastIndexOf('/') + 1);
  return channelClosed({ circle: circle.name, circleId: circle.id, platform, channel, bar: first }, reader);
}

function platformNamed(name: string): PlatformName | null {
  return name === 'slack' || name === 'teams' || name === 'web' ? name : null;
}

function isBar(name: string): name is 'not-invited' | 'archived' | 'gone' {
  return name === 'not-invited' || name === 'archived' || name === 'gone';
}
