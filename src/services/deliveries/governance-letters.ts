import type { Circle, Member } from '../../domain/circle.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { isSteward } from '../../domain/governance/keys.ts';
import { isWaiting } from '../../domain/governance/proposal.ts';
import { actTold, approvalDecided, approvalWanted } from '../../messages/approval.ts';
import type { Reader } from '../../messages/reader.ts';
import type { Message } from '../../ports/message.ts';
import type { Context } from '../context.ts';
import { approvalView, namingOf } from '../governance/views.ts';

/** What stewards hear of one another. null: it was decided meanwhile, or is not theirs to decide any more. */
export async function governanceLetter(
  context: Context,
  { kind, subject }: Delivery,
  circle: Circle,
  member: Member,
  reader: Reader,
): Promise<Message | null> {
  const { tables } = context.store;
  if (kind === 'settings-changed') {
    const act = isSteward(member) ? await tables.acts.find(subject) : null;
    return act === null ? null : actTold(circle.name, act, await namingOf(tables, circle), reader);
  }
  const proposal = await tables.proposals.find(subject);
  if (proposal === null) return null;
  const view = await approvalView(context, circle, member, proposal);
  if (kind === 'approval-decided') return approvalDecided(view, reader);
  return view.mayDecide && isWaiting(proposal, context.clock.now()) ? approvalWanted(view, reader) : null;
}
