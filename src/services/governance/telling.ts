import type { Circle, Member } from '../../domain/circle.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Act } from '../../domain/governance/act.ts';
import { isSteward, mayDecide } from '../../domain/governance/keys.ts';
import type { Proposal } from '../../domain/governance/proposal.ts';
import type { Context } from '../context.ts';
import { type Letter, toMember } from '../deliveries/outbox.ts';

/** Tells every other steward what one of them has done. */
export function tellStewards(
  context: Context,
  circle: Circle,
  members: readonly Member[],
  act: Act,
): readonly Delivery[] {
  const others = members.filter((member) => isSteward(member) && member.id !== act.memberId);
  return others.map((member) =>
    toMember(context, circle, member, letter('settings-changed', act.id, act.at)),
  );
}

/** Asks everybody who could turn the second key. */
export function askDeciders(
  context: Context,
  circle: Circle,
  members: readonly Member[],
  proposal: Proposal,
): readonly Delivery[] {
  const asker = { id: proposal.by.memberId, voice: proposal.by.voice };
  return members
    .filter((member) => mayDecide(proposal.change, asker, member, members).ok)
    .map((member) =>
      toMember(context, circle, member, {
        ...letter('approval-wanted', proposal.id, proposal.at),
        expiresAt: proposal.expiresAt,
      }),
    );
}

/** Tells who asked, and every steward but the one who decided, what became of it. */
export function tellDecision(
  context: Context,
  circle: Circle,
  members: readonly Member[],
  proposal: Proposal,
): readonly Delivery[] {
  const concerned = members.filter(
    (member) =>
      (isSteward(member) || member.id === proposal.by.memberId) && member.id !== proposal.decided?.memberId,
  );
  const now = context.clock.now();
  return concerned.map((member) =>
    toMember(context, circle, member, letter('approval-decided', proposal.id, now)),
  );
}

function letter(kind: Letter['kind'], subject: string, dueAt: number): Letter {
  return { kind, subject, dueAt, expiresAt: null };
}
