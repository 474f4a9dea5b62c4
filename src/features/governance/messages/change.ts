import { regionName } from '../../../core/calendar/holidays.ts';
import { toldDuration } from '../../../core/calendar/schedule-told.ts';
import { type Circle, READER, voiceName } from '../../../core/circle.ts';
import { channelWords } from '../../../core/messages/channels.ts';
import { dateName, dayAndTime, percent } from '../../../core/messages/dates.ts';
import { scheduleWords } from '../../../core/messages/schedules.ts';
import { languageName, type Words } from '../../../core/messages/words.ts';
import type { Change } from '../rules/change.ts';

/** Names for the ids that a change holds. */
export interface Naming {
  /** Of everybody who is or was in the circle, as far as known. */
  readonly people: ReadonlyMap<string, string>;
  readonly voices: Circle['voices'];
  /** The circle's, for times in changes. */
  readonly timezone: string;
}

export function nameOf(id: string, { people }: Naming, words: Words): string {
  return people.get(id) ?? words.say('change.somebody');
}

/** What will be true, or is true, after a change: whole sentences. */
export function changeWords(change: Change, naming: Naming, words: Words): string {
  switch (change.kind) {
    case 'pulse': {
      const { title, schedule, openFor } = change.plan;
      const when = scheduleWords(schedule, words);
      return words.say('change.pulse', { title, when, open: toldDuration(openFor) });
    }
    case 'thresholds':
      return ofPulse(change, words.say('change.thresholds', { ...change.thresholds }), words);
    case 'comments':
      return ofPulse(
        change,
        words.say(change.comments ? 'change.comments.yes' : 'change.comments.no'),
        words,
      );
    case 'level': {
      const { level, others = [] } = change;
      const holds =
        others.length === 0 ? [] : [words.say('change.level.others', { others: words.list(others) })];
      return ofPulse(change, [words.say(`change.level.${level}`), ...holds].join(' '), words);
    }
    case 'meetings': {
      const { name, schedule, lasting, venue = {}, holidays } = change.plan;
      const { place, notes, link } = venue;
      const when = scheduleWords(schedule, words);
      return [
        words.say('change.meetings', { name, when, lasting: toldDuration(lasting) }),
        ...(holidays == null
          ? []
          : [words.say(`change.holidays.${holidays.what}`, { region: regionName(holidays.region) })]),
        ...(place === undefined ? [] : [words.say('venue.place', { place })]),
        ...[notes ?? [], link ?? []].flat(),
      ].join(' ');
    }
    case 'meetings-end':
      return words.say('change.meetings-end', { name: change.name });
    case 'one-meeting': {
      const { what, name, at, from } = change;
      const told = (when: number) => dayAndTime(when, words.language, naming.timezone);
      return words.say(`change.one-meeting.${what}`, { name, at: told(at), from: told(from) });
    }
    case 'chair-policy':
      return policyWords(change.policy, words);
    case 'digest': {
      if (change.schedule === null) return words.say('change.digest.none');
      const comes = words.say('change.digest', { when: scheduleWords(change.schedule, words) });
      return change.toManagers ? `${comes} ${words.say('change.digest.managers')}` : comes;
    }
    case 'circle':
      return words.say('change.circle', { name: change.name, language: languageName(change.language) });
    case 'timezone':
      return words.say('change.timezone', { timezone: change.timezone });
    case 'voices':
      return words.say('change.voices', { voices: words.list(change.voices.map(({ name }) => name)) });
    case 'channels':
      return channelWords(change.channels, words);
    case 'meeting-chat':
      return words.say(change.linked ? 'change.meeting-chat.yes' : 'change.meeting-chat.no');
    case 'signpost':
      return change.text === null
        ? words.say('change.signpost.usual')
        : words.say('change.signpost', { text: change.text });
    case 'outside':
      return change.text === null
        ? words.say('change.outside.nobody')
        : words.say('change.outside', { text: change.text });
    case 'member-added':
    case 'steward-chosen':
    case 'voice': {
      const told = { name: nameOf(change.memberId, naming, words), voice: voiceName(naming, change.voice) };
      return words.say(change.voice === READER ? 'change.reader' : `change.${change.kind}`, told);
    }
    case 'account': {
      const name = nameOf(change.memberId, naming, words);
      return words.say('change.account', { name, platform: words.say(`link.on.${change.platform}`) });
    }
    case 'manager':
    case 'steward': {
      const now = change.kind === 'manager' ? change.manager : change.steward;
      const name = nameOf(change.memberId, naming, words);
      return words.say(`change.${change.kind}.${now ? 'yes' : 'no'}`, { name });
    }
    case 'stand-in': {
      const name = nameOf(change.memberId, naming, words);
      return words.say('change.stand-in', { name, day: dateName(change.lastDay, words.language) });
    }
    case 'name':
    case 'stand-in-ended':
    case 'member-left':
    case 'erase-member':
    case 'first-way-in':
    case 'new-way-in':
      return words.say(`change.${change.kind}`, { name: nameOf(change.memberId, naming, words) });
    case 'pulse-state':
      return words.say(`change.pulse-state.${change.state}`, { title: change.title });
    case 'cancel-round':
      return words.say('change.cancel-round', { title: change.title });
    case 'erase-history':
      return words.say('change.erase-history');
    case 'withdraw-words':
    case 'hold-words': {
      const why = words.say(`withdraw.why.${change.why}`);
      return words.say(`change.${change.kind}`, { count: change.refs.length, why });
    }
  }
}

/** With the name of the pulse: a circle may have several. */
function ofPulse({ title }: { readonly title?: string }, change: string, words: Words): string {
  return title === undefined ? change : words.say('change.of-pulse', { title, change });
}

/** How a circle shares out the chair, in sentences. */
export function policyWords(
  policy: Extract<Change, { kind: 'chair-policy' }>['policy'],
  words: Words,
): string {
  const { kind, floor, capPerQuarter, term, coChair } = policy;
  const shares =
    kind === 'floor'
      ? words.say('change.chair-policy.floor', { floor: percent(floor ?? 0, words.language) })
      : words.say(`change.chair-policy.${kind}`);
  return [
    shares,
    capPerQuarter === null ? words.say('change.no-cap') : words.say('change.cap', { count: capPerQuarter }),
    words.say('change.term', { count: term }),
    words.say(coChair ? 'change.co-chair.yes' : 'change.co-chair.no'),
  ].join(' ');
}
