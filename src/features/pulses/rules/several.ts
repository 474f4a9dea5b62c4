import { sameSchedule } from '../../../core/calendar/schedule.ts';
import type { Instant } from '../../../core/instant.ts';
import { nameKey } from '../../../core/names.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import type { PulsePlan } from '../../governance/rules/change.ts';
import type { Pulse } from '../../release/rules/pulse.ts';
import { comeTogether, sharesQuestion } from './openings.ts';

/** More would leave nobody in peace, and no page would hold them. */
export const MOST_PULSES = 6;

export type SeveralRefusal = 'too-many-pulses' | 'pulse-name-taken' | 'asked-by-another';

type Planned = Pick<PulsePlan, 'title' | 'questions' | 'schedule'>;
type Other = Planned & Pick<Pulse, 'state'>;

/**
 * Whether a pulse may stand beside the others of its circle. One that would ask a question of another within seven days of it
 * is refused: one of the two would never open. `before` null: it is a new one.
 */
export function mayStandBeside(
  plan: Planned,
  before: Planned | null,
  others: readonly Other[],
  timezone: string,
  now: Instant,
): Result<null, SeveralRefusal> {
  if (before === null && others.length >= MOST_PULSES) return refuse('too-many-pulses');
  const isMoved =
    before === null ||
    !sameSchedule(plan.schedule, before.schedule) ||
    JSON.stringify(plan.questions) !== JSON.stringify(before.questions);
  if (isMoved && asksAgain(plan, others, timezone, now)) return refuse('asked-by-another');
  const isNamed = plan.title !== before?.title;
  const taken = isNamed && others.some(({ title }) => nameKey(title) === nameKey(plan.title));
  return taken ? refuse('pulse-name-taken') : success(null);
}

/** Whether one of the others that run asks a question of this one within seven days of it. */
export function asksAgain(plan: Planned, others: readonly Other[], timezone: string, now: Instant): boolean {
  return others.some(
    (each) =>
      each.state === 'running' &&
      sharesQuestion(plan.questions, each.questions) &&
      comeTogether(plan.schedule, each.schedule, timezone, now),
  );
}
