import { z } from 'zod';
import { calledIn } from '../../core/called.ts';
import { ADDRESS_KINDS, isSteward, PLATFORM_NAMES } from '../../core/circle.ts';
import { carrying, type NotificationKinds } from '../../core/outbox/notifications.ts';
import { CHANNEL_BARS } from '../../core/ports/sender.ts';
import { memberTable } from '../../core/tables/members.ts';
import { channelClosed, memberUnreachable, platformShutOut } from './messages/trouble.ts';

const platform = z.enum([...PLATFORM_NAMES, ...ADDRESS_KINDS]);

/** What stewards hear of letters that did not arrive. null: it is not theirs to know any more, or what it is about is gone. */
export const unreachableNotifications = {
  'channel-closed': carrying(
    z.strictObject({ bar: z.enum(CHANNEL_BARS), channel: z.string() }),
    ({ circle, member, reader }, { bar, channel }) => {
      const linked = circle.channels.find((each) => `${each.platform}/${each.externalId}` === channel);
      if (member === null || !isSteward(member) || linked === undefined) return null;
      const closed = { circle: circle.name, circleId: circle.id, platform: linked.platform, bar };
      return channelClosed({ ...closed, channel: channel.slice(channel.lastIndexOf('/') + 1) }, reader);
    },
  ),
  'member-unreachable': carrying(
    z.strictObject({ memberId: z.string(), platform }),
    async ({ context, circle, member, reader }, { memberId, platform }) => {
      if (member === null || !isSteward(member)) return null;
      const found = await memberTable.find(context.store, memberId);
      if (found === null || found.leftAt !== null) return null;
      const { nameOf } = await calledIn(context.store, circle);
      return memberUnreachable(
        { circle: circle.name, name: nameOf(found.id) ?? found.name, platform },
        reader,
      );
    },
  ),
  'platform-shut-out': carrying(z.strictObject({ platform }), ({ circle, member, reader }, { platform }) =>
    member !== null && isSteward(member) ? platformShutOut({ circle: circle.name, platform }, reader) : null,
  ),
} satisfies Partial<NotificationKinds>;
