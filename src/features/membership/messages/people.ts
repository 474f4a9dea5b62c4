import type { ChatPerson } from '../../../core/chat-person.ts';
import { type Circle, type Member, READER, type VoiceId } from '../../../core/circle.ts';
import {
  actions,
  button,
  choice,
  compose,
  heading,
  input,
  link,
  pick,
  sentence,
  text,
} from '../../../core/messages/blocks.ts';
import { reasonInput, save, sureBlocks, twoKeys, yesNo } from '../../../core/messages/form-blocks.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Block, ChoiceBlock, Message } from '../../../core/ports/message.ts';
import { handOverBlocks, type WayInView } from '../../ways-in/messages.ts';

/** What the inputs are called. Ids are as in a circle file. */
export const MEMBER_INPUTS = {
  voice: 'voice',
  steward: 'steward',
  manager: 'manager',
} as const;
export const NEWCOMER_INPUTS = {
  name: 'name',
  email: 'email',
  voice: 'voice',
  slack: 'slack',
  teams: 'teams',
  listed: 'listed',
} as const;

export interface MemberFormView {
  readonly member: Pick<Member, 'id' | 'name' | 'voice' | 'steward' | 'stewardUntil' | 'manager'>;
  readonly voices: Circle['voices'];
}

export function memberForm({ member, voices }: MemberFormView, reader: Reader): Message {
  const { id, name } = member;
  return compose(reader, (words) => ({
    summary: words.say('settings.member.summary', { name }),
    blocks: [
      heading(1, name),
      twoKeys('settings.two-keys.member', words),
      voiceChoice(
        MEMBER_INPUTS.voice,
        words.say('settings.member.voice'),
        { voices, now: member.voice },
        words,
      ),
      yesNo(
        MEMBER_INPUTS.steward,
        words.say('settings.member.steward'),
        member.steward && member.stewardUntil === null,
        words,
        words.say('settings.member.steward-hint'),
      ),
      yesNo(
        MEMBER_INPUTS.manager,
        words.say('settings.member.manager'),
        member.manager,
        words,
        words.say('settings.member.manager-hint'),
      ),
      reasonInput(words.say('settings.reason-member'), words),
      save('member.save', id, words),
      link(words.say('settings.name.link', { name }), 'name.form', id),
      link(words.say('way-in.form.summary', { name }), 'way-in.form', id),
      link(words.say('settings.member.leave-link', { name }), 'member.leave-form', id),
      link(words.say('settings.member.erase-link', { name }), 'member.erase-form', id),
    ],
  }));
}

export interface NewcomerFormView {
  readonly circle: Pick<Circle, 'id' | 'name' | 'voices'>;
  /** Where people may be known. */
  readonly platforms: readonly ('slack' | 'teams')[];
  /** Whether an invitation can be sent by e-mail. */
  readonly mails: boolean;
  /** Guests and people of other organisations to be said yes to. */
  readonly unsure?: readonly ChatPerson[];
  /** People around the circle's channel who are not in it: a part of them, and the number of the next part. */
  readonly listed?: { readonly people: readonly ChatPerson[]; readonly next: number | null };
}

export function newcomerForm(
  { circle, platforms, mails, unsure = [], listed }: NewcomerFormView,
  reader: Reader,
): Message {
  return compose(reader, (words) => ({
    summary: words.say('settings.add.summary', { circle: circle.name }),
    blocks: [
      heading(1, words.say('settings.add.heading')),
      text(words.say('settings.add.lead'), 'lead'),
      ...sureBlocks(unsure, words),
      ...(listed === undefined || listed.people.length === 0 ? [] : listedBlocks(circle.id, listed, words)),
      ...platforms.map((platform) =>
        pick(NEWCOMER_INPUTS[platform], words.say(`settings.add.${platform}`), {
          platform,
          what: 'person',
          hint: words.say(`settings.add.${platform}-pick`),
          typedHint: words.say(`settings.add.${platform}-hint`),
        }),
      ),
      input(NEWCOMER_INPUTS.name, words.say('settings.add.name'), 100, {
        hint: words.say('settings.add.name-hint'),
      }),
      ...(mails
        ? [
            input(NEWCOMER_INPUTS.email, words.say('settings.add.email'), 320, {
              hint: words.say('settings.add.email-hint'),
            }),
          ]
        : []),
      voiceChoice(
        NEWCOMER_INPUTS.voice,
        words.say('settings.member.voice'),
        { voices: circle.voices, now: null },
        words,
      ),
      actions(button(words.say('settings.add.send'), 'member.add', circle.id, 'primary')),
    ],
  }));
}

/** Guests are marked: the search beside it finds none of them. */
function listedBlocks(
  circleId: string,
  { people, next }: NonNullable<NewcomerFormView['listed']>,
  words: Words,
): Block[] {
  const options = people.map(({ identity, name, kind }) => ({
    value: identity.externalId,
    label: kind === 'member' ? name : words.say('settings.add.guest', { name }),
  }));
  const { required: _, ...list } = choice(
    NEWCOMER_INPUTS.listed,
    words.say('settings.add.listed'),
    options,
    null,
    words.say('settings.add.listed-hint'),
  );
  const action = { name: 'member.add-form', subject: circleId, value: String(next) } as const;
  const more = { label: words.say('settings.add.more'), action, weight: 'secondary' } as const;
  return [list, ...(next === null ? [] : [actions(more)])];
}

/**
 * With the way in where there is one: shown this once, and kept nowhere. `namesake`: the circle has somebody of that name
 * already; `mailed`: their invitation goes to an address.
 */
export function newcomerAdded(
  {
    name,
    namesake,
    reads,
    mailed,
  }: {
    readonly name: string;
    readonly namesake: boolean;
    readonly reads: boolean;
    readonly mailed: boolean;
  },
  wayIn: WayInView | null,
  reader: Reader,
): Message {
  return sentence(
    reader,
    (words) => words.say('settings.added', { name }),
    (words) => [
      ...(namesake ? [text(words.say('settings.added.namesake', { name }), 'warning')] : []),
      text(words.say(reads ? 'settings.added.reader' : 'settings.added.rounds')),
      ...(mailed ? [text(words.say('settings.added.mail-waits', { name }))] : []),
      ...handOverBlocks(wayIn === null ? [] : [{ name, wayIn }], 'candidate', reader, words),
    ],
  );
}

export interface FarewellView {
  readonly member: Pick<Member, 'id' | 'name'>;
  readonly circle: string;
}

export interface LeavingView extends FarewellView {
  readonly member: Pick<Member, 'id' | 'name' | 'voice'>;
  /** Whether they leave by themselves. */
  readonly mine: boolean;
  /** The circle's id, where their voice has no steward then; else null. */
  readonly lastIn: string | null;
}

/** Asks before somebody leaves, or is taken out by a steward. */
export function leaveForm(
  { member: { id, name, voice }, circle, mine, lastIn }: LeavingView,
  reader: Reader,
): Message {
  return compose(reader, (words) => ({
    summary: words.say(mine ? 'settings.leave.mine' : 'settings.leave.summary', { name, circle }),
    blocks: [
      heading(1, words.say(mine ? 'settings.leave.mine' : 'settings.leave.heading', { name, circle })),
      ...(voice === READER
        ? [text(words.say(mine ? 'settings.leave.mine-what.reader' : 'settings.leave.what.reader'), 'lead')]
        : [
            text(words.say(mine ? 'settings.leave.mine-what' : 'settings.leave.what'), 'lead'),
            text(words.say(mine ? 'settings.leave.mine-rounds' : 'settings.leave.rounds')),
          ]),
      ...(mine
        ? lastIn === null
          ? []
          : [
              text(words.say('settings.leave.last')),
              link(words.say('settings.leave.name-first'), 'circle.show', lastIn),
            ]
        : [
            text(words.say('settings.leave.two-keys')),
            reasonInput(words.say('settings.reason-leave', { name }), words),
          ]),
      actions(
        button(
          words.say(mine ? 'settings.leave.mine-send' : 'settings.leave.send', { name }),
          'member.leave',
          id,
          'warning',
        ),
      ),
    ],
  }));
}

/** Asks before all that is kept of a person is deleted. */
export function eraseMemberForm({ id, name }: FarewellView['member'], reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('settings.erase-member.summary', { name }),
    blocks: [
      heading(1, words.say('settings.erase-member.summary', { name })),
      text(words.say('settings.erase-member.what'), 'lead'),
      text(words.say('settings.cannot-undo'), 'warning'),
      twoKeys('settings.two-keys.deleting', words),
      actions(button(words.say('settings.erase-member.send'), 'member.erase', id, 'warning')),
    ],
  }));
}

/** Asks before a circle's past is deleted. */
export function eraseHistoryForm({ id, name }: Pick<Circle, 'id' | 'name'>, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('settings.erase-history.summary', { circle: name }),
    blocks: [
      heading(1, words.say('settings.erase-history.summary', { circle: name })),
      text(words.say('settings.erase-history.what'), 'lead'),
      text(words.say('settings.cannot-undo'), 'warning'),
      twoKeys('settings.two-keys.deleting', words),
      actions(button(words.say('settings.erase-history.send'), 'history.erase', id, 'warning')),
    ],
  }));
}

/** The voices of a circle, and none. */
export function voiceChoice(
  name: string,
  label: string,
  { voices, now }: { readonly voices: Circle['voices']; readonly now: VoiceId | null },
  words: Words,
): ChoiceBlock {
  const options = voices.map(({ id, name }) => ({ value: id, label: name }));
  const reader = { value: READER, label: words.say('settings.member.reader') };
  return choice(name, label, [...options, reader], now, words.say('settings.member.reader-hint'));
}
