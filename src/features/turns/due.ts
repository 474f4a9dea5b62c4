import type { DueWorks } from '../../core/jobs/due-work.ts';
import { EARLIEST_ANNOUNCEMENT, EARLIEST_DRAW, meetingTable } from './tables.ts';
import { advanceSeries } from './use-cases/advance.ts';
import { announceChair } from './use-cases/announce.ts';

export const turnsDue: DueWorks<'draw-chair' | 'announce-chair'> = {
  'draw-chair': {
    due: async (tx, now) => (await meetingTable.drawDue(tx, now)).map((series) => ({ series })),
    earliest: EARLIEST_DRAW,
    circleOf: async () => null,
    run: (context, { series }) => advanceSeries(context, series),
  },
  'announce-chair': {
    due: async (tx, now) => (await meetingTable.announceDue(tx, now)).map((meeting) => ({ meeting })),
    earliest: EARLIEST_ANNOUNCEMENT,
    circleOf: async (tx, { meeting }) => (await meetingTable.find(tx, meeting))?.circleId ?? null,
    run: (context, { meeting }) => announceChair(context, meeting),
  },
};
