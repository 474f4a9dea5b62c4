import type { Circle, Member, PersonId } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { DAY, type Instant } from '../../../core/instant.ts';
import type { Delivery, DeliveryKind } from '../../../core/outbox/delivery.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { transactSending } from '../../../core/sending.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { deliveryTable } from '../../../core/tables/deliveries.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { personTable } from '../../../core/tables/people.ts';
import { askedMember, newAsking, nextStepAt } from '../rules/asks.ts';
import type { Meeting, MeetingSeries } from '../rules/meeting.ts';
import { startsAhead } from '../rules/replan.ts';
import { meetingTable } from '../tables.ts';
import { beginAsks, goOnAsking } from './draw.ts';
import { SETTLES_AFTER, settleMeetings } from './settle.ts';
import { type Roll, readRoll } from './situation.ts';
import { asksToPutAway } from './supersede.ts';

/** The drawn turn and two forecasts. */
const MEETINGS_PLANNED = 3;
/** A turn is drawn when the meeting before it ends, and no later than this before it begins. */
const DRAWN_AHEAD = 7 * DAY;
const LOOKED_AT_LATEST = 366 * DAY;
const ENDS_AN_ASK: readonly DeliveryKind[] = ['turn-offer', 'turn-unfilled'];
/** Where nobody at all could be drawn. */
const DRAW_AGAIN_AFTER = 1 * DAY;

declare module '../../../core/context.ts' {
  interface Context {
    /** What follows from a meeting that has ended, in the caller's transaction: gives the letters. */
    readonly meetingHeld: (
      context: Context,
      tx: Tx,
      circle: Circle,
      members: readonly Member[],
      meeting: Meeting,
    ) => Promise<readonly Delivery[]>;
  }
}

/**
 * Brings one meeting series up to the present: ends meetings and asks what happened, settles those of some days ago,
 * plans the next ones, draws the next chair, and goes on asking where an ask is over. Does nothing that is not due, so it may run twice, late or at the same time
 * in two processes. A circle that is not set up plans nothing.
 */
export async function advanceSeries(context: Context, seriesId: string): Promise<void> {
  await transactSending(context, async (tx, send) => {
    await holdAsked(tx, seriesId);
    const series = await meetingTable.lockSeries(tx, seriesId);
    if (series === null) return;
    const circle = await circleTable.find(tx, series.circleId);
    if (circle === null) return;
    if (circle.setUpAt === null) {
      // `confirmRoster` wakes it.
      await meetingTable.setNextDue(tx, seriesId, context.clock.now() + LOOKED_AT_LATEST);
      return;
    }
    const before = await readRoll(tx, circle, series);
    await send(await endMeetings(context, tx, before));
    const rota = await settleMeetings(tx, before, context.clock.now());
    const roll = await readRoll(tx, circle, { ...series, rota });
    const planned = await planAhead(context, tx, roll);
    const { meetings, letters } = await drawNext(context, tx, roll, planned);
    const waiting = await meetingTable.unsettled(tx, seriesId);
    await meetingTable.setNextDue(tx, seriesId, nextDue(meetings, waiting, context.clock.now()));
    // Whoever was asked before reads so at the same moment whatever they said.
    for (const meeting of meetings)
      if (letters.some(({ kind, subject }) => ENDS_AN_ASK.includes(kind) && subject === meeting.id))
        await send(await asksToPutAway(context, tx, meeting, () => true));
    await send(letters);
  });
}

/**
 * Whoever is asked may have to rest from now on, and what they wish is then saved anew. Who changes their wishes holds the
 * person first and the series after; in the other order two could wait for each other for ever.
 */
async function holdAsked(tx: Tx, seriesId: string): Promise<void> {
  const people: PersonId[] = [];
  for (const meeting of await meetingTable.planned(tx, seriesId)) {
    const id = askedMember(meeting);
    const member = id === null ? null : await memberTable.find(tx, id);
    if (member !== null) people.push(member.personId);
  }
  if (people.length > 0) await personTable.lock(tx, people);
}

/** What is over is held until somebody says otherwise. Who was asked last and did not say yes is asked no more. */
async function endMeetings(
  context: Context,
  tx: Tx,
  { circle, members, series }: Roll,
): Promise<readonly Delivery[]> {
  const now = context.clock.now();
  const letters: Delivery[] = [];
  for (const meeting of await meetingTable.planned(tx, series.id)) {
    if (meeting.endsAt > now) break;
    await meetingTable.save(tx, {
      ...meeting,
      state: 'held',
      // Who was asked and not named did not say yes: without a chair the turn holds the first of them.
      turn: meeting.chairId === null ? null : meeting.turn,
      asking: null,
      declined: [],
      settlesAt: now + SETTLES_AFTER,
    });
    await meetingTable.setAnnounceDue(tx, meeting.id, null);
    await deliveryTable.forget(tx, meeting.id, 'turn-offer');
    letters.push(...(await context.meetingHeld(context, tx, circle, members, meeting)));
  }
  return letters;
}

async function planAhead(context: Context, tx: Tx, roll: Roll): Promise<readonly Meeting[]> {
  const { series, circle } = roll;
  const planned = await meetingTable.planned(tx, series.id);
  if (series.endedAt !== null) return planned;
  const taken = planned.map(({ startsAt }) => startsAt);
  // A meeting that is under way, or that was missed while the program was down, is not planned anew.
  const now = context.clock.now();
  const dated = await meetingTable.datesTaken(tx, series.id, now);
  const starts = startsAhead(taken, dated, series, circle.timezone, now, MEETINGS_PLANNED);
  const fresh = starts
    .filter((startsAt) => !taken.includes(startsAt))
    .map((startsAt) => newMeeting(context.newId(), series, startsAt, startsAt));
  for (const meeting of fresh) await meetingTable.plan(tx, meeting);
  return [...planned, ...fresh].sort((one, other) => one.startsAt - other.startsAt);
}

/** `plannedFor` null: an extra one. */
export function newMeeting(
  id: string,
  series: MeetingSeries,
  startsAt: Instant,
  plannedFor: Instant | null,
): Meeting {
  return {
    id,
    seriesId: series.id,
    circleId: series.circleId,
    startsAt,
    plannedFor,
    endsAt: startsAt + series.lasting,
    state: 'planned',
    turn: null,
    chairId: null,
    coChairId: null,
    asking: null,
    declined: [],
    announcedChairId: null,
    settlesAt: null,
  };
}

async function drawNext(context: Context, tx: Tx, roll: Roll, planned: readonly Meeting[]) {
  const now = context.clock.now();
  const meetings = [...planned];
  const letters: Delivery[] = [];
  let known = roll;
  for (const [index, meeting] of planned.entries()) {
    const earlier = meetings[index - 1] ?? null;
    if (meeting.chairId !== null) continue;
    if (isUndrawn(meeting) && drawAt(meeting, earlier) > now) continue;
    const step = isUndrawn(meeting) ? beginAsks : goOnAsking;
    const search = await step(
      context,
      tx,
      known,
      await adopted(tx, meeting, now),
      meetings.filter(({ id }) => id !== meeting.id),
    );
    known = search.roll;
    meetings[index] = search.meeting;
    letters.push(...search.letters);
  }
  return { meetings, letters };
}

function isUndrawn({ chairId, turn, asking }: Meeting): boolean {
  return chairId === null && turn === null && asking === null;
}

/** A turn that v0.1.0 drew and that nobody has taken: who was drawn is asked already, and has as long as anybody asked now. */
async function adopted(tx: Tx, meeting: Meeting, now: Instant): Promise<Meeting> {
  const { turn } = meeting;
  if (turn === null || meeting.asking !== null) return meeting;
  const asked: Meeting = { ...meeting, asking: { ...newAsking(now), asks: 1, turn } };
  await meetingTable.save(tx, asked);
  if (meeting.announcedChairId !== null) await meetingTable.setAnnounceDue(tx, meeting.id, now);
  return asked;
}

function drawAt(meeting: Meeting, earlier: Meeting | null): Instant {
  return earlier === null
    ? Number.NEGATIVE_INFINITY
    : Math.min(earlier.endsAt, meeting.startsAt - DRAWN_AHEAD);
}

function nextDue(planned: readonly Meeting[], waiting: readonly Meeting[], now: Instant): Instant {
  const ends = [
    ...planned.map(({ endsAt }) => endsAt),
    ...waiting.flatMap(({ settlesAt }) => settlesAt ?? []),
  ];
  const draws = planned.flatMap((meeting, index) => {
    if (isUndrawn(meeting)) return [drawAt(meeting, planned[index - 1] ?? null)];
    const step = nextStepAt(meeting);
    return step === null ? [] : meeting.turn === null ? [step, now + DRAW_AGAIN_AFTER] : step;
  });
  return Math.min(...ends, ...draws, now + LOOKED_AT_LATEST);
}
