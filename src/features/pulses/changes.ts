import { type Ahead, DATES_SHOWN } from '../../core/calendar/ahead.ts';
import { nextOccurrence } from '../../core/calendar/occurrences.ts';
import { sameSchedule } from '../../core/calendar/schedule.ts';
import type { Circle } from '../../core/circle.ts';
import { THRESHOLD_FLOOR } from '../../core/limits.ts';
import type { Tx } from '../../core/ports/store.ts';
import { type Result, refuse, success } from '../../core/result.ts';
import { type ChangeKinds, type Changing, changeKind } from '../governance/change-kinds.ts';
import type { PulsePlan } from '../governance/rules/change.ts';
import { changeThresholds } from '../release/rules/change-thresholds.ts';
import { mayBeByVoice } from '../release/rules/level.ts';
import type { Pulse } from '../release/rules/pulse.ts';
import type { Question } from '../release/rules/question.ts';
import { pulseTable } from '../release/tables/pulses.ts';
import { roundTable } from '../release/tables/rounds.ts';
import { asksAgain, mayStandBeside } from './rules/several.ts';
import { checkCancel, endUnread } from './use-cases/cancel-round.ts';
import { chooseLevel } from './use-cases/levels.ts';
import { invitedVoices, openingsOf } from './use-cases/open-round.ts';

export const pulseChanges = {
  pulse: changeKind({
    check: async ({ context, tx, circle }, { pulseId, plan }) => {
      const pulse = await pulseTable.find(tx, pulseId);
      if (pulse !== null && pulse.circleId !== circle.id) return refuse('not-found');
      if (pulse?.state === 'ended') return refuse('pulse-ended');
      const others = await othersThan(tx, circle, pulseId);
      return mayStandBeside(plan, pulse, others, circle.timezone, context.clock.now());
    },
    measured: async (at, { pulseId }) => {
      const pulse = await pulseTable.find(at.tx, pulseId);
      if (pulse === null) return { pulse, digest: null };
      const nextOpensAt = (await aheadOf(at, pulse, pulse))?.dates[0] ?? null;
      return { pulse: { ...pulse, nextOpensAt }, digest: null };
    },
    apply: async ({ context, tx, circle }, { pulseId, plan }) => {
      const pulse = await pulseTable.lock(tx, pulseId);
      const openings = await openingsOf(tx, circle, plan, { now: context.clock.now(), count: 1 });
      const next = openings?.dates[0] ?? null;
      if (pulse === null) {
        await pulseTable.insert(tx, {
          id: pulseId,
          circleId: circle.id,
          ...plan,
          thresholds: THRESHOLD_FLOOR,
          comments: false,
          state: 'running',
          nextOpensAt: next,
        });
        return [];
      }
      // A round that is due this minute is not skipped because somebody renamed the pulse.
      const isKept = pulse.state !== 'running' || sameSchedule(plan.schedule, pulse.schedule);
      const nextOpensAt = isKept ? pulse.nextOpensAt : next;
      await pulseTable.save(tx, { ...pulse, ...plan, nextOpensAt });
      return [];
    },
    quoted: async ({ tx }, { pulseId, plan }) => {
      const stored = await pulseTable.find(tx, pulseId);
      const isNew = JSON.stringify(plan.questions) !== JSON.stringify(stored?.questions);
      return isNew ? plan.questions.map((question) => quotedOf(question)) : [];
    },
    ahead: async (at, { pulseId, plan }) => aheadOf(at, await pulseTable.find(at.tx, pulseId), plan),
  }),
  thresholds: changeKind({
    check: async ({ tx, circle }, { pulseId, thresholds }) => {
      const found = await notEnded(tx, circle, pulseId);
      if (!found.ok) return found;
      const pulse = found.value;
      const open = (await roundTable.open(tx, circle.id)).length > 0;
      const sound = changeThresholds(pulse.thresholds, thresholds, open);
      return sound.ok ? success(null) : sound;
    },
    apply: (at, { pulseId, thresholds }) => save(at, pulseId, { thresholds }),
  }),
  comments: changeKind({
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

/** With the answers that people can choose: another answer makes another question of it. */
function quotedOf(question: Question): string {
  const answers = 'options' in question ? question.options.map(({ label }) => label) : [];
  return answers.length === 0 ? question.text : `${question.text} (${answers.join('; ')})`;
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
