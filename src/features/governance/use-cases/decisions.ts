import type { Circle, Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { addToOutbox, enqueueDeliveries, toCorrect } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { deliveryTable } from '../../../core/tables/deliveries.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { type CheckRefusal, type HandedOver, kindOf } from '../change-kinds.ts';
import { membershipOf } from '../rules/change.ts';
import { measuresLess } from '../rules/measuring.ts';
import { type DecideRefusal, decide, type Proposal, withdraw } from '../rules/proposal.ts';
import { proposalTable } from '../tables/proposals.ts';
import { beforeOf, recordAct } from './changes.ts';
import { tellConcerned, tellDecision, tellEverybody } from './telling.ts';

export type DecisionRefusal = 'no-such-proposal' | DecideRefusal | CheckRefusal;

export interface Decided {
  readonly proposal: Proposal;
  /** Where the second key makes something: kept nowhere. */
  readonly handedOver: HandedOver | null;
}

/**
 * A steward of another voice turns the second key. The change is made in the same transaction, so it is made once or not
 * at all; it is checked again first, because the circle may have changed while it waited. A no needs nothing: see `Proposal`.
 */
export async function approveProposal(
  context: Context,
  circle: Circle,
  decider: Member,
  proposalId: string,
): Promise<Result<Decided, DecisionRefusal>> {
  const outcome = await context.store.transact(async (tx) => {
    await circleTable.lock(tx, circle.id);
    const proposal = await proposalTable.lock(tx, proposalId);
    if (proposal === null || proposal.circleId !== circle.id) return refuse('no-such-proposal');
    const members = await memberTable.listWithReaders(tx, circle.id);
    const judge = members.find(({ id }) => id === decider.id);
    if (judge === undefined) return refuse('not-a-steward');
    const now = context.clock.now();
    const decided = decide(proposal, judge, members, now);
    if (!decided.ok) return decided;
    const { change } = proposal;
    const kind = kindOf(context, change);
    const at = { context, tx, circle };
    const by = { id: proposal.by.memberId };
    const sound = await kind.check({ ...at, members, by }, change);
    if (!sound.ok) return sound;
    const before = await beforeOf(at, change, now);
    const approved = { ...decided.value, before: before.stood };
    await proposalTable.decide(tx, approved);
    await recordAct(context, tx, circle, decider, 'approved', change, { before: before.stood });
    const ended = change.kind === 'member-added' ? await endOtherAsks(tx, approved) : [];
    const made = await kind.apply(at, change);
    const handedOver = await kind.handOver(at, change, approved.decided);
    const present = await memberTable.listWithReaders(tx, circle.id);
    const told = [
      ...(await asksPutRight(context, tx, circle, [proposal, ...ended])),
      ...tellDecision(context, circle, present, approved),
      ...tellConcerned(context, circle, members, approved),
      ...(measuresLess(change, before) ? tellEverybody(context, circle, present, approved) : []),
    ];
    const letters = await addToOutbox(tx, [...made, ...told, ...(handedOver?.letters ?? [])]);
    return success({ proposal: approved, handedOver, letters });
  });
  if (!outcome.ok) return outcome;
  const { proposal, handedOver, letters } = outcome.value;
  await kindOf(context, proposal.change).followUp(context, proposal.change);
  await enqueueDeliveries(context, letters);
  return success({ proposal, handedOver });
}

/**
 * Whoever is let in was perhaps asked for in another voice too: that ask has come to its end. By one of the two who let them
 * in, and never by who asked: only what somebody took back is their own doing.
 */
async function endOtherAsks(
  tx: Tx,
  { id, circleId, change, by, decided }: Proposal,
): Promise<readonly Proposal[]> {
  const ended: Proposal[] = [];
  for (const other of await proposalTable.open(tx, circleId)) {
    const same = other.change.kind === 'member-added' && membershipOf(other.change) === membershipOf(change);
    if (!same || other.id === id) continue;
    const ender = decided?.memberId === other.by.memberId ? by : decided;
    await proposalTable.decide(tx, { ...other, state: 'withdrawn', decided: ender });
    ended.push(other);
  }
  return ended;
}

/**
 * A letter that asks for a yes lists all that waited when it was sent, whatever it is about by its row: each that may list one of these
 * says where it stands what still waits of it.
 */
async function asksPutRight(
  context: Context,
  tx: Tx,
  circle: Circle,
  over: readonly Proposal[],
): Promise<readonly Delivery[]> {
  const since = Math.min(...over.map(({ at }) => at));
  const letters = await deliveryTable.toMembersSince(tx, circle.id, 'approval-wanted', since);
  return letters.map((letter) => toCorrect(context, circle, letter));
}

export type WithdrawalRefusal = 'no-such-proposal' | 'not-your-proposal' | 'decided-before' | 'run-out';

/** Who asked takes it back. */
export function withdrawProposal(
  context: Context,
  circle: Circle,
  by: Member,
  proposalId: string,
): Promise<Result<Proposal, WithdrawalRefusal>> {
  return context.store.transact(async (tx) => {
    const proposal = await proposalTable.lock(tx, proposalId);
    if (proposal === null || proposal.circleId !== circle.id) return refuse('no-such-proposal');
    const withdrawn = withdraw(proposal, by, context.clock.now());
    if (!withdrawn.ok) return withdrawn;
    await proposalTable.decide(tx, withdrawn.value);
    await recordAct(context, tx, circle, by, 'withdrawn', proposal.change);
    await addToOutbox(tx, await asksPutRight(context, tx, circle, [proposal]));
    return withdrawn;
  });
}
