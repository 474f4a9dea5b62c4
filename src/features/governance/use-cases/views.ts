import { type Circle, isSteward, type Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Tables } from '../../../ports/store.ts';
import { kindOf } from '../change-kinds.ts';
import type { ApprovalView } from '../messages/approval.ts';
import type { Naming } from '../messages/change.ts';
import { membershipOf } from '../rules/change.ts';
import { mayDecide } from '../rules/keys.ts';
import { isWaiting, type Proposal } from '../rules/proposal.ts';

/** Names for everybody that acts and changes may point to, those who left included. */
export async function namingOf(tables: Tables, circle: Circle): Promise<Naming> {
  const everybody = await tables.members.everybody(circle.id);
  return { people: new Map(everybody.map(({ id, name }) => [id, name])), voices: circle.voices };
}

/** A proposal as one member sees it. */
export async function approvalView(
  context: Context,
  circle: Circle,
  reader: Member | null,
  proposal: Proposal,
): Promise<ApprovalView> {
  const { tables } = context.store;
  const members = await tables.members.list(circle.id);
  const asker = { id: proposal.by.memberId, voice: proposal.by.voice };
  const now = context.clock.now();
  const deciders = members.filter((member) => mayDecide(proposal.change, asker, member, members, now).ok);
  const act = await tables.acts.find(proposal.id);
  return {
    proposal,
    naming: await namingOf(tables, circle),
    deciders: deciders.map(({ name }) => name),
    mayDecide: deciders.some(({ id }) => id === reader?.id),
    quoted:
      reader !== null && isSteward(reader)
        ? await kindOf(context, proposal.change).quoted({ tables, circle }, proposal.change)
        : [],
    mayWithdraw: reader?.id === proposal.by.memberId,
    places: await placesOf(tables, proposal),
    reason: act?.reason ?? null,
    answer: act?.answer ?? null,
    mayAnswer: act !== null && act.answer === null && isAnswerable(proposal) && isAbout(proposal, reader),
    now,
  };
}

async function placesOf(tables: Tables, { change }: Proposal): Promise<ApprovalView['places']> {
  const member = change.kind === 'member-added' ? await tables.members.find(change.memberId) : null;
  return [...new Set((member?.identities ?? []).map(({ platform }) => platform))];
}

/** Whether the person concerned may write a short answer to it: they are, or were, taken out or moved. */
function isAnswerable({ change, state }: Proposal): boolean {
  return (change.kind === 'member-left' || change.kind === 'voice') && state !== 'withdrawn';
}

function isAbout({ change }: Proposal, reader: Member | null): boolean {
  return reader !== null && membershipOf(change) === reader.id;
}

/** What waits in a circle, as one member sees it; oldest first. */
export async function waitingApprovals(
  context: Context,
  circle: Circle,
  reader: Member,
): Promise<readonly ApprovalView[]> {
  const now = context.clock.now();
  const views: ApprovalView[] = [];
  for (const proposal of await context.store.tables.proposals.open(circle.id)) {
    if (isWaiting(proposal, now)) views.push(await approvalView(context, circle, reader, proposal));
  }
  return views;
}
