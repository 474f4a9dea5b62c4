import type { z } from 'zod';
import { localTime } from '../../../core/calendar/local-time.ts';
import type { Schedule } from '../../../core/calendar/schedule.ts';
import { type Moment, type Rhythm, scheduleOf } from '../../../core/calendar/schedule-words.ts';
import { type Identity, READER } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';
import { firstPreferences } from '../../../core/preferences.ts';
import { type meetingsSchema, venueOf } from '../../meetings/rules.ts';
import { findPack } from '../../pulses/packs/packs.ts';
import type { pulseSchema } from '../../pulses/rules/pulse-shape.ts';
import { readReminders } from '../../pulses/rules/reminders.ts';
import type { CircleFile, FileDigest, FileMeetings, FileMember, FilePulse } from './circle-file.ts';
import type { SoundFile } from './shape.ts';

/**
 * Fills in what a sound file leaves open. Schedules without `starting` count from the local day of `now`.
 * Give it only files that the checks let pass: it throws a TypeError where a schedule cannot be put together.
 */
export function complete(file: SoundFile, now: Instant): CircleFile {
  const today = localTime(now, file.timezone).date;
  return {
    organisation: file.organisation,
    name: file.circle,
    timezone: file.timezone,
    language: file.language,
    voices: file.voices,
    channels: identitiesOf(file.channels),
    members: file.members.map((member) => memberOf(member, file)),
    pulses: [file.pulse ?? []].flat().map((each) => pulseOf(each, today)),
    meetings: [file.meetings ?? []].flat().map((each) => meetingsOf(each, file.circle, today)),
    digest: file.digest === undefined ? null : digestOf(file.digest, today),
    signpost: file.signpost ?? null,
    outside: file.outside ?? null,
  };
}

function memberOf(
  member: SoundFile['members'][number],
  { language, timezone }: Pick<SoundFile, 'language' | 'timezone'>,
): FileMember {
  const identities = identitiesOf(member);
  const quietHours = member['quiet-hours'];
  return {
    name: member.name,
    voice: member.voice ?? READER,
    email: member.email ?? null,
    steward: member.steward,
    manager: member.manager,
    chairs: member.chairs,
    preferences: {
      ...firstPreferences(member.language ?? language),
      easyRead: member['easy-read'],
      oneAtATime: member['one-at-a-time'],
      quietHours: quietHours === undefined ? null : { ...quietHours, timezone },
    },
    identities,
    web: member.web ?? identities.length === 0,
    away: member.away,
  };
}

function pulseOf(pulse: z.output<typeof pulseSchema>, today: string): FilePulse {
  const pack = pulse.pack === undefined ? undefined : findPack(pulse.pack);
  const openFor = pulse['open-for'];
  const said = pulse['remind-after'] ?? openFor / 2;
  const reminders = readReminders(said === 'never' ? [] : [said].flat(), openFor);
  return {
    title: pulse.name ?? pack?.name ?? 'Our questions',
    packId: pack?.id ?? null,
    questions: pack?.questions ?? pulse.questions ?? [],
    schedule: scheduled(pulse.every, pulse.on, pulse.starting ?? today),
    openFor,
    reminders: reminders.ok ? reminders.value : [],
    thresholds: { scores: pulse['show-scores-from'], comments: pulse['show-comments-from'] },
    comments: pulse.comments,
  };
}

function meetingsOf(meetings: z.output<typeof meetingsSchema>, circle: string, today: string): FileMeetings {
  const { chair, 'bank-holidays': holidays } = meetings;
  return {
    name: meetings.name ?? circle,
    schedule: scheduled(meetings.every, meetings.on, meetings.starting ?? today),
    lasting: meetings.lasting,
    venue: venueOf(meetings),
    holidays: holidays === undefined ? null : { region: holidays.of, what: holidays.do },
    policy: {
      kind: chair.policy,
      ...(chair.floor === undefined ? {} : { floor: chair.floor }),
      capPerQuarter: chair['cap-per-quarter'] ?? null,
      term: chair.term,
      coChair: chair['co-chair'],
    },
  };
}

function digestOf(digest: NonNullable<SoundFile['digest']>, today: string): FileDigest {
  return { schedule: scheduled({ kind: 'weekly', weeks: 1 }, digest.on, today), to: [...new Set(digest.to)] };
}

function scheduled(every: Rhythm, on: Moment, anchor: string): Schedule {
  const schedule = scheduleOf(every, on, anchor);
  if (!schedule.ok) throw new TypeError(`the checks let an impossible schedule pass: ${schedule.code}`);
  return schedule.value;
}

function identitiesOf(of: { slack?: string | undefined; teams?: string | undefined }): Identity[] {
  return (['slack', 'teams'] as const).flatMap((platform) => {
    const externalId = of[platform];
    return externalId === undefined ? [] : [{ platform, externalId }];
  });
}
