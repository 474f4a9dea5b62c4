import { localTime } from '../../../core/calendar/local-time.ts';
import { nextOccurrence } from '../../../core/calendar/occurrences.ts';
import { type Schedule, sameSchedule } from '../../../core/calendar/schedule.ts';
import type { Voice } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';
import { dateName } from '../../../core/messages/dates.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Change, PulsePlan } from '../rules/change.ts';
import { changeWords, type Naming } from './change.ts';
import { questionParts } from './question-words.ts';

/** A change with how it stood, and the moment from which both are looked at. */
export interface Differing {
  readonly change: Change;
  /** The change of the same kind that would bring it back; null: there was nothing of it. */
  readonly before: Change | null;
  readonly at: Instant;
}

/** What will be true after a change, from when on, and what is different from before: whole sentences. */
export function changeLines(differing: Differing, naming: Naming, words: Words): readonly string[] {
  return [
    changeWords(differing.change, naming, words),
    ...firstDates(differing, naming, words),
    ...differences(differing, naming, words),
  ];
}

/** How it was, where that reads otherwise, and what its own sentence does not tell: reminders, questions, names of voices. */
export function differences(
  { change, before }: Omit<Differing, 'at'>,
  naming: Naming,
  words: Words,
): readonly string[] {
  const was = before === null ? '' : changeWords(before, naming, words);
  return [
    ...(was === '' || was === changeWords(change, naming, words)
      ? []
      : [words.say('change.before', { change: was })]),
    ...(change.kind === 'pulse'
      ? pulseDifferences(change.plan, before?.kind === 'pulse' ? before.plan : null, words)
      : []),
    ...(change.kind === 'voices' && before?.kind === 'voices'
      ? renamed(change.voices, before.voices, words)
      : []),
  ];
}

function scheduleOf(change: Change): Schedule | null {
  if (change.kind === 'pulse' || change.kind === 'meetings') return change.plan.schedule;
  return change.kind === 'digest' ? change.schedule : null;
}

/** The sentence about a rhythm does not say when it begins: a plan that is put off by a year would read the same. */
function firstDates(
  { change, before, at }: Differing,
  { timezone }: Naming,
  words: Words,
): readonly string[] {
  const [schedule, was] = [scheduleOf(change), before === null ? null : scheduleOf(before)];
  if (schedule === null || was === null || sameSchedule(schedule, was)) return [];
  const first = (plan: Schedule) => dateWords(nextOccurrence(plan, timezone, at), timezone, words);
  return [words.say('change.first', { first: first(schedule), was: first(was) })];
}

/** With its year: it may be far. null: never. */
export function dateWords(at: Instant | null, timezone: string, words: Words): string {
  return at === null ? words.say('change.never') : dateName(localTime(at, timezone).date, words.language);
}

/** By what each voice is called, because two that change their names with each other read like an order. */
function renamed(voices: readonly Voice[], before: readonly Voice[], words: Words): readonly string[] {
  return voices.flatMap(({ id, name }) => {
    const was = before.find((each) => each.id === id)?.name;
    return was === undefined || was === name ? [] : [words.say('change.voices.renamed', { was, name })];
  });
}

/** One line for each question, so that old and new words can be read beside each other. */
function pulseDifferences(plan: PulsePlan, before: PulsePlan | null, words: Words): readonly string[] {
  const told = (questions: PulsePlan['questions']) =>
    questions.map((question) => {
      const parts = questionParts(question, questions, words);
      return { id: question.id, parts, words: parts.join(' ') };
    });
  const now = told(plan.questions);
  if (before === null) return now.map((each) => words.say('change.question.asked', { question: each.words }));
  const was = told(before.questions);
  const isIn = (all: typeof now) => (each: (typeof now)[number]) =>
    all.some((other) => other.words === each.words);
  const gone = was.filter((each) => !isIn(now)(each));
  const fresh = now.filter((each) => !isIn(was)(each));
  const former = (id: string) => gone.find((each) => each.id === id);
  const order = (all: typeof now) =>
    all
      .filter(isIn(now))
      .filter(isIn(was))
      .map((each) => each.words);
  const [count, reminders] = [plan.reminders.length, before.reminders.length];
  const counted = (questions: PulsePlan['questions']) => questions.map(({ id, measures }) => [id, measures]);
  return [
    ...(reminders === count ? [] : [words.say('change.reminders', { count, was: reminders })]),
    ...fresh.map(({ id, parts, words: question }) => {
      const old = former(id);
      if (old === undefined) return words.say('change.question.new', { question });
      const now = parts.filter((part, index) => index === 0 || !old.parts.includes(part));
      const was = old.parts.filter((part) => !parts.includes(part));
      return [
        words.say('change.question.changed', { question: now.join(' ') }),
        ...(was.length === 0 ? [] : [words.say('change.before', { change: was.join(' ') })]),
      ].join(' ');
    }),
    ...gone
      .filter(({ id }) => !fresh.some((each) => each.id === id))
      .map((each) => words.say('change.question.gone', { question: each.words })),
    ...(order(now).join() === order(was).join() ? [] : [words.say('change.question.order')]),
    ...(fresh.length > 0 || gone.length > 0 || same(counted(plan.questions), counted(before.questions))
      ? []
      : [words.say('change.question.counted')]),
  ];
}

function same(one: readonly unknown[], other: readonly unknown[]): boolean {
  const sorted = (all: readonly unknown[]) =>
    all
      .map((each) => JSON.stringify(each))
      .sort()
      .join();
  return sorted(one) === sorted(other);
}
