import { decimal, percent } from '../../../core/messages/dates.ts';
import type { Words } from '../../../core/messages/words.ts';
import type {
  ChairingMeasure,
  Direction,
  LadderMeasure,
  Measure,
  ParticipationMeasure,
  PresenceMeasure,
  PromiseMeasure,
  ScoreMeasure,
} from '../rules/measure.ts';
import { commonValue, type GroupValue, groupValues, meanWords, weekName } from './figures.ts';

/** A measure in words: what it is, how it stands, where it goes, what is aimed for, and what to do next. */
export interface MeasureWords {
  readonly label: string;
  readonly value: string;
  readonly direction: string;
  readonly target: string;
  readonly advice: string;
  /** What one needs to know to read it; null where it speaks for itself. */
  readonly explanation: string | null;
}

export function measureWords(measure: Measure, words: Words): MeasureWords {
  return {
    label: words.say(`digest.${measure.id}.label`),
    direction: words.say(`digest.direction.${measure.direction}`),
    advice: adviceWords(measure, words),
    ...told(measure, words),
  };
}

type Told = Pick<MeasureWords, 'value' | 'target' | 'explanation'> & {
  readonly direction?: string;
  readonly label?: string;
};

function told(measure: Measure, words: Words): Told {
  switch (measure.id) {
    case 'trust':
    case 'voice':
      return scoreTold(measure, words);
    case 'taking-part':
      return participationTold(measure, words);
    case 'chairing':
      return chairingTold(measure, words);
    case 'presence':
      return presenceTold(measure, words);
    case 'promises':
      return promisesTold(measure, words);
    case 'ladder':
      return ladderTold(measure, words);
  }
}

/** Advice belongs to a measure: the same finding asks for another step where it is about speaking than about trust. */
function adviceWords(measure: Measure, words: Words): string {
  switch (measure.id) {
    case 'trust':
    case 'voice':
      return words.say(`digest.advice.${measure.id}.${measure.advice}`);
    case 'taking-part':
      return words.say(`digest.advice.taking-part.${measure.advice}`);
    case 'chairing':
      return words.say(`digest.advice.chairing.${measure.advice}`);
    case 'presence':
      return words.say(`digest.advice.presence.${measure.advice}`);
    case 'promises':
      return words.say(`digest.advice.promises.${measure.advice}`);
    case 'ladder':
      return words.say(`digest.advice.ladder.${measure.advice}`);
  }
}

function scoreTold({ question, groups }: ScoreMeasure, words: Words): Told {
  return {
    value: groupValues(meansOf(groups, words), words),
    direction: directionsOf(groups, words),
    target: words.say('digest.score.target'),
    explanation: words.say('digest.score.explained', { question }),
  };
}

function meansOf(groups: ScoreMeasure['groups'] | LadderMeasure['groups'], words: Words): GroupValue[] {
  return groups.map(({ voice, name, mean }) => ({ voice, name, value: meanWords(mean, words) }));
}

function directionsOf(
  groups: readonly { voice: string | null; name: string; direction: Direction }[],
  words: Words,
): string {
  const told = groups.map((each) => ({ ...each, value: words.say(`digest.direction.${each.direction}`) }));
  return commonValue(told) ?? groupValues(told, words);
}

function participationTold({ participation, names, pulse }: ParticipationMeasure, words: Words): Told {
  const groups =
    participation.outcome === 'by-voice'
      ? participation.voices.map(({ voice, band }) => ({ voice, name: names[voice] ?? voice, band }))
      : participation.outcome === 'overall'
        ? [{ voice: null, name: '', band: participation.band }]
        : [];
  const small = groups.every(({ band }) => band === 'under-half' || band === 'half-or-more');
  const bands = groups.map((group) => ({ ...group, value: words.say(`digest.band.${group.band}`) }));
  return {
    ...(pulse === undefined ? {} : { label: words.say('digest.taking-part.label-of', { pulse }) }),
    value: groupValues(bands, words),
    target: words.say(small ? 'digest.taking-part.target.small' : 'digest.taking-part.target'),
    explanation: words.say('digest.taking-part.explained'),
  };
}

function chairingTold({ voices, meetings, weeks, direction }: ChairingMeasure, words: Words): Told {
  const value = voices.map(({ name, turns }) =>
    words.say('digest.chairing.value', { name, turns, meetings }),
  );
  const target = voices.map((voice) => ({ ...voice, value: percent(voice.target, words.language) }));
  const early = direction === 'first';
  return {
    value: words.list(value),
    direction: early ? words.say('digest.chairing.early') : directionsOf(voices, words),
    target: groupValues(target, words),
    explanation: early
      ? words.say('digest.chairing.explained.early', { weeks })
      : words.say('digest.chairing.explained', { weeks }),
  };
}

function presenceTold(measure: PresenceMeasure, words: Words): Told {
  const { both, loneRep, meetings, noRep, noStaff, weeks } = measure;
  const part = (key: 'lone-rep' | 'no-rep' | 'no-staff', count: number) =>
    count === 0 ? [] : [words.say(`digest.presence.${key}`, { count })];
  const value = [
    words.say('digest.presence.both', { count: both, meetings }),
    ...part('lone-rep', loneRep),
    ...part('no-rep', noRep),
    ...part('no-staff', noStaff),
  ];
  return {
    value: words.list(value),
    target: words.say('digest.presence.target'),
    explanation: words.say('digest.presence.explained', { weeks }),
  };
}

function promisesTold(measure: PromiseMeasure, words: Words): Told {
  const { open, closed, longest = null, waitForReply, waitForRep, direction } = measure;
  const waiting = [
    ...(waitForReply === 0 ? [] : [words.say('digest.promises.wait-for-reply', { count: waitForReply })]),
    ...(waitForRep === 0 ? [] : [words.say('digest.promises.wait-for-rep', { count: waitForRep })]),
  ];
  if (closed === undefined) return { ...promisesToldBefore(measure, words), explanation: joined(waiting) };
  const { kept, refused, withdrawn } = closed;
  return {
    ...(isCompared(direction) ? { direction: words.say(`digest.promises.kept.${direction}`) } : {}),
    value: words.say('digest.promises.counts', { open, kept, refused, withdrawn }),
    target: words.say('digest.promises.target.kept'),
    explanation: joined([
      ...(longest === null ? [] : [words.say('digest.promises.longest', { weeks: longest })]),
      ...(refused === 0 ? [] : [words.say('digest.promises.no')]),
      ...waiting,
    ]),
  };
}

/** As v0.1.0 told it. */
function promisesToldBefore(
  { open, confirmed = 0, oldest = null, direction }: PromiseMeasure,
  words: Words,
): Omit<Told, 'explanation'> {
  return {
    ...(isCompared(direction) ? { direction: words.say(`digest.promises.direction.${direction}`) } : {}),
    value:
      oldest === null
        ? words.say('digest.promises.value', { open, confirmed })
        : words.say('digest.promises.value.old', { open, confirmed, weeks: oldest }),
    target: words.say('digest.promises.target'),
  };
}

function isCompared(direction: Direction): direction is 'up' | 'down' | 'same' {
  return direction === 'up' || direction === 'down' || direction === 'same';
}

function joined(sentences: readonly string[]): string | null {
  return sentences.length === 0 ? null : sentences.join(' ');
}

function ladderTold(measure: LadderMeasure, words: Words): Told {
  const { groups, to, question, week } = measure;
  const asked = words.say('digest.ladder.explained', { week: weekName(week, words), question, to });
  return {
    value: groupValues(meansOf(groups, words), words),
    target: words.say('digest.ladder.target'),
    explanation: [asked, ...gapWords(measure, words), words.say('digest.ladder.credit')].join(' '),
  };
}

function gapWords({ gap }: LadderMeasure, words: Words): string[] {
  if (gap === null) return [];
  const { bound, lower, higher } = gap;
  if (bound === 'unknown') return [words.say('digest.ladder.gap.unknown')];
  if (gap.value === 0) return [words.say('digest.ladder.gap.none')];
  const value = decimal(gap.value, words.language);
  const key = bound === 'at-least' ? 'digest.ladder.gap.at-least' : 'digest.ladder.gap';
  return [words.say(key, { value, lower, higher })];
}
