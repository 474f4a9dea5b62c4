import { sameAccount } from '../../../core/account-links.ts';
import {
  done,
  type Handler,
  type Handlers,
  only,
  refused,
  refusedAt,
  shown,
} from '../../../core/actions/handler.ts';
import { type Circle, type Member, waitsOutside } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import * as field from '../../../core/fields.ts';
import { type Reader, readerOf } from '../../../core/messages/reader.ts';
import type { Interaction, Reply } from '../../../core/ports/interaction.ts';
import {
  ANSWER_INPUT,
  type ApprovalView,
  answerForm,
  answerKept,
  LONGEST_ANSWER,
} from '../../governance/messages/approval.ts';
import { membershipOf } from '../../governance/rules/change.ts';
import { approvalView } from '../../governance/use-cases/views.ts';
import { claimUnder, type OwnClaim } from '../../ways-in/use-cases/vouch.ts';
import { waitingWelcome } from '../messages/welcome.ts';

const answerHandler: Handler = async (context, asker, interaction) =>
  (await answerConcerned(context, interaction)) ?? refused('not-found', asker.anywhere.reader);

/** Whom a change is about may write a short answer to it, once. */
export const concernedHandlers: Handlers<'approval.answer-form' | 'approval.answer'> = {
  'approval.answer-form': answerHandler,
  'approval.answer': answerHandler,
};

/** What somebody may do who is in no circle any more, or in none yet. null: nothing of these. */
export async function answerUnconfirmed(context: Context, interaction: Interaction): Promise<Reply | null> {
  const answered = await answerConcerned(context, interaction);
  if (answered !== null) return answered;
  // Being asked into one circle keeps nobody from starting another.
  if (interaction.action.name === 'circle.set-up-form' || interaction.action.name === 'circle.set-up')
    return null;
  const [candidate] = await context.store.tables.members.candidates(interaction.actor);
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
    readerOf(member, circle),
  );
  return interaction.action.name === 'home.show'
    ? shown(page)
    : { kind: 'refused', reason: 'not-allowed', message: page };
}

/** Who is not let in yet reads nobody's name. */
function vouchersTold({ circle, member, vouchers }: OwnClaim): readonly string[] | null {
  return waitsOutside(member, circle) ? null : vouchers.map(({ name }) => name);
}

/** Also after the change took them out: then no member is found by their account. null: it is not about them. */
async function answerConcerned(context: Context, interaction: Interaction): Promise<Reply | null> {
  const { name } = interaction.action;
  if (name !== 'approval.answer-form' && name !== 'approval.answer') return null;
  const found = await findConcerned(context, interaction);
  if (found === null) return null;
  const { view, reader } = found;
  if (!view.mayAnswer) return refused('said-before', reader);
  const form = answerForm(view, reader);
  if (name === 'approval.answer-form') return shown(form);
  const said = only(interaction, ANSWER_INPUT);
  if (said === '') return refusedAt('no-words', reader, form, ANSWER_INPUT);
  const words = field.words(LONGEST_ANSWER).safeParse(said.replace(/\s+/g, ' '));
  if (!words.success) return refusedAt('answer-too-long', reader, form, ANSWER_INPUT);
  const kept = await context.store.tables.acts.answer(view.proposal.id, words.data);
  return kept ? done(answerKept(reader)) : refused('said-before', reader);
}

async function findConcerned(
  context: Context,
  { action, actor }: Interaction,
): Promise<{ readonly view: ApprovalView; readonly reader: Reader } | null> {
  const { circles, members, proposals } = context.store.tables;
  const proposal = await proposals.find(action.subject);
  const memberId = proposal === null ? null : membershipOf(proposal.change);
  const member: Member | null = memberId === null ? null : await members.find(memberId);
  const circle: Circle | null = member === null ? null : await circles.find(member.circleId);
  if (proposal === null || member === null || circle === null) return null;
  if (!member.identities.some((one) => sameAccount(one, actor))) return null;
  return { view: await approvalView(context, circle, member, proposal), reader: readerOf(member, circle) };
}
