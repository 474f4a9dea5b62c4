import { HOUR, MINUTE, SECOND } from '../../src/core/instant.ts';

/** Every limit of the web platform in one place. Sizes in bytes, times in milliseconds, unless the name says otherwise. */
export const LIMITS = {
  /** A long pulse with every comment full stays under 30 KB even when each character is percent-encoded. */
  body: 64 * 1024,
  fields: 200,
  fieldNameCharacters: 64,
  valueCharacters: 1_000,
  /** Node's own limit (16 KB) holds for all headers together; this one for their number. */
  headers: 100,
  headersWithin: 10 * SECOND,
  requestWithin: 30 * SECOND,
  /** A little above the idle time of common proxies (60 s), or they reuse a connection we have just closed. */
  idleConnection: 65 * SECOND,
  /** After this a client that does not read its answer no longer holds up a stop. */
  stopWithin: 10 * SECOND,
  requestsPerPerson: { count: 300, within: MINUTE },
  /** Of one place, which may be a proxy with everybody behind it. What one person gets is limited by their address. */
  linksPerSource: { count: 300, within: 15 * MINUTE },
  /** To one address, known or not: each calls somebody, and a text costs. */
  linksPerAddress: { count: 10, within: 24 * HOUR },
  /** In milliseconds. Longer than a database takes to count a wrong code, so that a known number looks like any other. */
  codesAnsweredAfter: 150,
  /** Of one address: calendar programs look every hour or so, on each device of everybody who has it. */
  feedReads: { count: 60, within: 15 * MINUTE },
  /** Outcomes of answers have one length: a page without a form has some 3 KB, one with the usual form some 9 KB. */
  paddedTo: 16 * 1024,
  /** Read from the board, and shown of those that still matter. */
  noticesRead: 40,
  notices: 6,
  /** What `Abilities.maxCharacters` tells the core: a page has no limit, a person has. */
  messageCharacters: 100_000,
} as const;
