import { type HolidayRule, regionName } from '../../../core/calendar/holidays.ts';
import { toldDuration } from '../../../core/calendar/schedule-told.ts';
import { type Circle, type Member, READER, type VoiceId } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';
import { compose, type Fact, facts, heading, link, list, text } from '../../../core/messages/blocks.ts';
import { channelWords } from '../../../core/messages/channels.ts';
import { whenTold } from '../../../core/messages/dates.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import { scheduleWords } from '../../../core/messages/schedules.ts';
import { signpostWords } from '../../../core/messages/signpost.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Block, FactsBlock, Message } from '../../../core/ports/message.ts';
import type { Signpost } from '../../../core/signpost.ts';
import { onWebAlone } from '../../../core/way-in.ts';
import { type ChoosingView, choosingLines } from '../../choosings/messages.ts';
import { type ApprovalView, approvalAtHome } from '../../governance/messages/approval.ts';
import { policyWords } from '../../governance/messages/change.ts';
import { lastDayOf } from '../../governance/messages/stand-in.ts';
import { readerBlocks } from '../../membership/messages/roster.ts';
import { levelBlocks } from '../../pulses/messages/levels.ts';
import { MOST_PULSES } from '../../pulses/rules/several.ts';
import type { Levels } from '../../release/rules/level.ts';
import type { Pulse, Round } from '../../release/rules/pulse.ts';
import { venueBlocks } from '../../turns/messages/venue.ts';
import type { MeetingSeries } from '../../turns/rules/meeting.ts';

/** A circle as it is set up. Says nothing of anybody but name, voice and tasks. */
export interface CircleView {
  readonly circle: Pick<Circle, 'id' | 'name' | 'voices' | 'channels'>;
  readonly members: readonly Pick<
    Member,
    'id' | 'name' | 'voice' | 'steward' | 'stewardUntil' | 'manager' | 'identities'
  >[];
  /** Ids of those who have none yet; told to stewards. */
  readonly withoutWayIn: readonly string[];
  /** Of those: for whom an invitation waits that was sent by e-mail. */
  readonly mailed: readonly string[];
  /** The first of them for whom none waits. */
  readonly nextWayIn: Pick<Member, 'id' | 'name'> | null;
  readonly pulses: readonly PulseSeen[];
  readonly openRounds: readonly Pick<Round, 'id' | 'pulseId' | 'title' | 'closesAt'>[];
  readonly meetings: readonly {
    readonly series: Pick<
      MeetingSeries,
      'id' | 'name' | 'schedule' | 'lasting' | 'venue' | 'holidays' | 'policy'
    >;
    readonly next: { readonly id: string; readonly startsAt: Instant } | null;
  }[];
  readonly digest: {
    readonly schedule: MeetingSeries['schedule'];
    readonly toManagers: boolean;
    readonly nextAt: Instant | null;
  } | null;
  readonly signpost: Signpost;
  readonly outside: string | null;
  /** Voices that choose a steward. */
  readonly choosings: readonly ChoosingView[];
  /** The names of voices without a steward who can act. */
  readonly without: readonly string[];
  readonly approvals: readonly ApprovalView[];
  /** Whether the reader is a steward of it. */
  readonly mayChange: boolean;
  /** The reader's own member id. */
  readonly me: string;
}

/** With how answers to its questions are shown, and when it really opens next; null: it does not. */
type PulseSeen = Pulse & { readonly levels: Levels; readonly opens: Instant | null };

/** The circle on one page: the same for every member but for the steward's links. */
export function circlePage(view: CircleView, reader: Reader): Message {
  return compose(reader, (words) => {
    const { circle } = view;
    return {
      summary: words.say('circle.summary', { circle: circle.name }),
      blocks: [
        heading(1, circle.name),
        text(words.say('circle.lead'), 'lead'),
        ...approvalBlocks(view, words),
        heading(2, words.say('circle.dates')),
        datesBlock(view, reader, words),
        heading(2, words.say('circle.people')),
        ...peopleBlocks(view, reader, words),
        heading(2, words.say('circle.pulse')),
        ...pulseBlocks(view, reader, words),
        heading(2, words.say('circle.meetings')),
        ...meetingBlocks(view, reader, words),
        heading(2, words.say('circle.digest')),
        ...digestBlocks(view, words),
        ...(view.mayChange ? [link(words.say('circle.edit-circle'), 'circle-settings.form', circle.id)] : []),
        heading(2, words.say('circle.channels')),
        text(channelWords(circle.channels, words)),
        ...(view.mayChange ? [link(words.say('circle.edit-channels'), 'channels.form', circle.id)] : []),
        heading(2, words.say('signpost.page')),
        text(signpostWords(view.signpost, words)),
        ...(view.outside === null ? [] : [text(words.say('privacy.outside', { outside: view.outside }))]),
        ...(view.mayChange ? [link(words.say('signpost.edit'), 'signpost.form', circle.id)] : []),
        heading(2, words.say('circle.more')),
        ...moreBlocks(view, words),
      ],
    };
  });
}

function approvalBlocks({ approvals }: CircleView, words: Words): Block[] {
  if (approvals.length === 0) return [];
  return [
    heading(2, words.say('circle.waiting')),
    ...approvals.flatMap((each) => approvalAtHome(each, words)),
  ];
}

function datesBlock({ pulses, meetings, digest }: CircleView, reader: Reader, words: Words): FactsBlock {
  const when = (at: Instant | null | undefined) =>
    at == null ? words.say('circle.none') : whenTold(at, reader, words);
  const first = (moments: readonly (Instant | null)[]) =>
    moments.filter((at) => at !== null).sort((a, b) => a - b)[0];
  const nextMeeting = first(meetings.map(({ next }) => next?.startsAt ?? null));
  const named = meetings.find(({ next }) => next !== null && next.startsAt === nextMeeting);
  const told =
    named === undefined || meetings.length < 2
      ? when(nextMeeting)
      : words.say('home.chair.of', { meeting: named.series.name, when: when(nextMeeting) });
  return facts(
    [words.say('circle.next-pulse'), when(first(pulses.map(({ opens }) => opens)))],
    [words.say('circle.next-meeting'), told],
    [words.say('circle.next-digest'), when(digest?.nextAt)],
  );
}

function peopleBlocks(view: CircleView, reader: Reader, words: Words): Block[] {
  const { choosings, circle, mailed, mayChange, members, nextWayIn, without, withoutWayIn } = view;
  const linesOf = (voice: VoiceId) =>
    members.filter((member) => member.voice === voice).map((member) => personLine(member, reader, words));
  const groups = [
    ...circle.voices.flatMap(({ id, name }) => {
      const lines = linesOf(id);
      return [
        heading(3, words.say('circle.voice', { voice: name, count: lines.length })),
        lines.length === 0 ? text(words.say('circle.nobody')) : list(lines),
      ];
    }),
    ...readerBlocks(linesOf(READER), words),
  ];
  const led = new Set(members.filter(({ steward }) => steward).map(({ voice }) => voice));
  const oneVoice = [
    ...(led.size < 2 ? [text(words.say('circle.one-voice'), 'warning')] : []),
    ...(without.length === 0 ? [] : [text(words.say('circle.no-steward', { voices: words.list(without) }))]),
    ...(without.length === 0 || !mayChange ? [] : [text(words.say('circle.no-steward.stewards'))]),
    ...choosings.flatMap((each) => choosingLines(each, words)),
  ];
  if (!mayChange) return [...groups, ...oneVoice];
  const alone = onWebAlone(members.filter(({ id }) => !withoutWayIn.includes(id))).map(({ name }) => name);
  const invited = members.filter(({ id }) => mailed.includes(id)).map(({ name }) => name);
  const outside = members
    .filter(({ id }) => withoutWayIn.includes(id) && !mailed.includes(id))
    .map(({ name }) => name);
  return [
    ...groups,
    ...oneVoice,
    ...(outside.length === 0 ? [] : [text(words.say('circle.no-way-in', { names: words.list(outside) }))]),
    ...(invited.length === 0 ? [] : [text(words.say('circle.mailed', { names: words.list(invited) }))]),
    ...(nextWayIn === null
      ? []
      : [link(words.say('way-in.form.summary', { name: nextWayIn.name }), 'way-in.form', nextWayIn.id)]),
    ...(alone.length === 0 ? [] : [text(words.say('circle.web-alone', { names: words.list(alone) }))]),
    link(words.say('circle.add-member'), 'member.add-form', circle.id),
    link(words.say('stand-in.link'), 'stand-in.form', circle.id),
    ...members.map(({ id, name }) => link(words.say('circle.edit-people', { name }), 'member.form', id)),
  ];
}

function personLine(member: CircleView['members'][number], reader: Reader, words: Words): string {
  const { name, steward, stewardUntil, manager } = member;
  if (stewardUntil !== null) {
    return words.say('circle.stand-in', { name, day: lastDayOf(stewardUntil, reader, words) });
  }
  if (steward && manager) return words.say('circle.steward-manager', { name });
  if (steward) return words.say('circle.steward', { name });
  return manager ? words.say('circle.manager', { name }) : name;
}

function pulseBlocks(view: CircleView, reader: Reader, words: Words): Block[] {
  const { circle, pulses, openRounds, mayChange } = view;
  const open = openRounds.flatMap(({ id, title, closesAt }) => [
    text(
      words.say('circle.open-round', {
        title,
        closes: whenTold(closesAt, reader, words),
      }),
    ),
    ...(mayChange ? [link(words.say('round.cancel-link', { title }), 'round.cancel-form', id)] : []),
  ]);
  if (pulses.length === 0) {
    return [
      text(words.say('circle.pulse.none')),
      ...(mayChange ? [link(words.say('circle.add-pulse'), 'pulse-settings.form', circle.id)] : []),
    ];
  }
  return [
    ...open,
    ...pulses.flatMap((pulse) => [
      heading(3, pulse.title),
      pulseFacts(pulse, reader, words),
      ...levelBlocks(pulse, words),
      link(words.say('pulse.questions.link', { title: pulse.title }), 'pulse.questions', pulse.id),
      ...(mayChange
        ? [
            link(words.say('circle.edit-pulse', { title: pulse.title }), 'pulse-settings.form', pulse.id),
            link(words.say('round.test-link', { title: pulse.title }), 'pulse.test', pulse.id),
            link(
              words.say(`pulse-state.link.${pulse.state === 'paused' ? 'paused' : 'running'}`, {
                title: pulse.title,
              }),
              'pulse-state.form',
              pulse.id,
            ),
            ...(pulse.state === 'paused' || openRounds.some(({ pulseId }) => pulseId === pulse.id)
              ? []
              : [link(words.say('round.open-one', { title: pulse.title }), 'round.open-form', pulse.id)]),
          ]
        : []),
    ]),
    ...(mayChange && pulses.length < MOST_PULSES
      ? [link(words.say('circle.add-another-pulse'), 'pulse-settings.form', circle.id)]
      : []),
  ];
}

function pulseFacts(pulse: PulseSeen, reader: Reader, words: Words): FactsBlock {
  const { opens, thresholds, reminders } = pulse;
  const answers = (count: number) => words.say('circle.answers', { count });
  const next =
    opens === null
      ? words.say(pulse.state === 'paused' ? 'circle.paused' : 'circle.none')
      : whenTold(opens, reader, words);
  const reminded = reminders.map((after) => toldDuration(after)).join(', ') || words.say('circle.none');
  return facts(
    [words.say('circle.opens'), next],
    [words.say('circle.rhythm'), scheduleWords(pulse.schedule, words)],
    [words.say('circle.open-for'), toldDuration(pulse.openFor)],
    [words.say('circle.remind-after'), reminded],
    [words.say('circle.scores-from'), answers(thresholds.scores)],
    [words.say('circle.comments-from'), answers(thresholds.comments)],
    [words.say('circle.comments'), words.say(pulse.comments ? 'circle.yes' : 'circle.no')],
  );
}

function meetingBlocks({ circle, meetings, mayChange }: CircleView, reader: Reader, words: Words): Block[] {
  if (meetings.length === 0) {
    return [
      text(words.say('circle.meetings.none')),
      ...(mayChange ? [link(words.say('circle.add-meetings'), 'meeting-settings.form', circle.id)] : []),
    ];
  }
  const each = meetings.flatMap(({ series, next }) => [
    heading(3, series.name),
    facts(
      [words.say('circle.rhythm'), scheduleWords(series.schedule, words)],
      [words.say('circle.lasting'), toldDuration(series.lasting)],
      [words.say('circle.policy'), policyWords(series.policy, words)],
      ...holidayFacts(series.holidays, words),
    ),
    ...venueBlocks(series.venue, words),
    ...(mayChange
      ? [
          link(words.say('circle.edit-meetings'), 'meeting-settings.form', series.id),
          link(words.say('meeting-add.link', { meeting: series.name }), 'meeting.add-form', series.id),
          link(words.say('meetings-end.link', { name: series.name }), 'meetings-end.form', series.id),
        ]
      : []),
    ...(mayChange && next !== null ? nextMeetingLinks(next, reader, words) : []),
  ]);
  const another = link(words.say('circle.another-meeting'), 'meeting-settings.form', circle.id);
  const calendar = link(words.say('calendar.link'), 'calendar.show', circle.id);
  return [...each, calendar, ...(mayChange ? [another] : [])];
}

function holidayFacts(rule: HolidayRule | null, words: Words): readonly Fact[] {
  if (rule === null) return [];
  const label = words.say('circle.holidays', { region: regionName(rule.region) });
  return [[label, words.say(`settings.holidays.${rule.what}`)]];
}

function nextMeetingLinks(
  { id, startsAt }: { readonly id: string; readonly startsAt: Instant },
  reader: Reader,
  words: Words,
): Block[] {
  const when = whenTold(startsAt, reader, words);
  return [
    link(words.say('meeting-move.link', { when }), 'meeting.move-form', id),
    link(words.say('meeting-off.link', { when }), 'meeting.cancel-form', id),
  ];
}

function digestBlocks({ circle, digest, mayChange }: CircleView, words: Words): Block[] {
  const to = digest?.toManagers === true ? 'circle.digest.managers' : 'circle.digest.everybody';
  return [
    digest === null
      ? text(words.say('circle.digest.none'))
      : facts(
          [words.say('circle.rhythm'), scheduleWords(digest.schedule, words)],
          [words.say('circle.digest.to'), words.say(to)],
        ),
    ...(mayChange ? [link(words.say('circle.edit-digest'), 'digest-settings.form', circle.id)] : []),
  ];
}

function moreBlocks({ circle, mayChange, me }: CircleView, words: Words): Block[] {
  return [
    link(words.say('trends.link'), 'trends.show', circle.id),
    link(words.say('circle.history-link'), 'circle.history', circle.id),
    ...(mayChange
      ? [
          link(words.say('away.note.link'), 'away.note-form', circle.id),
          link(words.say('circle.erase-link'), 'history.erase-form', circle.id),
        ]
      : []),
    link(words.say('settings.name.mine-link'), 'name.form', me),
    link(words.say('circle.leave-link'), 'member.leave-form', me),
  ];
}
