import { feature } from '../feature.ts';
import { EARLIEST_OPENING, pulseTable } from '../release/tables/pulses.ts';
import { EARLIEST_CLOSING, EARLIEST_REMINDER, roundTable } from '../release/tables/rounds.ts';
import { pulseHandlers } from './actions/pulse.ts';
import { roundHandlers } from './actions/round.ts';
import { pulseStateHandlers } from './actions/state.ts';
import { pulseChanges } from './changes.ts';
import { pulseNotifications } from './notifications.ts';
import { closeRound } from './use-cases/close-round.ts';
import { openScheduledRound } from './use-cases/open-round.ts';
import { remindRound } from './use-cases/remind.ts';

/** The pulse check: questions that repeat, a round of them, and how it is answered. */
export const pulses = feature({
  name: 'pulses',
  actions: { ...pulseHandlers, ...roundHandlers, ...pulseStateHandlers },
  notifications: pulseNotifications,
  changes: pulseChanges,
  due: {
    'close-round': {
      due: async (tx, now) => (await roundTable.closingDue(tx, now)).map((round) => ({ round })),
      earliest: EARLIEST_CLOSING,
      circleOf: async (tx, { round }) => (await roundTable.find(tx, round))?.circleId ?? null,
      run: (context, { round }) => closeRound(context, round),
    },
    'open-round': {
      due: async (tx, now) => (await pulseTable.due(tx, now)).map((pulse) => ({ pulse })),
      earliest: EARLIEST_OPENING,
      circleOf: async (tx, { pulse }) => (await pulseTable.find(tx, pulse))?.circleId ?? null,
      run: (context, { pulse }) => openScheduledRound(context, pulse),
    },
    remind: {
      due: async (tx, now) => (await roundTable.reminderDue(tx, now)).map((round) => ({ round })),
      earliest: EARLIEST_REMINDER,
      circleOf: async (tx, { round }) => (await roundTable.find(tx, round))?.circleId ?? null,
      run: (context, { round }) => remindRound(context, round),
    },
  },
});
