import { HOLIDAY_RULES, type HolidayRule, type Region, regionName } from '../../../core/calendar/holidays.ts';
import { toldDuration, toldSchedule } from '../../../core/calendar/schedule-told.ts';
import { NO_VENUE, type Venue } from '../../../core/meeting-plan.ts';
import {
  choice,
  compose,
  heading,
  input,
  link,
  optional,
  required,
  text,
} from '../../../core/messages/blocks.ts';
import {
  everyChoice,
  onInput,
  reasonInput,
  save,
  startingInput,
  twoKeys,
  yesNo,
} from '../../../core/messages/form-blocks.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Block, Message } from '../../../core/ports/message.ts';
import { PARITY } from '../../rota/rules/policy.ts';
import type { MeetingSeries } from '../../turns/rules/meeting.ts';
import { LONGEST_LINK, LONGEST_NOTES, LONGEST_PLACE } from '../rules.ts';

/** What the inputs are called. Yes and no are `yes` and `no`; days, times and lengths are as in a circle file. */
export const MEETING_INPUTS = {
  name: 'name',
  every: 'every',
  on: 'on',
  starting: 'starting',
  lasting: 'lasting',
  holidays: 'holidays',
  region: 'region',
  place: 'place',
  link: 'link',
  notes: 'notes',
  policy: 'policy',
  /** Per cent. */
  floor: 'floor',
  cap: 'cap',
  term: 'term',
  coChair: 'co-chair',
} as const;

/** The value of a date that falls on a bank holiday and is kept all the same. */
export const KEPT = 'meet';

/** Those of the first users; any other is chosen in the circle's file. */
const REGIONS: readonly Region[] = ['GB-ENG', 'GB-WLS', 'GB-SCT', 'GB-NIR', 'IE'];

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
        // Above the inputs: what is filled in would be lost on the way there.
        ...(series === null ? [] : [link(words.say('preview.link'), 'rota.preview', series.id)]),
        required(
          input(MEETING_INPUTS.name, words.say('settings.meetings.name'), 100, {
            value: series?.name ?? circle,
          }),
        ),
        everyChoice(MEETING_INPUTS.every, words.say('settings.pulse.every'), every, words),
        onInput(MEETING_INPUTS.on, words.say('settings.pulse.on'), on, words),
        startingInput(MEETING_INPUTS.starting, words),
        required(
          input(MEETING_INPUTS.lasting, words.say('settings.meetings.lasting'), 20, {
            value: series === null ? '90 minutes' : toldDuration(series.lasting),
            hint: words.say('settings.length-hint'),
          }),
        ),
        ...holidayInputs(series?.holidays ?? null, words),
        ...venueInputs(series?.venue ?? NO_VENUE, words),
        ...(series === null ? [] : policyBlocks(series.policy, words)),
        ...(series === null ? [] : [reasonInput(words.say('settings.reason-rarer'), words)]),
        save('meeting-settings.save', subject, words),
      ],
    };
  });
}

function holidayInputs(rule: HolidayRule | null, words: Words): Block[] {
  const rules = ([KEPT, ...HOLIDAY_RULES] as const).map((value) => ({
    value,
    label: words.say(`settings.holidays.${value}`),
  }));
  const codes = rule === null || REGIONS.includes(rule.region) ? REGIONS : [...REGIONS, rule.region];
  const regions = codes.map((value) => ({ value, label: regionName(value) }));
  return [
    choice(MEETING_INPUTS.holidays, words.say('settings.holidays'), rules, rule?.what ?? KEPT),
    choice(MEETING_INPUTS.region, words.say('settings.region'), regions, rule?.region ?? 'GB-ENG'),
  ];
}

function venueInputs({ place, link, notes }: Venue, words: Words): Block[] {
  return [
    optional(
      input(MEETING_INPUTS.place, words.say('settings.venue.place'), LONGEST_PLACE, { value: place ?? '' }),
      words,
    ),
    optional(
      input(MEETING_INPUTS.link, words.say('settings.venue.link'), LONGEST_LINK, {
        value: link ?? '',
        hint: words.say('settings.venue.link-hint'),
      }),
      words,
    ),
    optional(
      input(MEETING_INPUTS.notes, words.say('settings.venue.notes'), LONGEST_NOTES, {
        value: notes ?? '',
        hint: words.say('settings.venue.notes-hint'),
      }),
      words,
    ),
  ];
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
    required(input(MEETING_INPUTS.term, words.say('settings.meetings.term'), 2, { value: String(term) })),
    yesNo(MEETING_INPUTS.coChair, words.say('settings.meetings.co-chair'), coChair, words),
  ];
}
