import type { DueWorks } from '../../core/jobs/due-work.ts';
import { closeRound } from './use-cases/close-round.ts';
import { openScheduledRound } from './use-cases/open-round.ts';
import { remindRound } from './use-cases/remind.ts';

export const pulsesDue: DueWorks<'close-round' | 'open-round' | 'remind'> = {
  'close-round': {
    due: async ({ rounds }, now) => (await rounds.closingDue(now)).map((round) => ({ round })),
    run: (context, { round }) => closeRound(context, round),
  },
  'open-round': {
    due: async ({ pulses }, now) => (await pulses.due(now)).map((pulse) => ({ pulse })),
    run: (context, { pulse }) => openScheduledRound(context, pulse),
  },
  remind: {
    due: async ({ rounds }, now) => (await rounds.reminderDue(now)).map((round) => ({ round })),
    run: (context, { round }) => remindRound(context, round),
  },
};
