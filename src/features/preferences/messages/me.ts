import type { AddressKind, ChairWillingness, Preferences, SurfaceName } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';
import {
  actions,
  button,
  choice,
  compose,
  heading,
  link,
  sentence,
  text,
  when,
} from '../../../core/messages/blocks.ts';
import { dateName, whenTold } from '../../../core/messages/dates.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import { LANGUAGES, type Words } from '../../../core/messages/words.ts';
import type { Absence } from '../../../core/person.ts';
import type { Block, Message } from '../../../core/ports/message.ts';
import { linkBlocks, type OwnLinkView } from '../../linking/messages.ts';
import { ownWayInBlocks, type SignedInView, sessionBlocks, type WayInView } from '../../ways-in/messages.ts';

export interface MeView extends SignedInView {
  readonly circleId: string;
  readonly preferences: Preferences;
  readonly chairs: ChairWillingness;
  /** Whether they only read, in every circle of theirs. */
  readonly reads: boolean;
  readonly absences: readonly Pick<Absence, 'id' | 'from' | 'to'>[];
  /** Away as a chat platform's status says it; null: it does not, or may not count. */
  readonly awayUntil: Instant | null;
  /** In more than one circle: what is chosen here counts in each. */
  readonly inSeveral: boolean;
  /** Where the person can be reached; the web always can. */
  readonly places: readonly SurfaceName[];
  /** Kinds of addresses that are set up, and whether one of theirs is known. */
  readonly addresses: readonly { readonly kind: AddressKind; readonly has: boolean }[];
  /** Accounts that were joined, and can be cut off again. */
  readonly links: readonly OwnLinkView[];
}

/** What the inputs are called. Yes and no are `yes` and `no`; times are `HH:MM` or empty; days are `YYYY-MM-DD`. */
export const ME_INPUTS = {
  language: 'language',
  easyRead: 'easy-read',
  oneAtATime: 'one-at-a-time',
  quietFrom: 'quiet-from',
  quietTo: 'quiet-to',
  chairs: 'chairs',
  reminders: 'reminders',
  invitations: 'invitations',
  reachOn: 'reach-on',
  awayFromStatus: 'away-from-status',
} as const;
export const AWAY_INPUTS = { who: 'who', from: 'from', to: 'to' } as const;

export function mePage(view: MeView, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('me.summary'),
    blocks: [
      heading(1, words.say('me.heading')),
      text(words.say('me.lead'), 'lead'),
      ...(view.inSeveral ? [text(words.say('me.everywhere'))] : []),
      ...wishes(view.preferences, words),
      reachChoice(view, words),
      ...(view.reads ? [] : [chairsChoice(view.chairs, words)]),
      actions(button(words.say('me.save'), 'me.save', '', 'primary')),
      link(words.say('me.times.link'), 'me.times'),
      link(words.say('calendar.link'), 'calendar.show', view.inSeveral ? '' : view.circleId),
      ...view.addresses.map(({ kind, has }) => addressLink(kind, has, words)),
      ...(view.reads ? [] : [heading(2, words.say('me.away')), ...awayBlocks(view, reader, words)]),
      ...linkBlocks(view.links, words),
      ...sessionBlocks(view.circleId, view, reader.timezone, words),
      ...(view.reads
        ? []
        : [
            heading(2, words.say('buddy.heading')),
            text(words.say('buddy.what')),
            actions(button(words.say('buddy.ask'), 'buddy.ask', view.circleId)),
          ]),
    ],
  }));
}

/** `wayIn`: one that was just made for this person. Shown here alone, where it is not kept. */
export function meSaved(reader: Reader, wayIn: WayInView | null = null): Message {
  return sentence(
    reader,
    (words) => words.say('me.saved'),
    (words) => (wayIn === null ? [] : ownWayInBlocks(wayIn, reader, words)),
  );
}

/** Whether to be asked in pulses: what it means, and one button. */
export function askingPage(invitations: boolean, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say(invitations ? 'me.asking.question' : 'me.asking.stopped'),
    blocks: [
      heading(1, words.say(invitations ? 'me.asking.question' : 'me.asking.stopped')),
      text(words.say('me.asking.what'), 'lead'),
      text(words.say('me.asking.still')),
      askingButton(invitations, words),
    ],
  }));
}

/** After the press: what holds now, and the press that undoes it. */
export function askingChanged(invitations: boolean, reader: Reader): Message {
  return sentence(
    reader,
    (words) => words.say(invitations ? 'me.asking.on' : 'me.asking.stopped'),
    (words) => [
      ...(invitations ? [] : [text(words.say('me.asking.still'))]),
      askingButton(invitations, words),
    ],
  );
}

function askingButton(invitations: boolean, words: Words): Block {
  return invitations
    ? actions(button(words.say('pulse.stop'), 'me.stop-asking'))
    : actions(button(words.say('me.asking.again'), 'me.ask-again', '', 'primary'));
}

export function awayForm(reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('away.form.summary'),
    blocks: [
      heading(1, words.say('away.form.heading')),
      text(words.say('away.form.lead'), 'lead'),
      ...dayInputs(words),
      actions(button(words.say('away.form.send'), 'away.add', '', 'primary')),
    ],
  }));
}

/** A steward's form, for a member who asked them to. */
export function awayNoteForm({ circleId, people }: AwayNoteView, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('away.note.summary'),
    blocks: [
      heading(1, words.say('away.note.summary')),
      text(words.say('away.note.lead'), 'lead'),
      text(words.say('away.note.told')),
      choice(
        AWAY_INPUTS.who,
        words.say('away.note.who'),
        people.map(({ id, name }) => ({ value: id, label: name })),
        null,
      ),
      ...dayInputs(words),
      actions(button(words.say('away.form.send'), 'away.note', circleId, 'primary')),
    ],
  }));
}

export function awayNoteDone(name: string, reader: Reader): Message {
  return sentence(reader, (words) => words.say('away.note.done', { name }));
}

/** To the member, at once: who noted what, and the press that takes it back. */
export function awayNoted({ id, by, from, to }: AwayNotedView, reader: Reader): Message {
  return sentence(
    reader,
    (words) => {
      const first = dateName(from, words.language);
      return from === to
        ? words.say('away.noted.day', { name: by, from: first })
        : words.say('away.noted', { name: by, from: first, to: dateName(to, words.language) });
    },
    (words) => [
      text(words.say('away.noted.what')),
      actions(button(words.say('away.noted.back'), 'away.remove', id)),
    ],
  );
}

interface AwayNoteView {
  readonly circleId: string;
  readonly people: readonly { readonly id: string; readonly name: string }[];
}

interface AwayNotedView extends Pick<Absence, 'id' | 'from' | 'to'> {
  readonly by: string;
}

function dayInputs(words: Words): Block[] {
  const day = (name: string, label: string) =>
    when('date', name, label, { hint: null, typedHint: words.say('away.form.hint') });
  return [day(AWAY_INPUTS.from, words.say('away.form.from')), day(AWAY_INPUTS.to, words.say('away.form.to'))];
}

export function awayAdded({ from, to }: Pick<Absence, 'from' | 'to'>, reader: Reader): Message {
  return sentence(reader, (words) => {
    const first = dateName(from, words.language);
    return from === to
      ? words.say('away.added.day', { from: first })
      : words.say('away.added', { from: first, to: dateName(to, words.language) });
  });
}

export function awayRemoved(reader: Reader): Message {
  return sentence(reader, (words) => words.say('me.away.removed'));
}

function wishes(preferences: Preferences, words: Words): Block[] {
  const { language, easyRead, oneAtATime, quietHours, reminders, invitations, awayFromStatus } = preferences;
  const languages = LANGUAGES.map(({ tag, name }) => ({ value: tag, label: name }));
  const spoken = LANGUAGES.find(({ tag }) => tag === language)?.tag ?? LANGUAGES[0].tag;
  const yesNo = [
    { value: 'yes', label: words.say('me.yes') },
    { value: 'no', label: words.say('me.no') },
  ];
  const time = (name: string, label: string, value: string | undefined) =>
    when(
      'time',
      name,
      label,
      { hint: words.say('me.quiet-hint'), typedHint: words.say('me.quiet-typed-hint') },
      value,
    );
  return [
    choice(ME_INPUTS.language, words.say('me.language'), languages, spoken, words.say('me.language-hint')),
    choice(
      ME_INPUTS.easyRead,
      words.say('me.easy-read'),
      yesNo,
      easyRead ? 'yes' : 'no',
      words.say('me.easy-read-hint'),
    ),
    choice(ME_INPUTS.oneAtATime, words.say('me.one-at-a-time'), yesNo, oneAtATime ? 'yes' : 'no'),
    choice(
      ME_INPUTS.invitations,
      words.say('me.invitations'),
      yesNo,
      invitations ? 'yes' : 'no',
      words.say('me.invitations-hint'),
    ),
    choice(
      ME_INPUTS.reminders,
      words.say('me.reminders'),
      yesNo,
      reminders ? 'yes' : 'no',
      words.say('me.reminders-hint'),
    ),
    choice(
      ME_INPUTS.awayFromStatus,
      words.say('me.away-from-status'),
      yesNo,
      awayFromStatus ? 'yes' : 'no',
      words.say('me.away-from-status-hint'),
    ),
    time(ME_INPUTS.quietFrom, words.say('me.quiet-from'), quietHours?.from),
    time(ME_INPUTS.quietTo, words.say('me.quiet-to'), quietHours?.to),
  ];
}

function addressLink(kind: AddressKind, has: boolean, words: Words): Block {
  const of = kind === 'mail' ? 'address.link' : 'address.sms.link';
  return link(words.say(has ? `${of}.has` : of), 'address.form', kind);
}

function reachChoice({ preferences, places }: MeView, words: Words): Block {
  const known = (['slack', 'teams', 'mail', 'sms', 'web'] as const).filter(
    (place) => place === 'web' || places.includes(place),
  );
  const options = known.map((value) => ({ value, label: words.say(`me.reach.${value}`) }));
  const chosen = known.find((place) => place === preferences.reachOn) ?? places[0] ?? 'web';
  return choice(ME_INPUTS.reachOn, words.say('me.reach'), options, chosen, words.say('me.reach-hint'));
}

function chairsChoice(chosen: ChairWillingness, words: Words): Block {
  const options = (['yes', 'not-yet', 'resting'] as const).map((value) => ({
    value,
    label: words.say(`me.chairs.${value}`),
  }));
  return choice(ME_INPUTS.chairs, words.say('me.chairs'), options, chosen, words.say('me.chairs-hint'));
}

function awayBlocks({ absences, awayUntil }: MeView, reader: Reader, words: Words): Block[] {
  const remove = absences.map(({ id, from, to }) => {
    const first = dateName(from, words.language);
    const span =
      from === to
        ? words.say('me.away.day', { from: first })
        : words.say('me.away.span', { from: first, to: dateName(to, words.language) });
    return button(words.say('me.away.remove', { span }), 'away.remove', id);
  });
  return [
    remove.length === 0 ? text(words.say('me.away.none')) : actions(...remove),
    ...(awayUntil === null
      ? []
      : [
          text(
            words.say('me.away.status', {
              until: whenTold(awayUntil, reader, words),
            }),
          ),
        ]),
    link(words.say('me.away.link'), 'away.form'),
  ];
}
