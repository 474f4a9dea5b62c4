import type { Context } from '../../src/core/context.ts';
import { deliver } from '../../src/core/outbox/deliver.ts';
import { recordFailure } from '../../src/core/outbox/failures.ts';
import { enqueueDueWork } from '../../src/due-work.ts';
import { composeDueDigest } from '../../src/features/digests/use-cases/compose.ts';
import { closeRound } from '../../src/features/pulses/use-cases/close-round.ts';
import { openScheduledRound } from '../../src/features/pulses/use-cases/open-round.ts';
import { remindRound } from '../../src/features/pulses/use-cases/remind.ts';
import { advanceSeries } from '../../src/features/rota/use-cases/advance.ts';
import { announceChair } from '../../src/features/rota/use-cases/announce.ts';
import { reviewWords } from '../../src/features/withdrawing/use-cases/review.ts';
import { sweep } from '../../src/sweep.ts';
import type { Alarm } from '../alarm.ts';
import type { JobHandlers } from '../definitions.ts';

/**
 * What each job does: one use case, which checks under its own lock whether there is anything to do. So every handler
 * may run late, twice, or beside itself in another process. A letter that has to wait for a moment sets the alarm.
 */
export function jobHandlers(context: Context, alarm: Pick<Alarm, 'in'>): JobHandlers {
  const kept =
    <Data extends Readonly<Record<string, string>>>(
      job: string,
      handle: (data: Data) => Promise<void>,
    ): ((data: Data) => Promise<void>) =>
    async (data) => {
      try {
        await handle(data);
      } catch (error) {
        await recordFailure(context, job, data, error);
        throw error;
      }
    };
  return {
    tick: async () => {
      await enqueueDueWork(context);
    },
    sweep: kept('sweep', () => sweep(context)),
    'open-round': kept('open-round', ({ pulse }) => openScheduledRound(context, pulse)),
    remind: kept('remind', ({ round }) => remindRound(context, round)),
    'close-round': kept('close-round', ({ round }) => closeRound(context, round)),
    'draw-chair': kept('draw-chair', ({ series }) => advanceSeries(context, series)),
    'announce-chair': kept('announce-chair', ({ meeting }) => announceChair(context, meeting)),
    'review-words': kept('review-words', ({ circle }) => reviewWords(context, circle)),
    'compose-digest': kept('compose-digest', ({ circle }) => composeDueDigest(context, circle)),
    deliver: kept('deliver', async ({ delivery }) => {
      const again = await deliver(context, delivery);
      if (again !== null) alarm.in(again - context.clock.now());
    }),
  };
}
