import { isDeepStrictEqual } from 'node:util';
import type { Schedule } from '../../../core/calendar/schedule.ts';
import { toldDuration, toldSchedule } from '../../../core/calendar/schedule-told.ts';
import { type Circle, isReader, type Member } from '../../../core/circle.ts';
import { findPack } from '../../pulses/packs/packs.ts';
import type { Pulse } from '../../release/rules/pulse.ts';
import type { Question } from '../../release/rules/question.ts';
import type { MeetingSeries } from '../../turns/rules/meeting.ts';

/** A circle as it stands, as far as a file tells of it. */
export interface CircleState {
  readonly circle: Circle;
  /** Everybody present, readers too. */
  readonly members: readonly Pick<Member, 'id' | 'name' | 'voice' | 'steward' | 'stewardUntil' | 'manager'>[];
  /** Without those that have ended. */
  readonly pulses: readonly Pulse[];
  readonly series: readonly MeetingSeries[];
  readonly digest: { readonly schedule: Schedule; readonly toManagers: boolean } | null;
  readonly signpost: string | null;
  readonly outside: string | null;
}

/** A part of a file: keys and values, as YAML writes them. */
export type Section = Readonly<Record<string, unknown>>;

/**
 * A circle as its file would say it, with the ids by which an edited file finds its entries again. It leaves out what is a
 * person's own: accounts and addresses that sign them in, wishes, days away, and whether they chair.
 */
export function fileOf({ circle, members, pulses, series, digest, signpost, outside }: CircleState): Section {
  return {
    organisation: circle.organisation,
    circle: circle.name,
    timezone: circle.timezone,
    language: circle.language,
    voices: circle.voices.map(({ id, name }) => ({ id, name })),
    channels: Object.fromEntries(
      circle.channels.flatMap(({ platform, externalId }) =>
        platform === 'web' ? [] : [[platform, externalId]],
      ),
    ),
    members: members.map(memberSection),
    ...(pulses.length === 0 ? {} : { pulse: pulses.map(pulseSection) }),
    ...(series.length === 0 ? {} : { meetings: series.map(meetingsSection) }),
    ...(digest === null
      ? {}
      : {
          digest: {
            on: toldSchedule(digest.schedule).on,
            to: digest.toManagers ? ['channel', 'managers'] : ['channel'],
          },
        }),
    ...(signpost === null ? {} : { signpost }),
    ...(outside === null ? {} : { outside }),
  };
}

function memberSection(member: CircleState['members'][number]): Section {
  const { id, name, voice, steward, stewardUntil, manager } = member;
  return {
    id,
    name,
    ...(isReader(member) ? { reader: true } : { voice }),
    // Who stands in for a while is no steward that a file could make or take.
    ...(steward && stewardUntil === null ? { steward: true } : {}),
    ...(manager ? { manager: true } : {}),
  };
}

function pulseSection(pulse: Pulse): Section {
  const { id, title, packId, questions, schedule, openFor, reminders, thresholds, comments } = pulse;
  const pack = packId === null ? undefined : findPack(packId);
  // A pack may have changed since the circle took its questions.
  const isPack = pack !== undefined && isDeepStrictEqual(pack.questions, questions);
  return {
    id,
    name: title,
    ...(isPack ? { pack: packId } : { questions: questions.map(questionSection) }),
    ...scheduleKeys(schedule),
    'open-for': toldDuration(openFor),
    'remind-after': reminders.length === 0 ? 'never' : reminders.map((each) => toldDuration(each)),
    'show-scores-from': thresholds.scores,
    'show-comments-from': thresholds.comments,
    comments,
  };
}

function questionSection({ onlyIf, ...question }: Question): Section {
  return onlyIf === undefined ? question : { ...question, 'only-if': onlyIf };
}

function meetingsSection({ id, name, schedule, lasting, venue, holidays, policy }: MeetingSeries): Section {
  const { kind, floor, capPerQuarter, term, coChair } = policy;
  return {
    id,
    name,
    ...scheduleKeys(schedule),
    lasting: toldDuration(lasting),
    ...venue,
    ...(holidays === null ? {} : { 'bank-holidays': { of: holidays.region, do: holidays.what } }),
    chair: {
      policy: kind,
      ...(floor === undefined ? {} : { floor }),
      ...(capPerQuarter === null ? {} : { 'cap-per-quarter': capPerQuarter }),
      term,
      'co-chair': coChair,
    },
  };
}

function scheduleKeys(schedule: Schedule): Section {
  const starting = schedule.kind === 'once' ? {} : { starting: schedule.anchor };
  return { ...toldSchedule(schedule), ...starting };
}
