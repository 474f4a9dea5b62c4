import { quarterOf } from '../../../core/calendar/quarter.ts';
import type { Member, MemberId } from '../../../core/circle.ts';
import { DAY, type Instant } from '../../../core/instant.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { drawTurn } from '../../rota/rules/draw.ts';
import { settleTurn } from '../../rota/rules/settle-turn.ts';
import type { RotaState } from '../../rota/rules/state.ts';
import type { DrawnTurn } from '../../rota/rules/turn.ts';
import type { Meeting } from '../rules/meeting.ts';
import { offerAnswer } from '../rules/taking-over.ts';
import { meetingTable } from '../tables.ts';
import { type Roll, situationOf } from './situation.ts';

/** For so long anybody who may say it can say what happened, and change it. */
export const SETTLES_AFTER = 3 * DAY;

/**
 * Settles the meetings of a series whose time for it has come, in the caller's transaction, which holds the series, and gives its
 * rota as it stands then. The turn goes to the voice of who chaired. A meeting that did not take place, or that nobody chaired,
 * settles nothing and charges nobody.
 */
export async function settleMeetings(tx: Tx, roll: Roll, now: Instant): Promise<RotaState> {
  const { members, series } = roll;
  let { rota } = series;
  for (const meeting of await meetingTable.unsettled(tx, series.id)) {
    if (meeting.settlesAt === null || meeting.settlesAt > now) continue;
    const held = meeting.state === 'held';
    const chair = held ? members.find(({ id }) => id === meeting.chairId) : undefined;
    await meetingTable.save(tx, { ...meeting, settlesAt: null });
    await meetingTable.record(tx, {
      meetingId: meeting.id,
      at: meeting.endsAt,
      what: held ? 'held' : 'not-held',
      memberId: chair?.id ?? null,
      voice: chair?.voice ?? null,
    });
    if (chair !== undefined) rota = await settled(tx, rota, roll, meeting, chair);
  }
  if (rota !== series.rota) await meetingTable.saveRota(tx, series.id, rota);
  return rota;
}

async function settled(
  tx: Tx,
  rota: RotaState,
  roll: Roll,
  meeting: Meeting,
  { id, voice }: Member,
): Promise<RotaState> {
  // Somebody stepped in where nobody had said yes: what voices were owed is reckoned for that day.
  const turn = meeting.turn ?? drawnFor(rota, roll, meeting);
  if (turn === null) return rota;
  const result = settleTurn(rota, {
    // One that was moved may come after a turn that was drawn later; each meeting is settled once.
    turn: { ...turn, ordinal: Math.max(turn.ordinal, rota.settled + 1) },
    chairedBy: { member: id, voice },
    coChairedBy: await willingCoChair(tx, meeting),
    quarter: quarterOf(meeting.startsAt, roll.circle.timezone),
  });
  return result.ok ? result.value : rota;
}

function drawnFor(rota: RotaState, roll: Roll, meeting: Meeting): DrawnTurn | null {
  const drawn = drawTurn(rota, situationOf(roll, meeting));
  return drawn.ok ? drawn.value : null;
}

/** An offer costs nothing until it is taken: only a co-chair who said yes counts toward the cap. */
async function willingCoChair(tx: Tx, { id, coChairId }: Meeting): Promise<MemberId | null> {
  if (coChairId === null) return null;
  return offerAnswer(await meetingTable.events(tx, id), coChairId) === 'accepted' ? coChairId : null;
}
