import { localTime, startOfDay } from '../../../core/calendar/local-time.ts';
import type { Member, MemberId } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { foundTurn, swapTurn } from '../../rota/rules/turn.ts';
import type { Meeting, TurnEvent } from './meeting.ts';

/** `swap`: ahead of time; `hand-over`: from midnight of the meeting's day until its end. */
export type RequestKind = 'swap' | 'hand-over';

/**
 * The chair of a meeting would like a named member to take it; or a steward, where the time for asks is over and nobody
 * chairs. Changes nothing until that member agrees.
 */
export interface TakeOverRequest {
  readonly kind: RequestKind;
  /** null: nobody chairs. */
  readonly from: MemberId | null;
  readonly to: MemberId;
  /** The steward who asked for the chair; null: the chair did. */
  readonly by: MemberId | null;
  readonly at: Instant;
}

/** One turn and all that happened to it, oldest first, at one moment. */
export interface TurnMatter {
  readonly meeting: Meeting;
  readonly events: readonly TurnEvent[];
  readonly timezone: string;
  readonly now: Instant;
}

/** What a decision does: the meeting as it is now, and what its history gains (null: nothing new happened). */
export interface TurnChange {
  readonly meeting: Meeting;
  readonly event: TurnEvent | null;
}

export type TakeOverRefusal =
  | 'meeting-over'
  | 'not-your-turn'
  | 'not-allowed'
  | 'no-such-member'
  | 'request-over'
  | 'nothing-to-undo';

type Person = Pick<Member, 'id' | 'voice' | 'circleId' | 'steward'>;

/**
 * Which way a turn can change hands now; null: not now. While people are being asked it cannot: whoever is asked is known to
 * nobody else, and may say no.
 */
export function wayNow(matter: TurnMatter): RequestKind | null {
  const { meeting, timezone, now } = matter;
  if (isOver(matter) || (meeting.chairId === null && !isUnfilled(meeting))) return null;
  return now >= startOfDay(localTime(meeting.startsAt, timezone).date, timezone) ? 'hand-over' : 'swap';
}

function isOver({ meeting, now }: TurnMatter): boolean {
  return meeting.state !== 'planned' || meeting.endsAt <= now;
}

/** Nobody chairs, and the stewards know: now they may ask somebody themselves. */
export function isUnfilled({ chairId, asking }: Pick<Meeting, 'chairId' | 'asking'>): boolean {
  return chairId === null && asking?.stewardsAsked === true;
}

/**
 * The request that waits for an answer; a newer one takes the place of an older one. It ends when the turn moves on in
 * any way: agreed, refused, taken back, accepted by the chair after all, declined, drawn anew, over.
 */
export function openRequest(matter: TurnMatter): TakeOverRequest | null {
  if (wayNow(matter) === null) return null;
  const last = lastMove(matter);
  if (last === undefined || last.otherId == null) return null;
  if (last.what !== 'swap-asked' && last.what !== 'hand-over-asked') return null;
  const { memberId: from, otherId: to, at, byId } = last;
  const kind = last.what === 'swap-asked' ? 'swap' : 'hand-over';
  if (from !== matter.meeting.chairId) return null;
  return { kind, from, to, by: byId ?? null, at };
}

/**
 * Asks `to` to take the turn. The chair may ask; so may a steward, for a chair who asked them to, and where nobody chairs. Refuses a member of another circle and the chair as taker. Asking the same person twice is asking once.
 */
export function askToTakeOver(
  matter: TurnMatter,
  asker: Person,
  to: Person | null,
): Result<TurnChange, TakeOverRefusal> {
  const { meeting, now } = matter;
  const way = wayNow(matter);
  const { chairId } = meeting;
  if (way === null) return refuse(isOver(matter) ? 'meeting-over' : 'not-your-turn');
  const isChair = asker.id === chairId;
  if (!isChair && !asker.steward) return refuse('not-your-turn');
  if (asker.circleId !== meeting.circleId) return refuse('not-allowed');
  if (to === null || to.circleId !== meeting.circleId || to.id === chairId) return refuse('no-such-member');
  const by = isChair ? null : asker.id;
  const open = openRequest(matter);
  if (open?.to === to.id && open.kind === way && open.by === by) return success({ meeting, event: null });
  return success({
    meeting,
    event: {
      meetingId: meeting.id,
      at: now,
      what: way === 'swap' ? 'swap-asked' : 'hand-over-asked',
      memberId: chairId,
      voice: meeting.turn?.voice ?? null,
      otherId: to.id,
      byId: by,
    },
  });
}

/** The asked member takes the turn: from now on they chair, and said yes. A swap ends when the meeting begins. */
export function agreeToTakeOver(matter: TurnMatter, taker: Person): Result<TurnChange, TakeOverRefusal> {
  const open = requestTo(matter, taker);
  if (!open.ok) return open;
  return success({
    meeting: chairedBy(matter.meeting, taker),
    event: { ...eventOf(matter, open.value, 'taken-over'), voice: taker.voice },
  });
}

/** The asked member says no, without a reason. The chair stays who it was. */
export function refuseToTakeOver(matter: TurnMatter, asked: Person): Result<TurnChange, TakeOverRefusal> {
  const open = requestTo(matter, asked);
  if (!open.ok) return open;
  return success({ meeting: matter.meeting, event: eventOf(matter, open.value, 'refused') });
}

/**
 * The chair withdraws a request that waits, whoever made it; or takes a turn back: one that a steward handed over for them
 * until the meeting ends, one that they gave away themselves until it begins.
 */
export function undoTakeOver(matter: TurnMatter, member: Person): Result<TurnChange, TakeOverRefusal> {
  if (isOver(matter)) return refuse('meeting-over');
  const undone = undoable(matter, member.id);
  if (undone === null) return refuse('nothing-to-undo');
  const { meeting } = matter;
  return success({
    // Without a chair there is nothing to take back but the request.
    meeting: meeting.chairId === member.id || meeting.chairId === null ? meeting : chairedBy(meeting, member),
    event: eventOf(matter, undone, 'taken-back'),
  });
}

/** What `member` could undo now; null: nothing. */
export function undoable(matter: TurnMatter, member: MemberId): TakeOverRequest | null {
  if (wayNow(matter) === null) return null;
  const open = openRequest(matter);
  if (open !== null && (open.from ?? open.by) === member) return open;
  const { chairId, startsAt } = matter.meeting;
  const taken = takenFrom(matter, member);
  if (taken === null || chairId === null || chairId === member) return null;
  if (taken.byId == null && (taken.otherId !== chairId || startsAt <= matter.now)) return null;
  return { kind: 'hand-over', from: member, to: chairId, by: taken.byId ?? null, at: taken.at };
}

/**
 * How a member's turn went to somebody else, while it is still theirs in the end: whoever has it now may ask others, or hand on what a
 * steward handed over, and that takes nothing from the member. null: it did not, or the turn was drawn or declined since.
 */
function takenFrom({ events }: TurnMatter, member: MemberId): TurnEvent | null {
  const at = events.findLastIndex(({ what, memberId }) => what === 'taken-over' && memberId === member);
  const ends: readonly TurnEvent['what'][] = ['drawn', 'accepted', 'declined'];
  return events.slice(at + 1).some(({ what }) => ends.includes(what)) ? null : (events[at] ?? null);
}

/** The last thing that moved the turn, or asked to. What a co-chair says and what the circle is told moves nothing. */
function lastMove({ meeting, events }: TurnMatter): TurnEvent | undefined {
  return events.findLast(({ what, memberId }) => {
    if (what === 'announced' || what === 'offer-accepted' || what === 'offer-declined') return false;
    return (what !== 'accepted' && what !== 'declined') || memberId === meeting.chairId;
  });
}

function requestTo(matter: TurnMatter, asked: Person): Result<TakeOverRequest, TakeOverRefusal> {
  if (isOver(matter)) return refuse('meeting-over');
  const open = openRequest(matter);
  if (open === null || open.to !== asked.id) return refuse('request-over');
  if (open.kind === 'swap' && matter.meeting.startsAt <= matter.now) return refuse('meeting-over');
  return success(open);
}

/** A co-chair who declined stays out; one whose voice now chairs is not needed any more. */
function chairedBy(meeting: Meeting, chair: Person): Meeting {
  const { turn, asking } = meeting;
  const declined = meeting.declined.filter((id) => id !== chair.id);
  const named = { ...meeting, chairId: chair.id, asking: null, declined };
  if (meeting.chairId === null) {
    const asked = [...meeting.declined, ...(asking?.turn == null ? [] : [asking.turn.chair])];
    return { ...named, turn: turn === null ? null : foundTurn(turn, chair, asked), coChairId: null };
  }
  // Found by the stewards where nobody could be drawn: there is no draw to settle by.
  if (turn === null) return { ...named, coChairId: null };
  const swapped = swapTurn(turn, chair);
  return { ...named, turn: swapped, coChairId: swapped.coChair === null ? null : meeting.coChairId };
}

function eventOf(
  { meeting, now }: TurnMatter,
  { from, to, by }: TakeOverRequest,
  what: 'taken-over' | 'refused' | 'taken-back',
): TurnEvent {
  return {
    meetingId: meeting.id,
    at: now,
    what,
    memberId: from,
    voice: meeting.turn?.voice ?? null,
    otherId: to,
    byId: by,
  };
}

/** Whether a member had said yes to a turn, at whatever time the meeting was to be. */
export function hadAgreed(events: readonly TurnEvent[], member: MemberId): boolean {
  return events.some(
    ({ what, memberId, otherId }) =>
      (what === 'accepted' && memberId === member) || (what === 'taken-over' && otherId === member),
  );
}

/** What a member said to the offer to co-chair or to watch, since the turn was last drawn, or the meeting moved; null: nothing yet. */
export function offerAnswer(events: readonly TurnEvent[], member: MemberId): 'accepted' | 'declined' | null {
  const sinceDraw = events.slice(
    events.findLastIndex(({ what }) => what === 'drawn' || what === 'moved') + 1,
  );
  const said = sinceDraw.findLast(({ what, memberId }) => memberId === member && what.startsWith('offer-'));
  if (said === undefined) return null;
  return said.what === 'offer-accepted' ? 'accepted' : 'declined';
}
