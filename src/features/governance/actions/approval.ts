import { action, inCircle } from '../../../core/actions/action.ts';
import { done, type Handlers, refused, shown } from '../../../core/actions/handler.ts';
import { approvalDone, approvalLeft, approvalPage } from '../messages/approval.ts';
import { proposalTable } from '../tables/proposals.ts';
import { approveProposal, withdrawProposal } from '../use-cases/decisions.ts';
import { approvalView } from '../use-cases/views.ts';
import { asFailure } from './settings.ts';

const proposalSubject = inCircle((tx, id) => proposalTable.find(tx, id));

export const approvalHandlers = {
  /** Every member may read what is proposed; who may answer gets the buttons. */
  'approval.show': action({
    by: 'reader',
    subject: proposalSubject,
    run: async (context, { subject: proposal, person: { circle, member, reader } }) =>
      shown(approvalPage(await approvalView(context, circle, member, proposal), reader)),
  }),
  /** Not stewards alone: whoever is to become the first steward of another voice may say yes to it. */
  'approval.approve': action({
    by: 'member',
    subject: proposalSubject,
    run: async (context, { subject: { id }, person: { circle, member, reader } }) => {
      const decided = await approveProposal(context, circle, member, id);
      if (decided.ok) {
        const { proposal, handedOver } = decided.value;
        return done(approvalDone(await approvalView(context, circle, member, proposal), reader, handedOver));
      }
      const { code, details } = decided;
      return refused(code === 'no-such-proposal' ? 'not-found' : asFailure(code, details?.threshold), reader);
    },
  }),
  /** Of letters of before v0.2. A no is kept nowhere: whoever asked could tell it from silence. */
  'approval.decline': action({
    by: 'member',
    subject: proposalSubject,
    run: async (_context, { person }) => done(approvalLeft(person.reader)),
  }),
  'approval.withdraw': action({
    by: 'member',
    subject: proposalSubject,
    run: async (context, { subject: { id }, person: { circle, member, reader } }) => {
      const withdrawn = await withdrawProposal(context, circle, member, id);
      if (withdrawn.ok)
        return done(approvalDone(await approvalView(context, circle, member, withdrawn.value), reader));
      return refused(withdrawn.code === 'no-such-proposal' ? 'not-found' : withdrawn.code, reader);
    },
  }),
} satisfies Partial<Handlers>;
