import { toldDuration, toldSchedule } from '../../../core/calendar/schedule-told.ts';
import type { Circle } from '../../../core/circle.ts';
import { choice, compose, heading, input, pick, text } from '../../../core/messages/blocks.ts';
import {
  everyChoice,
  onInput,
  reasonInput,
  save,
  twoKeys,
  yesNo,
} from '../../../core/messages/form-blocks.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Block, ChoiceBlock, Message } from '../../../core/ports/message.ts';
import { BY_VOICE_CHOSEN_FROM, type Level } from '../../release/rules/level.ts';
import type { Pulse } from '../../release/rules/pulse.ts';
import { THRESHOLD_FLOOR } from '../../release/rules/thresholds.ts';
import type { MeetingSeries } from '../../rota/rules/meeting.ts';
import { PARITY } from '../../rota/rules/policy.ts';

/** What the inputs are called. Yes and no are `yes` and `no`; days, times and lengths are as in a circle file. */
export const PULSE_INPUTS = {
  pack: 'pack',
  every: 'every',
  on: 'on',
  openFor: 'open-for',
  remind: 'remind-after',
  scores: 'scores-from',
  comments: 'comments',
  commentsFrom: 'comments-from',
  level: 'level',
} as const;
export const MEETING_INPUTS = {
  name: 'name',
  every: 'every',
  on: 'on',
  lasting: 'lasting',
  policy: 'policy',
  /** Per cent. */
  floor: 'floor',
  cap: 'cap',
  term: 'term',
  coChair: 'co-chair',
} as const;
export const DIGEST_INPUTS = { wanted: 'wanted', on: 'on', managers: 'managers' } as const;
export const CHANNEL_INPUTS = { slack: 'slack-channel', teams: 'teams-channel' } as const;

/** The value of `PULSE_INPUTS.pack` for questions that the circle wrote itself. */
export const OWN_QUESTIONS = 'own';
export const NEVER = 'never';
const LEVELS: readonly Level[] = ['together', 'by-voice'];

export interface PulseFormView {
  /** The pulse, or the circle where there is none yet. */
  readonly subject: string;
  readonly pulse: Pulse | null;
  readonly packs: readonly { readonly id: string; readonly name: string }[];
  /** How its answers are shown now; null: not every question alike. */
  readonly level: Level | null;
}

export function pulseSettingsForm({ subject, pulse, packs, level }: PulseFormView, reader: Reader): Message {
  return compose(reader, (words) => {
    const { every, on } =
      pulse === null ? { every: 'week', on: 'Tuesday 10:00' } : toldSchedule(pulse.schedule);
    const remind =
      pulse === null ? '1 day' : pulse.remindAfter === null ? NEVER : toldDuration(pulse.remindAfter);
    const { scores, comments } = pulse?.thresholds ?? THRESHOLD_FLOOR;
    const number = (name: string, label: string, value: number, least: number) =>
      input(name, label, 4, {
        value: String(value),
        hint: words.say('settings.pulse.scores-hint', { least }),
      });
    return {
      summary: words.say('settings.pulse.summary'),
      blocks: [
        heading(1, words.say('settings.pulse.heading')),
        text(words.say('settings.later'), 'lead'),
        choice(
          PULSE_INPUTS.pack,
          words.say('settings.pulse.pack'),
          packOptions(pulse, packs, words),
          pulse === null ? (packs[0]?.id ?? null) : (pulse.packId ?? OWN_QUESTIONS),
        ),
        everyChoice(PULSE_INPUTS.every, words.say('settings.pulse.every'), every, words),
        onInput(PULSE_INPUTS.on, words.say('settings.pulse.on'), on, words),
        input(PULSE_INPUTS.openFor, words.say('settings.pulse.open-for'), 20, {
          value: pulse === null ? '2 days' : toldDuration(pulse.openFor),
          hint: words.say('settings.length-hint'),
        }),
        input(PULSE_INPUTS.remind, words.say('settings.pulse.remind'), 20, {
          value: remind,
          hint: words.say('settings.pulse.remind-hint'),
        }),
        ...(pulse === null
          ? []
          : [
              twoKeys('settings.two-keys.pulse', words),
              number(PULSE_INPUTS.scores, words.say('settings.pulse.scores'), scores, THRESHOLD_FLOOR.scores),
              yesNo(PULSE_INPUTS.comments, words.say('settings.pulse.comments'), pulse.comments, words),
              number(
                PULSE_INPUTS.commentsFrom,
                words.say('settings.pulse.comments-from'),
                comments,
                THRESHOLD_FLOOR.comments,
              ),
              choice(
                PULSE_INPUTS.level,
                words.say('settings.pulse.level'),
                LEVELS.map((value) => ({ value, label: words.say(`settings.pulse.level.${value}`) })),
                level,
              ),
              text(words.say('settings.pulse.level-hint', { least: BY_VOICE_CHOSEN_FROM }), 'quiet'),
            ]),
        ...(pulse === null ? [] : [reasonInput(words.say('settings.reason-less'), words)]),
        save('pulse-settings.save', subject, words),
      ],
    };
  });
}

export interface MeetingFormView {
  /** The meeting series, or the circle where there is none yet. */
  readonly subject: string;
  readonly circle: string;
  readonly series: MeetingSeries | null;
}

export function meetingSettingsForm({ subject, circle, series }: MeetingFormView, reader: Reader): Message {
  return compose(reader, (words) => {
    const { every, on } =
      series === null ? { every: 'fortnight', on: 'Thursday 14:00' } : toldSchedule(series.schedule);
    return {
      summary: words.say('settings.meetings.summary'),
      blocks: [
        heading(1, words.say('settings.meetings.heading')),
        text(words.say('settings.meetings.lead'), 'lead'),
        input(MEETING_INPUTS.name, words.say('settings.meetings.name'), 100, {
          value: series?.name ?? circle,
        }),
        everyChoice(MEETING_INPUTS.every, words.say('settings.pulse.every'), every, words),
        onInput(MEETING_INPUTS.on, words.say('settings.pulse.on'), on, words),
        input(MEETING_INPUTS.lasting, words.say('settings.meetings.lasting'), 20, {
          value: series === null ? '90 minutes' : toldDuration(series.lasting),
          hint: words.say('settings.length-hint'),
        }),
        ...(series === null ? [] : policyBlocks(series.policy, words)),
        save('meeting-settings.save', subject, words),
      ],
    };
  });
}

function policyBlocks(policy: MeetingSeries['policy'], words: Words): Block[] {
  const { kind, floor, capPerQuarter, term, coChair } = { ...PARITY, ...policy };
  const options = (['parity', 'per-head', 'floor'] as const).map((value) => ({
    value,
    label: words.say(`settings.meetings.${value}`),
  }));
  return [
    twoKeys('settings.two-keys.meetings', words),
    choice(MEETING_INPUTS.policy, words.say('settings.meetings.policy'), options, kind),
    input(MEETING_INPUTS.floor, words.say('settings.meetings.share'), 6, {
      value: floor === undefined ? '' : String(Math.round(floor * 10_000) / 100),
      hint: words.say('settings.meetings.share-hint'),
    }),
    input(MEETING_INPUTS.cap, words.say('settings.meetings.cap'), 3, {
      value: capPerQuarter === null ? '' : String(capPerQuarter),
      hint: words.say('settings.meetings.cap-hint'),
    }),
    input(MEETING_INPUTS.term, words.say('settings.meetings.term'), 2, { value: String(term) }),
    yesNo(MEETING_INPUTS.coChair, words.say('settings.meetings.co-chair'), coChair, words),
  ];
}

export interface DigestFormView {
  readonly circleId: string;
  readonly digest: { readonly schedule: MeetingSeries['schedule']; readonly toManagers: boolean } | null;
}

export function digestSettingsForm({ circleId, digest }: DigestFormView, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('settings.digest.summary'),
    blocks: [
      heading(1, words.say('settings.digest.heading')),
      text(words.say('settings.digest.lead'), 'lead'),
      yesNo(DIGEST_INPUTS.wanted, words.say('settings.digest.wanted'), digest !== null, words),
      onInput(
        DIGEST_INPUTS.on,
        words.say('settings.pulse.on'),
        digest === null ? 'Friday 15:00' : toldSchedule(digest.schedule).on,
        words,
      ),
      yesNo(DIGEST_INPUTS.managers, words.say('settings.digest.managers'), digest?.toManagers ?? true, words),
      ...(digest === null ? [] : [reasonInput(words.say('settings.reason-less'), words)]),
      save('digest-settings.save', circleId, words),
    ],
  }));
}

export interface ChannelsFormView {
  readonly circle: Pick<Circle, 'id' | 'channels'>;
  /** Where the circle may have a channel. */
  readonly platforms: readonly ('slack' | 'teams')[];
}

export function channelsForm({ circle, platforms }: ChannelsFormView, reader: Reader): Message {
  const now = (platform: 'slack' | 'teams') =>
    circle.channels.filter((each) => each.platform === platform).map(({ externalId }) => externalId);
  return compose(reader, (words) => ({
    summary: words.say('settings.channels.summary'),
    blocks: [
      heading(1, words.say('settings.channels.heading')),
      text(words.say('settings.channels.lead'), 'lead'),
      ...platforms.map((platform) =>
        pick(CHANNEL_INPUTS[platform], words.say(`settings.channels.${platform}`), {
          platform,
          what: 'channel',
          hint: words.say(`settings.channels.${platform}-pick`),
          typedHint: words.say(`settings.channels.${platform}-hint`),
          chosen: now(platform),
        }),
      ),
      save('channels.save', circle.id, words),
    ],
  }));
}

function packOptions(
  pulse: Pulse | null,
  packs: PulseFormView['packs'],
  words: Words,
): ChoiceBlock['options'] {
  const shipped = packs.map(({ id, name }) => ({ value: id, label: name }));
  const own = pulse !== null && pulse.packId === null;
  return own ? [...shipped, { value: OWN_QUESTIONS, label: words.say('settings.pulse.own') }] : shipped;
}
