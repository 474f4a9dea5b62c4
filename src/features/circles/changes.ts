import { isoWeekOf } from '../../core/calendar/iso-week.ts';
import { DAY } from '../../core/instant.ts';
import { type ChangeKinds, changeKind } from '../governance/change-kinds.ts';

/** How much of a circle's past stays when it is erased: the week's questions must not be asked again at once. */
const HISTORY_KEPT = 14 * DAY;

export const circleChanges: ChangeKinds<'channels' | 'signpost' | 'outside' | 'erase-history'> = {
  channels: changeKind({
    apply: async ({ tables, circle }, { channels }) => {
      await tables.circles.saveChannels(circle.id, channels);
      return [];
    },
  }),
  signpost: changeKind({
    apply: async ({ tables, circle }, { text }) => {
      await tables.circles.saveSignpost(circle.id, text);
      return [];
    },
  }),
  outside: changeKind({
    apply: async ({ tables, circle }, { text }) => {
      await tables.circles.saveOutside(circle.id, text);
      return [];
    },
  }),
  'erase-history': changeKind({
    apply: async ({ context, tables, circle }) => {
      const before = context.clock.now() - HISTORY_KEPT;
      await tables.erasing.history(circle.id, before, isoWeekOf(before, circle.timezone));
      return [];
    },
    followUp: ({ store }) => store.tidy(),
  }),
};
