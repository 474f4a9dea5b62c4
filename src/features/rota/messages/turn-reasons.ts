import type { Voice } from '../../../core/circle.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { DrawnTurn, PersonReasons, VoiceReasons } from '../rules/turn.ts';

export interface WhyView {
  readonly turn: DrawnTurn;
  readonly voices: readonly Voice[];
  /** The chair's name, and whether the reader is the one who chairs or is asked. */
  readonly name: string;
  readonly isMine: boolean;
}

/**
 * "Why me?" in plain sentences, from the reasons that were recorded with the draw: the rule, and the reader's own numbers.
 * Others read the rule alone. Nobody reads how many people could have been asked, or why a voice's turn passed: it would
 * tell who said no.
 */
export function whyChair(view: WhyView, words: Words): string[] {
  const { turn, isMine } = view;
  const { reasons, term } = turn;
  if (turn.chair !== turn.drawn) return [words.say('turn.why.swapped')];
  const { meeting, of } = term;
  const inTerm =
    of > 1 && term.chair === turn.chair ? [words.say('turn.why.term', { ...who(view), of, meeting })] : [];
  if (reasons.kind === 'term') return inTerm;
  if (!isMine) return [words.say('turn.why.voice-first'), words.say('turn.why.rule'), ...inTerm];
  switch (reasons.kind) {
    case 'found':
      return [words.say('turn.why.found')];
    case 'drawn':
      return [
        ...voiceSentences(reasons.voice, view, words),
        ...personSentences(reasons.person, words),
        ...inTerm,
      ];
    case 'stand-in':
      return [
        words.say('turn.why.stand-in'),
        ...(reasons.voice === null ? [] : voiceSentences(reasons.voice, view, words)),
        ...personSentences(reasons.person, words),
      ];
  }
}

function voiceSentences(reasons: VoiceReasons, view: WhyView, words: Words): string[] {
  const voice = nameOf(view.turn.voice, view);
  const first = reasons.k > 1 ? [words.say('turn.why.voice-first')] : [];
  const newCount = reasons.newCount && reasons.k > 1 ? [words.say('turn.why.new-count')] : [];
  return [...first, decided(reasons.decidedBy, voice, words), ...newCount];
}

function decided(by: VoiceReasons['decidedBy'], voice: string, words: Words): string {
  switch (by) {
    case 'only-voice':
      return words.say('turn.why.only-voice');
    case 'only-voice-available':
      return words.say('turn.why.came-to', { voice });
    case 'earliest-deadline':
      return words.say('turn.why.earliest-deadline', { voice });
    case 'longest-since':
      return words.say('turn.why.voice-longest-since', { voice });
    case 'seeded-order':
      return words.say('turn.why.voice-seeded-order', { voice });
  }
}

function personSentences({ credit, meetingsSince, tieBreak }: PersonReasons, words: Words): string[] {
  return [
    words.say('turn.why.person'),
    ...(tieBreak === 'no-tie' ? [] : [words.say(`turn.why.${tieBreak}`)]),
    creditWords(credit, words),
    meetingsSince === null
      ? words.say('turn.why.never-chaired')
      : words.say('turn.why.meetings-since', { count: meetingsSince }),
  ];
}

/** In steps of half a turn: the exact number moves by one part in so many people, and would tell how many could be asked. */
function creditWords(credit: number, words: Words): string {
  const halves = Math.round(credit * 2);
  if (halves > 0) return words.say('turn.why.behind', { halves });
  return words.say(halves === 0 ? 'turn.why.even' : 'turn.why.ahead');
}

/** For the ICU choice between "you chair" and "Gwen chairs". */
function who({ isMine, name }: WhyView): { you: string; name: string } {
  return { you: isMine ? 'yes' : 'no', name };
}

function nameOf(voice: string, { voices }: WhyView): string {
  return voices.find(({ id }) => id === voice)?.name ?? voice;
}
