import { type Circle, isReader, type Member, type PlatformName } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';
import {
  actions,
  address,
  button,
  compose,
  heading,
  link,
  list,
  sentence,
  text,
} from '../../../core/messages/blocks.ts';
import { dayAndTime } from '../../../core/messages/dates.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Block, Message } from '../../../core/ports/message.ts';
import type { Pulse } from '../../release/rules/pulse.ts';

/** Everybody in a circle that is not set up, as one of its stewards sees it. */
export interface RosterView {
  readonly circle: Pick<Circle, 'id' | 'name' | 'voices'>;
  /** `email`: where their invitation goes with the second yes, where e-mail is set up; null: nowhere. */
  readonly members: readonly Pick<Member, 'name' | 'voice' | 'steward' | 'identities' | 'email'>[];
  /** Names of stewards: whose yes counts, and whose would. */
  readonly confirmed: readonly string[];
  readonly awaited: readonly string[];
  readonly mayConfirm: boolean;
}

/** What a chat shows of a list for certain: it cuts a message above 9,000 characters, and keeps its buttons. */
const SHOWN_WHOLE = 6_000;

/** For the words around a name and an address. */
const ROOM_PER_LINE = 40;

/** Whether a chat might leave out a part of the list: nobody says yes to what they were not shown. */
export function isCutInChats({ members }: Pick<RosterView, 'members'>): boolean {
  const lengths = members.map(({ name, email }) => name.length + (email?.length ?? 0) + ROOM_PER_LINE);
  return lengths.reduce((sum, each) => sum + each, 0) > SHOWN_WHOLE;
}

/**
 * The whole list by voice, with the button for who can say yes to it: a page, and the one letter about it. `page`: where the whole can be
 * read, in the place of the button; null: it is shown whole here.
 */
export function rosterPage(view: RosterView, page: string | null, reader: Reader): Message {
  const { circle, members, mayConfirm } = view;
  return compose(reader, (words) => ({
    summary: words.say('roster.summary', { circle: circle.name }),
    blocks: [
      heading(1, words.say('roster.heading')),
      text(words.say('roster.lead', { circle: circle.name }), 'lead'),
      text(words.say('roster.why')),
      ...(mayConfirm && page === null
        ? [text(words.say('roster.below', { button: words.say('roster.yes') }))]
        : []),
      ...(mayConfirm && page !== null
        ? [text(words.say('roster.long')), address(words.say('roster.open'), page)]
        : []),
      ...circle.voices.flatMap((voice) => {
        const there = members.filter((member) => member.voice === voice.id);
        return [
          heading(2, words.say('circle.voice', { voice: voice.name, count: there.length })),
          there.length === 0
            ? text(words.say('circle.nobody'))
            : list(there.map((each) => personLine(each, words))),
        ];
      }),
      ...readerBlocks(
        members.filter(isReader).map((each) => personLine(each, words)),
        words,
      ),
      ...standBlocks(view, words),
      text(words.say('roster.mend', { link: words.say('circle.link') })),
      link(words.say('circle.link'), 'circle.show', circle.id),
      ...(mayConfirm && page === null
        ? [actions(button(words.say('roster.yes'), 'roster.confirm', circle.id, 'primary'))]
        : []),
    ],
  }));
}

/** Who only reads, named to everybody. */
export function readerBlocks(lines: readonly string[], words: Words): Block[] {
  if (lines.length === 0) return [];
  return [
    heading(3, words.say('circle.readers', { count: lines.length })),
    text(words.say('circle.readers.what')),
    list(lines),
  ];
}

const PLATFORMS: readonly PlatformName[] = ['slack', 'teams', 'web'];

function personLine(
  { name, steward, identities, email }: RosterView['members'][number],
  words: Words,
): string {
  const known = PLATFORMS.filter((platform) => identities.some((one) => one.platform === platform));
  const places =
    known.length === 0
      ? email === null
        ? words.say('roster.nowhere')
        : words.say('roster.by-mail', { address: email })
      : words.list(known.map((platform) => words.say(`link.on.${platform}`)));
  return words.say(steward ? 'roster.steward' : 'roster.person', { name, places });
}

function standBlocks({ confirmed, awaited }: RosterView, words: Words): Block[] {
  const names = words.list(awaited);
  if (awaited.length === 0) return [text(words.say('roster.nobody'), 'warning')];
  if (confirmed.length === 0) return [text(words.say('roster.awaited.first', { names }))];
  return [
    text(words.say('roster.confirmed', { names: words.list(confirmed) })),
    text(words.say('roster.awaited', { names })),
  ];
}

/** On a steward's first page, before all else. */
export function rosterAtHome(
  { circle: { id, name }, awaited, mayConfirm }: RosterView,
  words: Words,
): Block[] {
  return [
    text(
      mayConfirm || awaited.length === 0
        ? words.say('roster.home', { circle: name })
        : words.say('roster.home.waits', { circle: name, names: words.list(awaited) }),
    ),
    link(words.say('roster.open'), 'roster.show', id),
  ];
}

/** To the first of the two. */
export function firstYes({ confirmed, awaited }: Pick<RosterView, 'confirmed' | 'awaited'>, reader: Reader) {
  return sentence(
    reader,
    (words) => words.say('roster.first-yes'),
    (words) => [
      text(
        awaited.length === 0
          ? words.say('roster.nobody')
          : words.say('roster.awaited', { names: words.list(awaited) }),
      ),
      text(words.say('roster.confirmed', { names: words.list(confirmed) })),
    ],
  );
}

/** To the stewards: it has begun, and the first pulse can be asked now. */
export function circleIsSetUp(
  circle: Pick<Circle, 'id' | 'name'>,
  firstPulse: FirstPulseView | null,
  reader: Reader,
): Message {
  return sentence(
    reader,
    (words) => words.say('roster.set-up', { circle: circle.name }),
    (words) => [
      text(words.say('roster.set-up.what')),
      ...(firstPulse === null ? [] : firstPulseBlocks(firstPulse, reader, words)),
      link(words.say('circle.link'), 'circle.show', circle.id),
    ],
  );
}

export interface FirstPulseView extends Pick<Pulse, 'id' | 'title'> {
  readonly nextOpensAt: Instant;
  /** How many people of `all` could answer it. */
  readonly can: number;
  readonly all: number;
}

/** A circle's first pulse can wait for its day, or be asked while people sit together. */
export function firstPulseBlocks(
  { id, title, nextOpensAt, can, all }: FirstPulseView,
  { now, timezone }: Reader,
  words: Words,
): Block[] {
  return [
    ...(can < all ? [text(words.say('roster.set-up.few', { can, all }), 'warning')] : []),
    text(
      words.say('roster.set-up.pulse', {
        title,
        opens: dayAndTime(nextOpensAt, words.language, timezone, now),
      }),
    ),
    actions(button(words.say('round.open'), 'round.open-form', id, 'primary')),
  ];
}

/** In place of a first pulse: whose yes it takes, and where. */
export function notSetUp(
  { circle, awaited }: Pick<RosterView, 'circle' | 'awaited'>,
  reader: Reader,
): Message {
  return sentence(
    reader,
    (words) =>
      awaited.length === 0
        ? words.say('failure.not-set-up')
        : words.say('roster.not-set-up', { circle: circle.name, names: words.list(awaited) }),
    (words) => [link(words.say('roster.open'), 'roster.show', circle.id)],
  );
}
