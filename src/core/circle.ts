import type { Weekday } from './calendar/weekday.ts';
import type { Instant } from './instant.ts';

export type VoiceId = string;
export type MemberId = string;
export type PersonId = string;
export type CircleId = string;
export const PLATFORM_NAMES = ['slack', 'teams', 'web'] as const;
export type PlatformName = (typeof PLATFORM_NAMES)[number];
/** Where people are written to and never speak: nobody but its owner is shown an address. */
export const ADDRESS_KINDS = ['mail', 'sms'] as const;
export type AddressKind = (typeof ADDRESS_KINDS)[number];
/** All that takes our words. */
export type SurfaceName = PlatformName | AddressKind;

/** A side within a circle whose balance matters. */
export interface Voice {
  readonly id: VoiceId;
  readonly name: string;
}

/**
 * Stands in place of a voice where somebody has none: a reader, who reads all that members read and does nothing else. They
 * have no seat, no turn and no key. No voice of a circle can have this id: it is no slug.
 */
export const READER: VoiceId = '-';

/** How a person wishes to be reached and asked, in all their circles. No diagnosis, no reason: only what the bot has to do. */
export interface Preferences {
  /** BCP 47, for example `en-GB` or `cy`. */
  readonly language: string;
  readonly easyRead: boolean;
  readonly oneAtATime: boolean;
  /** Local clock times between which nothing is sent; null: none. */
  readonly quietHours: QuietHours | null;
  /** Whether reminders of pulses and turns are wanted. */
  readonly reminders: boolean;
  /** Whether letters about pulses are wanted at all. Without them the seat stays, and so does the page on which to answer. */
  readonly invitations: boolean;
  /** Where to be told first; `web` is web pages. null: wherever the platforms' order leads. */
  readonly reachOn: SurfaceName | null;
  /** Whether an out-of-office status of a chat platform may count as being away. */
  readonly awayFromStatus: boolean;
  /** At most so many messages a week, over all circles; null: no limit. See `outbox/contact-budget.ts`. */
  readonly weeklyMost: WeeklyMost | null;
  /** When they wish to hear of pulses and of what can wait; null: whenever it comes. */
  readonly ownTime: OwnTime | null;
  /** IANA name: their own clock; null: that of each circle. */
  readonly timezone: string | null;
}

export const WEEKLY_MOST = [3, 5, 10] as const;
export type WeeklyMost = (typeof WEEKLY_MOST)[number];

export interface OwnTime {
  /** null: any day. For pulses alone: what can wait comes on any day. */
  readonly weekday: Weekday | null;
  /** `HH:MM`. */
  readonly time: string;
}

/** `HH:MM`; may pass midnight (21:00 to 08:00). */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
  /** IANA name: whose clock it is. A person has one night, wherever their circles are. */
  readonly timezone: string;
}

/**
 * `not-yet`: wants to learn first, is not drawn, in this circle; `resting`: the person asked to be left out until further
 * notice, in every circle. What they had said in each stands again when the rest ends.
 */
export type ChairWillingness = 'yes' | 'not-yet' | 'resting';

/** Where a person can be reached on one platform: `slack` T…/U…, `teams` an AAD object id, `web` our own member id. */
export interface Identity {
  readonly platform: PlatformName;
  readonly externalId: string;
}

/** Where somebody is reached, account or address. */
export type Reachable = Pick<Place, 'platform' | 'externalId'>;

/** The workspace that an identity or a channel names: Slack's ids do (`T…/U…`), those of others do not. */
export function workspaceOf({ platform, externalId }: Identity): string | null {
  const [workspace = '', id] = externalId.split('/');
  return platform === 'slack' && id !== undefined ? workspace : null;
}

/** A person in a circle, with exactly one voice, or with none: see `READER`. Preferences and identities are the person's: the same in all their circles. */
export interface Member {
  readonly id: MemberId;
  readonly personId: PersonId;
  readonly circleId: CircleId;
  readonly name: string;
  readonly voice: VoiceId;
  /** Where their invitation goes once two voices have let them in; null: it is handed over, or on its way. */
  readonly email: string | null;
  readonly steward: boolean;
  /** When a stand-in stops being a steward; null: they are none. See `governance/rules/stand-in.ts`. */
  readonly stewardUntil: Instant | null;
  readonly manager: boolean;
  readonly chairs: ChairWillingness;
  readonly preferences: Preferences;
  /** Where they are reached, without what a platform has put out of use: by platform, on each the oldest first. */
  readonly identities: readonly Identity[];
  readonly joinedAt: Instant;
  /** When stewards of two voices had let them in; null: they have not. Who waits to be let in has `leftAt` too. */
  readonly confirmedAt: Instant | null;
  /** When they came into this voice from another; null: they have had it from the start. */
  readonly voiceSince: Instant | null;
  readonly leftAt: Instant | null;
}

/** Whom one steward would let in, until a second key is turned: for everything else, they are not there. */
export function isCandidate({ confirmedAt, leftAt }: Pick<Member, 'confirmedAt' | 'leftAt'>): boolean {
  return confirmedAt === null && leftAt !== null;
}

/** Where a message goes: to one member in private, or to a circle's shared channel. */
export type Place =
  | { readonly kind: 'member'; readonly platform: SurfaceName; readonly externalId: string }
  | { readonly kind: 'channel'; readonly platform: PlatformName; readonly externalId: string };

/** A co-production group that meets. */
export interface Circle {
  readonly id: CircleId;
  readonly organisationId: string;
  readonly organisation: string;
  readonly name: string;
  /** IANA name, for example `Europe/London`. */
  readonly timezone: string;
  readonly language: string;
  readonly voices: readonly Voice[];
  readonly channels: readonly Identity[];
  /** When stewards of two voices had said yes to everybody in it; null: they have not, and nothing of it has begun. */
  readonly setUpAt: Instant | null;
}

/** Who reads the welcome and the promise, and nothing of the circle: they are not let in yet, or it is not set up yet. */
export function waitsOutside(
  member: Pick<Member, 'confirmedAt' | 'leftAt' | 'steward'>,
  { setUpAt }: Pick<Circle, 'setUpAt'>,
): boolean {
  return isCandidate(member) || (setUpAt === null && member.leftAt === null && !member.steward);
}

export function isReader({ voice }: Pick<Member, 'voice'>): boolean {
  return voice === READER;
}

/** Whether somebody can be in a circle like that: with one of its voices, or as a reader. */
export function isPlace(voice: VoiceId, voices: Circle['voices']): boolean {
  return voice === READER || voices.some(({ id }) => id === voice);
}

/** How the circle calls one of its voices. */
export function voiceName({ voices }: Pick<Circle, 'voices'>, voice: VoiceId): string {
  return voices.find(({ id }) => id === voice)?.name ?? voice;
}

export function isSteward({ steward, leftAt }: Pick<Member, 'steward' | 'leftAt'>): boolean {
  return steward && leftAt === null;
}

/** The same, but for a stand-in whose time is over and who is not struck off yet. */
export function isStewardAt(member: Pick<Member, 'steward' | 'stewardUntil' | 'leftAt'>, now: Instant) {
  return isSteward(member) && (member.stewardUntil === null || now < member.stewardUntil);
}
