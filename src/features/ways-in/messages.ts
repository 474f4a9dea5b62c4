import type { Member } from '../../core/circle.ts';
import { toldCode } from '../../core/code.ts';
import type { Instant } from '../../core/instant.ts';
import {
  actions,
  address,
  button,
  compose,
  facts,
  heading,
  input,
  link,
  list,
  required,
  sentence,
  text,
} from '../../core/messages/blocks.ts';
import { dayAndTime, whenTold } from '../../core/messages/dates.ts';
import type { Reader } from '../../core/messages/reader.ts';
import type { Words } from '../../core/messages/words.ts';
import type { Block, Message } from '../../core/ports/message.ts';
import type { Device } from '../../core/way-in.ts';
import type { Maker } from './rules/way-in.ts';

/** Shown this once, where it is not kept. */
export interface WayInView {
  readonly address: string;
  readonly entrance: string;
  readonly code: string;
  readonly opensAt: Instant;
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
  const until = whenTold(view.expiresAt, reader, words);
  return [
    address(words.say('way-in.open'), view.address),
    text(words.say('way-in.or-code', { entrance: view.entrance })),
    facts([words.say('way-in.code'), toldCode(view.code)]),
    text(words.say('way-in.once', { until })),
    text(words.say('way-in.secret'), 'warning'),
  ];
}

/** As a text: one line. It names its owner, for two may share a phone, and no circle. */
export function signInText(name: string, code: string, reader: Reader): Message {
  // Stewards can change a name: no more of it than tells two people of one phone apart.
  const [called = ''] = name.split(/\s/);
  return sentence(reader, (words) =>
    words.say('sign-in.text', { code, name: [...called].slice(0, MOST_OF_A_NAME).join('') }),
  );
}

const MOST_OF_A_NAME = 20;

/** To an address of somebody's own, who asked for it. */
export function signInLink(
  view: {
    readonly name: string;
    readonly address: string;
    readonly entrance: string;
    readonly code: string;
    readonly until: Instant;
  },
  reader: Reader,
): Message {
  return compose(reader, (words) => ({
    summary: words.say('sign-in.summary'),
    blocks: [
      heading(1, words.say('sign-in.summary')),
      text(
        words.say('sign-in.lead', { name: view.name, until: whenTold(view.until, reader, words) }),
        'lead',
      ),
      address(words.say('sign-in.open'), view.address),
      text(words.say('way-in.or-code', { entrance: view.entrance })),
      facts([words.say('way-in.code'), toldCode(view.code)]),
      text(words.say('sign-in.not-you')),
    ],
  }));
}

export interface InvitedView {
  readonly name: string;
  readonly organisation: string;
  readonly stewards: readonly string[];
  readonly address: string;
  readonly entrance: string;
  readonly code: string;
  readonly until: Instant;
  readonly which: 'first' | 'again';
}

/** To an address that stewards gave, which may be a stranger's after all: it names the organisation, and no circle. */
export function invited(view: InvitedView, reader: Reader): Message {
  const { name, organisation, stewards, which } = view;
  return compose(reader, (words) => ({
    summary: words.say(`invited.summary.${which}`, { organisation }),
    blocks: [
      heading(1, words.say(`invited.summary.${which}`, { organisation })),
      text(words.say('invited.lead', { name, stewards: words.list(stewards), organisation }), 'lead'),
      text(words.say('invited.what')),
      address(words.say('invited.open'), view.address),
      text(words.say('invited.until', { until: whenTold(view.until, reader, words) })),
      text(words.say('way-in.or-code', { entrance: view.entrance })),
      facts([words.say('way-in.code'), toldCode(view.code)]),
      text(words.say(`invited.no.${which}`)),
    ],
  }));
}

/** To the stewards: somebody said no to an invitation that was sent to them, or it did not arrive. */
export function invitationEnded(
  view: {
    readonly id: string;
    readonly name: string;
    readonly circle: string;
    readonly why: 'declined' | 'came-back';
  },
  reader: Reader,
): Message {
  const { id, name, circle, why } = view;
  return sentence(
    reader,
    (words) => words.say(`invited.${why}`, { name, circle }),
    (words) => [
      text(words.say(`invited.${why}.todo`, { name })),
      why === 'declined'
        ? link(words.say('settings.member.leave-link', { name }), 'member.leave-form', id)
        : link(words.say('way-in.form.summary', { name }), 'way-in.form', id),
    ],
  );
}

/** To the steward who had it sent once more. */
export function invitedAgain(name: string, circleId: string, reader: Reader): Message {
  return sentence(
    reader,
    (words) => words.say('invited.sent-again', { name }),
    (words) => [link(words.say('circle.link'), 'circle.show', circleId)],
  );
}

/** `candidate`: these are not let in yet; `later`: they have a way in already, so this one opens after a week. */
export type HandOver = 'now' | 'candidate' | 'later';

/** To whoever hands ways in to others. */
export function handOverBlocks(
  ways: readonly { readonly name: string; readonly wayIn: WayInView }[],
  when: HandOver,
  reader: Reader,
  words: Words,
): Block[] {
  const [first] = ways;
  if (first === undefined) return [];
  const { entrance, expiresAt, opensAt } = first.wayIn;
  const told = (at: Instant) => whenTold(at, reader, words);
  return [
    text(
      words.say(`way-in.hand-over.${when}`, {
        name: first.name,
        from: told(opensAt),
        until: told(expiresAt),
      }),
      'warning',
    ),
    ...(when === 'later' ? [] : [text(words.say('way-in.hand-over.words'))]),
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

/** Of one that nobody has used. */
export interface WayInNewView extends WayInMadeView {
  readonly id: string;
  readonly opensAt: Instant;
}

export interface WayInFormView {
  readonly member: Pick<Member, 'id' | 'name'>;
  /** They have, or had, a way in. */
  readonly known: boolean;
  /** One that nobody has used waits for them. */
  readonly replaces: boolean;
  /** One was sent to an address that stewards of two voices have read; it can be sent there again. */
  readonly mailed: boolean;
}

/** Asks before a way in is made for somebody. */
export function wayInForm(
  { member: { id, name }, known, replaces, mailed }: WayInFormView,
  reader: Reader,
): Message {
  const which = known ? 'again' : 'first';
  return compose(reader, (words) => ({
    summary: words.say('way-in.form.summary', { name }),
    blocks: [
      heading(1, words.say('way-in.form.summary', { name })),
      text(words.say(`way-in.form.${which}`, { name }), 'lead'),
      ...(known ? [text(words.say('way-in.form.themselves'))] : []),
      ...(replaces && !known ? [text(words.say('way-in.form.replaces'))] : []),
      ...(mailed && !known ? [text(words.say('way-in.form.mailed'))] : []),
      actions(
        ...(mailed && !known ? [button(words.say('way-in.form.mail'), 'way-in.mail', id, 'primary')] : []),
        button(
          words.say(`way-in.form.${which}-send`),
          'way-in.make',
          id,
          mailed && !known ? 'secondary' : 'primary',
        ),
      ),
    ],
  }));
}

/** `next`: for whom else none was made yet. */
export function wayInHandedOver({ circleId, name, next, wayIn }: HandedOverView, reader: Reader): Message {
  return sentence(
    reader,
    (words) => words.say('way-in.ready', { name }),
    (words) => [
      ...handOverBlocks([{ name, wayIn }], 'now', reader, words),
      ...(next === null ? [] : [link(words.say('way-in.next', { name: next.name }), 'way-in.form', next.id)]),
      link(words.say('circle.link'), 'circle.show', circleId),
    ],
  );
}

export interface HandedOverView {
  readonly circleId: string;
  readonly name: string;
  readonly wayIn: WayInView;
  readonly next: Pick<Member, 'id' | 'name'> | null;
}

/** Tells somebody, on every place they are known at, that others made them a new way in: by whom, from when, how to stop it. */
export function wayInNew(view: WayInNewView, reader: Reader): Message {
  return sentence(
    reader,
    (words) => newWords(view, words),
    (words) => newBlocks(view, reader.timezone, words),
  );
}

function newWords({ circle, maker, by }: WayInNewView, words: Words): string {
  return words.say('way-in.new', { circle, by: by ?? words.say(`way-in.made.${maker}`) });
}

function newBlocks({ id, opensAt }: WayInNewView, timezone: string, words: Words): Block[] {
  return [
    text(words.say('way-in.new.opens', { from: dayAndTime(opensAt, words.language, timezone) })),
    text(words.say('way-in.new.not-you'), 'warning'),
    actions(button(words.say('way-in.new.stop'), 'way-in.not-me', id, 'warning')),
  ];
}

export function wayInStopped(reader: Reader): Message {
  return sentence(reader, (words) => words.say('way-in.stopped'));
}

/** Tells a steward of another voice than the maker's that a used way in of somebody's was tried again. */
export function wayInTriedTold(
  { name, circle }: { readonly name: string; readonly circle: string },
  reader: Reader,
): Message {
  return sentence(
    reader,
    (words) => words.say('way-in.tried.other', { name, circle }),
    (words) => [text(words.say('way-in.tried.ask', { name }))],
  );
}

export const VOUCH_INPUTS = { words: 'words' } as const;

export interface ClaimView {
  readonly id: string;
  readonly name: string;
  readonly circle: string;
}

/** Asks a steward to say whether it was this person who came in. */
export function claimWaits(view: ClaimView, reader: Reader): Message {
  return sentence(
    reader,
    (words) => words.say('claim.waits', { name: view.name, circle: view.circle }),
    (words) => [link(words.say('claim.open', { name: view.name }), 'claim.form', view.id)],
  );
}

export function claimLine({ id, name, circle }: ClaimView, words: Words): Block[] {
  return [
    text(words.say('claim.waits', { name, circle })),
    link(words.say('claim.open', { name }), 'claim.form', id),
  ];
}

export function claimForm({ id, name }: ClaimView, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('claim.form.summary', { name }),
    blocks: [
      heading(1, words.say('claim.form.summary', { name })),
      text(words.say('claim.form.lead', { name }), 'lead'),
      required(input(VOUCH_INPUTS.words, words.say('claim.form.words', { name }), 60)),
      actions(button(words.say('claim.form.send', { name }), 'claim.confirm', id, 'primary')),
      text(words.say('claim.form.other', { name })),
      actions(button(words.say('claim.form.turn-away', { name }), 'claim.turn-away', id, 'warning')),
    ],
  }));
}

export function claimDone(name: string, came: boolean, reader: Reader): Message {
  return sentence(reader, (words) => words.say(came ? 'claim.in' : 'claim.out', { name }));
}

/** Whom somebody who waits for a yes can say their three words to; `vouchers` null: they are not told who that is. */
export function threeWordsBlocks(
  { words: three, vouchers }: { readonly words: string; readonly vouchers: readonly string[] | null },
  words: Words,
): Block[] {
  return [
    text(words.say('claim.yours')),
    heading(2, words.say('claim.three-words')),
    text(three, 'lead'),
    text(
      vouchers === null
        ? words.say('claim.asked-for')
        : vouchers.length === 0
          ? words.say('claim.nobody-yet')
          : words.say('claim.say-them', { names: words.list(vouchers) }),
    ),
    text(words.say('claim.why'), 'quiet'),
  ];
}

/** Tells a member who made the way in that was just used as theirs. */
export function wayInMade({ circle, maker, by, madeAt }: WayInMadeView, reader: Reader): Message {
  return sentence(
    reader,
    (words) =>
      words.say('way-in.made', {
        circle,
        by: by ?? words.say(`way-in.made.${maker}`),
        when: whenTold(madeAt, reader, words),
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

export interface SignedInView {
  readonly sessions: readonly SessionView[];
  /** What others made for them, and nobody has used. */
  readonly waysIn: readonly WayInNewView[];
}

/** For the person alone. No two lines are alike: somebody has to know which device they sign out. */
export function sessionBlocks(
  circleId: string,
  { sessions, waysIn }: SignedInView,
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
    ...waysIn.flatMap((each) => [text(newWords(each, words)), ...newBlocks(each, timezone, words)]),
  ];
}

/** A row of buttons holds no more on every platform. */
const MOST_BUTTONS = 3;

export function sessionEnded(reader: Reader): Message {
  return sentence(reader, (words) => words.say('session.ended'));
}
