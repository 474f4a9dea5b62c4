import type { Circle, Member } from '../../../../core/circle.ts';
import type { Context } from '../../../../core/context.ts';
import type { JoiningView } from '../../messages/joining.ts';
import type { Joining } from '../../rules/joining.ts';
import { joiningTable } from '../../tables.ts';

export function joiningView(circle: Circle, { id, what, person }: Joining): JoiningView {
  const { name, kind } = person;
  return { id, what, name, kind, circle: circle.name, voices: circle.voices };
}

/** What waits for a steward of this circle, oldest first. */
export async function waitingJoinings(context: Context, circle: Circle): Promise<readonly JoiningView[]> {
  const waiting = await joiningTable.waiting(context.store, circle.id);
  return waiting.map((joining) => joiningView(circle, joining));
}

/** A question that this member may answer; null: there is none, or it is not theirs. */
export async function joiningFor(context: Context, member: Member, id: string): Promise<Joining | null> {
  const joining = await joiningTable.find(context.store, id);
  return joining === null || joining.circleId !== member.circleId || !member.steward ? null : joining;
}
