import { type Circle, isCandidate, isSteward, type Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { keyedHashes } from '../../../core/keyed-hash.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { toMember } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { type Send, transactSending } from '../../../core/sending.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { personTable } from '../../../core/tables/people.ts';
import { recordAct } from '../../governance/use-cases/changes.ts';
import { tellStewards } from '../../governance/use-cases/telling.ts';
import { sameWords, threeWords } from '../rules/three-words.ts';
import { type Invitation, mayVouch } from '../rules/way-in.ts';
import { invitationTable, sessionTable } from '../tables.ts';
import { endClaim, endClaims, lettersSettled } from './endings.ts';

/** Somebody who came in with a way in that its maker could have used, and waits for a steward of another voice to say that it is them. */
export interface Claim {
  readonly invitation: Invitation;
  readonly circle: Circle;
  readonly member: Member;
}

/** Who may say that it is them. */
export async function vouchersOf(
  { clock, platforms }: Pick<Context, 'clock' | 'platforms'>,
  tx: Tx,
  {
    invitation,
    circle,
  }: {
    readonly invitation: Pick<Invitation, 'makerId' | 'memberId'>;
    readonly circle: Pick<Circle, 'id'>;
  },
): Promise<readonly Member[]> {
  const maker = invitation.makerId === null ? null : await memberTable.find(tx, invitation.makerId);
  const members = await memberTable.list(tx, circle.id);
  const around = { platforms, now: clock.now() };
  return members.filter((steward) => mayVouch(steward, invitation, maker?.voice ?? null, around));
}

export function askToVouch(
  context: Context,
  { invitation, circle }: Pick<Claim, 'invitation' | 'circle'>,
  vouchers: readonly Member[],
): readonly Delivery[] {
  const letter = { kind: 'claim-waits', subject: invitation.id, expiresAt: null } as const;
  const dueAt = context.clock.now();
  return vouchers.map((steward) => toMember(context, circle, steward, { ...letter, dueAt }));
}

/** What somebody waits with, and whom they can say their three words to. */
export interface OwnClaim extends Claim {
  readonly words: string;
  readonly vouchers: readonly Member[];
}

/** null: nobody waits under this account. */
export async function claimUnder(context: Context, webId: string): Promise<OwnClaim | null> {
  const { store } = context;
  const invitation = await invitationTable.claimedBy(store, webId);
  const claim = invitation === null ? null : await claimOf(store, invitation);
  if (claim === null) return null;
  const [words = ''] = wordsOf(context, claim);
  return { ...claim, words, vouchers: await vouchersOf(context, store, claim) };
}

/** Who waits in a circle for this steward's yes, oldest first. */
export async function claimsFor(
  context: Context,
  circle: Circle,
  steward: Member,
): Promise<readonly Claim[]> {
  const { store } = context;
  if (!isSteward(steward)) return [];
  const claims: Claim[] = [];
  for (const invitation of await invitationTable.claims(store, circle.id)) {
    const claim = await claimOf(store, invitation);
    if (claim !== null && (await isVoucher(context, store, claim, steward))) claims.push(claim);
  }
  return claims;
}

export type VouchRefusal = 'not-found' | 'not-yours-to-vouch' | 'not-these-words' | 'claim-left';

/**
 * A steward of another voice says that it was this member who came in, by the three words that they were told. From now on
 * the browser that waits acts for them, and no other. Refuses wrong words, and somebody who has signed out meanwhile.
 */
export function vouch(
  context: Context,
  by: Member,
  invitationId: string,
  said: string,
): Promise<Result<Claim, VouchRefusal>> {
  return withClaim(context, by, invitationId, async (tx, send, claim, webId) => {
    if (!wordsOf(context, claim).some((words) => sameWords(words, said))) return refuse('not-these-words');
    await invitationTable.endClaim(tx, claim.invitation.id);
    if ((await sessionTable.of(tx, [webId])).length === 0) return refuse('claim-left');
    await send(await bringIn(context, tx, claim, webId));
    await send(await onRecord(context, tx, claim, by, 'vouched'));
    return success(claim);
  });
}

/** The steward says that it is somebody else: whoever waits is signed out, and the way in stays dead. */
export function turnAway(
  context: Context,
  by: Member,
  invitationId: string,
): Promise<Result<Claim, VouchRefusal>> {
  return withClaim(context, by, invitationId, async (tx, send, claim) => {
    await endClaim(context, tx, claim.invitation);
    await send(await onRecord(context, tx, claim, by, 'turned-away'));
    return success(claim);
  });
}

/** In public, and told to the other stewards, whoever made the way in among them: nobody is kept out, or let in, unseen. */
async function onRecord(
  context: Context,
  tx: Tx,
  { circle, invitation, member }: Claim,
  by: Member,
  what: 'vouched' | 'turned-away',
): Promise<readonly Delivery[]> {
  const settled = await lettersSettled(context, tx, [invitation]);
  const change = { kind: 'first-way-in', memberId: member.id } as const;
  const act = await recordAct(context, tx, circle, by, what, change);
  const told = tellStewards(context, circle, await memberTable.list(tx, circle.id), act);
  return [...settled, ...told];
}

async function withClaim(
  context: Context,
  by: Member,
  invitationId: string,
  work: (tx: Tx, send: Send, claim: Claim, webId: string) => Promise<Result<Claim, VouchRefusal>>,
): Promise<Result<Claim, VouchRefusal>> {
  return transactSending(context, async (tx, send) => {
    const invitation = await invitationTable.lockById(tx, invitationId);
    const claim = invitation === null ? null : await claimOf(tx, invitation);
    if (claim === null || !claim.invitation.waiting) return refuse('not-found');
    if (!(await isVoucher(context, tx, claim, by))) return refuse('not-yours-to-vouch');
    return work(tx, send, claim, claim.invitation.webId ?? '');
  });
}

/**
 * The web account that somebody came in with becomes theirs, from now on: a round that is open gives it no seat. Where
 * they had a way in before, every other browser is signed out. Gives the letters about other ways in, which end with it.
 */
export async function bringIn(
  context: Context,
  tx: Tx,
  { circle, member }: Pick<Claim, 'circle' | 'member'>,
  webId: string,
): Promise<readonly Delivery[]> {
  const now = context.clock.now();
  const unused = await invitationTable.unused(tx, member.id, now);
  await invitationTable.dropUnused(tx, member.id);
  const letters = [
    ...(await lettersSettled(context, tx, unused)),
    ...(await endClaims(context, tx, circle, member.id)),
  ];
  await personTable.lock(tx, [member.personId]);
  const person = await personTable.find(tx, member.personId);
  const others = (person?.accounts ?? []).flatMap(({ platform, externalId }) =>
    platform === 'web' ? [externalId] : [],
  );
  await sessionTable.endOthers(tx, others, null, now);
  await personTable.addAccount(tx, member.personId, { platform: 'web', externalId: webId }, now);
  return letters;
}

/** The same each time it is shown, and kept nowhere. */
function wordsOf(context: Context, { invitation }: Pick<Claim, 'invitation'>): readonly string[] {
  return keyedHashes(context, 'three words', `${invitation.id} ${invitation.webId}`).map(threeWords);
}

async function claimOf(tx: Tx, invitation: Invitation): Promise<Claim | null> {
  const member = await memberTable.find(tx, invitation.memberId);
  const circle = await circleTable.find(tx, invitation.circleId);
  if (member === null || circle === null || (member.leftAt !== null && !isCandidate(member))) return null;
  return { invitation, circle, member };
}

async function isVoucher(
  context: Context,
  tx: Tx,
  claim: Claim,
  { id }: Pick<Member, 'id'>,
): Promise<boolean> {
  return (await vouchersOf(context, tx, claim)).some((steward) => steward.id === id);
}
