import { calledIn } from '../../../core/called.ts';
import type { Circle, Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { hasWayIn } from '../../../core/way-in.ts';
import type { WayInMadeView, WayInNewView } from '../messages.ts';
import type { Invitation } from '../rules/way-in.ts';
import { invitationTable } from '../tables.ts';

/** By whom a way in was made; null: by the person themselves. */
export async function madeView(
  tx: Tx,
  { maker, makerId, madeAt }: Invitation,
  circle: Pick<Circle, 'id' | 'name' | 'voices'>,
): Promise<WayInMadeView | null> {
  if (maker === 'self') return null;
  const by = (await calledIn(tx, circle)).nameOf(makerId);
  return { circle: circle.name, maker, by, madeAt };
}

/** The same of one that waits, with what it takes to stop it. */
export async function newView(
  tx: Tx,
  invitation: Invitation,
  circle: Pick<Circle, 'id' | 'name' | 'voices'>,
): Promise<WayInNewView | null> {
  const made = await madeView(tx, invitation, circle);
  return made === null ? null : { ...made, id: invitation.id, opensAt: invitation.opensAt };
}

/** Ways in that others made for somebody, in whichever of their circles, and that nobody has used. For themselves alone. */
export async function madeByOthers(
  { clock, store }: Context,
  { id }: Pick<Member, 'id'>,
): Promise<readonly WayInNewView[]> {
  const views: WayInNewView[] = [];
  for (const invitation of await invitationTable.unused(store, id, clock.now())) {
    const circle = await circleTable.find(store, invitation.circleId);
    const view = circle === null ? null : await newView(store, invitation, circle);
    if (view !== null) views.push(view);
  }
  return views;
}

/** Members without a way in for whom none waits either, in the order of the circle's list. */
export async function waitForNone(
  { clock, platforms }: Pick<Context, 'clock' | 'platforms'>,
  tx: Tx,
  { id }: Pick<Circle, 'id'>,
  members: readonly Member[],
): Promise<readonly Member[]> {
  const waited = new Set(await invitationTable.waitedFor(tx, id, clock.now()));
  return members.filter((member) => !waited.has(member.id) && !hasWayIn(member.identities, platforms));
}
