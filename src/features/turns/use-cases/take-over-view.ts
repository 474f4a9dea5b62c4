import { calledIn } from '../../../core/called.ts';
import type { Circle, Member, MemberId } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Tx } from '../../../core/ports/store.ts';
import type { AskedView, TakeOverView } from '../messages/take-over.ts';
import type { Meeting, TurnEvent } from '../rules/meeting.ts';
import {
  offerAnswer,
  openRequest,
  type RequestKind,
  type TakeOverRequest,
  type TurnMatter,
  undoable,
  wayNow,
} from '../rules/taking-over.ts';
import { meetingTable } from '../tables.ts';
import { turnView } from './turn-view.ts';

/** A turn and its history as they stand. */
export async function matterOf(
  context: Context,
  tx: Tx,
  circle: Circle,
  meeting: Meeting,
): Promise<TurnMatter> {
  const events = await meetingTable.events(tx, meeting.id);
  return { meeting, events, timezone: circle.timezone, now: context.clock.now() };
}

/** What one member can do about who chairs a meeting, besides saying yes or no to their own turn. */
export async function takeOverView(
  context: Context,
  circle: Circle,
  meeting: Meeting,
  viewer: Member,
): Promise<TakeOverView> {
  const { store } = context;
  const matter = await matterOf(context, store, circle, meeting);
  const called = await calledIn(store, circle);
  const nameOf = (id: MemberId | null) => called.nameOf(id) ?? '';
  const open = openRequest(matter);
  const way = wayNow(matter);
  const back = undoable(matter, viewer.id);
  const offer = offerOf(matter, viewer.id);
  return {
    meetingId: meeting.id,
    ask: waysFor(viewer, meeting, way),
    asked: open?.to === viewer.id ? askedAs(open, nameOf) : null,
    undo:
      back === null
        ? null
        : {
            what: open !== null && (open.from ?? open.by) === viewer.id ? 'request' : 'turn',
            other: nameOf(back.to),
            actedBy: back.by && nameOf(back.by),
          },
    offer,
  };
}

function waysFor(viewer: Member, meeting: Meeting, way: RequestKind | null): TakeOverView['ask'] {
  if (way === null) return null;
  if (meeting.chairId === viewer.id) return way;
  if (!viewer.steward) return null;
  return meeting.chairId === null ? 'find-somebody' : 'for-the-chair';
}

/** A co-chair's or a learner's place that was offered to this member: only beside somebody who has said yes. */
export function offerOf({ meeting, events, now }: TurnMatter, member: MemberId): TakeOverView['offer'] {
  if (meeting.state !== 'planned' || meeting.startsAt <= now) return null;
  if (meeting.turn === null || meeting.chairId === null) return null;
  const role = meeting.coChairId === member ? 'co-chair' : meeting.turn.shadow === member ? 'shadow' : null;
  const answer = offerAnswer(events, member);
  return role === null || answer === 'declined' ? null : { role, accepted: answer === 'accepted' };
}

/** How a request is told: by its chair, by a steward for them, or where nobody chairs. */
export function askedAs(
  { kind, from, by }: TakeOverRequest,
  nameOf: (id: MemberId | null) => string,
): NonNullable<TakeOverView['asked']> {
  if (from === null) return { kind: 'find-somebody', by: nameOf(by) };
  if (by === null) return { kind, by: nameOf(from) };
  return { kind: 'for-the-chair', by: nameOf(by), insteadOf: nameOf(from) };
}

/** Who asked somebody to take a turn: its chair, or the steward where nobody chairs. */
export function askerOf({ memberId, byId }: Pick<TurnEvent, 'memberId' | 'byId'>): MemberId | null {
  return memberId ?? byId ?? null;
}

/** Those of some planned meetings whose turn this member is asked to take over. */
export async function requestsTo(
  context: Context,
  circle: Circle,
  ahead: readonly Meeting[],
  member: MemberId,
): Promise<readonly AskedView[]> {
  const { store } = context;
  const asked: AskedView[] = [];
  for (const meeting of ahead) {
    const open = openRequest(await matterOf(context, store, circle, meeting));
    if (open?.to !== member) continue;
    const called = await calledIn(store, circle);
    asked.push({
      ...(await turnView(store, circle, meeting)),
      ...askedAs(open, (id) => called.nameOf(id) ?? ''),
    });
  }
  return asked;
}

/** The last thing of one kind that happened to a turn. */
export function lastOf(events: readonly TurnEvent[], what: TurnEvent['what']): TurnEvent | null {
  return events.findLast((event) => event.what === what) ?? null;
}
