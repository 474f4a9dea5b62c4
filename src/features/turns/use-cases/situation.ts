import { localTime } from '../../../core/calendar/local-time.ts';
import { quarterOf } from '../../../core/calendar/quarter.ts';
import type { Circle, Member, MemberId } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Absence } from '../../../core/person.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { attendances, type Situation } from '../../rota/rules/situation.ts';
import { type Tally, tallyPlus } from '../../rota/rules/tally.ts';
import type { DrawnTurn } from '../../rota/rules/turn.ts';
import type { Meeting, MeetingSeries } from '../rules/meeting.ts';
import { meetingTable } from '../tables.ts';

/** Who could chair the meetings of one series, as far as is known now. */
export interface Roll {
  readonly circle: Circle;
  readonly series: MeetingSeries;
  readonly members: readonly Member[];
  readonly absences: readonly Absence[];
  /** Until when a chat platform's status says that somebody is away, for those who allow it to count. */
  readonly awayUntil: ReadonlyMap<MemberId, Instant>;
  /** Turns of meetings that are over and not settled yet: a draw supposes that they will be as drawn. */
  readonly unsettled: readonly DrawnTurn[];
  /** Turns in the circle's other series, by quarter; empty where no cap asks for them. */
  readonly elsewhere: ReadonlyMap<string, Tally>;
}

export async function readRoll(tx: Tx, circle: Circle, series: MeetingSeries): Promise<Roll> {
  return {
    circle,
    series,
    members: await memberTable.list(tx, circle.id),
    absences: await memberTable.absences(tx, circle.id),
    awayUntil: await memberTable.awayStatuses(tx, circle.id),
    unsettled: standingTurns(await meetingTable.unsettled(tx, series.id)),
    elsewhere: series.policy.capPerQuarter === null ? new Map() : await turnsElsewhere(tx, circle, series),
  };
}

/**
 * Whom somebody may ask to take a meeting: not who has said yes to as many as the cap allows. Who is away, rests, or does not
 * chair yet may be asked, and say no: a name that goes from here after an ask would tell what its person answered by it.
 */
export async function mayBeAsked(tx: Tx, circle: Circle, meeting: Meeting): Promise<ReadonlySet<MemberId>> {
  const series = await meetingTable.findSeries(tx, meeting.seriesId);
  if (series === null) return new Set();
  const roll = await readRoll(tx, circle, series);
  const situation = situationOf(roll, { ...meeting, declined: [] });
  const { chairId, turn } = meeting;
  const meetings = [
    ...(await meetingTable.planned(tx, series.id)),
    ...(await meetingTable.unsettled(tx, series.id)),
  ].filter(({ id }) => id !== meeting.id);
  const own = turnsTaken(meetings, circle.timezone).get(situation.quarter) ?? {};
  const attending = attendances(
    series.rota,
    {
      ...situation,
      members: roll.members.map((each) => ({ ...each, chairs: 'yes' as const })),
      away: new Set(),
      elsewhere: tallyPlus(situation.elsewhere ?? {}, Object.entries(own)),
    },
    // Whoever takes the first meeting of a term takes all of it.
    chairId !== null && turn?.reasons.kind === 'drawn' ? turn.term.of : 1,
  );
  return new Set(attending.flatMap(({ available }) => available));
}

/** Turns that somebody said yes to, by quarter: never those that they are asked to take. */
function turnsTaken(meetings: readonly Meeting[], timezone: string): Map<string, Tally> {
  const found = new Map<string, Tally>();
  for (const { chairId, startsAt, state } of meetings) {
    if (chairId === null || state === 'cancelled') continue;
    const quarter = quarterOf(startsAt, timezone);
    found.set(quarter, tallyPlus(found.get(quarter) ?? {}, [[chairId, 1]]));
  }
  return found;
}

async function turnsElsewhere(
  tx: Tx,
  circle: Circle,
  { id }: MeetingSeries,
): Promise<ReadonlyMap<string, Tally>> {
  const found = new Map<string, Tally>();
  const add = (quarter: string, taken: Tally) =>
    found.set(quarter, tallyPlus(found.get(quarter) ?? {}, Object.entries(taken)));
  for (const other of await meetingTable.everySeries(tx, circle.id)) {
    if (other.id === id) continue;
    for (const [quarter, taken] of Object.entries(other.rota.capUse)) add(quarter, taken);
    const meetings = [
      ...(await meetingTable.planned(tx, other.id)),
      ...(await meetingTable.unsettled(tx, other.id)),
    ];
    for (const [quarter, taken] of turnsTaken(meetings, circle.timezone)) add(quarter, taken);
  }
  return found;
}

/** The turns that will be settled, as far as is known: not where nobody chaired, or the meeting did not take place. */
function standingTurns(meetings: readonly Meeting[]): readonly DrawnTurn[] {
  return meetings.flatMap(({ state, turn, chairId }) =>
    turn === null || chairId === null || state === 'cancelled' ? [] : [turn],
  );
}

/** Whether a meeting is still to come. */
export function isAhead({ clock }: Pick<Context, 'clock'>, { state, startsAt }: Meeting): boolean {
  return state === 'planned' && startsAt > clock.now();
}

/** What the draw of one meeting goes by. */
export function situationOf(roll: Roll, meeting: Meeting): Situation {
  const { date } = localTime(meeting.startsAt, roll.circle.timezone);
  const quarter = quarterOf(meeting.startsAt, roll.circle.timezone);
  const away = roll.absences.filter(({ from, to }) => from <= date && date <= to);
  return {
    policy: roll.series.policy,
    voices: roll.circle.voices,
    members: roll.members,
    away: new Set([
      ...away.map(({ memberId }) => memberId),
      ...[...roll.awayUntil].filter(([, until]) => until > meeting.startsAt).map(([id]) => id),
    ]),
    declined: new Set(meeting.declined),
    quarter,
    elsewhere: roll.elsewhere.get(quarter) ?? {},
  };
}
