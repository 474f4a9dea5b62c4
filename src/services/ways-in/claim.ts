import { type Circle, isCandidate, type Member, waitsOutside } from '../../domain/circle.ts';
import { readCode } from '../../domain/code.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { type Device, type Invitation, invitationState, type WebSession } from '../../domain/way-in.ts';
import type { Tables } from '../../ports/store.ts';
import type { Invited, WaysIn } from '../../ports/ways-in.ts';
import type { Context } from '../context.ts';
import { put, sendSoon, toMember } from '../deliveries/outbox.ts';
import { keyedHashes } from '../keyed-hash.ts';
import { CODE_PURPOSE, SECRET_PURPOSE, webAccountOf } from './invite.ts';

/** How browsers come in: see `WaysIn`. */
export function waysIn(context: Context): WaysIn {
  return {
    look: (given) =>
      withInvitation<Invited>(context, given, async (_tables, { circle, member }) => ({
        // Who is not let in yet reads nothing of the circle, and its name may tell what it is about.
        came: { name: member.name, circle: waitsOutside(member, circle) ? circle.organisation : circle.name },
        letters: [],
      })),
    claim: (given, device) =>
      withInvitation<WebSession>(context, given, (tables, found) => claimed(context, tables, found, device)),
  };
}

interface Found {
  readonly invitation: Invitation;
  readonly circle: Circle;
  readonly member: Member;
}

interface Outcome<T> {
  readonly came: T | null;
  readonly letters: readonly Delivery[];
}

/**
 * Does something with the invitation that somebody brings, while nobody else can. null where there is none to be had; of
 * one that was used before the member is told, once.
 */
async function withInvitation<T>(
  context: Context,
  given: string,
  work: (tables: Tables, found: Found) => Promise<Outcome<T>>,
): Promise<T | null> {
  const hashes = hashesOf(context, given);
  const { came, letters } = await context.store.transact(async (tables): Promise<Outcome<T>> => {
    const nothing = { came: null, letters: [] };
    const invitation = await tables.invitations.lock(hashes);
    const member = invitation === null ? null : await tables.members.find(invitation.memberId);
    const circle = invitation === null ? null : await tables.circles.find(invitation.circleId);
    if (invitation === null || member === null || circle === null) return nothing;
    if (member.leftAt !== null && !isCandidate(member)) return nothing;
    switch (invitationState(invitation, context.clock.now())) {
      case 'over':
        return nothing;
      case 'used':
        return {
          came: null,
          letters: await put(tables, [toldOnce(context, { invitation, circle, member }, 'way-in-tried')]),
        };
      case 'open': {
        const outcome = await work(tables, { invitation, circle, member });
        return { ...outcome, letters: await put(tables, outcome.letters) };
      }
    }
  });
  await sendSoon(context, letters);
  return came;
}

/** A secret and a code are told apart by nothing but what they open. */
function hashesOf(context: Context, given: string): readonly string[] {
  const code = readCode(given);
  return [
    ...keyedHashes(context, SECRET_PURPOSE, given.trim()),
    ...(code === null ? [] : keyedHashes(context, CODE_PURPOSE, code)),
  ];
}

async function claimed(
  context: Context,
  tables: Tables,
  { invitation, circle, member }: Found,
  device: Device,
): Promise<Outcome<WebSession>> {
  const now = context.clock.now();
  await tables.invitations.use(invitation.id, now);
  const webId = await webAccountOf(context, tables, member, null);
  const session = { id: context.newId(), webId, device, beganAt: now };
  await tables.sessions.begin(session);
  const told =
    invitation.maker === 'self' ? [] : [toldOnce(context, { invitation, circle, member }, 'link-made')];
  return { came: session, letters: told };
}

/** The key of a letter is for ever: however often it is tried, the member hears of it once. */
function toldOnce(
  context: Context,
  { invitation, circle, member }: Found,
  kind: 'link-made' | 'way-in-tried',
): Delivery {
  return toMember(context, circle, member, {
    kind,
    subject: invitation.id,
    dueAt: context.clock.now(),
    expiresAt: null,
  });
}
