import { quarterOf } from '../../../core/calendar/quarter.ts';
import type { Circle } from '../../../core/circle.ts';
import { DAY, type Instant } from '../../../core/instant.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { policiesToCompare, turnsByVoice } from '../../rota/rules/preview.ts';
import { tallied } from '../../rota/rules/tally.ts';
import type { MeetingSeries } from '../../turns/rules/meeting.ts';
import { startsAhead } from '../../turns/rules/replan.ts';
import { meetingTable } from '../../turns/tables.ts';
import { readRoll } from '../../turns/use-cases/situation.ts';
import type { PreviewView } from '../messages/preview.ts';

const AHEAD = 84 * DAY;
/** A plan has a date a week at most. */
const MOST_DATES = 13;

/** The next 12 weeks of a series under each kind of policy, beside each other. Reads only, and keeps nothing. */
export async function previewPolicies(
  tx: Tx,
  circle: Circle,
  series: MeetingSeries,
  now: Instant,
): Promise<Omit<PreviewView, 'mayChange'>> {
  const { members, unsettled } = await readRoll(tx, circle, series);
  const planned = (await meetingTable.planned(tx, series.id)).filter(({ startsAt }) => startsAt > now);
  const taken = planned.map(({ startsAt }) => startsAt);
  const dated = await meetingTable.datesTaken(tx, series.id, now);
  const dates = startsAhead(taken, dated, series, circle.timezone, now, taken.length + MOST_DATES);
  const starts = dates.filter((at) => at <= now + AHEAD);
  const drawnAt = new Map(planned.flatMap(({ startsAt, turn }) => (turn === null ? [] : [[startsAt, turn]])));
  const open = starts.filter((at) => !drawnAt.has(at));
  const { voices } = circle;
  const meetings = {
    unsettled,
    drawn: starts.flatMap((at) => drawnAt.get(at) ?? []),
    ahead: open.map((at) => ({ voices, members, quarter: quarterOf(at, circle.timezone) })),
  };
  const policies = policiesToCompare(series.policy, voices.length).map((policy) => {
    const turns = turnsByVoice(series.rota, policy, meetings);
    return { policy, turns: voices.map(({ id }) => tallied(turns, id)) };
  });
  return {
    seriesId: series.id,
    meeting: series.name,
    count: starts.length,
    now: series.policy.kind,
    voices: voices.map(({ name }) => name),
    policies,
  };
}
