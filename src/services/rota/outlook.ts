import type { Circle } from '../../domain/circle.ts';
import type { Meeting } from '../../domain/meeting.ts';
import { forecast } from '../../domain/rota/forecast.ts';
import type { Tables } from '../../ports/store.ts';
import { readRoll, situationOf } from './situation.ts';

/** The meetings ahead of one series: the next with its drawn chair, then forecasts, which bind nobody. */
export interface Outlook {
  readonly seriesName: string;
  readonly next: Meeting | null;
  readonly forecasts: readonly { readonly meeting: Meeting; readonly chairId: string | null }[];
}

/** What lies ahead for each meeting series of a circle. Reads only. */
export async function outlooks(tables: Tables, circle: Circle): Promise<readonly Outlook[]> {
  const found: Outlook[] = [];
  for (const series of await tables.meetings.series(circle.id)) {
    const roll = await readRoll(tables, circle, series);
    const planned = await tables.meetings.planned(series.id);
    const [next = null, ...later] = planned;
    // A second meeting may be drawn already; then its turn is no longer a guess.
    const forecasts = forecast(
      series.rota,
      next?.turn ?? null,
      later.map((meeting) => situationOf(roll, meeting)),
    );
    found.push({
      seriesName: series.name,
      next,
      forecasts: later.map((meeting, index) => ({
        meeting,
        chairId: meeting.chairId ?? forecasts[index]?.turn?.chair ?? null,
      })),
    });
  }
  return found;
}
