import { isSteward, type Member } from '../../core/circle.ts';
import { type NotificationKinds, toOne, type Writing } from '../../core/outbox/notifications.ts';
import type { Message } from '../../core/ports/message.ts';
import {
  actTold,
  approvalDecided,
  approvalWanted,
  measuringChanged,
  membershipTold,
} from './messages/approval.ts';
import { actTable, proposalTable } from './tables/proposals.ts';
import { approvalView, namingOf, waitingApprovals } from './use-cases/views.ts';

export const governanceNotifications = {
  'approval-wanted': toOne(governanceLetter, { inPlace: decidedInPlace }),
  'approval-decided': toOne(governanceLetter),
  'membership-told': toOne(governanceLetter),
  'measuring-changed': toOne(governanceLetter),
  'settings-changed': toOne(governanceLetter),
  'act-told': toOne(governanceLetter),
} satisfies Partial<NotificationKinds>;

async function decidedInPlace({ context, delivery, circle, member, reader }: Writing) {
  const proposal = await proposalTable.find(context.store, delivery.subject);
  return proposal && approvalDecided(await approvalView(context, circle, member, proposal), reader);
}

/** What stewards hear of one another, and members of them. null: it was decided meanwhile, or is not theirs to decide any more. */
async function governanceLetter({
  context,
  delivery: { kind, subject, sentAt },
  circle,
  member,
  reader,
}: Writing & { readonly member: Member }): Promise<Message | null> {
  const { store } = context;
  if (kind === 'settings-changed' || kind === 'act-told') {
    const act = kind === 'act-told' || isSteward(member) ? await actTable.find(store, subject) : null;
    return act === null ? null : actTold(circle.name, act, await namingOf(store, circle), reader);
  }
  const proposal = await proposalTable.find(store, subject);
  if (proposal === null) return null;
  const view = await approvalView(context, circle, member, proposal);
  switch (kind) {
    case 'approval-decided':
      return approvalDecided(view, reader);
    case 'membership-told':
      return membershipTold(circle.name, view, reader);
    case 'measuring-changed':
      return measuringChanged(circle.name, view, reader);
    default: {
      const waiting = await waitingApprovals(context, circle, member);
      return approvalWanted(
        circle.name,
        // What was asked for since then has a letter of its own.
        waiting.filter(({ mayDecide, proposal: { at } }) => mayDecide && (sentAt === null || at <= sentAt)),
        reader,
      );
    }
  }
}
