import { type Ahead, DATES_SHOWN } from '../../core/calendar/ahead.ts';
import { nextOccurrence } from '../../core/calendar/occurrences.ts';
import { sameSchedule } from '../../core/calendar/schedule.ts';
import { type Circle, isReader } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import { THRESHOLD_FLOOR } from '../../core/limits.ts';
import type { Tx } from '../../core/ports/store.ts';
import { type Result, refuse, success } from '../../core/result.ts';
import { memberTable } from '../../core/tables/members.ts';
import { type ChangeKinds, type Changing, changeKind } from '../governance/change-kinds.ts';
import type { PulsePlan } from '../governance/rules/change.ts';
import { changeThresholds } from '../release/rules/change-thresholds.ts';
import { mayBeByVoice } from '../release/rules/level.ts';
import type { Pulse } from '../release/rules/pulse.ts';
import { pulseTable } from '../release/tables/pulses.ts';
import { roundTable } from '../release/tables/rounds.ts';
import { asksAgain, mayStandBeside } from './rules/several.ts';
import { cancelUntil, checkCancel, endUnread } from './use-cases/cancel-round.ts';
import { chooseLevel, keysOf, levelsOf, settleLevel } from './use-cases/levels.ts';
import { invitedVoices, openingsOf } from './use-cases/open-round.ts';
import { thresholdsOf } from './use-cases/thresholds.ts';

export const pulseChanges = {
  pulse: changeKind({
    check: async ({ context, tx, circle }, { pulseId, plan }) => {
      const pulse = await pulseTable.find(tx, pulseId);
      if (pulse !== null && pulse.circleId !== circle.id) return refuse('not-found');
      if (pulse?.state === 'ended') return refuse('pulse-ended');
      const now = context.clock.now();
      const isSame = pulse !== null && sameSchedule(plan.schedule, pulse.schedule);
      // It may have waited for its second key until its only date was over.
      if (!isSame && nextOccurrence(plan.schedule, circle.timezone, now) === null)
        return refuse('time-passed');
      return mayStandBeside(plan, pulse, await othersThan(tx, circle, pulseId), circle.timezone, now);
    },
    stood: (at, change) =>
      ofPulse(at, change, ({ title, packId, questions, schedule, openFor, reminders }) => ({
        plan: { title, packId, questions, schedule, openFor, reminders },
      })),
    apply: async ({ context, tx, circle }, { pulseId, plan }) => {
      const pulse = await pulseTable.lock(tx, pulseId);
      const openings = await openingsOf(tx, circle, plan, { now: context.clock.now(), count: 1 });
      const next = openings?.dates[0] ?? null;
      if (pulse === null) {
        await pulseTable.insert(tx, {
          id: pulseId,
          circleId: circle.id,
          ...plan,
          thresholds: await thresholdsOf(
            tx,
            circle,
            { ...plan, thresholds: THRESHOLD_FLOOR },
            context.clock.now(),
          ),
          comments: false,
          state: 'running',
          nextOpensAt: next,
        });
        return [];
      }
      // A round that is due this minute is not skipped because somebody renamed the pulse.
      await keepByVoice(context, tx, circle, pulse, plan);
      const isKept = pulse.state !== 'running' || sameSchedule(plan.schedule, pulse.schedule);
      const nextOpensAt = isKept ? pulse.nextOpensAt : next;
      const { thresholds: before } = pulse;
      const thresholds = await thresholdsOf(tx, circle, { ...plan, thresholds: before }, context.clock.now());
      await pulseTable.save(tx, { ...pulse, ...plan, thresholds, nextOpensAt });
      return [];
    },
    ahead: async (at, { pulseId, plan }) => aheadOf(at, await pulseTable.find(at.tx, pulseId), plan),
  }),
  thresholds: changeKind({
    stood: (at, change) => ofPulse(at, change, ({ thresholds }) => ({ thresholds })),
    check: async ({ tx, circle, members }, { pulseId, thresholds }) => {
      const found = await notEnded(tx, circle, pulseId);
      if (!found.ok) return found;
      const pulse = found.value;
      const open = (await roundTable.open(tx, circle.id)).length > 0;
      const sound = changeThresholds(pulse.thresholds, thresholds, open);
      if (!sound.ok) return sound;
      const people = members.filter((member) => !isReader(member)).length;
      // It could never be lowered again, and nothing would ever be shown.
      const beyond = (['scores', 'comments'] as const).some(
        (each) => thresholds[each] > Math.max(people, pulse.thresholds[each]),
      );
      return beyond ? refuse('threshold-beyond-circle') : success(null);
    },
    apply: (at, { pulseId, thresholds }) => save(at, pulseId, { thresholds }),
  }),
  comments: changeKind({
    stood: (at, change) => ofPulse(at, change, ({ comments }) => ({ comments })),
    check: async ({ tx, circle }, { pulseId }) => {
      const found = await notEnded(tx, circle, pulseId);
      return found.ok ? success(null) : found;
    },
    apply: (at, { pulseId, comments }) => save(at, pulseId, { comments }),
  }),
  level: changeKind({
    check: async ({ context, tx, circle, members }, { pulseId, level }) => {
      const found = await notEnded(tx, circle, pulseId);
      if (!found.ok) return found;
      const small =
        level === 'by-voice' && !mayBeByVoice(invitedVoices(context, circle, members, context.clock.now()));
      return small ? refuse('voices-too-small') : success(null);
    },
    apply: async ({ context, tx, circle }, { pulseId, level }) => {
      const pulse = await pulseTable.lock(tx, pulseId);
      if (pulse === null) return [];
      const rests = await chooseLevel(tx, circle, pulse.questions, level, context.clock.now());
      if (rests !== null && pulse.nextOpensAt !== null && pulse.nextOpensAt < rests) {
        const next = nextOccurrence(pulse.schedule, circle.timezone, rests);
        await pulseTable.setNextOpening(tx, pulse.id, next);
      }
      return [];
    },
  }),
  'pulse-state': changeKind({
    stood: (at, change) => ofPulse(at, change, ({ title, state }) => ({ title, state })),
    check: async ({ context, tx, circle }, { pulseId, state }) => {
      const found = await notEnded(tx, circle, pulseId);
      if (!found.ok || state !== 'running') return found.ok ? success(null) : found;
      const others = await othersThan(tx, circle, pulseId);
      const again = asksAgain(found.value, others, circle.timezone, context.clock.now());
      return again ? refuse('asked-by-another') : success(null);
    },
    apply: async ({ context, tx, circle }, { pulseId, state }) => {
      const pulse = await pulseTable.lock(tx, pulseId);
      if (pulse === null || pulse.state === state) return [];
      const now = context.clock.now();
      const openings = state === 'running' ? await openingsOf(tx, circle, pulse, { now, count: 1 }) : null;
      await pulseTable.save(tx, { ...pulse, state, nextOpensAt: openings?.dates[0] ?? null });
      return [];
    },
    ahead: async ({ context, tx, circle }, { pulseId, state }) => {
      const pulse = await pulseTable.find(tx, pulseId);
      if (pulse === null || state !== 'running') return null;
      const now = context.clock.now();
      return openingsOf(tx, circle, pulse, { now, due: pulse.nextOpensAt, count: DATES_SHOWN });
    },
  }),
  'cancel-round': changeKind({
    until: (at, change) => cancelUntil(at, change),
    check: async ({ context, tx, circle }, { roundId }) => {
      // Locked: it may be closing at this moment.
      const round = await roundTable.lock(tx, roundId);
      if (round?.circleId !== circle.id) return refuse('not-found');
      const sound = await checkCancel(context, tx, round);
      return sound.ok ? success(null) : refuse(sound.code === 'no-such-round' ? 'not-found' : sound.code);
    },
    apply: ({ context, tx, circle }, { roundId }) =>
      endUnread(context, tx, { id: roundId, circleId: circle.id }),
  }),
} satisfies Partial<ChangeKinds>;

/**
 * What two keys chose for the questions of a pulse holds for those that two keys put in their place: else new words would show
 * everybody together, and nobody had said so.
 */
async function keepByVoice(
  context: Context,
  tx: Tx,
  circle: Circle,
  pulse: Pulse,
  plan: PulsePlan,
): Promise<void> {
  const now = context.clock.now();
  const voices = invitedVoices(context, circle, await memberTable.list(tx, circle.id), now);
  const levels = Object.values(await levelsOf(tx, circle, pulse.questions, voices));
  if (levels.length === 0 || levels.includes('together') || !mayBeByVoice(voices)) return;
  const asked = new Set(keysOf(pulse.questions));
  const fresh = plan.questions.filter((question) => keysOf([question]).some((key) => !asked.has(key)));
  await settleLevel(tx, circle, fresh, 'by-voice');
}

/** When a pulse would really open with a plan; null: it rests, or the circle is not set up. */
async function aheadOf(
  { context, tx, circle }: Changing,
  stored: Pulse | null,
  plan: PulsePlan,
): Promise<Ahead | null> {
  if (stored !== null && stored.state !== 'running') return null;
  const due = stored !== null && sameSchedule(plan.schedule, stored.schedule) ? stored.nextOpensAt : null;
  return openingsOf(tx, circle, plan, { now: context.clock.now(), due, count: DATES_SHOWN });
}

/** A change of a pulse with how the pulse stands; null: it does not exist yet. */
async function ofPulse<C extends { readonly pulseId: string }>(
  { tx, circle }: Changing,
  change: C,
  read: (pulse: Pulse) => Partial<C>,
): Promise<C | null> {
  const pulse = await pulseTable.find(tx, change.pulseId);
  return pulse?.circleId === circle.id ? { ...change, ...read(pulse) } : null;
}

/** A pulse of the circle that can still be changed. */
async function notEnded(
  tx: Tx,
  circle: Circle,
  pulseId: string,
): Promise<Result<Pulse, 'not-found' | 'pulse-ended'>> {
  const pulse = await pulseTable.find(tx, pulseId);
  if (pulse?.circleId !== circle.id) return refuse('not-found');
  return pulse.state === 'ended' ? refuse('pulse-ended') : success(pulse);
}

async function othersThan(tx: Tx, circle: Circle, pulseId: string): Promise<readonly Pulse[]> {
  return (await pulseTable.list(tx, circle.id)).filter(({ id }) => id !== pulseId);
}

async function save({ tx }: Changing, pulseId: string, changed: Partial<Pulse>): Promise<readonly []> {
  const pulse = await pulseTable.lock(tx, pulseId);
  if (pulse !== null) await pulseTable.save(tx, { ...pulse, ...changed });
  return [];
}
