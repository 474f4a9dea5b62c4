import type { Circle, MemberId } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { askedMember } from '../rules/asks.ts';
import type { Meeting } from '../rules/meeting.ts';
import { meetingTable } from '../tables.ts';
import { beginAsks } from './draw.ts';
import { readRoll } from './situation.ts';

/**
 * Gives up the planned turns that somebody has taken who has left, rests, or is away, in the caller's transaction: all of
 * them, or those that `concerns` picks. Others are asked from now on. Where they are only being asked, nothing moves before their
 * time to answer is over: it must look like any other answer. Call it once they are out of the rota for these
 * meetings. A meeting that has begun keeps its chair: on the day a steward hands it over.
 */
export async function vacateTurns(
  context: Context,
  tx: Tx,
  circle: Circle,
  memberId: MemberId,
  concerns: (meeting: Meeting) => boolean = () => true,
): Promise<readonly Delivery[]> {
  const letters: Delivery[] = [];
  for (const { id } of await meetingTable.series(tx, circle.id)) {
    const series = await meetingTable.lockSeries(tx, id);
    if (series === null) continue;
    const roll = await readRoll(tx, circle, series);
    const planned = [...(await meetingTable.planned(tx, id))];
    let asksBegin = false;
    for (const [index, meeting] of planned.entries()) {
      if (meeting.startsAt <= context.clock.now() || !concerns(meeting)) continue;
      if (meeting.chairId === memberId) {
        const search = await beginAsks(
          context,
          tx,
          roll,
          meeting,
          planned.filter(({ id }) => id !== meeting.id),
        );
        planned[index] = search.meeting;
        letters.push(...search.letters);
        asksBegin = true;
      } else if (meeting.asking !== null && askedMember(meeting) === memberId) {
        await meetingTable.save(tx, { ...meeting, asking: { ...meeting.asking, refused: true } });
      } else if (meeting.coChairId === memberId) {
        await meetingTable.save(tx, { ...meeting, coChairId: null });
      }
    }
    // The series wakes up when the new asks end.
    if (asksBegin) await meetingTable.setNextDue(tx, id, context.clock.now());
  }
  return letters;
}
