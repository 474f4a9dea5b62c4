import { type Circle, isSteward, type Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { DAY, type Instant } from '../../../core/instant.ts';
import { keyedHashes } from '../../../core/keyed-hash.ts';
import { readMailAddress } from '../../../core/mail-address.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { toMember, toPerson } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { transactSending } from '../../../core/sending.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { type Invitation, invitationState } from '../rules/way-in.ts';
import { invitationTable } from '../tables.ts';
import { credentialsOf } from './credentials.ts';
import { recordMaking } from './for-others.ts';
import { type Invitee, isKnown, keep, type MadeBy, SECRET_PURPOSE } from './invite.ts';

/** Somebody who has not come in by then hears of it once more, and after that never. */
const REMINDED_AFTER = 4 * DAY;
/** No steward has somebody written to more often. */
const ONE_WITHIN = 3 * DAY;

/**
 * Sends a way in to an e-mail address that stewards of two voices have read with the name it is for. Nobody of them sees the
 * way in, so its claim is enough. Gives the letters; none where e-mail is not set up, the address is none, or they have a way in.
 */
export async function inviteByMail(
  context: Context,
  tx: Tx,
  circle: Circle,
  member: Invitee,
  by: MadeBy,
  written: string,
): Promise<readonly Delivery[]> {
  const address = readMailAddress(written);
  if (!context.posts.has('mail') || !address.ok || (await isKnown(context, tx, member))) return [];
  const id = context.newId();
  const [current] = credentialsOf(context, 'invitation', id);
  const to = { webId: null, sentTo: address.value };
  const { madeAt, expiresAt } = await keep(context, tx, circle, member, by, { id, ...current }, to);
  const place = { platform: 'mail', externalId: address.value } as const;
  const letter = (dueAt: Instant, which: 'first' | 'again') =>
    toPerson(context, circle, place, {
      kind: 'invited',
      subject: id,
      edition: `${id} ${which}`,
      payload: { memberId: member.id, which },
      dueAt,
      expiresAt,
    });
  return [letter(madeAt, 'first'), letter(madeAt + REMINDED_AFTER, 'again')];
}

export type AgainRefusal = 'not-a-steward' | 'not-found' | 'has-way-in' | 'never-mailed' | 'mailed-lately';

/** One steward has it sent once more, to the address that two have read. On record; told to the other stewards. */
export async function inviteAgain(
  context: Context,
  circle: Circle,
  asker: Pick<Member, 'id'>,
  memberId: string,
): Promise<Result<Member, AgainRefusal>> {
  return transactSending(context, async (tx, send) => {
    await circleTable.lock(tx, circle.id);
    const members = await memberTable.listWithReaders(tx, circle.id);
    const steward = members.find(({ id }) => id === asker.id);
    const member = members.find(({ id }) => id === memberId);
    if (steward === undefined || !isSteward(steward)) return refuse('not-a-steward');
    if (member === undefined) return refuse('not-found');
    if (await isKnown(context, tx, member)) return refuse('has-way-in');
    const last = await invitationTable.lastSent(tx, member.id);
    if (last?.sentTo == null) return refuse('never-mailed');
    if (context.clock.now() < last.madeAt + ONE_WITHIN) return refuse('mailed-lately');
    const by = { maker: 'stewards', makerId: steward.id } as const;
    await send(await inviteByMail(context, tx, circle, member, by, last.sentTo));
    await send(await recordMaking(context, tx, circle, steward, 'first-way-in', member));
    return success(member);
  });
}

/** What opens an invitation that was sent, whichever of our keys it was made under; null: none of those that we still have. */
export function credentialsSent(context: Context, { id, secretHash }: Pick<Invitation, 'id' | 'secretHash'>) {
  return (
    credentialsOf(context, 'invitation', id).find(({ secret }) =>
      keyedHashes(context, SECRET_PURPOSE, secret).includes(secretHash),
    ) ?? null
  );
}

/**
 * It is answered with no, or it did not arrive: it opens nothing, is not sent again, and the stewards hear of it, once. Nothing
 * where it was used or is over. Gives whether there was anything to end.
 */
export async function endMailed(
  context: Context,
  invitationId: string,
  why: 'declined' | 'came-back',
): Promise<boolean> {
  return transactSending(context, async (tx, send) => {
    const invitation = await invitationTable.lockById(tx, invitationId);
    const circle = invitation === null ? null : await circleTable.find(tx, invitation.circleId);
    if (invitation === null || circle === null || invitation.sentTo === null) return false;
    const state = invitationState(invitation, context.clock.now());
    if (state === 'used' || state === 'over') return false;
    await invitationTable.cancel(tx, invitation.id);
    const { memberId } = invitation;
    const letter = {
      kind: 'invitation-ended',
      subject: invitation.id,
      payload: { memberId, why },
      dueAt: context.clock.now(),
      expiresAt: null,
    } as const;
    const stewards = (await memberTable.list(tx, circle.id)).filter(isSteward);
    await send(stewards.map((steward) => toMember(context, circle, steward, letter)));
    return true;
  });
}
