import { isReader, type Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { toMember } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { transactSending } from '../../../core/sending.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import type { Meeting } from '../../turns/rules/meeting.ts';
import { meetingTable } from '../../turns/tables.ts';
import { SETTLES_AFTER } from '../../turns/use-cases/settle.ts';
import { ABOUT, type Happened, type Sides } from '../rules.ts';
import { attendanceTable } from '../tables.ts';

export type MeetingRefusal =
  | 'not-found'
  | 'not-allowed'
  | 'not-met-yet'
  | 'turn-over'
  | 'nobody-there'
  | 'no-choice'
  | 'meeting-settled'
  | 'attendance-told';

/** Whether somebody may say what happened: who was to chair it, who did, beside or alone, and stewards. */
export function mayRecord(
  { chairId, coChairId, announcedChairId, turn }: Meeting,
  { id, steward }: Pick<Member, 'id' | 'steward'>,
): boolean {
  // Until somebody has said yes, a turn names who was asked first.
  const agreed = chairId === null ? null : turn?.chair;
  return steward || [chairId, coChairId, announcedChairId, agreed].includes(id);
}

/**
 * Keeps whether a meeting took place, who chaired it and which sides were there; of who said so nothing, but where the chair is
 * another one than had agreed. The last word counts: of the sides until a digest has shown them, of the rest until the meeting is
 * settled.
 */
export async function recordMeeting(
  context: Context,
  by: Member,
  meetingId: string,
  happened: Happened,
): Promise<Result<Happened, MeetingRefusal>> {
  const sides = happened.what === 'held' ? happened.sides : null;
  if (sides?.staff === 'none' && sides.reps === 'none') return refuse('nobody-there');
  return transactSending(context, async (tx, send) => {
    // Composing a digest holds this lock too.
    await circleTable.lock(tx, by.circleId);
    const found = await meetingTable.find(tx, meetingId);
    if (found === null || found.circleId !== by.circleId) return refuse('not-found');
    await meetingTable.lockSeries(tx, found.seriesId);
    const meeting = (await meetingTable.find(tx, meetingId)) ?? found;
    if (!mayRecord(meeting, by)) return refuse('not-allowed');
    const now = context.clock.now();
    if (meeting.startsAt - ABOUT > now) return refuse('not-met-yet');
    const chairId = happened.what === 'held' ? (happened.chairId ?? null) : null;
    if (chairId !== null && !(await isThere(tx, meeting, chairId))) return refuse('no-choice');
    const said = asSaid(meeting, happened, now + SETTLES_AFTER);
    if (!said.ok) return said;
    const changes = said.value !== meeting;
    // A meeting chat may end early; what people say of it waits until it should be over.
    if (changes && now < meeting.endsAt) return refuse('not-met-yet');
    // Sides that a digest has told stay; whether you met, and who chaired, can still be put right.
    if (!(await saveSides(tx, meeting, sides)) && !changes) return refuse('attendance-told');
    if (changes) {
      await meetingTable.save(tx, said.value);
      await meetingTable.setNextDue(tx, meeting.seriesId, now);
    }
    await send(await chairNoted(context, tx, by, meeting, said.value));
    return success(happened);
  });
}

/** Somebody says that another one chaired, or nobody: on record by whom, and told to both, who can say otherwise. */
async function chairNoted(
  context: Context,
  tx: Tx,
  by: Member,
  before: Meeting,
  { id, circleId, chairId, settlesAt }: Meeting,
): Promise<readonly Delivery[]> {
  if (chairId === before.chairId) return [];
  const at = context.clock.now();
  const circle = await circleTable.find(tx, circleId);
  const members = await memberTable.list(tx, circleId);
  const voice = members.find((member) => member.id === chairId)?.voice ?? null;
  await meetingTable.record(tx, {
    meetingId: id,
    at,
    what: 'chair-noted',
    memberId: chairId,
    voice,
    otherId: before.chairId,
    byId: by.id,
  });
  if (circle === null) return [];
  const letter = {
    kind: 'chair-noted',
    subject: id,
    edition: `${at}`,
    dueAt: at,
    expiresAt: settlesAt,
  } as const;
  const concerned = members.filter(
    (member) => member.id !== by.id && [chairId, before.chairId].includes(member.id),
  );
  return concerned.map((member) => toMember(context, circle, member, letter));
}

/** The meeting as somebody says that it was; the same one where that changes nothing. */
function asSaid(
  meeting: Meeting,
  happened: Happened,
  settlesAt: number,
): Result<Meeting, 'turn-over' | 'meeting-settled'> {
  const isOver = meeting.state !== 'planned' && meeting.settlesAt === null;
  if (happened.what === 'held') {
    const { chairId = meeting.chairId } = happened;
    if (meeting.state !== 'cancelled' && chairId === meeting.chairId) return success(meeting);
    if (isOver) return refuse(meeting.state === 'cancelled' ? 'turn-over' : 'meeting-settled');
    return success({ ...meeting, state: meeting.state === 'planned' ? 'planned' : 'held', chairId });
  }
  if (meeting.state === 'cancelled') return success(meeting);
  if (isOver) return refuse('meeting-settled');
  const notHeld = { state: 'cancelled', asking: null, declined: [] } as const;
  return success({ ...meeting, ...notHeld, settlesAt: meeting.settlesAt ?? settlesAt });
}

async function isThere(tx: Tx, { circleId }: Meeting, memberId: string): Promise<boolean> {
  const member = await memberTable.find(tx, memberId);
  return member !== null && member.circleId === circleId && member.leftAt === null && !isReader(member);
}

/** false, with nothing changed: a digest has shown other ones. */
async function saveSides(
  tx: Tx,
  { id: meetingId, circleId }: Meeting,
  sides: Sides | null,
): Promise<boolean> {
  if (sides !== null) return attendanceTable.save(tx, { meetingId, circleId, ...sides });
  return attendanceTable.remove(tx, meetingId);
}
