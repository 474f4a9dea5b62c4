import { compose, heading, list, text } from '../../core/messages/blocks.ts';
import type { Reader } from '../../core/messages/reader.ts';
import type { Words } from '../../core/messages/words.ts';
import type { Block, Message } from '../../core/ports/message.ts';
import type { Trust } from '../../core/signpost.ts';
import type { Thresholds } from './rules/pulse.ts';

/** What decides when results are shown: locked while a round is open. */
export interface ReleaseTerms {
  readonly thresholds: Thresholds;
  readonly comments: boolean;
}

/** The promise with its limits, as a page of its own. */
export function privacyPage(terms: ReleaseTerms & Trust, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('privacy.summary'),
    blocks: [
      heading(1, words.say('privacy.heading')),
      text(words.say('privacy.lead'), 'lead'),
      heading(2, words.say('privacy.promise')),
      ...promiseBlocks(words),
      heading(2, words.say('privacy.limits')),
      ...limitBlocks(terms, words),
      text(words.say('privacy.not-proof')),
      heading(2, words.say('privacy.thresholds')),
      list(thresholdSentences(terms, words)),
      heading(2, words.say('privacy.unnamed')),
      list([words.say('privacy.unnamed.kept'), words.say('privacy.unnamed.shown')]),
    ],
  }));
}

/** All of the promise, for the top of a form: what is kept, what is shown when, and what cannot be promised. */
export function privacyInForm(terms: ReleaseTerms & Trust, words: Words): Block[] {
  return [...promiseBlocks(words), list(thresholdSentences(terms, words)), ...limitBlocks(terms, words)];
}

/** The promise and its limit in a few lines, for pages that are about something else. */
export function privacyInBrief(words: Words): Block[] {
  return [
    list([
      words.say('privacy.total'),
      words.say('privacy.no-name'),
      words.say('privacy.no-look-up'),
      words.say('privacy.once'),
    ]),
    text(words.say('privacy.operator'), 'quiet'),
  ];
}

function promiseBlocks(words: Words): Block[] {
  return [
    list([
      words.say('privacy.total'),
      words.say('privacy.no-name'),
      words.say('privacy.no-look-up'),
      words.say('privacy.mark'),
      words.say('privacy.once'),
    ]),
  ];
}

/** Whoever is afraid is shown ways to be heard, and that silence is one that nobody hears of. */
function limitBlocks({ comments, operator, outside }: ReleaseTerms & Trust, words: Words): Block[] {
  return [
    text(
      operator === null ? words.say('privacy.operator') : words.say('privacy.operator-named', { operator }),
    ),
    heading(3, words.say('privacy.worried')),
    list([
      words.say('privacy.web'),
      ...(outside === null ? [] : [words.say('privacy.outside', { outside })]),
      words.say('privacy.silence'),
    ]),
    ...(comments ? [text(words.say('privacy.guess'))] : []),
  ];
}

function thresholdSentences({ thresholds, comments }: ReleaseTerms, words: Words): string[] {
  const { scores } = thresholds;
  return [
    words.say('privacy.scores', { scores }),
    words.say('privacy.voices', { scores }),
    words.say('privacy.rough'),
    words.say('privacy.follow-up'),
    words.say('privacy.pool'),
    words.say('privacy.band'),
    comments
      ? words.say('privacy.comments-on', { comments: thresholds.comments })
      : words.say('privacy.comments-off'),
  ];
}
