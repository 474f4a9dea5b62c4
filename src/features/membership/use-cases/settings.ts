import { type Circle, isPlace, type Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { FailureCode } from '../../../core/messages/failure.ts';
import { type FormInputs, faultAt, saidIn, yesNoIn } from '../../../core/messages/form-inputs.ts';
import { type Result, success } from '../../../core/result.ts';
import { transactSending } from '../../../core/sending.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import type { Change } from '../../governance/rules/change.ts';
import { isLastingSteward } from '../../governance/rules/stand-in.ts';
import type { ChangeRefusal } from '../../governance/use-cases/changes.ts';
import { recordMaking } from '../../ways-in/use-cases/for-others.ts';
import { invite, type WayIn } from '../../ways-in/use-cases/invite.ts';
import { MEMBER_INPUTS } from '../messages/people.ts';
import { proposeMember } from './candidate.ts';
import type { Newcomer } from './newcomer.ts';

/** What a filled-in form would change of somebody's voice and tasks; empty where nothing differs. */
export function readMemberForm(
  inputs: FormInputs,
  member: Member,
  voices: Circle['voices'],
): Result<readonly Change[], FailureCode> {
  const memberId = member.id;
  const voice = saidIn(inputs, MEMBER_INPUTS.voice) || member.voice;
  if (!isPlace(voice, voices)) return faultAt('no-such-voice', MEMBER_INPUTS.voice);
  const lasting = isLastingSteward(member);
  const steward = yesNoIn(inputs, MEMBER_INPUTS.steward, lasting);
  const manager = yesNoIn(inputs, MEMBER_INPUTS.manager, member.manager);
  const changes: Change[] = [];
  if (voice !== member.voice) changes.push({ kind: 'voice', memberId, voice });
  if (steward !== lasting) changes.push({ kind: 'steward', memberId, steward });
  if (manager !== member.manager) changes.push({ kind: 'manager', memberId, manager });
  return success(changes);
}

export interface Added {
  readonly member: Member;
  /** The invitation, where one was wanted: handed over by the steward, kept nowhere. Opens nothing of the circle yet. */
  readonly wayIn: WayIn | null;
}

export type AddRefusal = ChangeRefusal;

/**
 * A steward would bring somebody into the circle: on record, and asked of the stewards of other voices. Nobody is in the
 * circle by this alone. Refuses an identity that a present member has.
 */
export async function addMember(
  context: Context,
  circle: Circle,
  by: Member,
  newcomer: Newcomer,
): Promise<Result<Added, AddRefusal>> {
  return transactSending(context, async (tx, send) => {
    await circleTable.lock(tx, circle.id);
    const proposed = await proposeMember(context, tx, circle, by, newcomer);
    if (!proposed.ok) return proposed;
    const { member, letters } = proposed.value;
    // Who is in a chat comes in by that, and makes a way in to web pages for themselves: nobody else is handed one.
    const wayIn =
      newcomer.identities.length === 0 && newcomer.email === null
        ? await invite(context, tx, circle, member, { maker: 'steward', makerId: by.id })
        : null;
    await send(letters);
    if (wayIn !== null) await send(await recordMaking(context, tx, circle, by, 'first-way-in', member));
    return success({ member, wayIn });
  });
}
