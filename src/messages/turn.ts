import type { Block, Message } from '../ports/message.ts';
import { actions, button, compose, heading, link, list, sentence, text } from './blocks.ts';
import { dayAndTime } from './dates.ts';
import type { Reader } from './reader.ts';
import { type TakeOverView, takeOverBlocks } from './take-over.ts';
import { type WhyView, whyChair } from './turn-reasons.ts';
import type { TurnView } from './turn-view.ts';
import type { Words } from './words.ts';

/** The turn as one person sees it. */
export interface TurnPageView extends TurnView {
  /** Whether the reader is the one who chairs. */
  readonly isMine: boolean;
  /** null: there is nothing to explain, because nobody was drawn. */
  readonly why: Omit<WhyView, 'name' | 'isMine'> | null;
  readonly takeOver: TakeOverView;
}

/** Asks one person to chair. A "no" needs no reason. */
export function turnOffer(view: TurnView, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('turn.offer.summary', tell(view, reader, words)),
    blocks: [
      heading(1, words.say('turn.offer.heading')),
      text(words.say('turn.offer.lead', tell(view, reader, words)), 'lead'),
      text(words.say('turn.offer.choice')),
      answerButtons(view, words),
      link(words.say('turn.why-link'), 'turn.show', view.meetingId),
    ],
  }));
}

/** Tells the circle who chairs, or that nobody does yet. */
export function turnAnnouncement(view: TurnView, reader: Reader): Message {
  return compose(reader, (words) => {
    const told = tell(view, reader, words);
    const { chair, coChair } = view;
    if (chair === null) {
      return {
        summary: words.say('turn.announcement.open', told),
        blocks: [
          heading(1, words.say('turn.announcement.heading')),
          text(words.say('turn.announcement.open', told), 'lead'),
          text(words.say('turn.announcement.open.next')),
        ],
      };
    }
    const named = { ...told, name: chair.name, voice: chair.voiceName };
    return {
      summary: words.say('turn.announcement.summary', named),
      blocks: [
        heading(1, words.say('turn.announcement.heading')),
        text(words.say('turn.announcement.lead', named), 'lead'),
        ...(coChair === null ? [] : [text(words.say('turn.announcement.co-chair', { name: coChair }))]),
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
      text(words.say('turn.reminder.help')),
      link(words.say('turn.open'), 'turn.show', view.meetingId),
    ],
  }));
}

/** Who chairs, and why; with buttons where it is the reader's own turn. */
export function turnPage(view: TurnPageView, reader: Reader): Message {
  return compose(reader, (words) => {
    const told = tell(view, reader, words);
    return {
      summary: words.say('turn.page.summary', told),
      blocks: [
        heading(1, words.say('turn.page.summary', told)),
        { kind: 'facts', items: factsOf(view, told.when, words) },
        ...(view.isMine ? [text(words.say('turn.offer.choice')), answerButtons(view, words)] : []),
        ...takeOverBlocks(view.takeOver, words),
        ...whyBlocks(view, words),
      ],
    };
  });
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

export function turnDeclined(view: TurnView, reader: Reader): Message {
  return sentence(
    reader,
    (words) => words.say('turn.declined'),
    (words) => [text(words.say('turn.declined.next', { when: tell(view, reader, words).when }))],
  );
}

/** Yes and no; after a yes, only the no is left. */
export function answerButtons(view: Pick<TurnView, 'meetingId' | 'accepted'>, words: Words): Block {
  const no = button(words.say('turn.decline'), 'turn.decline', view.meetingId);
  if (view.accepted) return actions(no);
  return actions(button(words.say('turn.accept'), 'turn.accept', view.meetingId, 'primary'), no);
}

function factsOf(view: TurnPageView, when: string, words: Words) {
  const { chair, coChair } = view;
  const person =
    chair === null
      ? words.say('turn.page.nobody')
      : words.say('turn.page.person', {
          name: view.isMine ? words.say('turn.page.you') : chair.name,
          voice: chair.voiceName,
        });
  const answer = words.say(view.accepted ? 'turn.page.said-yes' : 'turn.page.waiting');
  return [
    { label: words.say('turn.page.when'), value: when },
    { label: words.say('turn.page.chair'), value: person },
    ...(chair === null ? [] : [{ label: words.say('turn.page.answer'), value: answer }]),
    ...(coChair === null ? [] : [{ label: words.say('turn.page.co-chair'), value: coChair }]),
  ];
}

function whyBlocks({ chair, why, isMine }: TurnPageView, words: Words): Block[] {
  if (chair === null || why === null) return [];
  const { name } = chair;
  return [
    heading(2, isMine ? words.say('turn.why.you') : words.say('turn.why.other', { name })),
    list(whyChair({ ...why, name, isMine }, words)),
  ];
}

function tell(view: Pick<TurnView, 'meeting' | 'startsAt'>, reader: Reader, words: Words) {
  return { meeting: view.meeting, when: dayAndTime(view.startsAt, words.language, reader.timezone) };
}
