import { success } from '../../core/result.ts';
import { type ChangeKinds, changeKind } from '../governance/change-kinds.ts';
import { PARITY, validChairPolicy } from '../rota/rules/policy.ts';
import { startRota } from '../rota/rules/state.ts';
import { meetingTable } from '../turns/tables.ts';
import { advanceSeries } from '../turns/use-cases/advance.ts';

export const meetingChanges = {
  /** A meeting for which a chair was drawn stays where it was announced; those after it are planned anew. */
  meetings: changeKind({
    apply: async ({ context, tx, circle }, { seriesId, plan }) => {
      const series = await meetingTable.lockSeries(tx, seriesId);
      if (series === null) {
        const rota = startRota(context.newId());
        const fresh = { id: seriesId, circleId: circle.id, ...plan, policy: PARITY, rota };
        await meetingTable.insertSeries(tx, fresh);
      } else {
        await meetingTable.saveSeries(tx, { ...series, ...plan });
        await meetingTable.unplan(tx, seriesId);
      }
      await meetingTable.setNextDue(tx, seriesId, context.clock.now());
      return [];
    },
    followUp: (context, { seriesId }) => advanceSeries(context, seriesId),
  }),
  'chair-policy': changeKind({
    check: async ({ circle }, { policy }) => {
      const sound = validChairPolicy(policy, circle.voices.length);
      return sound.ok ? success(null) : sound;
    },
    apply: async ({ tx, circle }, { seriesId, policy }) => {
      const series = await meetingTable.lockSeries(tx, seriesId);
      if (series?.circleId === circle.id) await meetingTable.saveSeries(tx, { ...series, policy });
      return [];
    },
  }),
  /** Kept on record; the chat itself is kept where it is linked. */
  'meeting-chat': changeKind(),
} satisfies Partial<ChangeKinds>;
