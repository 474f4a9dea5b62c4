import {
  actions,
  button,
  choice,
  compose,
  heading,
  link,
  sentence,
  text,
} from '../../../core/messages/blocks.ts';
import { type PersonOption, personOptions } from '../../../core/messages/form-blocks.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Block, Message } from '../../../core/ports/message.ts';
import { type TurnView, tell } from './turn-view.ts';

export const TAKE_OVER_INPUTS = { to: 'to' } as const;

/** A request to one member to take a turn, by its chair, or by a steward where nobody chairs. */
export interface AskedView extends TurnView {
  readonly kind: 'swap' | 'hand-over' | 'for-the-chair' | 'find-somebody';
  /** Who asks. */
  readonly by: string;
  /** The chair for whom a steward asks. */
  readonly insteadOf?: string;
}

/** What a member can do about who chairs, besides saying yes or no to their own turn. */
export interface TakeOverView {
  readonly meetingId: string;
  /** Whether they may ask somebody to take it: as its chair, as a steward for a chair who asked them to, or where nobody chairs. */
  readonly ask: 'swap' | 'hand-over' | 'for-the-chair' | 'find-somebody' | null;
  /** They are asked to take it, by whom. */
  readonly asked: Pick<AskedView, 'kind' | 'by' | 'insteadOf'> | null;
  /** A request they can withdraw, or a turn they can take back, and who acted for them. */
  readonly undo: {
    readonly what: 'request' | 'turn';
    readonly other: string;
    readonly actedBy: string | null;
  } | null;
  /** A place beside the chair that they are offered. */
  readonly offer: { readonly role: 'co-chair' | 'shadow'; readonly accepted: boolean } | null;
}

export interface TakeOverFormView extends TurnView {
  readonly ask: NonNullable<TakeOverView['ask']>;
  /** Who may be asked. Leaving out who is away, rests or said no to the rota would tell that they did. */
  readonly people: readonly PersonOption[];
  /** Somebody is left out who has reached the cap. */
  readonly capped: boolean;
}

export function takeOverForm(view: TakeOverFormView, reader: Reader): Message {
  return compose(reader, (words) => {
    const told = tell(view, reader, words);
    const chair = view.chair?.name ?? '';
    const ahead = view.ask === 'swap' || view.ask === 'find-somebody';
    const action = ahead ? 'turn.swap-ask' : 'turn.hand-over';
    return {
      summary: words.say('swap.form.summary', told),
      blocks: [
        heading(1, words.say('swap.form.summary', told)),
        text(
          view.ask === 'for-the-chair'
            ? words.say('swap.form.for-the-chair', { name: chair })
            : words.say('swap.form.lead'),
          'lead',
        ),
        ...(view.ask === 'for-the-chair'
          ? [text(words.say('swap.form.chair-is-told', { name: chair }))]
          : []),
        ...(view.people.length === 0
          ? [text(words.say('swap.form.nobody'))]
          : [
              ...(view.capped ? [text(words.say('swap.form.not-all'))] : []),
              choice(
                TAKE_OVER_INPUTS.to,
                words.say('swap.form.who'),
                personOptions(view.people, words),
                null,
                words.say('swap.form.who-hint'),
              ),
              actions(button(words.say('swap.form.send'), action, view.meetingId, 'primary')),
            ]),
      ],
    };
  });
}

/** To the asked member, in private. A "no" needs no reason. */
export function takeOverRequest(view: AskedView, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: askedWords(view, reader, words),
    blocks: [
      heading(1, words.say('swap.asked.heading')),
      text(askedWords(view, reader, words), 'lead'),
      text(words.say('swap.asked.choice')),
      askedButtons(view.meetingId, words),
    ],
  }));
}

export function askedBlocks(view: AskedView, reader: Reader, words: Words): Block[] {
  return [text(askedWords(view, reader, words)), askedButtons(view.meetingId, words)];
}

/** What stands on the page of a turn for this reader. */
export function takeOverBlocks(view: TakeOverView, words: Words): Block[] {
  const { asked, ask, meetingId, offer, undo } = view;
  return [
    ...(asked === null
      ? []
      : [
          text(
            words.say(asked.insteadOf === undefined ? 'swap.page.asked' : 'swap.page.asked-for', {
              name: asked.by,
              chair: asked.insteadOf ?? '',
            }),
          ),
          askedButtons(meetingId, words),
        ]),
    ...(undo === null
      ? []
      : [
          text(
            undo.what === 'request'
              ? undo.actedBy === null
                ? words.say('swap.page.waits', { name: undo.other })
                : words.say('swap.page.waits-for', { steward: undo.actedBy, name: undo.other })
              : undo.actedBy === null
                ? words.say('swap.page.given', { name: undo.other })
                : words.say('swap.page.acted-for', { steward: undo.actedBy, name: undo.other }),
          ),
          actions(
            button(
              words.say(undo.what === 'request' ? 'swap.withdraw' : 'swap.take-back'),
              'turn.undo',
              meetingId,
            ),
          ),
        ]),
    ...(offer === null ? [] : offerBlocks(offer, meetingId, words)),
    ...(ask === null ? [] : [link(words.say(`swap.link.${ask}`), 'turn.swap-form', meetingId)]),
  ];
}

/** News for who asked, by what happened: the chair, or the steward where there is none. `other` is who was asked. */
export function takeOverNews(
  what: 'agreed' | 'refused' | 'found' | 'not-found',
  view: TurnView & { readonly other: string },
  reader: Reader,
): Message {
  const told = (words: Words) => ({ ...tell(view, reader, words), name: view.other });
  return sentence(
    reader,
    (words) => words.say(`swap.news.${what}`, told(words)),
    (words) => {
      if (what === 'found') return [];
      return [
        text(words.say(`swap.news.${what}.next`)),
        link(words.say('turn.open'), 'turn.show', view.meetingId),
      ];
    },
  );
}

/** Tells a member at once that a steward acts for them, with the way to undo it. */
export function actedFor(
  view: TurnView & { readonly other: string; readonly steward: string },
  reader: Reader,
): Message {
  const told = (words: Words) => ({ ...tell(view, reader, words), name: view.other, steward: view.steward });
  return sentence(
    reader,
    (words) => words.say('swap.acted-for', told(words)),
    (words) => [
      text(words.say('swap.acted-for.undo')),
      actions(button(words.say('swap.take-back'), 'turn.undo', view.meetingId)),
    ],
  );
}

/** To who was asked, or had taken over: it is not needed any more. */
export function takenBack(view: TurnView, reader: Reader): Message {
  return sentence(reader, (words) =>
    words.say('swap.taken-back', { ...tell(view, reader, words), name: view.chair?.name ?? '' }),
  );
}

export function takeOverAsked(name: string, reader: Reader): Message {
  return sentence(
    reader,
    (words) => words.say('swap.asked.sent', { name }),
    (words) => [text(words.say('swap.asked.until-then'))],
  );
}

/** To who chairs from now on, by an agreement or an undoing. */
export function takeOverAgreed(view: TurnView, reader: Reader): Message {
  return sentence(reader, (words) => words.say('turn.accepted', tell(view, reader, words)));
}

export function takeOverRefused(reader: Reader): Message {
  return sentence(reader, (words) => words.say('swap.refused'));
}

/** Tells a steward that a meeting is near and nobody chairs it: not who was asked, nor how many. */
export function turnUnfilled(view: TurnView, reader: Reader): Message {
  return compose(reader, (words) => {
    const told = tell(view, reader, words);
    return {
      summary: words.say('turn.unfilled.summary', told),
      blocks: [
        heading(1, words.say('turn.unfilled.heading')),
        text(words.say('turn.unfilled.summary', told), 'lead'),
        text(words.say('turn.unfilled.next')),
        link(words.say('swap.link.find-somebody'), 'turn.swap-form', view.meetingId),
      ],
    };
  });
}

/** Offers a place beside the chair: never a duty. */
export function sideRoleOffer(role: 'co-chair' | 'shadow', view: TurnView, reader: Reader): Message {
  const name = view.chair?.name ?? '';
  return sentence(
    reader,
    (words) => words.say(`beside.${role}`, { ...tell(view, reader, words), name }),
    (words) => offerBlocks({ role, accepted: false }, view.meetingId, words),
  );
}

export function sideRoleAnswered(accepted: boolean, reader: Reader): Message {
  return sentence(reader, (words) => words.say(accepted ? 'beside.accepted' : 'beside.declined'));
}

function offerBlocks(
  { role, accepted }: NonNullable<TakeOverView['offer']>,
  meetingId: string,
  words: Words,
) {
  const no = button(words.say('turn.decline'), 'turn.co-decline', meetingId);
  return [
    text(words.say(accepted ? 'beside.you-said-yes' : `beside.${role}.what`)),
    accepted
      ? actions(no)
      : actions(button(words.say('beside.accept'), 'turn.co-accept', meetingId, 'primary'), no),
  ];
}

function askedWords(view: AskedView, reader: Reader, words: Words): string {
  return words.say(`swap.asked.${view.kind}`, {
    ...tell(view, reader, words),
    name: view.by,
    chair: view.insteadOf ?? '',
  });
}

function askedButtons(meetingId: string, words: Words): Block {
  return actions(
    button(words.say('turn.accept'), 'turn.swap-agree', meetingId, 'primary'),
    button(words.say('turn.decline'), 'turn.swap-refuse', meetingId),
  );
}
