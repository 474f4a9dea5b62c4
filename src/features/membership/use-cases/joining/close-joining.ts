import { type Circle, isPlace, isSteward, type Member, type VoiceId } from '../../../../core/circle.ts';
import type { Context } from '../../../../core/context.ts';
import type { Delivery } from '../../../../core/outbox/delivery.ts';
import { toPutAway } from '../../../../core/outbox/outbox.ts';
import type { Tx } from '../../../../core/ports/store.ts';
import { type Refusal, type Result, refuse, success } from '../../../../core/result.ts';
import { transactSending } from '../../../../core/sending.ts';
import { circleTable } from '../../../../core/tables/circles.ts';
import { memberTable } from '../../../../core/tables/members.ts';
import { type ChangeRefusal, want } from '../../../governance/use-cases/changes.ts';
import type { Joining } from '../../rules/joining.ts';
import { joiningTable } from '../../tables.ts';
import { proposeMember } from '../candidate.ts';

export type JoiningRefusal =
  | 'not-found'
  | 'not-allowed'
  | 'joining-over'
  | 'no-choice'
  | Exclude<ChangeRefusal, 'below-floor'>;

/**
 * A steward says yes, which turns the first of two keys: the person would become a member with this voice, or come back as
 * who they were; or would be taken out. Refuses whoever is no steward, and a second answer.
 */
export function acceptJoining(
  context: Context,
  steward: Member,
  joiningId: string,
  voice: VoiceId,
): Promise<Result<Joining, JoiningRefusal>> {
  return settle(context, steward, joiningId, async (tx, circle, joining) => {
    if (joining.what === 'leave') return takeOut(context, tx, circle, steward, joining);
    if (!isPlace(voice, circle.voices)) return refuse('no-choice');
    return letIn(context, tx, circle, steward, joining, voice);
  });
}

/** A steward says no: nothing changes. */
export function dismissJoining(
  context: Context,
  steward: Member,
  joiningId: string,
): Promise<Result<Joining, JoiningRefusal>> {
  return settle(context, steward, joiningId, async (tx, _circle, { id }) => {
    await joiningTable.close(tx, id, 'dismissed');
    return success([]);
  });
}

async function settle(
  context: Context,
  steward: Member,
  joiningId: string,
  decide: (tx: Tx, circle: Circle, joining: Joining) => Promise<Result<readonly Delivery[], JoiningRefusal>>,
): Promise<Result<Joining, JoiningRefusal>> {
  return transactSending(context, async (tx, send) => {
    const joining = await joiningTable.lock(tx, joiningId);
    const circle = joining === null ? null : await circleTable.find(tx, joining.circleId);
    if (joining === null || circle === null || circle.id !== steward.circleId) return refuse('not-found');
    if (!isSteward(steward)) return refuse('not-allowed');
    if (joining.state !== 'open') return refuse('joining-over');
    const letters = await decide(tx, circle, joining);
    if (!letters.ok) return letters;
    await send([
      ...(await toPutAway(context, tx, circle, joining.id, ['joining-proposed'])),
      ...letters.value,
    ]);
    return success(joining);
  });
}

async function letIn(
  context: Context,
  tx: Tx,
  circle: Circle,
  steward: Member,
  { id, person }: Joining,
  voice: VoiceId,
): Promise<Result<readonly Delivery[], JoiningRefusal>> {
  const { name, identity } = person;
  const candidate = { name, voice, identities: [identity], email: null };
  const proposed = await proposeMember(context, tx, circle, steward, candidate);
  if (!proposed.ok && proposed.code === 'already-in-circle') {
    await joiningTable.close(tx, id, 'accepted');
    return success([]);
  }
  if (!proposed.ok) return known(proposed);
  await joiningTable.close(tx, id, 'accepted', proposed.value.member.id);
  return success(proposed.value.letters);
}

async function takeOut(
  context: Context,
  tx: Tx,
  circle: Circle,
  steward: Member,
  { id, memberId }: Joining,
): Promise<Result<readonly Delivery[], JoiningRefusal>> {
  const there = (await memberTable.listWithReaders(tx, circle.id)).some((each) => each.id === memberId);
  if (memberId !== null && there) {
    const changes = [{ kind: 'member-left', memberId }] as const;
    const why = { reason: null, reasonKnown: true };
    const wanted = await want(context, tx, circle, { by: steward, changes, ...why });
    if (!wanted.ok) return known(wanted);
    await joiningTable.close(tx, id, 'accepted');
    return success(wanted.value.letters);
  }
  await joiningTable.close(tx, id, 'accepted');
  return success([]);
}

/** Of all that a change can be refused for, numbers are no matter here. */
function known({ code }: Refusal<ChangeRefusal>): Refusal<JoiningRefusal> {
  return refuse(code === 'below-floor' ? 'not-found' : code);
}
