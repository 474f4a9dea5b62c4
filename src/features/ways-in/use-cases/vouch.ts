import { type Circle, isCandidate, isSteward, type Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { keyedHashes } from '../../../core/keyed-hash.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { put, sendSoon, toMember } from '../../../core/outbox/outbox.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import type { Tables } from '../../../ports/store.ts';
import { recordAct } from '../../governance/use-cases/changes.ts';
import { tellStewards } from '../../governance/use-cases/telling.ts';
import { sameWords, threeWords } from '../rules/three-words.ts';
import { type Invitation, mayVouch } from '../rules/way-in.ts';
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
  tables: Tables,
  {
    invitation,
    circle,
  }: {
    readonly invitation: Pick<Invitation, 'makerId' | 'memberId'>;
    readonly circle: Pick<Circle, 'id'>;
  },
): Promise<readonly Member[]> {
  const maker = invitation.makerId === null ? null : await tables.members.find(invitation.makerId);
  const members = await tables.members.list(circle.id);
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
  const { tables } = context.store;
  const invitation = await tables.invitations.claimedBy(webId);
  const claim = invitation === null ? null : await claimOf(tables, invitation);
  if (claim === null) return null;
  const [words = ''] = wordsOf(context, claim);
  return { ...claim, words, vouchers: await vouchersOf(context, tables, claim) };
}

/** Who waits in a circle for this steward's yes, oldest first. */
export async function claimsFor(
  context: Context,
  circle: Circle,
  steward: Member,
): Promise<readonly Claim[]> {
  const { tables } = context.store;
  if (!isSteward(steward)) return [];
  const claims: Claim[] = [];
  for (const invitation of await tables.invitations.claims(circle.id)) {
    const claim = await claimOf(tables, invitation);
    if (claim !== null && (await isVoucher(context, tables, claim, steward))) claims.push(claim);
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
  return withClaim(context, by, invitationId, async (tables, claim, webId) => {
    if (!wordsOf(context, claim).some((words) => sameWords(words, said))) return refuse('not-these-words');
    await tables.invitations.settleClaim(claim.invitation.id);
    if ((await tables.sessions.of([webId])).length === 0) return refuse('claim-left');
    const ended = await put(tables, await bringIn(context, tables, claim, webId));
    const told = await onRecord(context, tables, claim, by, 'vouched');
    return success({ ...claim, letters: [...ended, ...told] });
  });
}

/** The steward says that it is somebody else: whoever waits is signed out, and the way in stays dead. */
export function turnAway(
  context: Context,
  by: Member,
  invitationId: string,
): Promise<Result<Claim, VouchRefusal>> {
  return withClaim(context, by, invitationId, async (tables, claim) => {
    await endClaim(context, tables, claim.invitation);
    return success({ ...claim, letters: await onRecord(context, tables, claim, by, 'turned-away') });
  });
}

/** In public, and told to the other stewards, whoever made the way in among them: nobody is kept out, or let in, unseen. */
async function onRecord(
  context: Context,
  tables: Tables,
  { circle, invitation, member }: Claim,
  by: Member,
  what: 'vouched' | 'turned-away',
): Promise<readonly Delivery[]> {
  const settled = await lettersSettled(context, tables, [invitation]);
  const change = { kind: 'first-way-in', memberId: member.id } as const;
  const act = await recordAct(context, tables, circle, by, what, change);
  const told = tellStewards(context, circle, await tables.members.list(circle.id), act);
  return put(tables, [...settled, ...told]);
}

async function withClaim(
  context: Context,
  by: Member,
  invitationId: string,
  work: (
    tables: Tables,
    claim: Claim,
    webId: string,
  ) => Promise<Result<Claim & { readonly letters: readonly Delivery[] }, VouchRefusal>>,
): Promise<Result<Claim, VouchRefusal>> {
  const settled = await context.store.transact(async (tables) => {
    const invitation = await tables.invitations.lockById(invitationId);
    const claim = invitation === null ? null : await claimOf(tables, invitation);
    if (claim === null || !claim.invitation.waiting) return refuse('not-found');
    if (!(await isVoucher(context, tables, claim, by))) return refuse('not-yours-to-vouch');
    return work(tables, claim, claim.invitation.webId ?? '');
  });
  if (settled.ok) await sendSoon(context, settled.value.letters);
  return settled;
}

/**
 * The web account that somebody came in with becomes theirs, from now on: a round that is open gives it no seat. Where
 * they had a way in before, every other browser is signed out. Gives the letters about other ways in, which end with it.
 */
export async function bringIn(
  context: Context,
  tables: Tables,
  { circle, member }: Pick<Claim, 'circle' | 'member'>,
  webId: string,
): Promise<readonly Delivery[]> {
  const now = context.clock.now();
  const unused = await tables.invitations.unused(member.id, now);
  await tables.invitations.dropUnused(member.id);
  const letters = [
    ...(await lettersSettled(context, tables, unused)),
    ...(await endClaims(context, tables, circle, member.id)),
  ];
  await tables.people.lock([member.personId]);
  const person = await tables.people.find(member.personId);
  const others = (person?.accounts ?? []).flatMap(({ platform, externalId }) =>
    platform === 'web' ? [externalId] : [],
  );
  await tables.sessions.endOthers(others, null, now);
  await tables.people.addAccount(member.personId, { platform: 'web', externalId: webId }, now);
  return letters;
}

/** The same each time it is shown, and kept nowhere. */
function wordsOf(context: Context, { invitation }: Pick<Claim, 'invitation'>): readonly string[] {
  return keyedHashes(context, 'three words', `${invitation.id} ${invitation.webId}`).map(threeWords);
}

async function claimOf(tables: Tables, invitation: Invitation): Promise<Claim | null> {
  const member = await tables.members.find(invitation.memberId);
  const circle = await tables.circles.find(invitation.circleId);
  if (member === null || circle === null || (member.leftAt !== null && !isCandidate(member))) return null;
  return { invitation, circle, member };
}

async function isVoucher(
  context: Context,
  tables: Tables,
  claim: Claim,
  { id }: Pick<Member, 'id'>,
): Promise<boolean> {
  return (await vouchersOf(context, tables, claim)).some((steward) => steward.id === id);
}
