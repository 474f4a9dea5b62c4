import { done, type Handlers, refused, shown } from '../../../core/actions/handler.ts';
import type { Asker, Person } from '../../../core/actions/person.ts';
import type { Context } from '../../../core/context.ts';
import type { Reply } from '../../../core/ports/interaction.ts';
import { approvalDone, approvalLeft, approvalPage } from '../messages/approval.ts';
import type { Proposal } from '../rules/proposal.ts';
import { approveProposal, withdrawProposal } from '../use-cases/decisions.ts';
import { approvalView } from '../use-cases/views.ts';
import { asFailure } from './settings.ts';

type ApprovalActions = 'approval.show' | 'approval.approve' | 'approval.decline' | 'approval.withdraw';

export const approvalHandlers: Handlers<ApprovalActions> = {
  /** Every member may read what is proposed; who may answer gets the buttons. */
  'approval.show': async (context, asker, { action }) => {
    const found = await findProposal(context, asker, action.subject);
    if (found === null) return refused('not-found', asker.anywhere.reader);
    const { proposal, person } = found;
    const view = await approvalView(context, person.circle, person.member, proposal);
    return shown(approvalPage(view, person.reader));
  },
  'approval.approve': (context, asker, { action }) => approve(context, asker, action.subject),
  /** Of letters of before v0.2. A no is kept nowhere: whoever asked could tell it from silence. */
  'approval.decline': async (context, asker, { action }) => {
    const found = await findProposal(context, asker, action.subject);
    if (found === null) return refused('not-found', asker.anywhere.reader);
    return done(approvalLeft(found.person.reader));
  },
  'approval.withdraw': async (context, asker, { action }) => {
    const found = await findProposal(context, asker, action.subject);
    if (found === null) return refused('not-found', asker.anywhere.reader);
    const { circle, member, reader } = found.person;
    const withdrawn = await withdrawProposal(context, circle, member, action.subject);
    if (!withdrawn.ok) {
      return refused(withdrawn.code === 'no-such-proposal' ? 'not-found' : withdrawn.code, reader);
    }
    return done(approvalDone(await approvalView(context, circle, member, withdrawn.value), reader));
  },
};

async function approve(context: Context, asker: Asker, id: string): Promise<Reply> {
  const found = await findProposal(context, asker, id);
  if (found === null) return refused('not-found', asker.anywhere.reader);
  const { circle, member, reader } = found.person;
  const decided = await approveProposal(context, circle, member, id);
  if (decided.ok) {
    const { proposal, handedOver } = decided.value;
    return done(approvalDone(await approvalView(context, circle, member, proposal), reader, handedOver));
  }
  const { code, details } = decided;
  switch (code) {
    case 'no-such-proposal':
      return refused('not-found', reader);
    case 'decided-before':
    case 'run-out':
    case 'asker-gone':
    case 'own-proposal':
    case 'same-voice':
    case 'about-you':
      return refused(code, reader);
    default:
      return refused(asFailure(code, details?.threshold), reader);
  }
}

async function findProposal(
  context: Context,
  asker: Asker,
  id: string,
): Promise<{ readonly proposal: Proposal; readonly person: Person } | null> {
  const proposal = await context.store.tables.proposals.find(id);
  const person = proposal === null ? null : asker.in(proposal.circleId);
  return proposal === null || person === null ? null : { proposal, person };
}
