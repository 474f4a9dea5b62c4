import type { Circle, Identity, Member, VoiceId } from '../../domain/circle.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { firstPreferences } from '../../domain/preferences.ts';
import { type Result, success } from '../../domain/result.ts';
import type { Tables } from '../../ports/store.ts';
import type { Context } from '../context.ts';
import { type ChangeRefusal, want } from '../governance/changes.ts';

/** Somebody whom a steward would let in. */
export interface Candidate {
  readonly name: string;
  readonly voice: VoiceId;
  readonly identities: readonly Identity[];
}

/**
 * One steward would let somebody in, in the caller's transaction: turns the first key, and keeps who it is until the second
 * is turned. Until then they are told nothing, and read nothing. Whoever was in the circle before is the person they were.
 */
export async function proposeMember(
  context: Context,
  tables: Tables,
  circle: Circle,
  by: Pick<Member, 'id'>,
  candidate: Candidate,
): Promise<Result<{ readonly member: Member; readonly letters: readonly Delivery[] }, ChangeRefusal>> {
  const { voice, identities } = candidate;
  const former = await findFormer(tables, circle, identities);
  const member = former ?? newCandidate(context, circle, candidate);
  const change = { kind: 'member-added', memberId: member.id, voice } as const;
  const wanted = await want(context, tables, circle, { by, changes: [change], reason: null });
  if (!wanted.ok) return wanted;
  // Whoever comes back has the accounts they had: another one is theirs to join, and nobody else's.
  if (former === null) await tables.members.insert(member);
  else if (former.confirmedAt === null)
    await tables.members.saveStanding(former.id, { ...former, voice, leftAt: context.clock.now() });
  return success({ member, letters: wanted.value.letters });
}

async function findFormer(
  tables: Tables,
  circle: Circle,
  identities: readonly Identity[],
): Promise<Member | null> {
  for (const identity of identities) {
    const former = await tables.members.findFormer(circle.id, identity);
    if (former !== null) return former;
  }
  return null;
}

/**
 * Somebody who is to join a circle for the first time: no tasks, in the rota, and asked in the circle's language. They wait:
 * until two voices let them in they count, for everything, as somebody who is not there.
 */
function newCandidate(context: Context, circle: Circle, { name, voice, identities }: Candidate): Member {
  const now = context.clock.now();
  return {
    id: context.newId(),
    circleId: circle.id,
    name,
    voice,
    email: null,
    steward: false,
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
