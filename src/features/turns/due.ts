import type { DueWorks } from '../../core/jobs/due-work.ts';
import { advanceSeries } from './use-cases/advance.ts';
import { announceChair } from './use-cases/announce.ts';

export const rotaDue: DueWorks<'draw-chair' | 'announce-chair'> = {
  'draw-chair': {
    due: async ({ meetings }, now) => (await meetings.drawDue(now)).map((series) => ({ series })),
    run: (context, { series }) => advanceSeries(context, series),
  },
  'announce-chair': {
    due: async ({ meetings }, now) => (await meetings.announceDue(now)).map((meeting) => ({ meeting })),
    run: (context, { meeting }) => announceChair(context, meeting),
  },
};
