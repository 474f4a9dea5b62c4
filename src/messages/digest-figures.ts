import type { IsoWeek } from '../domain/calendar/iso-week.ts';
import type { Digest, Lead, PromiseEntry, Result } from '../domain/digest/digest.ts';
import type { Direction } from '../domain/digest/measure.ts';
import type { CodedMean } from '../domain/release/coded-mean.ts';
import type { CodedShare } from '../domain/release/coded-share.ts';
import { dayAndTime, decimal, percent, weekStart } from './dates.ts';
import type { Words } from './words.ts';

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

/** "Staff: …"; for everybody together the value alone. */
export function ofGroup(
  group: { readonly voice: string | null; readonly name: string },
  value: string,
  words: Words,
) {
  return group.voice === null ? value : words.say('digest.value.group', { name: group.name, value });
}

export function directionWords(direction: Direction, words: Words): string {
  return words.say(`digest.direction.${direction}`);
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
      return words.say('digest.lead.old-promise', {
        weeks: lead.weeks,
        others: lead.old - 1,
        words: shortened(lead.words),
      });
    case 'chairing': {
      const { name, turns, meetings, target } = lead;
      return words.say('digest.lead.chairing', {
        name,
        turns,
        meetings,
        target: percent(target, words.language),
      });
    }
    case 'change':
      return words.say(`digest.lead.change.${lead.measure}`, { groups: words.list(lead.groups.map(change)) });
    case 'open':
      return words.say('digest.lead.open', { closes: dayAndTime(lead.closesAt, words.language, timezone) });
    default:
      return words.say(`digest.lead.${lead.kind}`);
  }

  function change({ voice, name, direction }: { voice: string | null; name: string; direction: Direction }) {
    const moved = words.say(`digest.change.${direction}`);
    return voice === null
      ? words.say('digest.lead.change.everybody', { direction: moved })
      : words.say('digest.lead.change.group', { direction: moved, name });
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
  const promise =
    raisedBy === null
      ? words.say('digest.promise.unnamed', { words: said })
      : words.say('digest.promise.by', { words: said, name: raisedBy });
  if (entry.state === 'confirmed') return withReply(promise, reply, words);
  const age = words.say('promise.age.weeks', { weeks: entry.weeks });
  const state = words.say(`promise.state.${entry.state}`);
  return withReply(words.say('digest.promise.open', { promise, age, state }), reply, words);
}

function withReply(promise: string, reply: PromiseEntry['reply'], words: Words): string {
  if (reply === null) return promise;
  const { outcome } = reply;
  return words.say(`digest.promise.reply.${outcome}`, { promise, reply: reply.words });
}

const LEAD_QUOTE = 90;

/** The beginning of long words, cut at a space where there is one. */
function shortened(text: string): string {
  const flat = text.replace(/\s+/g, ' ');
  const letters = [...flat];
  if (letters.length <= LEAD_QUOTE) return flat;
  const cut = letters.slice(0, LEAD_QUOTE).join('');
  return `${cut.slice(0, cut.includes(' ') ? cut.lastIndexOf(' ') : undefined)} …`;
}
