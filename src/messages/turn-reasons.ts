import type { Voice } from '../domain/circle.ts';
import type { DrawnTurn, PersonReasons, VoiceReasons } from '../domain/rota/turn.ts';
import type { Words } from './words.ts';

export interface WhyView {
  readonly turn: DrawnTurn;
  readonly voices: readonly Voice[];
  /** The chair's name, and whether the reader is the chair. */
  readonly name: string;
  readonly isMine: boolean;
}

/** "Why me?" in plain sentences, from the reasons that were recorded with the draw. Names nobody but the chair. */
export function whyChair(view: WhyView, words: Words): string[] {
  const { turn } = view;
  const { reasons, term } = turn;
  if (turn.chair !== turn.drawn) return [words.say('turn.why.swapped')];
  const { meeting, of } = term;
  const inTerm =
    of > 1 && term.chair === turn.chair ? [words.say('turn.why.term', { ...who(view), of, meeting })] : [];
  switch (reasons.kind) {
    case 'term':
      return inTerm;
    case 'drawn':
      return [
        ...voiceSentences(reasons.voice, view, words),
        ...personSentences(reasons.person, view, words),
        ...inTerm,
      ];
    case 'stand-in':
      return [
        words.say('turn.why.stand-in'),
        ...(reasons.voice === null ? [] : voiceSentences(reasons.voice, view, words)),
        ...personSentences(reasons.person, view, words),
      ];
  }
}

function voiceSentences(reasons: VoiceReasons, view: WhyView, words: Words): string[] {
  const voice = nameOf(view.turn.voice, view);
  const first = reasons.k > 1 ? [words.say('turn.why.voice-first')] : [];
  const handedOver = reasons.handedOver.map(({ from, why }) =>
    words.say(why === 'capped' ? 'turn.why.handed-over.capped' : 'turn.why.handed-over.absent', {
      voice: nameOf(from, view),
    }),
  );
  const newCount = reasons.newCount && reasons.k > 1 ? [words.say('turn.why.new-count')] : [];
  return [...first, decided(reasons.decidedBy, voice, words), ...handedOver, ...newCount];
}

function decided(by: VoiceReasons['decidedBy'], voice: string, words: Words): string {
  switch (by) {
    case 'only-voice':
      return words.say('turn.why.only-voice');
    case 'only-voice-available':
      return words.say('turn.why.only-voice-available', { voice });
    case 'earliest-deadline':
      return words.say('turn.why.earliest-deadline', { voice });
    case 'longest-since':
      return words.say('turn.why.voice-longest-since', { voice });
    case 'seeded-order':
      return words.say('turn.why.voice-seeded-order', { voice });
  }
}

function personSentences(reasons: PersonReasons, view: WhyView, words: Words): string[] {
  const { you, name } = who(view);
  const told = { you, name, voice: nameOf(view.turn.voice, view), count: reasons.available };
  const since =
    reasons.meetingsSince === null
      ? words.say('turn.why.never-chaired', { you, name })
      : words.say('turn.why.meetings-since', { you, name, count: reasons.meetingsSince });
  return [chosen(reasons, told, words), since];
}

function chosen(
  { available, tieBreak }: PersonReasons,
  told: { you: string; name: string; voice: string; count: number },
  words: Words,
): string {
  const { count, voice } = told;
  if (available <= 1) return words.say('turn.why.one-available', told);
  if (tieBreak === 'no-tie') return words.say('turn.why.most-credit', told);
  if (tieBreak === 'longest-since') return words.say('turn.why.longest-since', told);
  return words.say('turn.why.seeded-order', { count, voice });
}

/** For the ICU choice between "you were" and "Gwen was". */
function who({ isMine, name }: WhyView): { you: string; name: string } {
  return { you: isMine ? 'yes' : 'no', name };
}

function nameOf(voice: string, { voices }: WhyView): string {
  return voices.find(({ id }) => id === voice)?.name ?? voice;
}
