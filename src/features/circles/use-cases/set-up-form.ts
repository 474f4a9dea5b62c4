import { toldSchedule } from '../../../core/calendar/schedule-told.ts';
import type { Identity, Voice } from '../../../core/circle.ts';
import * as field from '../../../core/fields.ts';
import type { Instant } from '../../../core/instant.ts';
import { MOST_FOUNDERS } from '../../../core/limits.ts';
import type { FailureCode } from '../../../core/messages/failure.ts';
import { SURE_INPUT } from '../../../core/messages/form-blocks.ts';
import {
  type FormInputs,
  faultAt,
  linesIn,
  nameFault,
  nameIn,
  pickedIn,
  saidIn,
  scheduleIn,
  timezoneIn,
  together,
} from '../../../core/messages/form-inputs.ts';
import { LANGUAGES } from '../../../core/messages/words.ts';
import { type Result, success } from '../../../core/result.ts';
import { checkSignpost } from '../../../core/signpost.ts';
import { findPack } from '../../pulses/packs/packs.ts';
import { NO_CHANNEL } from '../messages/channels.ts';
import { SET_UP_INPUTS, SET_UP_VOICES, type SetUpVoice } from '../messages/set-up.ts';

/** Whom somebody picked for a voice. */
export interface Picked {
  readonly voice: SetUpVoice;
  readonly identity: Identity;
  /** The input it was picked in, to tell at it what is wrong; null: it is who fills the form in. */
  readonly input: string | null;
}

/** A circle as a form describes it, before anybody was asked who the people are. */
export interface WantedCircle {
  /** null: the workspace has one. */
  readonly organisation: string | null;
  readonly name: string;
  readonly channel: Identity | null;
  readonly voices: readonly (Voice & { readonly id: SetUpVoice })[];
  /** The founder first. */
  readonly people: readonly Picked[];
  /** Reps who are on no platform. */
  readonly named: readonly string[];
  /** The other stewards: external ids, and names of `named`. */
  readonly stewards: { readonly ids: readonly string[]; readonly names: readonly string[] };
  readonly pack: string;
  /** As in a circle file. */
  readonly times: Readonly<Record<'meetings' | 'pulse', { readonly every: string; readonly on: string }>> & {
    readonly digest: { readonly on: string };
  };
  readonly timezone: string;
  readonly language: string;
  /** Somebody outside the circle whom people can talk to. */
  readonly outside: string | null;
  /** External ids of guests and people of other organisations whom the founder said yes to. */
  readonly sure: readonly string[];
}

export interface FormOrigin {
  readonly founder: Identity & { readonly platform: 'slack' | 'teams' };
  /** Its name has to be given. */
  readonly organisationWanted: boolean;
  readonly now: Instant;
}

const SCHEMAS = {
  slack: { person: field.slackMember, channel: field.slackChannel },
  teams: { person: field.teamsMember, channel: field.teamsChannel },
} as const;
const NO_ID = {
  slack: { person: 'not-a-slack-person', channel: 'not-a-slack-channel' },
  teams: { person: 'not-a-teams-person', channel: 'not-a-teams-channel' },
} as const;

/** Reads the form that starts a circle. `details.input` of a refusal names the input at fault. */
export function readSetUpForm(inputs: FormInputs, origin: FormOrigin): Result<WantedCircle, FailureCode> {
  const voices = voicesIn(inputs);
  const people = voices.ok ? peopleIn(inputs, voices.value, origin) : voices;
  const read = together({
    organisation: origin.organisationWanted ? nameIn(inputs, SET_UP_INPUTS.organisation) : success(null),
    name: nameIn(inputs, SET_UP_INPUTS.circle),
    channels: idsIn(inputs, SET_UP_INPUTS.channel, 'channel', origin),
    voices,
    people,
    stewards: people.ok ? stewardsIn(inputs, people.value, origin) : people,
    times: timesIn(inputs, origin),
  });
  if (!read.ok) return read;
  const { channels, people: there, times, ...said } = read.value;
  const channel = channels[0] ?? null;
  return success({ ...said, channel, ...there, ...times, sure: pickedIn(inputs, SURE_INPUT) });
}

function idsIn(
  inputs: FormInputs,
  input: string,
  what: 'person' | 'channel',
  { founder: { platform } }: FormOrigin,
): Result<readonly Identity[], FailureCode> {
  const ids = pickedIn(inputs, input).filter((id) => id !== NO_CHANNEL);
  const sound = ids.every((id) => SCHEMAS[platform][what].safeParse(id).success);
  if (!sound) return faultAt(NO_ID[platform][what], input);
  return success(ids.map((externalId) => ({ platform, externalId })));
}

function voicesIn(inputs: FormInputs): Result<WantedCircle['voices'], FailureCode> {
  const voices: (Voice & { readonly id: SetUpVoice })[] = [];
  for (const id of SET_UP_VOICES) {
    const input = SET_UP_INPUTS.names[id];
    if (id === 'third' && saidIn(inputs, input) === '') continue;
    const name = nameIn(inputs, input);
    if (!name.ok) return name;
    voices.push({ id, name: name.value });
  }
  return success(voices);
}

function peopleIn(
  inputs: FormInputs,
  voices: WantedCircle['voices'],
  origin: FormOrigin,
): Result<Pick<WantedCircle, 'people' | 'named'>, FailureCode> {
  const mine = voices.find(({ id }) => id === saidIn(inputs, SET_UP_INPUTS.mine))?.id;
  if (mine === undefined) return faultAt('no-such-voice', SET_UP_INPUTS.mine);
  const people: Picked[] = [{ voice: mine, identity: origin.founder, input: null }];
  for (const voice of SET_UP_VOICES) {
    const input = SET_UP_INPUTS.people[voice];
    const ids = idsIn(inputs, input, 'person', origin);
    if (!ids.ok) return ids;
    if (ids.value.length > 0 && !voices.some(({ id }) => id === voice)) {
      return faultAt('no-third-voice', SET_UP_INPUTS.names.third);
    }
    for (const identity of ids.value) {
      const before = people.find((each) => each.identity.externalId === identity.externalId);
      if (before === undefined) people.push({ voice, identity, input });
      else if (before.voice !== voice) return faultAt('in-two-voices', input);
    }
  }
  const named = linesIn(inputs, SET_UP_INPUTS.named);
  const wrong = named.find((name) => !field.words(100).safeParse(name).success);
  if (wrong !== undefined) return faultAt(nameFault(wrong), SET_UP_INPUTS.named);
  for (const { id } of voices) {
    const empty = !people.some(({ voice }) => voice === id) && (id !== 'reps' || named.length === 0);
    if (empty) return faultAt('nobody-there', SET_UP_INPUTS.people[id]);
  }
  if (people.length + named.length > MOST_FOUNDERS)
    return faultAt('too-many-people', SET_UP_INPUTS.people.staff);
  return success({ people, named });
}

function stewardsIn(
  inputs: FormInputs,
  { people, named }: Pick<WantedCircle, 'people' | 'named'>,
  origin: FormOrigin,
): Result<WantedCircle['stewards'], FailureCode> {
  const ids = idsIn(inputs, SET_UP_INPUTS.steward, 'person', origin);
  if (!ids.ok) return ids;
  const mine = people[0]?.voice;
  const elsewhere = ids.value.some(({ externalId }) => {
    const voice = people.find(({ identity }) => identity.externalId === externalId)?.voice;
    return voice === undefined || voice === mine;
  });
  if (elsewhere) return faultAt('steward-elsewhere', SET_UP_INPUTS.steward);
  const said = saidIn(inputs, SET_UP_INPUTS.stewardNamed);
  const name = named.find((each) => each.toLowerCase() === said.toLowerCase());
  if (said !== '' && (name === undefined || mine === 'reps')) {
    return faultAt('steward-elsewhere', SET_UP_INPUTS.stewardNamed);
  }
  const names = name === undefined ? [] : [name];
  if (ids.value.length + names.length === 0) return faultAt('no-second-steward', SET_UP_INPUTS.steward);
  return success({ ids: ids.value.map(({ externalId }) => externalId), names });
}

function timesIn(
  inputs: FormInputs,
  { now }: FormOrigin,
): Result<Pick<WantedCircle, 'pack' | 'times' | 'timezone' | 'language' | 'outside'>, FailureCode> {
  const said = (input: string) => saidIn(inputs, input);
  const zone = timezoneIn(inputs, SET_UP_INPUTS.timezone);
  const language = LANGUAGES.find(({ tag }) => tag === said(SET_UP_INPUTS.language))?.tag;
  const outside = checkSignpost(said(SET_UP_INPUTS.outside));
  const pack = findPack(said(SET_UP_INPUTS.pack));
  // Without its zone the rest is still read, for what else is wrong.
  const timezone = zone.ok ? zone.value : 'UTC';
  const timeIn = (every: string | null, on: string) => {
    const rhythm = { input: every ?? on, words: every === null ? 'week' : said(every) };
    const circle = { circle: { timezone }, now, before: null };
    const schedule = scheduleIn(rhythm, { input: on, words: said(on) }, circle);
    return schedule.ok ? success(toldSchedule(schedule.value)) : schedule;
  };
  const read = together({
    zone,
    language: language === undefined ? faultAt('not-a-language', SET_UP_INPUTS.language) : success(language),
    outside: outside.ok ? outside : faultAt(outside.code, SET_UP_INPUTS.outside),
    pack: pack === undefined ? faultAt('no-such-pack', SET_UP_INPUTS.pack) : success(pack.id),
    meetings: timeIn(SET_UP_INPUTS.meetingEvery, SET_UP_INPUTS.meetingOn),
    pulse: timeIn(SET_UP_INPUTS.pulseEvery, SET_UP_INPUTS.pulseOn),
    digest: timeIn(null, SET_UP_INPUTS.digestOn),
  });
  if (!read.ok) return read;
  const { zone: _, meetings, pulse, digest, ...rest } = read.value;
  return success({ ...rest, timezone, times: { meetings, pulse, digest: { on: digest.on } } });
}
