import type { Instant } from '../../../core/instant.ts';
import {
  actions,
  button,
  compose,
  type Fact,
  facts,
  heading,
  link,
  list,
  sentence,
  text,
} from '../../../core/messages/blocks.ts';
import { whenTold } from '../../../core/messages/dates.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Block, Message } from '../../../core/ports/message.ts';
import { type WhyView, whyChair } from '../../rota/messages/turn-reasons.ts';
import { type TakeOverView, takeOverBlocks } from './take-over.ts';
import { type TurnView, tell } from './turn-view.ts';
import { venueBlocks } from './venue.ts';

/** The turn as one person sees it. */
export interface TurnPageView extends TurnView {
  /** Whether the reader chairs, or is the one who is asked: nobody else may learn of that. */
  readonly mine: 'chairs' | Asked | null;
  /** null: there is nothing to explain. */
  readonly why: Omit<WhyView, 'name' | 'isMine'> | null;
  readonly takeOver: TakeOverView;
  /** Whether the meeting was called off, or did not take place, or the reader may still move it or call it off. */
  readonly off: 'called-off' | 'not-held' | 'may-be' | null;
}

/** What one person is asked. */
export interface Asked {
  /** When somebody else is asked. */
  readonly until: Instant;
  /** They have said no, and may think again. */
  readonly refused: boolean;
}

/** Asks one person to chair. A "no" needs no reason. */
export function turnOffer(view: TurnView & Pick<Asked, 'until'>, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('turn.offer.summary', tell(view, reader, words)),
    blocks: [
      heading(1, words.say('turn.offer.heading')),
      text(words.say('turn.offer.lead', tell(view, reader, words)), 'lead'),
      ...venueBlocks(view.venue, words),
      text(words.say('turn.offer.choice')),
      untilLine(view.until, reader, words),
      answerButtons(view.meetingId, ['accept', 'decline'], words),
      link(words.say('turn.why-link'), 'turn.show', view.meetingId),
    ],
  }));
}

/** Tells the circle who chairs; nobody is named who has not said yes. */
export function turnAnnouncement(view: TurnView, reader: Reader): Message {
  return compose(reader, (words) => {
    const told = tell(view, reader, words);
    const { chair, coChair, turnOf } = view;
    if (chair === null) {
      const open =
        turnOf === null
          ? words.say('turn.no-chair', told)
          : words.say('turn.asking', { ...told, voice: turnOf });
      return {
        summary: open,
        blocks: [heading(1, words.say('turn.announcement.heading')), text(open, 'lead')],
      };
    }
    const named = { ...told, name: chair.name, voice: chair.voiceName };
    return {
      summary: words.say('turn.announcement.summary', named),
      blocks: [
        heading(1, words.say('turn.announcement.heading')),
        text(words.say('turn.announcement.lead', named), 'lead'),
        ...(coChair === null ? [] : [text(words.say('turn.announcement.co-chair', { name: coChair }))]),
        ...venueBlocks(view.venue, words),
        link(words.say('turn.announcement.why-link', { name: chair.name }), 'turn.show', view.meetingId),
      ],
    };
  });
}

/** To the chair alone, shortly before the meeting. */
export function turnReminder(view: TurnView, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('turn.reminder.summary', tell(view, reader, words)),
    blocks: [
      text(words.say('turn.reminder.lead', tell(view, reader, words)), 'lead'),
      ...venueBlocks(view.venue, words),
      text(words.say('turn.reminder.help')),
      link(words.say('turn.open'), 'turn.show', view.meetingId),
    ],
  }));
}

/**
 * To whoever is asked (with `until`) to chair a meeting that was moved, or chairs it without a draw: the new time, and that a "no"
 * is as good as before. `again`: they had said yes for the old time.
 */
export function turnRetimed(
  view: TurnView & Partial<Pick<Asked, 'until'>> & { readonly again?: boolean },
  reader: Reader,
): Message {
  const { again = false, meetingId, until } = view;
  return compose(reader, (words) => {
    const told = tell(view, reader, words);
    return {
      summary: words.say('turn.retimed.summary', told),
      blocks: [
        heading(1, words.say('turn.retimed.heading')),
        text(words.say('turn.retimed.summary', told), 'lead'),
        ...venueBlocks(view.venue, words),
        ...(until === undefined
          ? [text(words.say('turn.retimed.chairs')), answerButtons(meetingId, ['decline'], words)]
          : [
              text(words.say(again ? 'turn.retimed.again' : 'turn.retimed.asked')),
              untilLine(until, reader, words),
              answerButtons(meetingId, ['accept', 'decline'], words),
            ]),
      ],
    };
  });
}

/** Who chairs, and why; with buttons where the reader chairs or is asked to. */
export function turnPage(view: TurnPageView, reader: Reader): Message {
  return compose(reader, (words) => {
    const told = tell(view, reader, words);
    return {
      summary: words.say('turn.page.summary', told),
      blocks: [
        heading(1, words.say('turn.page.summary', told)),
        ...(view.off === 'called-off' ? [text(words.say('meeting-off.page'), 'lead')] : []),
        ...(view.off === 'not-held' ? [text(words.say('meeting-off.not-held'), 'lead')] : []),
        facts(...factsOf(view, told.when, words)),
        ...(view.off === 'called-off' || view.off === 'not-held' ? [] : venueBlocks(view.venue, words)),
        ...mineBlocks(view, reader, words),
        ...takeOverBlocks(view.takeOver, words),
        ...whyBlocks(view, words),
        link(words.say('turn-history.link'), 'turn.history', view.meetingId),
        ...(view.off === 'may-be'
          ? [
              link(words.say('meeting-move.link', told), 'meeting.move-form', view.meetingId),
              link(words.say('meeting-off.link', told), 'meeting.cancel-form', view.meetingId),
            ]
          : []),
      ],
    };
  });
}

/** To somebody who let two asks pass: they are left in peace, and come back with one press. */
export function chairRests(circleId: string, reader: Reader): Message {
  return sentence(
    reader,
    (words) => words.say('turn.rests.summary'),
    (words) => [
      text(words.say('turn.rests.what')),
      actions(button(words.say('turn.rests.return'), 'turn.return', circleId, 'primary')),
    ],
  );
}

export function chairReturned(reader: Reader): Message {
  return sentence(reader, (words) => words.say('turn.returned'));
}

/** In place of what was said of somebody who does not chair after all, while others are asked. */
export function turnBeingAsked(view: TurnView, reader: Reader): Message {
  return turnAnnouncement({ ...view, chair: null, coChair: null }, reader);
}

/** In place of what was said of a meeting that was called off. */
export function turnOff(reader: Reader): Message {
  return sentence(reader, (words) => words.say('meeting-off.page'));
}

/** In place of what was said of an earlier chair. */
export function turnMoved(reader: Reader): Message {
  return sentence(reader, (words) => words.say('turn.moved'));
}

export function turnAccepted(view: TurnView, reader: Reader): Message {
  return sentence(
    reader,
    (words) => words.say('turn.accepted', tell(view, reader, words)),
    (words) => [text(words.say('turn.accepted.next'))],
  );
}

/**
 * Says no more than thank you: what follows is nobody's to know, this person's neither. `open`: the meeting, while its turn is still
 * theirs to take. `known`: they had said yes before, which is public, and so is its end.
 */
export function turnDeclined(reader: Reader, open: string | null = null, known = false): Message {
  return sentence(
    reader,
    (words) => words.say('turn.declined'),
    (words) => [
      text(words.say(known ? 'turn.stood-down.next' : 'turn.declined.next')),
      ...(open === null ? [] : [actions(button(words.say('turn.think-again'), 'turn.accept', open))]),
    ],
  );
}

/** Yes and no, or one of them: who said yes may take it back, who said no may think again. */
export function answerButtons(
  meetingId: string,
  answers: readonly ('accept' | 'decline')[],
  words: Words,
): Block {
  return actions(
    ...answers.map((answer) =>
      button(
        words.say(`turn.${answer}`),
        `turn.${answer}`,
        meetingId,
        answer === 'accept' ? 'primary' : 'secondary',
      ),
    ),
  );
}

function mineBlocks({ mine, meetingId }: TurnPageView, reader: Reader, words: Words): Block[] {
  if (mine === null) return [];
  if (mine === 'chairs') {
    return [text(words.say('turn.accepted.next')), answerButtons(meetingId, ['decline'], words)];
  }
  if (mine.refused) {
    return [text(words.say('turn.declined.rethink')), answerButtons(meetingId, ['accept'], words)];
  }
  return [
    text(words.say('turn.offer.choice')),
    untilLine(mine.until, reader, words),
    answerButtons(meetingId, ['accept', 'decline'], words),
  ];
}

function untilLine(until: Instant, reader: Reader, words: Words): Block {
  return text(words.say('turn.offer.until', { until: whenTold(until, reader, words) }));
}

function factsOf(view: TurnPageView, when: string, words: Words): readonly Fact[] {
  const { coChair } = view;
  return [
    [words.say('turn.page.when'), when],
    ...(view.off === 'called-off' ? [] : [[words.say('turn.page.chair'), chairFact(view, words)] as const]),
    ...(coChair === null ? [] : [[words.say('turn.page.co-chair'), coChair] as const]),
  ];
}

function chairFact({ chair, mine, turnOf }: TurnPageView, words: Words): string {
  if (chair !== null) {
    const name = mine === 'chairs' ? words.say('turn.page.you') : chair.name;
    return words.say('turn.page.person', { name, voice: chair.voiceName });
  }
  if (mine !== null && mine !== 'chairs' && !mine.refused) return words.say('turn.page.you-are-asked');
  return turnOf === null ? words.say('turn.page.nobody') : words.say('turn.page.asking', { voice: turnOf });
}

function whyBlocks({ chair, why, mine, off }: TurnPageView, words: Words): Block[] {
  const isMine = mine !== null;
  if (why === null || (chair === null && !isMine) || off === 'called-off' || off === 'not-held') return [];
  const name = chair?.name ?? '';
  return [
    heading(2, isMine ? words.say('turn.why.you') : words.say('turn.why.other', { name })),
    list(whyChair({ ...why, name, isMine }, words)),
  ];
}
