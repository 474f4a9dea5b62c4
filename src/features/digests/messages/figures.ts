import type { IsoWeek } from '../../../core/calendar/iso-week.ts';
import { dateName, dayAndTime, decimal, percent, weekStart } from '../../../core/messages/dates.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { CodedMean } from '../../release/rules/coded-mean.ts';
import type { CodedShare } from '../../release/rules/coded-share.ts';
import { type Digest, GONE, type Lead, type PromiseEntry, type Result } from '../rules/digest.ts';

/** "the week of 16 November 2026". */
export function weekName(week: IsoWeek, words: Words): string {
  return words.say('digest.week', { monday: weekStart(week, words.language) });
}

/** "3.5 or higher": an end-coded figure never looks like an exact one. */
export function meanWords(mean: CodedMean | null, words: Words): string {
  if (mean === null) return words.say('digest.point.none');
  const value = decimal(mean.value, words.language);
  return mean.end === 'none' ? value : words.say(`digest.point.${mean.end}`, { value });
}

export function shareWords(share: CodedShare, words: Words): string {
  if (share.form !== 'percent') return words.say(`digest.share.${share.value}`);
  if (typeof share.value === 'number') return percent(share.value / 100, words.language);
  return words.say(`digest.share.${share.value}`);
}

/** What is told of a voice, or of everybody together where `voice` is null. */
export interface GroupValue {
  readonly voice: string | null;
  readonly name: string;
  readonly value: string;
}

/** "3.5 for Staff and 3 for Carers"; once where all are alike: "3 for each voice"; for everybody together the value alone. */
export function groupValues(groups: readonly GroupValue[], words: Words): string {
  const common = commonValue(groups);
  if (common === null) {
    return words.list(groups.map(({ name, value }) => words.say('digest.value.group', { name, value })));
  }
  return groups.length === 1 ? common : words.say('digest.value.every', { value: common });
}

/** The value that all groups share; null where they differ, or one voice's stands for itself. */
export function commonValue(groups: readonly GroupValue[]): string | null {
  const [first] = groups;
  if (first === undefined || groups.some(({ value }) => value !== first.value)) return null;
  return groups.length > 1 || first.voice === null ? first.value : null;
}

export function resultLabel(
  label: Result['groups'][number]['shares'][number]['label'],
  words: Words,
): string {
  return label.kind === 'text' ? label.text : words.say(`digest.result.${label.key}`);
}

/** The one sentence that a digest begins with. */
export function leadWords(lead: Lead, timezone: string, words: Words): string {
  switch (lead.kind) {
    case 'old-promise':
      return words.say('digest.lead.old-promise', { weeks: lead.weeks, others: lead.old - 1 });
    case 'chairing': {
      const { name, turns, meetings, target } = lead;
      return words.say('digest.lead.chairing', {
        name,
        turns,
        meetings,
        target: percent(target, words.language),
      });
    }
    case 'no-rep':
      return words.say('digest.lead.no-rep', { missed: lead.missed, meetings: lead.meetings });
    case 'change':
      return words.say(`digest.lead.change.${lead.measure}`, { groups: changes(lead.groups) });
    case 'standing': {
      const means = lead.groups.map((each) => ({ ...each, value: meanWords(each.mean, words) }));
      return words.say(`digest.lead.standing.${lead.since}`, {
        what: words.say(`digest.lead.standing.${lead.measure}`),
        groups: groupValues(means, words),
      });
    }
    case 'open':
      return words.say('digest.lead.open', { closes: dayAndTime(lead.closesAt, words.language, timezone) });
    default:
      return words.say(`digest.lead.${lead.kind}`);
  }

  /** What moved comes first, as it does in speech. */
  function changes(groups: Extract<Lead, { kind: 'change' }>['groups']): string {
    const told = groups.map(({ direction, ...group }) => ({
      ...group,
      moved: direction === 'up' || direction === 'down',
      value: words.say(`digest.change.${direction}`),
    }));
    return groupValues(
      [...told].sort((one, other) => Number(other.moved) - Number(one.moved)),
      words,
    );
  }
}

/** What became of the pulse where it showed nothing; null where the lead says it already, or there are results. */
export function pulseWords(digest: Digest, words: Words): string | null {
  const { pulse, lead, closesAt } = digest;
  if (pulse === 'results' || lead.kind === pulse) return null;
  if (pulse === 'open') {
    const closes = closesAt === null ? '' : dayAndTime(closesAt, words.language, digest.timezone);
    return words.say('digest.pulse.open', { closes });
  }
  return words.say(`digest.pulse.${pulse}`);
}

export function promiseWords(entry: PromiseEntry, words: Words): string {
  const { words: said, raisedBy, reply } = entry;
  const name = raisedBy === GONE ? words.say('digest.promise.left') : raisedBy;
  const raised =
    name === null
      ? words.say('digest.promise.unnamed', { words: said })
      : words.say('digest.promise.by', { words: said, name });
  const changed = entry.changed ? words.say('digest.promise.changed', { promise: raised }) : raised;
  const promise = entry.again
    ? words.say('digest.promise.again', { promise: changed, reason: entry.again })
    : changed;
  if (entry.state === 'confirmed' || entry.state === 'kept' || entry.state === 'refused')
    return withReply(promise, reply, words);
  const state = openState(entry, words);
  const { weeks } = entry;
  const age = words.say('promise.age.weeks', { weeks });
  const open =
    weeks === 0
      ? words.say('digest.promise.new', { promise, state })
      : words.say('digest.promise.open', { promise, age, state });
  return withReply(open, reply, words);
}

function openState({ state, owner, dueOn }: PromiseEntry, words: Words): string {
  const told = words.say(
    state === 'raised' || state === 'in-progress' || state === 'answered'
      ? `promise.state.${state}`
      : 'promise.state.not-yet',
  );
  if (owner === undefined) return told;
  return dueOn === undefined
    ? words.say('digest.promise.owner', { state: told, name: owner })
    : words.say('digest.promise.owner.due', {
        state: told,
        name: owner,
        day: dateName(dueOn, words.language),
      });
}

function withReply(promise: string, reply: PromiseEntry['reply'], words: Words): string {
  if (reply === null) return promise;
  const { outcome } = reply;
  return words.say(`digest.promise.reply.${outcome}`, { promise, reply: reply.words });
}
