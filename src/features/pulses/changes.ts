import { nextOccurrence } from '../../core/calendar/occurrences.ts';
import { sameSchedule } from '../../core/calendar/schedule.ts';
import { THRESHOLD_FLOOR } from '../../core/limits.ts';
import { nextTimeIn } from '../../core/next-time.ts';
import { refuse, success } from '../../core/result.ts';
import { type ChangeKinds, type Changing, changeKind } from '../governance/change-kinds.ts';
import { foundIf } from '../governance/use-cases/stewardship.ts';
import { changeThresholds } from '../release/rules/change-thresholds.ts';
import { mayBeByVoice } from '../release/rules/level.ts';
import type { Pulse } from '../release/rules/pulse.ts';
import { checkCancel, endUnread } from './use-cases/cancel-round.ts';
import { chooseLevel } from './use-cases/levels.ts';
import { invitedVoices } from './use-cases/open-round.ts';

type PulseChanges = 'pulse' | 'thresholds' | 'comments' | 'level' | 'cancel-round';

export const pulseChanges: ChangeKinds<PulseChanges> = {
  pulse: changeKind({
    check: async ({ tables, circle }, { pulseId }) => {
      const pulse = await tables.pulses.find(pulseId);
      return foundIf(pulse === null || pulse.circleId === circle.id);
    },
    apply: async ({ context, tables, circle }, { pulseId, plan }) => {
      const pulse = await tables.pulses.lock(pulseId);
      const next = await nextTimeIn(tables, circle, plan.schedule, context.clock.now());
      if (pulse === null) {
        await tables.pulses.insert({
          id: pulseId,
          circleId: circle.id,
          ...plan,
          thresholds: THRESHOLD_FLOOR,
          comments: false,
          nextOpensAt: next,
        });
        return [];
      }
      // A round that is due this minute is not skipped because somebody renamed the pulse.
      const nextOpensAt = sameSchedule(plan.schedule, pulse.schedule) ? pulse.nextOpensAt : next;
      await tables.pulses.save({ ...pulse, ...plan, nextOpensAt });
      return [];
    },
  }),
  thresholds: changeKind({
    check: async ({ tables, circle }, { pulseId, thresholds }) => {
      const pulse = await tables.pulses.find(pulseId);
      if (pulse?.circleId !== circle.id) return refuse('not-found');
      const open = (await tables.rounds.open(circle.id)).length > 0;
      const sound = changeThresholds(pulse.thresholds, thresholds, open);
      return sound.ok ? success(null) : sound;
    },
    apply: (at, { pulseId, thresholds }) => save(at, pulseId, { thresholds }),
  }),
  comments: changeKind({
    check: async ({ tables, circle }, { pulseId }) =>
      foundIf((await tables.pulses.find(pulseId))?.circleId === circle.id),
    apply: (at, { pulseId, comments }) => save(at, pulseId, { comments }),
  }),
  level: changeKind({
    check: async ({ context, tables, circle, members }, { pulseId, level }) => {
      if ((await tables.pulses.find(pulseId))?.circleId !== circle.id) return refuse('not-found');
      const small =
        level === 'by-voice' && !mayBeByVoice(invitedVoices(context, circle, members, context.clock.now()));
      return small ? refuse('voices-too-small') : success(null);
    },
    apply: async ({ context, tables, circle }, { pulseId, level }) => {
      const pulse = await tables.pulses.lock(pulseId);
      if (pulse === null) return [];
      const rests = await chooseLevel(tables, circle, pulse.questions, level, context.clock.now());
      if (rests !== null && pulse.nextOpensAt !== null && pulse.nextOpensAt < rests) {
        const next = nextOccurrence(pulse.schedule, circle.timezone, rests);
        await tables.pulses.setNextOpening(pulse.id, next);
      }
      return [];
    },
  }),
  'cancel-round': changeKind({
    check: async ({ context, tables, circle }, { roundId }) => {
      // Locked: it may be closing at this moment.
      const round = await tables.rounds.lock(roundId);
      if (round?.circleId !== circle.id) return refuse('not-found');
      const sound = await checkCancel(context, tables, round);
      return sound.ok ? success(null) : refuse(sound.code === 'no-such-round' ? 'not-found' : sound.code);
    },
    apply: ({ context, tables, circle }, { roundId }) =>
      endUnread(context, tables, { id: roundId, circleId: circle.id }),
  }),
};

async function save({ tables }: Changing, pulseId: string, changed: Partial<Pulse>): Promise<readonly []> {
  const pulse = await tables.pulses.lock(pulseId);
  if (pulse !== null) await tables.pulses.save({ ...pulse, ...changed });
  return [];
}
