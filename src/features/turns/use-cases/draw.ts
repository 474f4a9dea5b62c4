import { quietUntil } from '../../../core/calendar/quiet-hours.ts';
import type { Circle, Member, MemberId } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { DAY } from '../../../core/instant.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { toMember } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { personTable } from '../../../core/tables/people.ts';
import { forecast } from '../../rota/rules/forecast.ts';
import type { DrawnTurn } from '../../rota/rules/turn.ts';
import { askEndsAt, asksBegun, askTimes, newAsking, unansweredAsk } from '../rules/asks.ts';
import type { Asking, Meeting } from '../rules/meeting.ts';
import { meetingTable } from '../tables.ts';
import { type Roll, situationOf } from './situation.ts';

const REMIND_BEFORE_MEETING = 1 * DAY;

/** Where the search for a chair has got to, and the letters it makes necessary. */
export interface Search {
  readonly roll: Roll;
  readonly meeting: Meeting;
  readonly letters: readonly Delivery[];
}

/**
 * Draws the chair of `meeting` and asks them, in the caller's transaction: the first of the asks, whose times are fixed by
 * this moment. `others` are the other planned meetings of the series; the draw supposes that those of them that are drawn are held so.
 */
export async function beginAsks(
  context: Context,
  tx: Tx,
  roll: Roll,
  meeting: Meeting,
  others: readonly Meeting[],
): Promise<Search> {
  const at = context.clock.now();
  const asking = newAsking(at);
  const begun: Meeting = { ...meeting, turn: null, chairId: null, coChairId: null, asking };
  const search = await ask(context, tx, roll, begun, asking, turnFor(roll, begun, others));
  const { turn } = search.meeting;
  await meetingTable.record(tx, {
    meetingId: meeting.id,
    at,
    what: turn === null ? 'nobody-available' : 'drawn',
    memberId: null,
    voice: turn?.voice ?? null,
  });
  // What the circle was told of an earlier chair is put right.
  if (meeting.announcedChairId !== null) await meetingTable.setAnnounceDue(tx, meeting.id, at);
  return search;
}

/**
 * Goes on with a search whose present ask is over: asks the next person, or at the end the stewards. Asks that were missed
 * while the program was down are left out. Does nothing before the time has come, whatever the asked person said.
 */
export async function goOnAsking(
  context: Context,
  tx: Tx,
  roll: Roll,
  meeting: Meeting,
  others: readonly Meeting[],
): Promise<Search> {
  const { asking, startsAt } = meeting;
  const now = context.clock.now();
  if (asking === null || asking.stewardsAsked) return { roll, meeting, letters: [] };
  const times = askTimes(asking.from, startsAt);
  const begun = asksBegun(times, now);
  if (times.stewardsAt <= now) {
    const passed = await passBy(context, tx, roll, meeting, asking);
    const asked: Meeting = { ...meeting, asking: { ...asking, asks: begun, stewardsAsked: true } };
    await meetingTable.save(tx, asked);
    return {
      roll: passed.roll,
      meeting: asked,
      letters: [...passed.letters, ...toStewards(context, roll, asked)],
    };
  }
  // Nobody has been asked yet, so nothing would be told by asking between two times.
  if (meeting.turn === null) {
    return turnFor(roll, meeting, others) === null
      ? { roll, meeting, letters: [] }
      : beginAsks(context, tx, roll, meeting, others);
  }
  if (begun <= asking.asks) return { roll, meeting, letters: [] };
  const passed = await passBy(context, tx, roll, meeting, asking);
  const declined = asking.turn === null ? meeting.declined : [...meeting.declined, asking.turn.chair];
  const next: Meeting = { ...meeting, declined };
  const turn = turnFor(passed.roll, next, others);
  const search = await ask(context, tx, passed.roll, next, { ...asking, asks: begun - 1 }, turn);
  return { ...search, letters: [...passed.letters, ...search.letters] };
}

/** Asks whom `turn` names; where it names nobody, the ask stands empty until its time is over. */
async function ask(
  context: Context,
  tx: Tx,
  roll: Roll,
  meeting: Meeting,
  asking: Asking,
  turn: DrawnTurn | null,
): Promise<Search> {
  const asked: Meeting = {
    ...meeting,
    turn: meeting.turn ?? turn,
    asking: { ...asking, asks: asking.asks + 1, turn, refused: false },
  };
  await meetingTable.save(tx, asked);
  const member = roll.members.find(({ id }) => id === turn?.chair);
  const letter = {
    kind: 'turn-offer',
    subject: meeting.id,
    edition: String(asking.from),
    dueAt: context.clock.now(),
    expiresAt: askEndsAt(asked),
  } as const;
  return {
    roll,
    meeting: asked,
    letters: member === undefined ? [] : [toMember(context, roll.circle, member, letter)],
  };
}

/** An ask is over. Whoever let two in a row pass without a word is left in peace in all their circles, and told so. */
async function passBy(
  context: Context,
  tx: Tx,
  roll: Roll,
  meeting: Meeting,
  { turn, refused }: Asking,
): Promise<Pick<Search, 'roll' | 'letters'>> {
  const member = roll.members.find(({ id }) => id === turn?.chair);
  // Who rests may have begun to in another of their circles, while they were asked in this one.
  if (member === undefined || refused || member.chairs === 'resting') return { roll, letters: [] };
  if (situationOf(roll, meeting).away.has(member.id)) return { roll, letters: [] };
  const { state: rota, rests } = unansweredAsk(roll.series.rota, member.id);
  await meetingTable.saveRota(tx, roll.series.id, rota);
  const counted = { ...roll, series: { ...roll.series, rota } };
  if (!rests) return { roll: counted, letters: [] };
  await personTable.saveWishes(tx, member.personId, { preferences: member.preferences, resting: true });
  const members = roll.members.map((each) =>
    each.id === member.id ? { ...each, chairs: 'resting' as const } : each,
  );
  const now = context.clock.now();
  const letter = { kind: 'chair-rests', subject: meeting.id, dueAt: now, expiresAt: null } as const;
  return {
    roll: { ...counted, members },
    letters: [toMember(context, roll.circle, member, letter)],
  };
}

function toStewards(context: Context, { circle, members }: Roll, meeting: Meeting): readonly Delivery[] {
  const letter = {
    kind: 'turn-unfilled',
    subject: meeting.id,
    edition: String(meeting.asking?.from),
    dueAt: context.clock.now(),
    expiresAt: meeting.startsAt,
  } as const;
  return members
    .filter(({ steward }) => steward)
    .map((steward) => toMember(context, circle, steward, letter));
}

function turnFor(roll: Roll, meeting: Meeting, others: readonly Meeting[]): DrawnTurn | null {
  const situation = situationOf(roll, meeting);
  const drawn = [...roll.unsettled, ...others.flatMap(({ turn }) => turn ?? [])];
  return forecast(roll.series.rota, drawn, [situation])[0]?.turn ?? null;
}

/** The places beside the chair that a named turn offers. */
export function chairOffers(
  context: Context,
  circle: Circle,
  members: readonly Member[],
  meeting: Meeting,
): readonly Delivery[] {
  const letter = {
    subject: meeting.id,
    // Who was offered a place at another time is offered it again.
    edition: `${meeting.chairId}.${meeting.startsAt}`,
    dueAt: context.clock.now(),
    expiresAt: meeting.startsAt,
  };
  const to = (kind: 'co-chair-offer' | 'shadow-offer', id: MemberId | null | undefined) =>
    members
      .filter((member) => member.id === id)
      .map((member) => toMember(context, circle, member, { kind, ...letter }));
  return [...to('co-chair-offer', meeting.coChairId), ...to('shadow-offer', meeting.turn?.shadow)];
}

/** The reminder of whoever chairs, a day ahead and by day, whenever the meeting begins; none where that has passed. */
export function reminderOf(
  context: Context,
  circle: Circle,
  chair: Member,
  meeting: Meeting,
): readonly Delivery[] {
  const ahead = meeting.startsAt - REMIND_BEFORE_MEETING;
  const dueAt = quietUntil({ from: '21:00', to: '08:00', timezone: circle.timezone }, ahead) ?? ahead;
  if (dueAt <= context.clock.now()) return [];
  const letter = { kind: 'turn-reminder', subject: meeting.id, dueAt, expiresAt: meeting.startsAt } as const;
  return [toMember(context, circle, chair, letter)];
}
