import type { Circle, Member } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import { type Reader, readerOf } from '../../core/messages/reader.ts';
import type { Delivery } from '../../core/outbox/delivery.ts';
import type { Message } from '../../core/ports/message.ts';
import {
  claimWaits,
  type WayInMadeView,
  wayInMade,
  wayInNew,
  wayInTried,
  wayInTriedTold,
} from './messages.ts';
import type { Invitation } from './rules/way-in.ts';

/** Tells of somebody's way in. null: it was forgotten or is settled; letters of v0.1.0 tell of links that open nothing now. */
export async function wayInLetter(
  context: Context,
  { kind, subject }: Delivery,
  circle: Circle,
  told: Member | null,
  reader: Reader,
): Promise<Message | null> {
  const { invitations, members } = context.store.tables;
  const invitation = await invitations.find(subject);
  const member = invitation === null ? null : await members.find(invitation.memberId);
  if (invitation === null || member === null) return null;
  const { id, opensAt, usedAt } = invitation;
  switch (kind) {
    case 'claim-waits':
      return invitation.waiting ? claimWaits({ id, name: member.name, circle: circle.name }, reader) : null;
    case 'way-in-tried':
      return told?.id === member.id
        ? wayInTried(circle.name, reader)
        : wayInTriedTold({ name: member.name, circle: circle.name }, reader);
    case 'way-in-new': {
      const view = await madeView(context, invitation, circle);
      return view === null || usedAt !== null
        ? null
        : wayInNew({ ...view, id, opensAt }, readerOf(member, circle));
    }
    default: {
      const view = await madeView(context, invitation, circle);
      return view === null ? null : wayInMade(view, reader);
    }
  }
}

async function madeView(
  context: Context,
  { maker, makerId, madeAt }: Invitation,
  circle: Circle,
): Promise<WayInMadeView | null> {
  if (maker === 'self') return null;
  const by = makerId === null ? null : await context.store.tables.members.find(makerId);
  return { circle: circle.name, maker, by: by?.name ?? null, madeAt };
}
