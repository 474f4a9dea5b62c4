import { z } from 'zod';
import { calledIn } from '../../core/called.ts';
import { readerOf } from '../../core/messages/reader.ts';
import {
  carrying,
  type NotificationKinds,
  notification,
  type Writing,
} from '../../core/outbox/notifications.ts';
import type { Message } from '../../core/ports/message.ts';
import { memberTable } from '../../core/tables/members.ts';
import {
  claimWaits,
  signInLink,
  signInText,
  wayInMade,
  wayInNew,
  wayInTried,
  wayInTriedTold,
} from './messages.ts';
import { invitationState } from './rules/way-in.ts';
import { invitationTable } from './tables.ts';
import { credentialsOf, digitsOf } from './use-cases/sign-in.ts';
import { madeView, newView } from './use-cases/views.ts';

export const wayInNotifications = {
  'sign-in': carrying(
    z.strictObject({ memberId: z.string() }),
    async ({ context, circle, delivery: { subject, expiresAt } }, { memberId }, platform) => {
      const member = await memberTable.find(context.store, memberId);
      if (member === null || member.leftAt !== null) return null;
      const reader = readerOf(member, circle, context.clock.now());
      if (platform === 'sms') return signInText(member.name, digitsOf(context, subject), reader);
      const { secret, code } = credentialsOf(context, subject);
      const { links } = context;
      const view = { address: links.wayIn(secret), entrance: links.entrance(), code, name: member.name };
      const until = expiresAt ?? context.clock.now();
      return signInLink({ ...view, until }, reader);
    },
    { namesCircle: false },
  ),
  'link-made': notification(wayInLetter),
  'way-in-tried': notification(wayInLetter),
  'way-in-new': notification(wayInLetter),
  'claim-waits': notification(wayInLetter),
} satisfies Partial<NotificationKinds>;

/** Tells of somebody's way in. null: it was forgotten or is settled; letters of v0.1.0 tell of links that open nothing now. */
async function wayInLetter({
  context,
  delivery: { kind, subject },
  circle,
  member: told,
  reader,
}: Writing): Promise<Message | null> {
  const { store } = context;
  const invitation = await invitationTable.find(store, subject);
  const member = invitation === null ? null : await memberTable.find(store, invitation.memberId);
  if (invitation === null || member === null) return null;
  const name = (await calledIn(store, circle)).nameOf(member.id) ?? member.name;
  switch (kind) {
    case 'claim-waits':
      return invitation.waiting ? claimWaits({ id: invitation.id, name, circle: circle.name }, reader) : null;
    case 'way-in-tried':
      return told?.id === member.id
        ? wayInTried(circle.name, reader)
        : wayInTriedTold({ name, circle: circle.name }, reader);
    case 'way-in-new': {
      const state = invitationState(invitation, context.clock.now());
      if (state === 'used' || state === 'over') return null;
      const view = await newView(store, invitation, circle);
      return view === null ? null : wayInNew(view, readerOf(member, circle, context.clock.now()));
    }
    default: {
      const view = await madeView(store, invitation, circle);
      return view === null ? null : wayInMade(view, reader);
    }
  }
}
