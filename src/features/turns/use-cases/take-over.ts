import type { Circle, Member, MemberId } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { enqueueJobs, jobRequest } from '../../../core/jobs/job-request.ts';
import type { Delivery, DeliveryKind } from '../../../core/outbox/delivery.ts';
import { toMember } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { transactSending } from '../../../core/sending.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import type { Meeting } from '../rules/meeting.ts';
import {
  agreeToTakeOver,
  askToTakeOver,
  openRequest,
  refuseToTakeOver,
  type TakeOverRefusal,
  type TakeOverRequest,
  type TurnChange,
  type TurnMatter,
  undoTakeOver,
} from '../rules/taking-over.ts';
import { meetingTable } from '../tables.ts';
import { reminderOf } from './draw.ts';
import { mayBeAsked } from './situation.ts';
import { asksToPutAway } from './supersede.ts';
import { askerOf } from './take-over-view.ts';

type Outcome = Promise<Result<Meeting, TakeOverRefusal>>;

/** Asks `to` to take a turn: its chair may ask, a steward for them, and a steward where nobody chairs. Nothing changes yet. */
export function askTakeOver(context: Context, asker: Member, meetingId: string, to: MemberId): Outcome {
  return change(
    context,
    asker,
    meetingId,
    async (tx, matter, circle) => {
      const may = (await mayBeAsked(tx, circle, matter.meeting)).has(to);
      return askToTakeOver(matter, asker, may ? await memberTable.find(tx, to) : null);
    },
    ({ meeting, event }) => [
      [event?.otherId, 'turn-asked', meeting.endsAt],
      // The member a steward acts for is told at once: they may undo it.
      ...(event?.byId == null ? [] : [[event.memberId, 'turn-acted-for', meeting.endsAt] as const]),
    ],
  );
}

/** The asked member takes the turn. Both have agreed now, so it changes hands at once, and the circle is told. */
export function agreeTakeOver(context: Context, taker: Member, meetingId: string): Outcome {
  return change(
    context,
    taker,
    meetingId,
    async (_tables, matter) => agreeToTakeOver(matter, taker),
    ({ event }) => [[event && askerOf(event), 'turn-agreed', null]],
  );
}

/** The asked member says no. Only the chair hears of it, or the steward who asked where nobody chairs. */
export function refuseTakeOver(context: Context, asked: Member, meetingId: string): Outcome {
  return change(
    context,
    asked,
    meetingId,
    async (_tables, matter) => refuseToTakeOver(matter, asked),
    ({ meeting, event }) => [[event && askerOf(event), 'turn-refused', meeting.endsAt]],
  );
}

/** The chair withdraws a request, or takes a turn back that they gave away, or that a steward handed over for them. */
export function undoHandOver(context: Context, member: Member, meetingId: string): Outcome {
  return change(
    context,
    member,
    meetingId,
    async (_tables, matter) => undoTakeOver(matter, member),
    ({ event }) => [[event?.otherId, 'turn-taken-back', null]],
  );
}

type Told = readonly [memberId: MemberId | null | undefined, kind: DeliveryKind, expiresAt: number | null];

async function change(
  context: Context,
  member: Member,
  meetingId: string,
  decide: (tx: Tx, matter: TurnMatter, circle: Circle) => Promise<Result<TurnChange, TakeOverRefusal>>,
  telling: (change: TurnChange) => readonly Told[],
): Outcome {
  const changed = await transactSending(context, async (tx, send) => {
    const found = await meetingTable.find(tx, meetingId);
    if (found === null || found.circleId !== member.circleId) return refuse('meeting-over');
    await meetingTable.lockSeries(tx, found.seriesId);
    // Read again under the lock: the turn may have moved on meanwhile.
    const meeting = await meetingTable.find(tx, meetingId);
    const circle = await circleTable.find(tx, found.circleId);
    if (meeting === null || circle === null) return refuse('meeting-over');
    const events = await meetingTable.events(tx, meetingId);
    const matter = { meeting, events, timezone: circle.timezone, now: context.clock.now() };
    const decided = await decide(tx, matter, circle);
    if (!decided.ok) return decided;
    const settled = settles(decided.value.event, openRequest(matter));
    await send(await asksToPutAway(context, tx, meeting, (id) => id !== null && settled.includes(id)));
    await send(await keep(context, tx, circle, meeting, decided.value, telling));
    return success(decided.value);
  });
  if (!changed.ok) return changed;
  const { meeting } = changed.value;
  await enqueueJobs(context, [jobRequest('announce-chair', { meeting: meetingId })]);
  return success(meeting);
}

/** Of whom it settles something they were asked: also of whoever was asked `before`, where somebody else is asked now. */
function settles(event: TurnChange['event'], before: TakeOverRequest | null): readonly MemberId[] {
  if (event === null) return [];
  const asks = event.what === 'swap-asked' || event.what === 'hand-over-asked';
  const both = asks ? [] : [event.memberId, event.otherId];
  const replaced = asks && before?.to === event.otherId ? null : before?.to;
  return [...both, replaced].flatMap((id) => id ?? []);
}

/** Writes the change and its event, and the letters that tell of it. */
async function keep(
  context: Context,
  tx: Tx,
  circle: Circle,
  before: Meeting,
  changed: TurnChange,
  telling: (change: TurnChange) => readonly Told[],
): Promise<readonly Delivery[]> {
  const { meeting, event } = changed;
  if (event === null) return [];
  await meetingTable.record(tx, event);
  const letters: Delivery[] = [];
  if (meeting.chairId !== before.chairId) {
    await meetingTable.save(tx, meeting);
    await meetingTable.setAnnounceDue(tx, meeting.id, event.at);
    const chair = meeting.chairId === null ? null : await memberTable.find(tx, meeting.chairId);
    if (chair !== null) letters.push(...reminderOf(context, circle, chair, meeting));
  }
  for (const [id, kind, expiresAt] of telling(changed)) {
    const reader = id == null ? null : await memberTable.find(tx, id);
    if (reader === null) continue;
    const letter = { kind, subject: meeting.id, edition: context.newId(), dueAt: event.at, expiresAt };
    letters.push(toMember(context, circle, reader, letter));
  }
  return letters;
}
