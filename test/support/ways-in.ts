import type { Addresses } from '../../src/core/ports/addresses.ts';
import type { CalendarEvent, Feeds } from '../../src/core/ports/calendar.ts';
import type { SessionTable } from '../../src/core/ports/session-table.ts';
import type { SignIns, WaysIn } from '../../src/core/ports/ways-in.ts';
import type { WebSession } from '../../src/core/way-in.ts';

export const FEED_SECRET = 'for-a-calendar-of-Zed1';
const FEED_EVENT: CalendarEvent = {
  uid: 'm1',
  startsAt: Date.UTC(2026, 11, 3, 14),
  endsAt: Date.UTC(2026, 11, 3, 15),
  summary: 'Meeting',
  description: '',
  place: null,
  page: null,
  sequence: 0,
  calledOff: false,
};

/**
 * Invitations, sessions and addresses in memory, for a web platform without a store. A secret is `for-` and who it is for; what
 * proves an address is `a.` and it; what switches a topic off is `no-` and it. `FEED_SECRET` opens the one feed that there is.
 */
export function memoryWaysIn(newId: () => string): {
  readonly waysIn: WaysIn;
  readonly sessions: SessionTable;
  readonly addresses: Addresses;
  readonly signIns: SignIns;
  readonly feeds: Feeds;
  /** Addresses that a link was to be sent to. */
  readonly asked: readonly string[];
  /** How often something was written. */
  writes(): number;
} {
  const used = new Set<string>();
  const rows = new Map<string, WebSession>();
  const ended = new Set<string>();
  let writes = 0;
  const nameIn = (given: string) => (given.startsWith('for-') && !used.has(given) ? given.slice(4) : null);
  const waysIn: WaysIn = {
    async look(given) {
      const name = nameIn(given);
      const sentTo = given.startsWith('for-mailed') ? 'mailed@example.org' : null;
      return name === null
        ? null
        : { name: name.split('.')[0] ?? '', circle: 'Ward 7', opensFrom: null, sentTo };
    },
    async claim(given, device) {
      const name = nameIn(given);
      if (name === null) return null;
      used.add(given);
      const session = { id: newId(), webId: name.split('.')[0] ?? '', device, beganAt: 0 };
      rows.set(session.id, session);
      return session;
    },
    cameInBy: async (given, webId) => used.has(given) && given.slice(4).split('.')[0] === webId,
    async decline(given) {
      if (nameIn(given) === null || !given.startsWith('for-mailed')) return false;
      used.add(given);
      return true;
    },
  };
  const sessions: SessionTable = {
    async begin(session) {
      writes += 1;
      rows.set(session.id, session);
    },
    find: async (id) => rows.get(id) ?? null,
    of: async (webIds) => [...rows.values()].filter(({ webId }) => webIds.includes(webId)),
    async end(id, webIds) {
      writes += 1;
      if (webIds.includes(rows.get(id)?.webId ?? '')) rows.delete(id);
    },
    async leave(id) {
      writes += 1;
      rows.delete(id);
    },
    async endOthers(webIds, but) {
      writes += 1;
      for (const { id, webId } of rows.values()) if (webIds.includes(webId) && id !== but) rows.delete(id);
      for (const webId of webIds) ended.add(webId);
    },
    oldCookiesEnded: async (webId) => ended.has(webId),
    async forget() {},
  };
  const address = (given: string) => (given.startsWith('a.') ? given.slice(2) : null);
  const topic = (capability: string) => (capability.startsWith('no-') ? capability.slice(3) : null);
  const addresses: Addresses = {
    check: address,
    async confirm(given) {
      if (address(given) !== null) writes += 1;
      return address(given) !== null;
    },
    topic,
    async stop(capability) {
      if (topic(capability) !== null) writes += 1;
      return topic(capability);
    },
    topicOf: async (letterId) => topic(letterId),
    async stopLike(letterId) {
      if (topic(letterId) !== null) writes += 1;
      return topic(letterId);
    },
  };
  const asked: string[] = [];
  const signIns: SignIns = {
    ways: () => ['mail', 'sms'],
    isOne: (typed) => /^[+\d ]+$|@/.test(typed),
    keyOf: (typed) => typed,
    isByText: (given) => given.startsWith('kept.'),
    send(typed, isTooMuch) {
      if (!isTooMuch) asked.push(typed);
      return /^[+\d ]+$/.test(typed) ? 'kept' : null;
    },
    given: (kept, typed) => `${kept}.${typed}`,
  };
  const feeds: Feeds = {
    find: async (secret) => (secret === FEED_SECRET ? 'feed' : null),
    read: async () => ({ name: 'Ward 7', events: [FEED_EVENT] }),
  };
  return { waysIn, sessions, addresses, signIns, feeds, asked, writes: () => writes };
}
