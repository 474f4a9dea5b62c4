import { type Circle, isSteward, type Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { type Letter, toMember } from '../../../core/outbox/outbox.ts';
import type { Act } from '../rules/act.ts';
import { mayDecide } from '../rules/keys.ts';
import type { Proposal } from '../rules/proposal.ts';

/** Tells every other steward what one of them has done. */
export function tellStewards(
  context: Context,
  circle: Circle,
  members: readonly Member[],
  act: Act,
): readonly Delivery[] {
  const others = members.filter((member) => isSteward(member) && member.id !== act.memberId);
  return others.map((member) =>
    toMember(context, circle, member, letter('settings-changed', act.id, act.at)),
  );
}

/** Asks the stewards of a new circle to look at everybody in it. */
export function rosterLetters(
  context: Context,
  circle: Circle,
  members: readonly Member[],
): readonly Delivery[] {
  const told = letter('roster-waits', circle.id, context.clock.now());
  return members.filter(isSteward).map((member) => toMember(context, circle, member, told));
}

/** Tells a stand-in that they are one, or are one no more; who did it themselves knows. */
export function tellNamed(
  context: Context,
  circle: Circle,
  members: readonly Member[],
  act: Act,
): readonly Delivery[] {
  const { change, memberId, what } = act;
  if (change?.kind !== 'stand-in' && change?.kind !== 'stand-in-ended') return [];
  const named = members.filter(
    ({ id }) => id === change.memberId && (id !== memberId || what === 'by-itself'),
  );
  return tellMembers(context, circle, named, act);
}

/** Tells members of an act, in the same words. */
export function tellMembers(
  context: Context,
  circle: Circle,
  members: readonly Member[],
  { id, at }: Act,
): readonly Delivery[] {
  return members.map((member) => toMember(context, circle, member, letter('act-told', id, at)));
}

/** A change that was asked for just now. */
export interface Asked {
  readonly proposal: Proposal;
  /** After that a yes does nothing; null: whenever it comes. */
  readonly until: Instant | null;
  /** When what it plans would come first; null: it plans nothing. */
  readonly next: Instant | null;
}

/**
 * Asks everybody who could turn a second key: in one letter, however many changes were asked for at once. One about something with
 * a date of its own says so (`payload.before`), so that it does not wait past it.
 */
export function askDeciders(
  context: Context,
  circle: Circle,
  members: readonly Member[],
  asked: readonly Asked[],
): readonly Delivery[] {
  const now = context.clock.now();
  return members.flatMap((member) => {
    const theirs = asked.filter(({ proposal: { by, change } }) => {
      const asker = { id: by.memberId, voice: by.voice };
      return mayDecide(change, asker, member, members, now).ok;
    });
    const [first] = theirs;
    if (first === undefined) return [];
    const { id, at } = first.proposal;
    const expiresAt = Math.max(...theirs.map(({ proposal, until }) => until ?? proposal.expiresAt));
    const dates = theirs.flatMap(({ until, next }) => until ?? next ?? []);
    const payload = dates.length === 0 ? null : { before: `${Math.min(...dates)}` };
    return [toMember(context, circle, member, { ...letter('approval-wanted', id, at), expiresAt, payload })];
  });
}

/** Tells whom it is about that they would be taken out or moved, or were: by whom, why, and where they can answer. */
export function tellConcerned(
  context: Context,
  circle: Circle,
  members: readonly Member[],
  { id, by, change, state }: Proposal,
): readonly Delivery[] {
  if (change.kind !== 'member-left' && change.kind !== 'voice') return [];
  const edition = state === 'approved' ? 'made' : 'asked';
  const now = context.clock.now();
  return members
    .filter((member) => member.id === change.memberId && member.id !== by.memberId)
    .map((member) => toMember(context, circle, member, { ...letter('membership-told', id, now), edition }));
}

/** Tells every member, in the same words, that the measuring stops or weakens. */
export function tellEverybody(
  context: Context,
  circle: Circle,
  members: readonly Member[],
  { id }: Proposal,
): readonly Delivery[] {
  const now = context.clock.now();
  return members.map((member) => toMember(context, circle, member, letter('measuring-changed', id, now)));
}

/** Tells who asked, and every steward but the one who decided, what became of it. */
export function tellDecision(
  context: Context,
  circle: Circle,
  members: readonly Member[],
  proposal: Proposal,
): readonly Delivery[] {
  const concerned = members.filter(
    (member) =>
      (isSteward(member) || member.id === proposal.by.memberId) && member.id !== proposal.decided?.memberId,
  );
  const now = context.clock.now();
  return concerned.map((member) =>
    toMember(context, circle, member, letter('approval-decided', proposal.id, now)),
  );
}

function letter(kind: Letter['kind'], subject: string, dueAt: number): Letter {
  return { kind, subject, dueAt, expiresAt: null };
}
