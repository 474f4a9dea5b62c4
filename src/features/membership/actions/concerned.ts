import { sameAccount } from '../../../core/account-links.ts';
import { action } from '../../../core/actions/action.ts';
import { done, type Handlers, only, refused, refusedAt, shown } from '../../../core/actions/handler.ts';
import { type Circle, type Member, waitsOutside } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import * as field from '../../../core/fields.ts';
import { type Reader, readerOf } from '../../../core/messages/reader.ts';
import type { Interaction, Reply } from '../../../core/ports/interaction.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import {
  ANSWER_INPUT,
  type ApprovalView,
  answerForm,
  answerKept,
  LONGEST_ANSWER,
} from '../../governance/messages/approval.ts';
import { membershipOf } from '../../governance/rules/change.ts';
import { actTable, proposalTable } from '../../governance/tables/proposals.ts';
import { approvalView } from '../../governance/use-cases/views.ts';
import { claimUnder, type OwnClaim } from '../../ways-in/use-cases/vouch.ts';
import { waitingWelcome } from '../messages/welcome.ts';

interface Concerned {
  readonly view: ApprovalView;
  readonly reader: Reader;
}

const answering = action({
  by: 'reader',
  subject: async (context, { anywhere: person }, _id, interaction) => {
    const subject = await findConcerned(context, interaction);
    return subject && { person, subject };
  },
  run: (context, { subject, interaction }) => answerChange(context, interaction, subject),
});

/** Whom a change is about may write a short answer to it, once. */
export const concernedHandlers = {
  'approval.answer-form': answering,
  'approval.answer': answering,
} satisfies Partial<Handlers>;

/** What somebody may do who is in no circle any more, or in none yet. null: nothing of these. */
export async function answerUnconfirmed(context: Context, interaction: Interaction): Promise<Reply | null> {
  const { name } = interaction.action;
  const answers = name === 'approval.answer-form' || name === 'approval.answer';
  const concerned = answers ? await findConcerned(context, interaction) : null;
  if (concerned !== null) return answerChange(context, interaction, concerned);
  // Being asked into one circle keeps nobody from starting another.
  if (name === 'circle.set-up-form' || name === 'circle.set-up') return null;
  const [candidate] = await memberTable.candidates(context.store, interaction.actor);
  const claim =
    interaction.platform === 'web' ? await claimUnder(context, interaction.actor.externalId) : null;
  const waiting = claim ?? candidate;
  if (waiting === undefined) return null;
  const { member, circle } = waiting;
  const page = waitingWelcome(
    {
      name: member.name,
      organisation: circle.organisation,
      letIn: !waitsOutside(member, circle),
      claim: claim && { words: claim.words, vouchers: vouchersTold(claim) },
    },
    readerOf(member, circle, context.clock.now()),
  );
  return name === 'home.show' ? shown(page) : { kind: 'refused', reason: 'not-allowed', message: page };
}

/** Who is not let in yet reads nobody's name. */
function vouchersTold({ circle, member, vouchers }: OwnClaim): readonly string[] | null {
  return waitsOutside(member, circle) ? null : vouchers.map(({ name }) => name);
}

async function answerChange(
  context: Context,
  interaction: Interaction,
  { view, reader }: Concerned,
): Promise<Reply> {
  if (!view.mayAnswer) return refused('said-before', reader);
  const form = answerForm(view, reader);
  if (interaction.action.name === 'approval.answer-form') return shown(form);
  const said = only(interaction, ANSWER_INPUT);
  if (said === '') return refusedAt('no-words', reader, form, ANSWER_INPUT);
  const words = field.words(LONGEST_ANSWER).safeParse(said.replace(/\s+/g, ' '));
  if (!words.success) return refusedAt('answer-too-long', reader, form, ANSWER_INPUT);
  const kept = await actTable.answer(context.store, view.proposal.id, words.data);
  return kept ? done(answerKept(reader)) : refused('said-before', reader);
}

/** Also after the change took them out: then no member is found by their account. null: it is not about them. */
async function findConcerned(
  context: Context,
  { action: { subject }, actor }: Interaction,
): Promise<Concerned | null> {
  const proposal = await proposalTable.find(context.store, subject);
  const memberId = proposal === null ? null : membershipOf(proposal.change);
  const member: Member | null = memberId === null ? null : await memberTable.find(context.store, memberId);
  const circle: Circle | null =
    member === null ? null : await circleTable.find(context.store, member.circleId);
  if (proposal === null || member === null || circle === null) return null;
  if (!member.identities.some((one) => sameAccount(one, actor))) return null;
  return {
    view: await approvalView(context, circle, member, proposal),
    reader: readerOf(member, circle, context.clock.now()),
  };
}
