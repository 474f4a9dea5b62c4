import { sameSchedule } from '../../../core/calendar/schedule.ts';
import type { Circle } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';
import type { FailureCode } from '../../../core/messages/failure.ts';
import { type FormInputs, saidIn, scheduleIn, yesNoIn } from '../../../core/messages/form-inputs.ts';
import { type Result, success } from '../../../core/result.ts';
import type { DigestSettings } from '../../../core/tables/circles.ts';
import type { Change } from '../../governance/rules/change.ts';
import { DIGEST_INPUTS } from '../messages/settings.ts';

/** What a filled-in form would change of the digest; empty where nothing differs. The digest is weekly. */
export function readDigestForm(
  inputs: FormInputs,
  of: {
    readonly circle: Pick<Circle, 'timezone'>;
    readonly digest: DigestSettings | null;
    readonly now: Instant;
  },
): Result<readonly Change[], FailureCode> {
  const { circle, digest, now } = of;
  const toManagers = yesNoIn(inputs, DIGEST_INPUTS.managers, digest?.toManagers ?? true);
  if (!yesNoIn(inputs, DIGEST_INPUTS.wanted, digest !== null)) {
    return success(digest === null ? [] : [{ kind: 'digest', schedule: null, toManagers: false }]);
  }
  const schedule = scheduleIn(
    { input: DIGEST_INPUTS.on, words: 'week' },
    { input: DIGEST_INPUTS.on, words: saidIn(inputs, DIGEST_INPUTS.on) },
    { circle, now, before: digest?.schedule ?? null },
  );
  if (!schedule.ok) return schedule;
  const same =
    digest !== null &&
    digest.toManagers === toManagers &&
    digest.toChannel &&
    sameSchedule(schedule.value, digest.schedule);
  return success(same ? [] : [{ kind: 'digest', schedule: schedule.value, toManagers }]);
}
