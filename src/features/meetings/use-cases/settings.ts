import { HOLIDAY_RULES, type HolidayRule, isRegion } from '../../../core/calendar/holidays.ts';
import { sameSchedule, shortestInterval } from '../../../core/calendar/schedule.ts';
import type { Circle } from '../../../core/circle.ts';
import { DAY, type Instant } from '../../../core/instant.ts';
import { type MeetingPlan, NO_VENUE, sameVenue, type Venue } from '../../../core/meeting-plan.ts';
import type { FailureCode } from '../../../core/messages/failure.ts';
import {
  durationIn,
  type FormInputs,
  faultAt,
  nameIn,
  numberIn,
  saidIn,
  scheduleIn,
  together,
  yesNoIn,
} from '../../../core/messages/form-inputs.ts';
import { type Result, success } from '../../../core/result.ts';
import type { Change } from '../../governance/rules/change.ts';
import { type ChairPolicy, type PolicyRefusal, validChairPolicy } from '../../rota/rules/policy.ts';
import type { MeetingSeries } from '../../turns/rules/meeting.ts';
import { KEPT, MEETING_INPUTS } from '../messages/settings.ts';
import { chairSchema, venueSchema } from '../rules.ts';

export interface MeetingSettings {
  readonly circle: Pick<Circle, 'timezone' | 'voices'>;
  /** null: the circle has no meetings yet. */
  readonly series: MeetingSeries | null;
  /** The series' id, or the one that new meetings get. */
  readonly seriesId: string;
  readonly now: Instant;
}

const LONGEST_MEETING = 7 * DAY;

/** What a filled-in form would change, by the same limits as a circle file; empty where nothing differs. */
export function readMeetingForm(
  inputs: FormInputs,
  { circle, series, seriesId, now }: MeetingSettings,
): Result<readonly Change[], FailureCode> {
  const said = (input: string) => ({ input, words: saidIn(inputs, input) });
  const read = together({
    name: nameIn(inputs, MEETING_INPUTS.name),
    schedule: scheduleIn(said(MEETING_INPUTS.every), said(MEETING_INPUTS.on), {
      circle,
      now,
      before: series?.schedule ?? null,
      starting: said(MEETING_INPUTS.starting),
    }),
    lasting: durationIn(inputs, MEETING_INPUTS.lasting),
    venue: readVenue(inputs, series?.venue ?? NO_VENUE),
    holidays: readHolidays(inputs, series?.holidays ?? null),
    policy: series === null ? success(null) : readPolicy(inputs, series.policy, circle.voices.length),
  });
  if (!read.ok) return read;
  const { policy, ...plan } = read.value;
  if (plan.lasting > Math.min(LONGEST_MEETING, shortestInterval(plan.schedule)))
    return faultAt('lasts-too-long', MEETING_INPUTS.lasting);
  const planned: Change[] =
    series !== null && samePlan(plan, series) ? [] : [{ kind: 'meetings', seriesId, plan }];
  if (series === null || policy === null || samePolicy(policy, series.policy)) return success(planned);
  return success([...planned, { kind: 'chair-policy', seriesId, policy }]);
}

/** A form without these inputs leaves them alone. */
function readVenue(inputs: FormInputs, now: Venue): Result<Venue, FailureCode> {
  if (inputs[MEETING_INPUTS.place] === undefined) return success(now);
  const venue: { -readonly [Part in keyof Venue]: Venue[Part] } = {};
  for (const part of ['place', 'link', 'notes'] as const) {
    const said = saidIn(inputs, MEETING_INPUTS[part]);
    if (said === '') continue;
    const parsed = venueSchema.shape[part].safeParse(said);
    if (!parsed.success || parsed.data === undefined) {
      return faultAt(part === 'link' ? 'not-a-link' : 'venue-too-long', MEETING_INPUTS[part]);
    }
    venue[part] = parsed.data;
  }
  return success(venue);
}

/** A form without these inputs leaves them alone. */
function readHolidays(inputs: FormInputs, now: HolidayRule | null): Result<HolidayRule | null, FailureCode> {
  if (inputs[MEETING_INPUTS.holidays] === undefined) return success(now);
  const said = saidIn(inputs, MEETING_INPUTS.holidays);
  if (said === KEPT) return success(null);
  const what = HOLIDAY_RULES.find((each) => each === said);
  if (what === undefined) return faultAt('no-choice', MEETING_INPUTS.holidays);
  const region = saidIn(inputs, MEETING_INPUTS.region);
  return isRegion(region) ? success({ region, what }) : faultAt('no-choice', MEETING_INPUTS.region);
}

/** The input at fault for what the rota's own rules refuse. */
const POLICY_INPUTS: Readonly<Record<PolicyRefusal, string>> = {
  'term-not-whole': MEETING_INPUTS.term,
  'cap-not-whole': MEETING_INPUTS.cap,
  'cap-under-term': MEETING_INPUTS.cap,
  'floor-missing': MEETING_INPUTS.floor,
  'floor-not-wanted': MEETING_INPUTS.floor,
  'floor-out-of-range': MEETING_INPUTS.floor,
  'floor-too-high': MEETING_INPUTS.floor,
};

/** A form without the inputs of the policy leaves the policy alone. */
function readPolicy(inputs: FormInputs, now: ChairPolicy, voices: number): Result<ChairPolicy, FailureCode> {
  if (inputs[MEETING_INPUTS.policy] === undefined) return success(now);
  const kind = chairSchema.shape.policy.safeParse(saidIn(inputs, MEETING_INPUTS.policy));
  if (!kind.success) return faultAt('no-choice', MEETING_INPUTS.policy);
  const term = numberIn(inputs, MEETING_INPUTS.term, chairSchema.shape.term, 'term-not-whole');
  if (!term.ok) return term;
  const cap =
    saidIn(inputs, MEETING_INPUTS.cap) === ''
      ? success(null)
      : numberIn(inputs, MEETING_INPUTS.cap, chairSchema.shape['cap-per-quarter'], 'cap-not-whole');
  if (!cap.ok) return cap;
  const share = saidIn(inputs, MEETING_INPUTS.floor).replace(/%$/, '').trim();
  const floor = share === '' ? {} : { floor: Number(share) / 100 };
  const policy = validChairPolicy(
    {
      kind: kind.data,
      ...floor,
      capPerQuarter: cap.value,
      term: term.value,
      coChair: yesNoIn(inputs, MEETING_INPUTS.coChair, now.coChair),
    },
    voices,
  );
  return policy.ok ? policy : faultAt(policy.code, POLICY_INPUTS[policy.code]);
}

function samePlan(plan: Required<MeetingPlan>, series: MeetingSeries): boolean {
  return (
    plan.name === series.name &&
    plan.lasting === series.lasting &&
    sameVenue(plan.venue, series.venue) &&
    plan.holidays?.what === series.holidays?.what &&
    plan.holidays?.region === series.holidays?.region &&
    sameSchedule(plan.schedule, series.schedule)
  );
}

function samePolicy(one: ChairPolicy, other: ChairPolicy): boolean {
  return (['kind', 'floor', 'capPerQuarter', 'term', 'coChair'] as const).every(
    (key) => one[key] === other[key],
  );
}
