import type { Circle, Member } from '../../domain/circle.ts';
import type { Change } from '../../domain/governance/change.ts';
import { isSteward } from '../../domain/governance/keys.ts';
import { type Result, refuse, success } from '../../domain/result.ts';
import { MEMBER_INPUTS } from '../../messages/circle-people.ts';
import type { FailureCode } from '../../messages/failure.ts';
import { MAX_MEMBERS } from '../circle-file/shape.ts';
import type { Context } from '../context.ts';
import { put, sendSoon, toMember } from '../deliveries/outbox.ts';
import { recordAct } from '../governance/changes.ts';
import { tellStewards } from '../governance/telling.ts';
import { invite, type WayIn } from '../ways-in/invite.ts';
import { type FormInputs, faultAt, saidIn, yesNoIn } from './form-inputs.ts';
import { enterMember, newMember } from './new-member.ts';
import type { Newcomer } from './newcomer.ts';

/** What a filled-in form would change of somebody's voice and tasks; empty where nothing differs. */
export function readMemberForm(
  inputs: FormInputs,
  member: Member,
  voices: Circle['voices'],
): Result<readonly Change[], FailureCode> {
  const memberId = member.id;
  const voice = saidIn(inputs, MEMBER_INPUTS.voice) || member.voice;
  if (!voices.some(({ id }) => id === voice)) return faultAt('no-such-voice', MEMBER_INPUTS.voice);
  const steward = yesNoIn(inputs, MEMBER_INPUTS.steward, member.steward);
  const manager = yesNoIn(inputs, MEMBER_INPUTS.manager, member.manager);
  const changes: Change[] = [];
  if (voice !== member.voice) changes.push({ kind: 'voice', memberId, voice });
  if (steward !== member.steward) changes.push({ kind: 'steward', memberId, steward });
  if (manager !== member.manager) changes.push({ kind: 'manager', memberId, manager });
  return success(changes);
}

export interface Added {
  readonly member: Member;
  /** The invitation, where one was wanted: handed over by the steward, kept nowhere. */
  readonly wayIn: WayIn | null;
}

export type AddRefusal = 'not-a-steward' | 'no-such-voice' | 'already-in-circle' | 'circle-full';

/**
 * A steward brings somebody into the circle, who gets a welcome; on record, and told to the other stewards. Whoever was in
 * the circle before comes back as the person they were, with their place in the rota. Refuses an identity that a present
 * member has.
 */
export async function addMember(
  context: Context,
  circle: Circle,
  by: Member,
  newcomer: Newcomer,
): Promise<Result<Added, AddRefusal>> {
  if (!circle.voices.some(({ id }) => id === newcomer.voice)) return refuse('no-such-voice');
  const now = context.clock.now();
  const added = await context.store.transact(async (tables) => {
    await tables.circles.lock(circle.id);
    const members = await tables.members.list(circle.id);
    const steward = members.find(({ id }) => id === by.id);
    if (steward === undefined || !isSteward(steward)) return refuse('not-a-steward');
    if (members.length >= MAX_MEMBERS) return refuse('circle-full');
    const member = await enterMember(tables, circle, newMember(context, circle, newcomer));
    if (member === null) return refuse('already-in-circle');
    const change: Change = { kind: 'member-added', memberId: member.id, voice: newcomer.voice };
    const act = await recordAct(context, tables, circle, by, 'changed', change);
    const welcome = {
      kind: 'welcome',
      subject: circle.id,
      edition: act.id,
      dueAt: now,
      expiresAt: null,
    } as const;
    const letters = [
      toMember(context, circle, member, welcome),
      ...tellStewards(context, circle, members, act),
    ];
    // Who is in a chat comes in by that, and makes a way in to web pages for themselves: nobody else is handed one.
    const wayIn =
      newcomer.identities.length === 0
        ? await invite(context, tables, circle, member, { maker: 'steward', makerId: steward.id })
        : null;
    return success({ member, wayIn, letters: await put(tables, letters) });
  });
  if (!added.ok) return added;
  const { member, wayIn, letters } = added.value;
  await sendSoon(context, letters);
  return success({ member, wayIn });
}
