import { isoWeekOf } from '../../core/calendar/iso-week.ts';
import { DAY } from '../../core/instant.ts';
import { refuse, success } from '../../core/result.ts';
import { circleTable } from '../../core/tables/circles.ts';
import { erasingTable } from '../../core/tables/erasing.ts';
import { type ChangeKinds, changeKind } from '../governance/change-kinds.ts';
import { checkVoices } from './rules/voices.ts';
import { moveClock } from './use-cases/move-clock.ts';
import { usedVoices } from './use-cases/used-voices.ts';

/** How much of a circle's past stays when it is erased: the week's questions must not be asked again at once. */
const HISTORY_KEPT = 14 * DAY;

export const circleChanges = {
  channels: changeKind({
    stood: async ({ circle: { channels } }, { kind }) => ({ kind, channels }),
    apply: async ({ tx, circle }, { channels }) => {
      await circleTable.saveChannels(tx, circle.id, channels);
      return [];
    },
  }),
  circle: changeKind({
    stood: async ({ circle: { name, language } }, { kind }) => ({ kind, name, language }),
    check: async ({ tx, circle }, { name }) => {
      const taken = await circleTable.findByName(tx, circle.organisation, name);
      return taken === null || taken.id === circle.id ? success(null) : refuse('circle-taken');
    },
    apply: async ({ tx, circle }, { name, language }) => {
      await circleTable.saveNaming(tx, circle.id, { name, language });
      return [];
    },
  }),
  timezone: changeKind({
    stood: async ({ circle: { timezone } }, { kind }) => ({ kind, timezone }),
    apply: (at, { timezone }) => moveClock(at, timezone),
  }),
  voices: changeKind({
    stood: async ({ circle: { voices } }, { kind }) => ({ kind, voices }),
    check: async ({ tx, circle }, { voices }) =>
      checkVoices(voices, { voices: circle.voices, ...(await usedVoices(tx, circle)) }),
    apply: async ({ tx, circle }, { voices }) => {
      await circleTable.saveVoices(tx, circle.id, voices);
      return [];
    },
  }),
  signpost: changeKind({
    stood: async ({ tx, circle }, { kind }) => ({ kind, text: await circleTable.signpost(tx, circle.id) }),
    apply: async ({ tx, circle }, { text }) => {
      await circleTable.saveSignpost(tx, circle.id, text);
      return [];
    },
  }),
  outside: changeKind({
    stood: async ({ tx, circle }, { kind }) => ({ kind, text: await circleTable.outside(tx, circle.id) }),
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
