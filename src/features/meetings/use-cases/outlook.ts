import type { Circle, MemberId, VoiceId } from '../../../core/circle.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { forecast } from '../../rota/rules/forecast.ts';
import type { Meeting } from '../../turns/rules/meeting.ts';
import { meetingTable } from '../../turns/tables.ts';
import { readRoll, situationOf } from '../../turns/use-cases/situation.ts';

/** A meeting after the next one. */
export interface LaterMeeting {
  readonly meeting: Meeting;
  /** Whose turn it is, drawn or likely; null: nobody could be drawn. */
  readonly voice: VoiceId | null;
  /** Who is likely to be asked: for this person's eyes alone. null: nobody, or it is drawn and no guess. */
  readonly likely: MemberId | null;
}

/** The meetings ahead of one series: the next with its turn, then forecasts, which bind nobody. */
export interface Outlook {
  readonly seriesName: string;
  readonly next: Meeting | null;
  readonly forecasts: readonly LaterMeeting[];
}

/** What lies ahead for each meeting series of a circle, the soonest first. Reads only. */
export async function outlooks(tx: Tx, circle: Circle): Promise<readonly Outlook[]> {
  const found: Outlook[] = [];
  for (const series of await meetingTable.series(tx, circle.id)) {
    const roll = await readRoll(tx, circle, series);
    const planned = await meetingTable.planned(tx, series.id);
    const [next = null, ...later] = planned;
    const open = later.filter(({ turn }) => turn === null);
    const forecasts = forecast(
      series.rota,
      [...roll.unsettled, ...planned.flatMap(({ turn }) => turn ?? [])],
      open.map((meeting) => situationOf(roll, meeting)),
    );
    found.push({
      seriesName: series.name,
      next,
      // A second meeting may be drawn already; then its turn is no longer a guess.
      forecasts: later.map((meeting) => {
        const likely = forecasts[open.indexOf(meeting)]?.turn ?? null;
        return meeting.turn === null
          ? { meeting, voice: likely?.voice ?? null, likely: likely?.chair ?? null }
          : { meeting, voice: meeting.turn.voice, likely: null };
      }),
    });
  }
  return found.sort((one, other) => (one.next?.startsAt ?? Infinity) - (other.next?.startsAt ?? Infinity));
}
