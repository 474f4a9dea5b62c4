import {
  actions,
  button,
  choice,
  compose,
  facts,
  heading,
  link,
  sentence,
  text,
} from '../../core/messages/blocks.ts';
import { dayAndTime } from '../../core/messages/dates.ts';
import type { Reader } from '../../core/messages/reader.ts';
import type { Words } from '../../core/messages/words.ts';
import type { Block, Message } from '../../core/ports/message.ts';
import { type Naming, nameOf } from '../governance/messages/change.ts';
import type { Choosing } from './rules.ts';

export const CHOOSING_INPUTS = { who: 'who' } as const;

/** A voice that chooses a steward, as one member of the circle sees it. */
export interface ChoosingView {
  readonly choosing: Choosing;
  readonly naming: Naming;
  /** How many more have to say yes. */
  readonly stillWanted: number;
  readonly mayConfirm: boolean;
  readonly mayStop: boolean;
  /** Whether the reader would be the steward. */
  readonly mine: boolean;
}

/** To a member whose own voice has no steward who can act. */
export interface ChoosingAtHome {
  readonly circleId: string;
  readonly voiceName: string;
  /** What somebody proposed, where somebody did. */
  readonly current: ChoosingView | null;
  readonly mayChoose: boolean;
  /** Whether nobody of the voice may: whoever is there was let in by one voice alone, or is new. */
  readonly nobodyMay: boolean;
}

export function choosingAtHomeBlocks(view: ChoosingAtHome, words: Words): Block[] {
  const { circleId, voiceName, current, mayChoose, nobodyMay } = view;
  const none = text(words.say('choosing.none', { voice: voiceName }));
  if (current !== null) return [none, ...choosingLines(current, words)];
  if (nobodyMay) return [none, text(words.say('choosing.nobody'))];
  if (!mayChoose) return [none];
  return [none, text(words.say('choosing.how')), link(words.say('choosing.link'), 'choosing.form', circleId)];
}

/** In a list: what is proposed, and the way there. */
export function choosingLines(view: ChoosingView, words: Words): Block[] {
  return [text(headline(view, words)), link(words.say('approval.open'), 'choosing.show', view.choosing.id)];
}

export interface ChoosingFormView {
  readonly circleId: string;
  readonly voiceName: string;
  readonly people: readonly { readonly id: string; readonly name: string }[];
}

/** Asks somebody of a voice without a steward whom they would like. */
export function choosingForm({ circleId, voiceName, people }: ChoosingFormView, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('choosing.summary', { voice: voiceName }),
    blocks: [
      heading(1, words.say('choosing.heading')),
      text(words.say('choosing.none', { voice: voiceName }), 'lead'),
      text(words.say('choosing.how')),
      choice(
        CHOOSING_INPUTS.who,
        words.say('choosing.who'),
        people.map(({ id, name }) => ({ value: id, label: name })),
        null,
        words.say('choosing.who-hint'),
      ),
      actions(button(words.say('choosing.send'), 'choosing.propose', circleId, 'primary')),
    ],
  }));
}

/** Who is proposed, by whom, and who said yes; with buttons for the people of the voice. Never who said no. */
export function choosingPage(view: ChoosingView, reader: Reader): Message {
  return compose(reader, (words) => {
    const { choosing, mayConfirm, mayStop, mine } = view;
    const { id, circleId } = choosing;
    return {
      summary: headline(view, words),
      blocks: [
        heading(1, words.say('choosing.heading')),
        text(headline(view, words), 'lead'),
        whoFacts(view, words),
        text(stateWords(view, reader, words)),
        ...(mayConfirm
          ? [actions(button(words.say('choosing.confirm'), 'choosing.confirm', id, 'primary'))]
          : []),
        ...(mayStop
          ? [
              actions(button(words.say(mine ? 'choosing.stop.me' : 'choosing.stop'), 'choosing.stop', id)),
              text(words.say('choosing.stop.private')),
            ]
          : []),
        link(words.say('circle.history-link'), 'circle.history', circleId),
      ],
    };
  });
}

/** Asks the others of a voice. null: it waits for nobody any more. */
export function choosingAsked(view: ChoosingView, reader: Reader): Message | null {
  const { state, standsUntil } = view.choosing;
  return state === 'open' && standsUntil === null ? told(view, reader) : null;
}

/** To everybody in the circle, in the same words: what will be in seven days. null: it does not stand open any more. */
export function choosingStands(view: ChoosingView, reader: Reader): Message | null {
  const { state, standsUntil } = view.choosing;
  return state === 'open' && standsUntil !== null ? told(view, reader) : null;
}

function told(view: ChoosingView, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: headline(view, words),
    blocks: [
      text(headline(view, words), 'lead'),
      whoFacts(view, words),
      text(stateWords(view, reader, words)),
      link(words.say('approval.open'), 'choosing.show', view.choosing.id),
    ],
  }));
}

export function choosingDone(view: ChoosingView, reader: Reader): Message {
  const { choosing } = view;
  return sentence(
    reader,
    (words) =>
      choosing.state === 'open' ? stateWords(view, reader, words) : words.say('choosing.state.stopped'),
    (words) => [link(words.say('approval.open'), 'choosing.show', choosing.id)],
  );
}

function headline({ choosing, naming }: ChoosingView, words: Words): string {
  const name = nameOf(choosing.memberId, naming, words);
  const voice = naming.voices.find(({ id }) => id === choosing.voice)?.name ?? choosing.voice;
  return words.say('choosing.headline', { name, voice });
}

function whoFacts({ choosing: { by, confirmedBy }, naming }: ChoosingView, words: Words): Block {
  const yes = confirmedBy.map((id) => nameOf(id, naming, words));
  return facts(
    [words.say('choosing.by'), nameOf(by, naming, words)],
    ...(yes.length === 0 ? [] : ([[words.say('choosing.yes'), words.list(yes)]] as const)),
  );
}

function stateWords({ choosing, stillWanted }: ChoosingView, reader: Reader, words: Words): string {
  const { state, standsUntil } = choosing;
  if (state !== 'open') return words.say(`choosing.state.${state}`);
  if (standsUntil === null) return words.say('choosing.state.waits', { count: stillWanted });
  const until = dayAndTime(standsUntil, words.language, reader.timezone);
  return stillWanted === 0
    ? words.say('choosing.state.stands', { until })
    : words.say('choosing.state.missing', { count: stillWanted, until });
}
