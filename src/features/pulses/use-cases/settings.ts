import { parseDuration } from '../../../core/calendar/duration.ts';
import { sameSchedule, shortestInterval } from '../../../core/calendar/schedule.ts';
import type { Circle } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';
import { THRESHOLD_FLOOR } from '../../../core/limits.ts';
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
import { type Result, refuse, success } from '../../../core/result.ts';
import type { Change, PulsePlan } from '../../governance/rules/change.ts';
import type { Level } from '../../release/rules/level.ts';
import { type Pulse, SHORTEST_PULSE } from '../../release/rules/pulse.ts';
import { NEVER, OWN_QUESTIONS, PULSE_INPUTS } from '../messages/settings.ts';
import { findPack } from '../packs/packs.ts';
import { pulseSchema } from '../rules/pulse-shape.ts';
import { readReminders } from '../rules/reminders.ts';
import { readQuestions, writeQuestions } from '../rules/written-questions.ts';

export interface PulseSettings {
  readonly circle: Pick<Circle, 'timezone'>;
  /** null: a new one. */
  readonly pulse: Pulse | null;
  /** The pulse's id, or the one that a new pulse gets. */
  readonly pulseId: string;
  readonly now: Instant;
  /** How its answers are shown now; null: not every question alike. */
  readonly level: Level | null;
  /** Titles of other pulses of the circle that ask some of its questions. */
  readonly others: readonly string[];
}

/** What a filled-in form would change, by the same limits as a circle file; empty where nothing differs. */
export function readPulseForm(
  inputs: FormInputs,
  settings: PulseSettings,
): Result<readonly Change[], FailureCode> {
  const { pulse, pulseId } = settings;
  const read = together({
    plan: readPlan(inputs, settings),
    thresholds: pulse === null ? success(null) : readThresholds(inputs, pulse),
  });
  if (!read.ok) return read;
  const { plan, thresholds } = read.value;
  const changes: Change[] = [];
  if (pulse === null || !samePlan(plan, pulse)) changes.push({ kind: 'pulse', pulseId, plan });
  if (pulse === null || thresholds === null) return success(changes);
  const named = { pulseId, title: pulse.title };
  const isOther = (kind: keyof Pulse['thresholds']) => thresholds[kind] !== pulse.thresholds[kind];
  if (isOther('scores') || isOther('comments')) changes.push({ kind: 'thresholds', ...named, thresholds });
  const comments = yesNoIn(inputs, PULSE_INPUTS.comments, pulse.comments);
  if (comments !== pulse.comments) changes.push({ kind: 'comments', ...named, comments });
  const level = saidIn(inputs, PULSE_INPUTS.level);
  const isLevel = level === 'together' || level === 'by-voice';
  if (isLevel && level !== settings.level)
    changes.push({ kind: 'level', ...named, level, others: settings.others });
  return success(changes);
}

function readPlan(inputs: FormInputs, { circle, pulse, now }: PulseSettings): Result<PulsePlan, FailureCode> {
  const asked = questionsIn(inputs, pulse);
  const said = (input: string) => ({ input, words: saidIn(inputs, input) });
  const openFor = durationIn(inputs, PULSE_INPUTS.openFor);
  const read = together({
    asked,
    title: asked.ok ? readTitle(inputs, asked.value, pulse) : asked,
    schedule: scheduleIn(said(PULSE_INPUTS.every), said(PULSE_INPUTS.on), {
      circle,
      now,
      before: pulse?.schedule ?? null,
      starting: said(PULSE_INPUTS.starting),
    }),
    openFor:
      openFor.ok && openFor.value < SHORTEST_PULSE
        ? faultAt('open-too-short', PULSE_INPUTS.openFor)
        : openFor,
    reminders: readReminderInput(inputs, openFor.ok ? openFor.value : Number.POSITIVE_INFINITY),
  });
  if (!read.ok) return read;
  const { asked: questions, ...plan } = read.value;
  if (plan.openFor > shortestInterval(plan.schedule)) return faultAt('open-too-long', PULSE_INPUTS.openFor);
  return success({ ...questions, ...plan });
}

/** As it was written. Where the name of a pack stood, and another pack is chosen, the name goes with the pack. */
function readTitle(
  inputs: FormInputs,
  asked: Pick<PulsePlan, 'title' | 'packId'>,
  pulse: Pulse | null,
): Result<string, FailureCode> {
  const said = saidIn(inputs, PULSE_INPUTS.name);
  const wasOfPack = said === pulse?.title && said === findPack(pulse.packId ?? '')?.name;
  const isOfPack = wasOfPack && asked.packId !== null;
  return (said === '' && asked.title !== '') || isOfPack
    ? success(asked.title)
    : nameIn(inputs, PULSE_INPUTS.name);
}

/** What a filled-in form asks, also where the rest of it is not done yet. A pack that is chosen again changes nothing. */
export function questionsIn(
  inputs: FormInputs,
  pulse: Pulse | null,
): Result<Pick<PulsePlan, 'title' | 'packId' | 'questions'>, FailureCode> {
  const packId = saidIn(inputs, PULSE_INPUTS.pack);
  if (packId === OWN_QUESTIONS) return ownQuestions(saidIn(inputs, PULSE_INPUTS.questions), pulse);
  if (pulse !== null && packId === pulse.packId) {
    const { title, questions } = pulse;
    return success({ title, packId, questions });
  }
  const pack = findPack(packId);
  if (pack === undefined) return faultAt('no-such-pack', PULSE_INPUTS.pack);
  return success({ title: pack.name, packId: pack.id, questions: pack.questions });
}

/** Without a word they stay as they are. */
function ownQuestions(
  said: string,
  pulse: Pulse | null,
): Result<Pick<PulsePlan, 'title' | 'packId' | 'questions'>, FailureCode> {
  const own = { title: pulse?.title ?? '', packId: null };
  const written = said.replace(/\r\n?/g, '\n');
  const before = pulse?.questions ?? [];
  const isSame = pulse?.packId === null && (written === '' || written === writeQuestions(before));
  if (isSame) return success({ ...own, questions: before });
  const read = readQuestions(written, before);
  if (read.ok) return success({ ...own, questions: read.value });
  return refuse(read.code, { ...read.details, input: PULSE_INPUTS.questions });
}

function readReminderInput(inputs: FormInputs, openFor: number): Result<readonly number[], FailureCode> {
  const said = saidIn(inputs, PULSE_INPUTS.remind).toLowerCase();
  if (said === NEVER || said === '') return success([]);
  const after: number[] = [];
  for (const each of said.split(/,|;| and /)) {
    const parsed = parseDuration(each);
    if (!parsed.ok) return faultAt(parsed.code, PULSE_INPUTS.remind);
    after.push(parsed.value);
  }
  const reminders = readReminders(after, openFor);
  return reminders.ok ? reminders : faultAt(reminders.code, PULSE_INPUTS.remind);
}

/** Inputs that were left out stay as they are. */
function readThresholds(inputs: FormInputs, { thresholds }: Pulse): Result<Pulse['thresholds'], FailureCode> {
  const read = (kind: 'scores' | 'comments') => {
    const input = kind === 'scores' ? PULSE_INPUTS.scores : PULSE_INPUTS.commentsFrom;
    const said = saidIn(inputs, input);
    if (said === '') return success(thresholds[kind]);
    if (/^\d{1,4}$/.test(said) && Number(said) < THRESHOLD_FLOOR[kind]) {
      return faultAt(`below-floor-${kind}`, input);
    }
    const { shape } = pulseSchema;
    return numberIn(inputs, input, shape[`show-${kind}-from`], 'not-whole');
  };
  return together({ scores: read('scores'), comments: read('comments') });
}

function samePlan(plan: PulsePlan, pulse: Pulse): boolean {
  return (
    plan.title === pulse.title &&
    plan.packId === pulse.packId &&
    plan.openFor === pulse.openFor &&
    JSON.stringify(plan.questions) === JSON.stringify(pulse.questions) &&
    plan.reminders.join() === pulse.reminders.join() &&
    sameSchedule(plan.schedule, pulse.schedule)
  );
}
