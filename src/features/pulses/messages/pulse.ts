import {
  actions,
  type Body,
  button,
  compose,
  heading,
  link,
  sentence,
  text,
} from '../../../core/messages/blocks.ts';
import { whenTold } from '../../../core/messages/dates.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import { signpostBlock } from '../../../core/messages/signpost.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Block, Button, Message } from '../../../core/ports/message.ts';
import type { Signpost, Trust } from '../../../core/signpost.ts';
import type { MembershipNews } from '../../governance/rules/membership-news.ts';
import { privacyInForm } from '../../release/messages.ts';
import type { Round } from '../../release/rules/pulse.ts';
import { levelBlocks } from './levels.ts';
import { questionBlocks } from './questions.ts';

/** A round as people see it. Holds nothing that depends on who answered. */
export interface PulseView {
  /** The circle's name. */
  readonly circle: string;
  readonly round: Pick<Round, 'id' | 'title' | 'questions' | 'closesAt' | 'thresholds' | 'comments'>;
  /** Who made the questions, where their licence asks for credit. */
  readonly credit?: string | null;
}

/** Who joined and left since the pulse before, with the names of those whose keys did it; null: there was none before. */
export interface SinceLastPulse extends Pick<MembershipNews, 'joined' | 'left' | 'moved' | 'waysIn'> {
  readonly names: readonly string[];
}

export interface InvitationView extends PulseView {
  readonly since: SinceLastPulse | null;
}

export interface PulseFormView extends PulseView {
  readonly round: PulseView['round'] & Pick<Round, 'levels'>;
  /** Stands over the questions where one of them asks for words. */
  readonly signpost: Signpost;
  readonly trust: Trust;
}

/** Sent to everybody invited when a round opens, and never edited afterwards. */
export function pulseInvitation(view: InvitationView, reader: Reader): Message {
  return compose(reader, (words) =>
    invitation(view, reader, words, words.say('pulse.invitation.choice'), [], [stopLink(words)]),
  );
}

/** In a channel, for those who cannot be written to in private. Its buttons open a view for whoever presses. */
export function pulseInChannel(
  view: InvitationView & { readonly circleId: string },
  reader: Reader,
): Message {
  return compose(reader, (words) =>
    invitation(view, reader, words, words.say('pulse.channel.private'), [
      button(words.say('pulse.channel.web'), 'me.web-link', view.circleId),
    ]),
  );
}

function invitation(
  view: InvitationView,
  reader: Reader,
  words: Words,
  last: string,
  more: readonly Button[],
  links: readonly Block[] = [],
): Body {
  const told = tell(view, reader, words);
  const { scores } = view.round.thresholds;
  return {
    summary: words.say('pulse.invitation.summary', told),
    blocks: [
      heading(1, words.say('pulse.invitation.heading', told)),
      text(words.say('pulse.invitation.lead', told), 'lead'),
      text(words.say('pulse.invitation.promise')),
      text(words.say('pulse.invitation.threshold', { scores })),
      text(last),
      ...sinceBlocks(view.since, words),
      actions(button(words.say('pulse.open'), 'pulse.show', view.round.id, 'primary'), ...more),
      ...links,
    ],
  };
}

function sinceBlocks(since: SinceLastPulse | null, words: Words): Block[] {
  if (since === null) return [];
  const { joined, left, moved, waysIn, names } = since;
  if (joined + left + moved + waysIn === 0) return [text(words.say('pulse.since.none'), 'quiet')];
  const keys = names.length === 0 ? [] : [words.say('pulse.since.keys', { names: words.list(names) })];
  const made = waysIn === 0 ? [] : [words.say('pulse.since.ways-in', { count: waysIn })];
  return [text([words.say('pulse.since', { joined, left, moved }), ...made, ...keys].join(' '), 'quiet')];
}

/** Sent once to everybody invited, in the same words whether or not they answered. */
export function pulseReminder(view: PulseView, reader: Reader): Message {
  return compose(reader, (words) => {
    const told = tell(view, reader, words);
    return {
      summary: words.say('pulse.reminder.summary', told),
      blocks: [
        text(words.say('pulse.reminder.lead', told), 'lead'),
        text(words.say('pulse.reminder.same')),
        actions(button(words.say('pulse.open'), 'pulse.show', view.round.id, 'primary')),
        stopLink(words),
      ],
    };
  });
}

/** To where somebody stops these letters, for themselves. The same for everybody. */
function stopLink(words: Words): Block {
  return link(words.say('pulse.stop'), 'me.pulses');
}

/** All questions at once, the promise above them. The names of the inputs are the ids of the questions. */
export function pulseForm(view: PulseFormView, reader: Reader): Message {
  return compose(reader, (words) => {
    const told = tell(view, reader, words);
    const { round } = view;
    return {
      summary: words.say('pulse.form.summary', told),
      ...(reader.oneAtATime ? { oneAtATime: true } : {}),
      blocks: [
        heading(1, round.title),
        text(words.say('pulse.form.lead', told), 'lead'),
        heading(2, words.say('pulse.form.privacy')),
        ...privacyInForm({ ...round, ...view.trust }, words),
        heading(2, words.say('pulse.form.questions')),
        ...levelBlocks(round, words),
        ...(asksForWords(round) ? [signpostBlock(view.signpost, words)] : []),
        ...questionBlocks(round.questions, round.comments, words),
        text(words.say('pulse.form.check')),
        actions(button(words.say('pulse.form.send'), 'pulse.answer', round.id, 'primary')),
        ...creditBlock(view, words),
      ],
    };
  });
}

/** Whether people write anything in it. */
export function asksForWords({ questions, comments }: Pick<Round, 'questions' | 'comments'>): boolean {
  return comments && questions.some(({ kind }) => kind === 'text');
}

/** The reply to a counted answer, with when results come: the same for everybody, whatever they said. */
export function pulseThanks(round: Pick<Round, 'closesAt'> | null, reader: Reader): Message {
  return sentence(
    reader,
    (words) => words.say('pulse.thanks'),
    (words) =>
      round === null
        ? []
        : [text(words.say('pulse.thanks.next', { closes: whenTold(round.closesAt, reader, words) }))],
  );
}

function creditBlock({ credit = null }: PulseView, words: Words): Block[] {
  return credit === null ? [] : [text(words.say('pulse.form.credit', { credit }), 'quiet')];
}

function tell({ circle, round }: PulseView, reader: Reader, words: Words) {
  return {
    circle,
    title: round.title,
    closes: whenTold(round.closesAt, reader, words),
  };
}
