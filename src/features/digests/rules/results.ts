import type { Figures } from '../../release/rules/figures.ts';
import { choicesOf, type Question } from '../../release/rules/question.ts';
import type { Digest, Result } from './digest.ts';
import type { DigestFacts } from './facts.ts';
import type { Measure } from './measure.ts';
import { type ShownGroup, showingsOf } from './question-history.ts';

/** Whatever else this week's rounds released: nobody should answer a question and never hear of it again. */
export function resultsOf(facts: DigestFacts, measures: readonly Measure[]): Result[] {
  const told = new Set(measures.flatMap((measure) => ('question' in measure ? [measure.question] : [])));
  return showingsOf(facts.closed, facts.circle, (question) => !told.has(question.text)).map(
    ({ question, groups }) => resultOf(question, groups),
  );
}

/** A question's released figures, group by group. */
export function resultOf(question: Question, groups: readonly ShownGroup[]): Result {
  return {
    question: question.text,
    scale: scaleOf(question),
    groups: groups.map(({ voice, name, figures }) => ({
      voice,
      name,
      mean: 'mean' in figures ? figures.mean : null,
      shares: sharesOf(question, figures),
    })),
  };
}

function scaleOf(question: Question): Result['scale'] {
  if (question.kind === 'scale') return { from: 1, to: 5 };
  return question.kind === 'rating' ? { from: 1, to: question.to } : null;
}

/** Comments that were released: shuffled there, of all voices together. */
export function commentsOf(facts: DigestFacts): Digest['comments'] {
  return facts.closed.flatMap((round) =>
    round.release.comments.flatMap((release) => {
      const question = round.questions.find(({ id }) => id === release.question);
      if (question === undefined || release.outcome === 'withheld') return [];
      // One that was taken out left an empty place.
      const texts = release.texts.filter((text) => text !== '');
      return texts.length === 0 ? [] : [{ question: question.text, texts }];
    }),
  );
}

type Share = Result['groups'][number]['shares'][number];

function sharesOf(question: Question, figures: Figures): Share[] {
  if (figures.kind === 'scale' || figures.kind === 'rating') return [];
  if (figures.options === null) {
    return choicesOf(question).map((choice) => ({ label: labelOf(question, choice), share: 'spread' }));
  }
  return figures.options.map(({ choice, share }) => ({ label: labelOf(question, choice), share }));
}

function labelOf(question: Question, choice: string): Share['label'] {
  if (choice === 'yes' && question.kind === 'yes-no') return { kind: 'key', key: 'yes' };
  if (choice === 'no' && question.kind === 'yes-no') return { kind: 'key', key: 'no' };
  const options = question.kind === 'single' || question.kind === 'multiple' ? question.options : [];
  return { kind: 'text', text: options.find(({ id }) => id === choice)?.label ?? choice };
}
