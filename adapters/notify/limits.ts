import { DAY, HOUR, MINUTE, SECOND } from '../../src/core/instant.ts';

/** What GOV.UK Notify allows, and how long we wait for it. https://docs.notifications.service.gov.uk/rest-api.html#limits */
export const LIMITS = {
  /**
   * 3,000 a minute for each kind of key, in any minute, texts and e-mails together. These leave room for other programs with a key
   * of the same kind: 2,957 in the fullest minute.
   */
  pace: { every: 21, burst: 100 },
  /** How many letters may wait in one process for a slot that is near; the others come back. */
  waiting: 3,
  /** Ours: longer ones are cut, and the page has the rest. */
  textParts: 2,
  /** Ours: what an e-mail says is read on a phone, and all of it stands on the page. */
  mailCharacters: 20_000,
  /** As many as workers: most of the time each waits for an answer. */
  lines: 6,
  /** How long a letter waits for one of them; then the worker does other things first. */
  lineMs: SECOND,
  /** For one call: less than a worker holds a letter. */
  answerMs: 15 * SECOND,
  /** How long nothing else is tried once it was away. */
  awayMs: 30 * SECOND,
  /** After which a letter is tried again that found no line. */
  retryBusyAfter: 10 * SECOND,
  /** After an answer that left open whether it was taken: by then Notify knows. */
  retryUnclearAfter: MINUTE,
  /** Where what is wrong is for somebody to mend. */
  retryShutAfter: 5 * MINUTE,
  /** Too many in this minute, although we count: others use a key of the same kind. */
  restAfterTooFast: 10 * SECOND,
  /** Daily limits end at midnight, of which clock they do not say; a little after that of UTC both have. */
  daysEndAt: (now: number) => (Math.floor(now / DAY) + 1) * DAY + HOUR / 12,
  mostBytes: 1024 * 1024,
} as const;
