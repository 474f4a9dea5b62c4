import { isoWeekOf } from '../../core/calendar/iso-week.ts';
import { DAY } from '../../core/instant.ts';
import { circleTable } from '../../core/tables/circles.ts';
import { erasingTable } from '../../core/tables/erasing.ts';
import { type ChangeKinds, changeKind } from '../governance/change-kinds.ts';

/** How much of a circle's past stays when it is erased: the week's questions must not be asked again at once. */
const HISTORY_KEPT = 14 * DAY;

export const circleChanges = {
  channels: changeKind({
    apply: async ({ tx, circle }, { channels }) => {
      await circleTable.saveChannels(tx, circle.id, channels);
      return [];
    },
  }),
  signpost: changeKind({
    apply: async ({ tx, circle }, { text }) => {
      await circleTable.saveSignpost(tx, circle.id, text);
      return [];
    },
  }),
  outside: changeKind({
    apply: async ({ tx, circle }, { text }) => {
      await circleTable.saveOutside(tx, circle.id, text);
      return [];
    },
  }),
  'erase-history': changeKind({
    apply: async ({ context, tx, circle }) => {
      const before = context.clock.now() - HISTORY_KEPT;
      const week = isoWeekOf(before, circle.timezone);
      await erasingTable.past(tx, context.kept, { circleId: circle.id, before, week });
      return [];
    },
    followUp: ({ store }) => store.tidy(),
  }),
} satisfies Partial<ChangeKinds>;
