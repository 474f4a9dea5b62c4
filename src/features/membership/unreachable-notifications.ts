import { type Circle, isSteward, type Member, type PlatformName } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import type { Reader } from '../../core/messages/reader.ts';
import type { Delivery } from '../../core/outbox/delivery.ts';
import type { Message } from '../../core/ports/message.ts';
import { channelClosed, memberUnreachable, platformShutOut } from './messages/trouble.ts';

/** What stewards hear of letters that did not arrive. null: it is not theirs to know any more, or its subject is gone. */
export async function troubleLetter(
  context: Context,
  { kind, subject }: Delivery,
  circle: Circle,
  member: Member,
  reader: Reader,
): Promise<Message | null> {
  if (!isSteward(member)) return null;
  if (kind === 'platform-shut-out') {
    const platform = platformNamed(subject);
    return platform === null ? null : platformShutOut({ circle: circle.name, platform }, reader);
  }
  const [, first = '', rest = ''] = /^([^.]*)\.(.*)$/s.exec(subject) ?? [];
  if (kind === 'member-unreachable') {
    const found = await context.store.tables.members.find(first);
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
