import { feature } from '../feature.ts';
import { takeOverHandlers } from './actions/take-over.ts';
import { turnHandlers } from './actions/turn.ts';
import { turnNotifications } from './notifications.ts';
import { EARLIEST_ANNOUNCEMENT, EARLIEST_DRAW, meetingTable, turnsKept } from './tables.ts';
import { advanceSeries } from './use-cases/advance.ts';
import { announceChair } from './use-cases/announce.ts';

/** One date after another, and who chairs it: asked, accepted, swapped, handed over. */
export const turns = feature({
  name: 'turns',
  actions: { ...takeOverHandlers, ...turnHandlers },
  notifications: turnNotifications,
  due: {
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
  },
  keeps: turnsKept,
});
