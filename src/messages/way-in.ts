import { toldCode } from '../domain/code.ts';
import type { Instant } from '../domain/instant.ts';
import type { Device, Maker } from '../domain/way-in.ts';
import type { Block, Message } from '../ports/message.ts';
import { actions, address, button, facts, heading, list, sentence, text } from './blocks.ts';
import { dayAndTime } from './dates.ts';
import type { Reader } from './reader.ts';
import type { Words } from './words.ts';

/** Shown this once, where it is not kept. */
export interface WayInView {
  readonly address: string;
  readonly entrance: string;
  readonly code: string;
  readonly expiresAt: Instant;
}

/** To the person whose way in it is. */
export function ownWayIn(view: WayInView, reader: Reader): Message {
  return sentence(
    reader,
    (words) => words.say('way-in.own'),
    (words) => ownWayInBlocks(view, reader, words),
  );
}

export function ownWayInBlocks(view: WayInView, reader: Reader, words: Words): Block[] {
  const until = dayAndTime(view.expiresAt, words.language, reader.timezone);
  return [
    address(words.say('way-in.open'), view.address),
    text(words.say('way-in.or-code', { entrance: view.entrance })),
    facts([words.say('way-in.code'), toldCode(view.code)]),
    text(words.say('way-in.once', { until })),
    text(words.say('way-in.secret'), 'warning'),
  ];
}

/** To whoever hands ways in to others. `waiting`: these are not let in yet. */
export function handOverBlocks(
  ways: readonly { readonly name: string; readonly wayIn: WayInView }[],
  waiting: boolean,
  reader: Reader,
  words: Words,
): Block[] {
  const [first] = ways;
  if (first === undefined) return [];
  const { entrance, expiresAt } = first.wayIn;
  const until = dayAndTime(expiresAt, words.language, reader.timezone);
  return [
    text(
      waiting ? words.say('way-in.hand-over-waiting') : words.say('way-in.hand-over', { until }),
      'warning',
    ),
    facts(
      ...ways.flatMap(({ name, wayIn }) => [
        [words.say('way-in.address-of', { name }), wayIn.address] as const,
        [words.say('way-in.code-of', { name }), toldCode(wayIn.code)] as const,
      ]),
    ),
    text(words.say('way-in.codes', { entrance })),
  ];
}

export interface WayInMadeView {
  readonly circle: string;
  readonly maker: Exclude<Maker, 'self'>;
  /** The steward's name; null: they have left, or it was an operator. */
  readonly by: string | null;
  readonly madeAt: Instant;
}

/** Tells a member who made the way in that was just used as theirs. */
export function wayInMade({ circle, maker, by, madeAt }: WayInMadeView, reader: Reader): Message {
  return sentence(
    reader,
    (words) =>
      words.say('way-in.made', {
        circle,
        by: by ?? words.say(`way-in.made.${maker}`),
        when: dayAndTime(madeAt, words.language, reader.timezone),
      }),
    (words) => [text(words.say('way-in.made.not-you'), 'warning')],
  );
}

/** Tells a member, once for each, that a way in that was used before was tried again. */
export function wayInTried(circle: string, reader: Reader): Message {
  return sentence(
    reader,
    (words) => words.say('way-in.tried', { circle }),
    (words) => [text(words.say('way-in.tried.nothing')), text(words.say('way-in.tried.not-you'), 'warning')],
  );
}

export interface SessionView {
  readonly id: string;
  readonly device: Device;
  readonly beganAt: Instant;
  /** It is the one that is asked from. */
  readonly here: boolean;
}

/** For the person alone. No two lines are alike: somebody has to know which device they sign out. */
export function sessionBlocks(
  circleId: string,
  sessions: readonly SessionView[],
  timezone: string,
  words: Words,
): Block[] {
  const begins = sessions.map(({ beganAt }) => dayAndTime(beganAt, words.language, timezone));
  const told = sessions.map((session, index) => {
    const began = begins[index] ?? '';
    const before = begins.slice(0, index).filter((other) => other === began).length;
    const since = before === 0 ? began : `${began} (${before + 1})`;
    return { ...session, device: words.say(`session.${session.device}`), since };
  });
  const others = told.filter(({ here }) => !here);
  return [
    heading(2, words.say('session.heading')),
    text(words.say(told.length === 0 ? 'session.none' : 'session.what')),
    ...(told.length === 0
      ? []
      : [
          list(
            told.map(({ device, since, here }) =>
              words.say(here ? 'session.here' : 'session.there', { device, since }),
            ),
          ),
        ]),
    actions(
      button(words.say('session.more'), 'me.web-link', circleId),
      ...others.slice(-MOST_BUTTONS).map(
        ({ id, device, since }) =>
          ({
            label: words.say('session.end', { device, since }),
            // A value travels in the form: an address would stand in logs and histories.
            action: { name: 'session.end', subject: '', value: id },
            weight: 'secondary',
          }) as const,
      ),
      ...(others.length === 0
        ? []
        : [button(words.say('session.end-others'), 'session.end-others', '', 'warning')]),
    ),
  ];
}

/** A row of buttons holds no more on every platform. */
const MOST_BUTTONS = 3;

export function sessionEnded(reader: Reader): Message {
  return sentence(reader, (words) => words.say('session.ended'));
}
