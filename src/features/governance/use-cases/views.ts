import { calledIn, listCalled } from '../../../core/called.ts';
import { type Circle, isSteward, type Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { kindOf } from '../change-kinds.ts';
import type { ApprovalView } from '../messages/approval.ts';
import type { Naming } from '../messages/change.ts';
import { type Change, membershipOf } from '../rules/change.ts';
import { mayDecide } from '../rules/keys.ts';
import { isAsked, isWaiting, type Proposal } from '../rules/proposal.ts';
import { actTable, proposalTable } from '../tables/proposals.ts';

/** Names for everybody that acts and changes may point to, those who left included. */
export async function namingOf(tx: Tx, circle: Circle): Promise<Naming> {
  const { voices, timezone } = circle;
  return { people: (await calledIn(tx, circle)).names, voices, timezone };
}

/** A proposal as one member sees it. */
export async function approvalView(
  context: Context,
  circle: Circle,
  reader: Member | null,
  proposal: Proposal,
): Promise<ApprovalView> {
  const { store } = context;
  const members = await listCalled(store, circle);
  const asker = { id: proposal.by.memberId, voice: proposal.by.voice };
  const now = context.clock.now();
  const kind = kindOf(context, proposal.change);
  const waiting = isWaiting(proposal, now);
  const at = { context, tx: store, circle };
  const isOver = async () => (await kind.until(at, proposal.change)) === 'over';
  const gone = isAsked(proposal, members, now) ? null : 'asker-gone';
  const ended = waiting ? (gone ?? ((await isOver()) ? 'late' : null)) : null;
  const deciders =
    ended !== null
      ? []
      : members.filter((member) => mayDecide(proposal.change, asker, member, members, now).ok);
  const act = await actTable.find(store, proposal.id);
  const nextOf = async (change: Change | null) =>
    change === null || !waiting ? null : ((await kind.ahead(at, change))?.dates[0] ?? null);
  const before = waiting ? await kind.stood(at, proposal.change) : proposal.before;
  return {
    proposal,
    before,
    naming: await namingOf(store, circle),
    deciders: deciders.map(({ name }) => name),
    mayDecide: deciders.some(({ id }) => id === reader?.id),
    quoted:
      reader !== null && isSteward(reader) ? await kind.quoted({ tx: store, circle }, proposal.change) : [],
    mayWithdraw: ended === null && reader?.id === proposal.by.memberId,
    ended,
    ...(await placesOf(store, proposal, reader)),
    next: await nextOf(proposal.change),
    due: await nextOf(before),
    reason: act?.reason ?? null,
    answer: act?.answer ?? null,
    mayAnswer: act !== null && act.answer === null && isAnswerable(proposal) && isAbout(proposal, reader),
    now,
  };
}

async function placesOf(
  tx: Tx,
  { change, state }: Proposal,
  reader: Member | null,
): Promise<Pick<ApprovalView, 'places' | 'email'>> {
  const member = change.kind === 'member-added' ? await memberTable.find(tx, change.memberId) : null;
  return {
    places: [...new Set((member?.identities ?? []).map(({ platform }) => platform))],
    email: state === 'open' && reader !== null && isSteward(reader) ? (member?.email ?? null) : null,
  };
}

/** Whether the person concerned may write a short answer to it: they are, or were, taken out or moved. */
function isAnswerable({ change, state }: Proposal): boolean {
  return (change.kind === 'member-left' || change.kind === 'voice') && state !== 'withdrawn';
}

function isAbout({ change }: Proposal, reader: Member | null): boolean {
  return reader !== null && membershipOf(change) === reader.id;
}

/** What waits in a circle and is not too late, as one member sees it; oldest first. */
export async function waitingApprovals(
  context: Context,
  circle: Circle,
  reader: Member,
): Promise<readonly ApprovalView[]> {
  const now = context.clock.now();
  const views: ApprovalView[] = [];
  for (const proposal of await proposalTable.open(context.store, circle.id)) {
    if (isWaiting(proposal, now)) views.push(await approvalView(context, circle, reader, proposal));
  }
  return views.filter(({ ended }) => ended === null);
}
