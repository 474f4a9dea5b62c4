import type { Circle, Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { hasWayIn } from '../../../core/way-in.ts';
import type { Tables } from '../../../ports/store.ts';
import type { WayInMadeView, WayInNewView } from '../messages.ts';
import type { Invitation } from '../rules/way-in.ts';

/** By whom a way in was made; null: by the person themselves. */
export async function madeView(
  { members }: Pick<Tables, 'members'>,
  { maker, makerId, madeAt }: Invitation,
  circle: Pick<Circle, 'name'>,
): Promise<WayInMadeView | null> {
  if (maker === 'self') return null;
  const by = makerId === null ? null : await members.find(makerId);
  return { circle: circle.name, maker, by: by?.name ?? null, madeAt };
}

/** The same of one that waits, with what it takes to stop it. */
export async function newView(
  tables: Pick<Tables, 'members'>,
  invitation: Invitation,
  circle: Pick<Circle, 'name'>,
): Promise<WayInNewView | null> {
  const made = await madeView(tables, invitation, circle);
  return made === null ? null : { ...made, id: invitation.id, opensAt: invitation.opensAt };
}

/** Ways in that others made for somebody, in whichever of their circles, and that nobody has used. For themselves alone. */
export async function madeByOthers(
  { clock, store: { tables } }: Context,
  { id }: Pick<Member, 'id'>,
): Promise<readonly WayInNewView[]> {
  const views: WayInNewView[] = [];
  for (const invitation of await tables.invitations.unused(id, clock.now())) {
    const circle = await tables.circles.find(invitation.circleId);
    const view = circle === null ? null : await newView(tables, invitation, circle);
    if (view !== null) views.push(view);
  }
  return views;
}

/** Members without a way in for whom none waits either, in the order of the circle's list. */
export async function waitForNone(
  { clock, platforms, store: { tables } }: Context,
  { id }: Pick<Circle, 'id'>,
  members: readonly Member[],
): Promise<readonly Member[]> {
  const waited = new Set(await tables.invitations.waitedFor(id, clock.now()));
  return members.filter((member) => !waited.has(member.id) && !hasWayIn(member.identities, platforms));
}
