import { type Circle, isCandidate, isSteward, type Member, waitsOutside } from '../../../core/circle.ts';
import { readCode } from '../../../core/code.ts';
import type { Context } from '../../../core/context.ts';
import { keyedHashes } from '../../../core/keyed-hash.ts';
import { dayAndTime } from '../../../core/messages/dates.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { toMember } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import type { Invited, Reach, WaysIn } from '../../../core/ports/ways-in.ts';
import { type Send, transactSending } from '../../../core/sending.ts';
import { addressTable } from '../../../core/tables/addresses.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { personTable } from '../../../core/tables/people.ts';
import type { Device, WebSession } from '../../../core/way-in.ts';
import { type Invitation, invitationState } from '../rules/way-in.ts';
import { invitationTable, sessionTable } from '../tables.ts';
import { anyWebAccountOf, CODE_PURPOSE, SECRET_PURPOSE } from './invite.ts';
import { endMailed } from './mailed.ts';
import { signInMember } from './sign-in.ts';
import { askToVouch, bringIn, vouchersOf } from './vouch.ts';

/** How browsers come in: see `WaysIn`. */
export function waysIn(context: Context): WaysIn {
  return {
    look: async (given) =>
      (await lookAtSignIn(context, given)) ??
      withInvitation<Invited>(context, given, async (_tx, _send, { circle, invitation, member }, early) => ({
        name: member.name,
        // Who is not let in yet reads nothing of the circle, nor does a stranger whom a mail went to: its name may tell what it is about.
        circle:
          waitsOutside(member, circle) || invitation.sentTo !== null ? circle.organisation : circle.name,
        opensFrom: early ? dayAndTime(invitation.opensAt, circle.language, circle.timezone) : null,
        sentTo: invitation.sentTo,
      })),
    claim: async (given, device, reach) =>
      (await claimSignIn(context, given, device)) ??
      withInvitation<WebSession>(context, given, async (tx, send, found, early) =>
        early ? null : claimed(context, tx, send, found, { device, reach }),
      ),
    cameInBy: (given, webId) =>
      context.store.transact(async (tx) => {
        const invitation = await invitationTable.lock(tx, hashesOf(context, given));
        return invitation !== null && invitation.usedAt !== null && invitation.webId === webId;
      }),
    async decline(given) {
      const invitation = await context.store.transact((tx) =>
        invitationTable.lock(tx, hashesOf(context, given)),
      );
      return invitation !== null && endMailed(context, invitation.id, 'declined');
    },
  };
}

async function lookAtSignIn(context: Context, given: string): Promise<Invited | null> {
  const member = await signInMember(context, context.store, given, 'look');
  const circle = member === null ? null : await circleTable.find(context.store, member.circleId);
  return member === null || circle === null
    ? null
    : { name: member.name, circle: circle.name, opensFrom: null, sentTo: null };
}

/** As the web account that they have; a first one is as old as this claim, and opens no round that began before. */
function claimSignIn(context: Context, given: string, device: Device): Promise<WebSession | null> {
  return context.store.transact(async (tx) => {
    const member = await signInMember(context, tx, given, 'use');
    if (member === null) return null;
    const now = context.clock.now();
    const webId = await anyWebAccountOf(context, tx, member, now);
    const session = { id: context.newId(), webId, device, beganAt: now };
    await sessionTable.begin(tx, session);
    return session;
  });
}

interface Found {
  readonly invitation: Invitation;
  readonly circle: Circle;
  readonly member: Member;
}

/**
 * Does something with the invitation that somebody brings, while nobody else can. null where there is none to be had; of
 * one that was used before the member is told, once, and so are the stewards where somebody else made it.
 */
async function withInvitation<T>(
  context: Context,
  given: string,
  work: (tx: Tx, send: Send, found: Found, early: boolean) => Promise<T | null>,
): Promise<T | null> {
  const hashes = hashesOf(context, given);
  return transactSending(context, async (tx, send) => {
    const invitation = await invitationTable.lock(tx, hashes);
    const member = invitation === null ? null : await memberTable.find(tx, invitation.memberId);
    const circle = invitation === null ? null : await circleTable.find(tx, invitation.circleId);
    if (invitation === null || member === null || circle === null) return null;
    if (member.leftAt !== null && !isCandidate(member)) return null;
    const found = { invitation, circle, member };
    const state = invitationState(invitation, context.clock.now());
    if (state === 'used') await send(await triedAgain(context, tx, found));
    return state === 'over' || state === 'used' ? null : work(tx, send, found, state === 'early');
  });
}

/** A secret and a code are told apart by nothing but what they open. */
function hashesOf(context: Context, given: string): readonly string[] {
  const code = readCode(given);
  return [
    ...keyedHashes(context, SECRET_PURPOSE, given.trim()),
    ...(code === null ? [] : keyedHashes(context, CODE_PURPOSE, code)),
  ];
}

/** The member, and every steward where somebody else made it: the one who handed it over may be the last to know. */
async function triedAgain(context: Context, tx: Tx, found: Found): Promise<readonly Delivery[]> {
  const members = await memberTable.list(tx, found.circle.id);
  const { maker, sentTo } = found.invitation;
  // No steward could have used one that was mailed: it would only tell them when its person opened it.
  const stewards = maker === 'self' || sentTo !== null ? [] : members.filter(isSteward);
  return [found.member, ...stewards.filter(({ id }) => id !== found.member.id)].map((member) =>
    toldOnce(context, found, member, 'way-in-tried'),
  );
}

async function claimed(
  context: Context,
  tx: Tx,
  send: Send,
  found: Found,
  { device, reach }: { readonly device: Device; readonly reach: Reach },
): Promise<WebSession> {
  const { invitation, member } = found;
  const now = context.clock.now();
  const webId = invitation.webId ?? context.newId();
  const session = { id: context.newId(), webId, device, beganAt: now };
  await sessionTable.begin(tx, session);
  if (invitation.maker === 'self') {
    await invitationTable.use(tx, invitation.id, now, webId, false);
    return session;
  }
  const told = toldOnce(context, found, member, 'link-made');
  const vouchers = await vouchersOf(context, tx, found);
  // A circle's first steward has nobody yet who could say that it is them: whoever runs the server brings them in.
  const isFirst = invitation.maker === 'operator' && member.steward && vouchers.length === 0;
  // Whoever made it has not seen it, and two have read where it went. A key is more than a seat: it opens by three words alone.
  const isEnough = isFirst || (invitation.sentTo !== null && !member.steward);
  await invitationTable.use(tx, invitation.id, now, webId, !isEnough);
  const ended = isEnough ? await bringIn(context, tx, found, webId) : [];
  await send([told, ...ended, ...(isEnough ? [] : askToVouch(context, found, vouchers))]);
  if (isEnough && invitation.sentTo !== null && reach === 'mail')
    await reachAt(tx, member, invitation.sentTo);
  return session;
}

/** They said so, on a page that opens by what was sent there alone: so the address is theirs, entered and proved. */
async function reachAt(tx: Tx, { personId }: Pick<Member, 'personId'>, address: string): Promise<void> {
  const person = await personTable.find(tx, personId);
  if (person === null) return;
  await addressTable.save(tx, personId, 'mail', address);
  const { preferences } = person;
  await personTable.saveWishes(tx, personId, { ...person, preferences: { ...preferences, reachOn: 'mail' } });
}

/** The key of a letter is for ever: however often it is tried, each hears of it once. */
function toldOnce(
  context: Context,
  { invitation, circle }: Found,
  member: Member,
  kind: 'link-made' | 'way-in-tried',
): Delivery {
  return toMember(context, circle, member, {
    kind,
    subject: invitation.id,
    dueAt: context.clock.now(),
    expiresAt: null,
  });
}
