import { z } from 'zod';
import { calledIn } from '../../core/called.ts';
import { isSteward } from '../../core/circle.ts';
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
  invitationEnded,
  invited,
  signInLink,
  signInText,
  wayInMade,
  wayInNew,
  wayInTried,
  wayInTriedTold,
} from './messages.ts';
import { invitationState } from './rules/way-in.ts';
import { invitationTable } from './tables.ts';
import { credentialsOf } from './use-cases/credentials.ts';
import { credentialsSent, endMailed } from './use-cases/mailed.ts';
import { digitsOf } from './use-cases/sign-in.ts';
import { madeView, newView } from './use-cases/views.ts';

export const wayInNotifications = {
  'sign-in': carrying(
    z.strictObject({ memberId: z.string() }),
    async ({ context, circle, delivery: { subject, expiresAt } }, { memberId }, platform) => {
      const member = await memberTable.find(context.store, memberId);
      if (member === null || member.leftAt !== null) return null;
      const reader = readerOf(member, circle, context.clock.now());
      if (platform === 'sms') return signInText(member.name, digitsOf(context, subject), reader);
      const [{ secret, code }] = credentialsOf(context, 'sign-in', subject);
      const { links } = context;
      const view = { address: links.wayIn(secret), entrance: links.entrance(), code, name: member.name };
      const until = expiresAt ?? context.clock.now();
      return signInLink({ ...view, until }, reader);
    },
    { namesCircle: false },
  ),
  invited: carrying(
    z.strictObject({ memberId: z.string(), which: z.enum(['first', 'again']) }),
    async ({ context, circle, delivery: { subject } }, { which }) => {
      const { links, store } = context;
      const now = context.clock.now();
      const invitation = await invitationTable.find(store, subject);
      const opens = invitation === null ? null : credentialsSent(context, invitation);
      const member = invitation === null ? null : await memberTable.find(store, invitation.memberId);
      if (invitation === null || opens === null || member === null || member.leftAt !== null) return null;
      if (invitationState(invitation, now) !== 'open') return null;
      const stewards = (await memberTable.list(store, circle.id)).filter(isSteward);
      const view = {
        name: member.name,
        organisation: circle.organisation,
        stewards: stewards.map(({ name }) => name),
        address: links.wayIn(opens.secret),
        entrance: links.entrance(),
        code: opens.code,
        until: invitation.expiresAt,
        which,
      };
      return invited(view, readerOf(member, circle, now));
    },
    {
      namesCircle: false,
      failed: async (context, { subject }) => void (await endMailed(context, subject, 'came-back')),
    },
  ),
  'invitation-ended': carrying(
    z.strictObject({ memberId: z.string(), why: z.enum(['declined', 'came-back']) }),
    async ({ context, circle, member: told, reader }, { memberId, why }) => {
      const member = await memberTable.find(context.store, memberId);
      if (told === null || !isSteward(told) || member === null || member.leftAt !== null) return null;
      const name = (await calledIn(context.store, circle)).nameOf(member.id) ?? member.name;
      return invitationEnded({ id: member.id, name, circle: circle.name, why }, reader);
    },
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
