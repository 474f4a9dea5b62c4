import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Addresses } from '../../src/core/ports/addresses.ts';
import type { Feeds } from '../../src/core/ports/calendar.ts';
import type { Noticeboard } from '../../src/core/ports/chat.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import type { Log } from '../../src/core/ports/log.ts';
import type { Message } from '../../src/core/ports/message.ts';
import type { KeyRing } from '../../src/core/ports/secrets.ts';
import type { SessionTable } from '../../src/core/ports/session-table.ts';
import type { SignIns, WaysIn } from '../../src/core/ports/ways-in.ts';

export interface WebOptions {
  /** As people reach it from outside, for example `https://roundtable.example.org`; null: the address it listens on. */
  readonly baseUrl: string | null;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** At least 32 bytes each. Sign sessions and forms; without the key that signed them they are invalid. */
  readonly linkKeys: KeyRing;
  readonly waysIn: WaysIn;
  readonly addresses: Addresses;
  readonly feeds: Feeds;
  readonly signIns: SignIns;
  readonly sessions: SessionTable;
  readonly noticeboard: Noticeboard;
  readonly clock: Clock;
  readonly log: Log;
  /** What `/privacy` says. */
  readonly promise: Message;
  /** Whether requests can be served now, for `/readyz`. */
  readonly readiness: () => Promise<boolean>;
  /** Prometheus text for `/metrics`. */
  readonly metrics: () => Promise<string>;
  /**
   * Whoever asks for `/metrics` must bring it; null: only processes on this machine may ask, by a loopback name, and
   * nobody where `baseUrl` is a public address.
   */
  readonly metricsToken: string | null;
  /** Whether there is a page for Microsoft Teams to show inside itself. */
  readonly teams: boolean;
  /** Null everywhere but in a demo: it lets anybody become anybody. */
  readonly demo: DemoControls | null;
}

export interface DemoControls {
  people(): Promise<readonly DemoPerson[]>;
  /** Moves the clock to the next due moment and says in one sentence what happened; null: there is no such button. */
  readonly moveOn: (() => Promise<string>) | null;
}

export interface DemoPerson {
  readonly name: string;
  readonly voice: string;
  readonly webId: string;
}

/** Any Node request listener, such as another platform's own. */
export type Listener = (request: IncomingMessage, response: ServerResponse) => void;
