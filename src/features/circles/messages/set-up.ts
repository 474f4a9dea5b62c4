import type { ChatPerson } from '../../../core/chat-person.ts';
import type { Identity, Voice } from '../../../core/circle.ts';
import {
  actions,
  button,
  choice,
  compose,
  heading,
  input,
  link,
  pick,
  required,
  sentence,
  text,
} from '../../../core/messages/blocks.ts';
import { everyChoice, onInput, sureBlocks } from '../../../core/messages/form-blocks.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import { LANGUAGES, type Words } from '../../../core/messages/words.ts';
import type { Surroundings } from '../../../core/ports/chat.ts';
import type { Block, Message } from '../../../core/ports/message.ts';
import { MAX_SIGNPOST_LENGTH } from '../../../core/signpost.ts';
import { handOverBlocks, type WayInView } from '../../ways-in/messages.ts';
import { channelChoice } from './channels.ts';

/** What the inputs are called. Days and times are as in a circle file, people and channels external ids. */
export const SET_UP_INPUTS = {
  organisation: 'organisation',
  circle: 'circle',
  channel: 'channel',
  mine: 'my-voice',
  names: { staff: 'staff-name', reps: 'reps-name', third: 'third-name' },
  people: { staff: 'staff', reps: 'reps', third: 'third' },
  /** Reps who are on no platform, one name to a line. */
  named: 'reps-by-name',
  steward: 'steward',
  stewardNamed: 'steward-by-name',
  meetingEvery: 'meeting-every',
  meetingOn: 'meeting-on',
  pack: 'pack',
  pulseEvery: 'pulse-every',
  pulseOn: 'pulse-on',
  digestOn: 'digest-on',
  timezone: 'timezone',
  language: 'language',
  outside: 'outside',
} as const;

/** The voices of a circle that is set up by a form. Staff are known by their id everywhere: see `Voice`. */
export const SET_UP_VOICES = ['staff', 'reps', 'third'] as const;
export type SetUpVoice = (typeof SET_UP_VOICES)[number];

/** The start page of somebody in a workspace who is in no circle and may start one. */
export function outsideHome(reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('set-up.home.summary'),
    blocks: [
      heading(1, words.say('set-up.home.heading')),
      text(words.say('set-up.home.summary'), 'lead'),
      text(words.say('set-up.home.what')),
      text(words.say('set-up.home.ask')),
      text(words.say('set-up.home.start')),
      link(words.say('set-up.link'), 'circle.set-up-form'),
    ],
  }));
}

export interface SetUpFormView {
  readonly platform: 'slack' | 'teams';
  /** Whose the workspace is; null: nobody's yet, so its name is asked. */
  readonly organisation: string | null;
  /** IANA name. */
  readonly timezone: string;
  readonly language: string;
  readonly packs: readonly { readonly id: string; readonly name: string }[];
  /** Channels of the team where the form was opened, and which of them that was. */
  readonly listed: Surroundings['channels'];
  readonly here: Identity | null;
  /** Guests and people of other organisations to be said yes to. */
  readonly unsure?: readonly ChatPerson[];
}

/** All of a circle in one form: nothing of it is kept before it is whole. */
export function setUpForm(view: SetUpFormView, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('set-up.summary'),
    blocks: [
      heading(1, words.say('set-up.heading')),
      text(words.say('set-up.lead'), 'lead'),
      ...sureBlocks(view.unsure ?? [], words),
      ...groupBlocks(view, words),
      heading(2, words.say('set-up.people')),
      text(words.say('set-up.people.what')),
      ...peopleBlocks(view, words),
      heading(2, words.say('set-up.stewards')),
      text(words.say('set-up.stewards.why')),
      pick(SET_UP_INPUTS.steward, words.say('set-up.steward'), {
        platform: view.platform,
        what: 'person',
        hint: words.say('set-up.steward-hint'),
      }),
      input(SET_UP_INPUTS.stewardNamed, words.say('set-up.steward-named'), 100, {
        hint: words.say('set-up.steward-named-hint'),
      }),
      heading(2, words.say('set-up.when')),
      text(words.say('set-up.when.what')),
      ...timeBlocks(view, words),
      actions(button(words.say('set-up.send'), 'circle.set-up', '', 'primary')),
    ],
  }));
}

function groupBlocks({ platform, organisation, listed, here }: SetUpFormView, words: Words): Block[] {
  return [
    organisation === null
      ? required(input(SET_UP_INPUTS.organisation, words.say('set-up.organisation'), 100))
      : text(words.say('set-up.organisation-known', { organisation })),
    required(
      input(SET_UP_INPUTS.circle, words.say('set-up.circle'), 100, { hint: words.say('set-up.circle-hint') }),
    ),
    listed.length > 0
      ? channelChoice(SET_UP_INPUTS.channel, { listed, here }, words)
      : pick(SET_UP_INPUTS.channel, words.say('set-up.channel'), {
          platform,
          what: 'channel',
          hint: words.say(platform === 'slack' ? 'set-up.channel-hint.slack' : 'set-up.channel-hint'),
        }),
  ];
}

function peopleBlocks({ platform }: SetUpFormView, words: Words): Block[] {
  const voices = SET_UP_VOICES.map((id) => ({ value: id, label: words.say(`set-up.mine.${id}`) }));
  const voice = (id: SetUpVoice, value: string): Block[] => [
    input(SET_UP_INPUTS.names[id], words.say(`set-up.name.${id}`), 60, {
      value,
      ...(id === 'third' ? { hint: words.say('set-up.name.third-hint') } : {}),
    }),
    pick(SET_UP_INPUTS.people[id], words.say(`set-up.people.${id}`), {
      platform,
      what: 'person',
      many: true,
      ...(id === 'third' ? {} : { hint: words.say('set-up.people.hint') }),
    }),
  ];
  return [
    choice(SET_UP_INPUTS.mine, words.say('set-up.mine'), voices, 'staff'),
    ...voice('staff', words.say('set-up.voice.staff')),
    ...voice('reps', words.say('set-up.voice.reps')),
    input(SET_UP_INPUTS.named, words.say('set-up.named'), 3_000, {
      lines: 3,
      hint: words.say('set-up.named-hint'),
    }),
    ...voice('third', ''),
  ];
}

function timeBlocks({ packs, timezone, language }: SetUpFormView, words: Words): Block[] {
  const asked = packs.map(({ id, name }) => ({ value: id, label: name }));
  const languages = LANGUAGES.map(({ tag, name }) => ({ value: tag, label: name }));
  return [
    everyChoice(SET_UP_INPUTS.meetingEvery, words.say('set-up.meeting-every'), 'fortnight', words),
    onInput(SET_UP_INPUTS.meetingOn, words.say('set-up.meeting-on'), 'Thursday 14:00', words),
    choice(SET_UP_INPUTS.pack, words.say('set-up.pack'), asked, packs[0]?.id ?? null),
    everyChoice(SET_UP_INPUTS.pulseEvery, words.say('set-up.pulse-every'), 'week', words),
    onInput(SET_UP_INPUTS.pulseOn, words.say('set-up.pulse-on'), 'Tuesday 10:00', words),
    onInput(SET_UP_INPUTS.digestOn, words.say('set-up.digest-on'), 'Friday 15:00', words),
    required(
      input(SET_UP_INPUTS.timezone, words.say('set-up.timezone'), 60, {
        value: timezone,
        hint: words.say('set-up.timezone-hint'),
      }),
    ),
    choice(SET_UP_INPUTS.language, words.say('set-up.language'), languages, language),
    input(SET_UP_INPUTS.outside, words.say('signpost.form.outside'), MAX_SIGNPOST_LENGTH, {
      hint: words.say('set-up.outside-hint'),
    }),
  ];
}

export interface SetUpDoneView {
  readonly platform: 'slack' | 'teams';
  readonly circle: { readonly id: string; readonly name: string; readonly voices: readonly Voice[] };
  readonly hasChannel: boolean;
  /** The other stewards; `unreached`: on no platform. */
  readonly stewards: readonly { readonly name: string; readonly unreached: boolean }[];
  /** For those on no platform: shown this once, and kept nowhere. */
  readonly waysIn: readonly { readonly name: string; readonly wayIn: WayInView }[];
}

export function setUpDone(view: SetUpDoneView, reader: Reader): Message {
  const { platform, circle, hasChannel, stewards, waysIn } = view;
  return sentence(
    reader,
    (words) => words.say('set-up.done', { circle: circle.name }),
    (words) => [
      text(words.say('set-up.done.waits')),
      ...stewards.map(({ name, unreached }) =>
        text(
          words.say(unreached ? 'set-up.done.steward-named' : 'set-up.done.steward', { names: name }),
          unreached ? 'warning' : 'plain',
        ),
      ),
      ...(hasChannel && platform === 'slack' ? [text(words.say('set-up.done.invite'))] : []),
      ...handOverBlocks(waysIn, 'now', reader, words),
      link(words.say('roster.open'), 'roster.show', circle.id),
    ],
  );
}
