import type { Circle, Identity, Member, VoiceId } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { firstPreferences } from '../../../core/preferences.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { type ChangeRefusal, want } from '../../governance/use-cases/changes.ts';
import { entrantOf } from './new-member.ts';

/** Somebody whom a steward would let in. */
export interface Candidate {
  readonly name: string;
  readonly voice: VoiceId;
  readonly identities: readonly Identity[];
  /** Where their invitation goes with the second key; null: they have an account, or it is handed over. */
  readonly email: string | null;
}

/**
 * One steward would let somebody in, in the caller's transaction: turns the first key, and keeps who it is until the second
 * is turned. Until then they are told nothing, and read nothing. They are the person whom one of their accounts belongs to
 * in the organisation, with the wishes and accounts that person has; whoever was in the circle before is the member they
 * were. Refuses somebody who is in the circle by another account.
 */
export async function proposeMember(
  context: Context,
  tx: Tx,
  circle: Circle,
  by: Pick<Member, 'id'>,
  candidate: Candidate,
): Promise<Result<{ readonly member: Member; readonly letters: readonly Delivery[] }, ChangeRefusal>> {
  // The same lock as for the change itself: nobody becomes that person, or enters as them, in between.
  await circleTable.lock(tx, circle.id);
  const entrant = await entrantOf(tx, circle, newCandidate(context, circle, candidate));
  if (entrant === null) return refuse('already-in-circle');
  const { former } = entrant;
  const { voice } = candidate;
  const member = former ?? entrant.member;
  const change = { kind: 'member-added', memberId: member.id, voice } as const;
  const wanted = await want(context, tx, circle, { by, changes: [change], reason: null });
  if (!wanted.ok) return wanted;
  // Whoever is known has the accounts they had: another one is theirs to join, and nobody else's.
  if (former === null) await memberTable.insert(tx, member);
  else if (former.confirmedAt === null)
    await memberTable.saveStanding(tx, former.id, { ...former, voice, leftAt: context.clock.now() });
  const kept = await memberTable.find(tx, member.id);
  return success({ member: kept ?? member, letters: wanted.value.letters });
}

/**
 * Somebody who is to join a circle for the first time: no tasks, in the rota, and asked in the circle's language. They wait:
 * until two voices let them in they count, for everything, as somebody who is not there.
 */
function newCandidate(
  context: Context,
  circle: Circle,
  { name, voice, identities, email }: Candidate,
): Member {
  const now = context.clock.now();
  return {
    id: context.newId(),
    personId: context.newId(),
    circleId: circle.id,
    name,
    voice,
    email,
    steward: false,
    stewardUntil: null,
    manager: false,
    chairs: 'yes',
    preferences: firstPreferences(circle.language),
    identities,
    joinedAt: now,
    confirmedAt: null,
    voiceSince: null,
    leftAt: now,
  };
}
