import type { Circle, MemberId } from '../../domain/circle.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Meeting } from '../../domain/meeting.ts';
import type { Tables } from '../../ports/store.ts';
import type { Context } from '../context.ts';
import { drawChair } from './draw.ts';
import { readRoll } from './situation.ts';

/**
 * Gives the planned turns of somebody who has left, rests, or is away to others, in the caller's transaction: all of
 * them, or those that `concerns` picks. Call it once they are out of the rota for these meetings. A meeting that has begun keeps its chair: on the day a steward hands it over.
 */
export async function vacateTurns(
  context: Context,
  tables: Tables,
  circle: Circle,
  memberId: MemberId,
  concerns: (meeting: Meeting) => boolean = () => true,
): Promise<readonly Delivery[]> {
  const letters: Delivery[] = [];
  for (const { id } of await tables.meetings.series(circle.id)) {
    const series = await tables.meetings.lockSeries(id);
    if (series === null) continue;
    const roll = await readRoll(tables, circle, series);
    const planned = [...(await tables.meetings.planned(id))];
    for (const [index, meeting] of planned.entries()) {
      if (meeting.startsAt <= context.clock.now() || !concerns(meeting)) continue;
      if (meeting.chairId === memberId) {
        const drawn = await drawChair(context, tables, roll, meeting, planned[index - 1] ?? null);
        planned[index] = drawn.meeting;
        letters.push(...drawn.letters);
      } else if (meeting.coChairId === memberId) {
        await tables.meetings.save({ ...meeting, coChairId: null });
      }
    }
  }
  return letters;
}
