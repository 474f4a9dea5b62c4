import { MINUTE, SECOND } from '../../src/core/instant.ts';

/** What servers of mail allow or recommend, and how long we wait for them. */
export const LIMITS = {
  /** Ours: a mail is read to its end on a phone, or not at all. The renderer cuts nothing; messages are made shorter than this. */
  messageCharacters: 60_000,
  /** More at once are refused by many servers of small organisations. */
  lines: 4,
  /** A connection is changed after so many, as servers wish who count. */
  messagesPerConnection: 100,
  connectMs: 10_000,
  /** Of silence, in the middle of a conversation. */
  silenceMs: 30_000,
  /** For one message: less than a worker holds a letter. */
  messageMs: 60_000,
  /** How long a letter waits for one of the connections; then the worker does other things first. */
  lineMs: 1_000,
  /** After which it is tried again that found none. */
  retryBusyAfter: 10 * SECOND,
  /** RFC 5321, 4.5.4.1 asks for half an hour at least between two tries; who lists addresses in grey lets in after some minutes. */
  retryAfter: 5 * MINUTE,
  /** The same, where a mailbox is full. */
  retryFullAfter: 60 * MINUTE,
  /** Where the server itself is away. */
  retryAwayAfter: MINUTE,
  /** How long no other mail is tried after that. */
  awayMs: 30 * SECOND,
} as const;
