import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { isPayload, parsed, text } from './payload.ts';
import type { Payload, SlackJournal } from './types.ts';

/** Real Slack pings too; a client that hears nothing for half a minute leaves. */
const PING_MS = 5000;
const GOODBYE_MS = 1000;

/** An envelope's acknowledgement, or nothing where its connection went away first. */
export type Acknowledged = { readonly payload: unknown } | undefined;

/** The Slack end of Socket Mode: https://docs.slack.dev/apis/events-api/using-socket-mode */
export class SocketMode {
  readonly #appId: string;
  readonly #journal: SlackJournal;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  readonly #ready: WebSocket[] = [];
  readonly #waiting = new Map<string, (acknowledged: Acknowledged) => void>();
  readonly #pings: NodeJS.Timeout;
  #turn = 0;

  constructor(appId: string, journal: SlackJournal) {
    this.#appId = appId;
    this.#journal = journal;
    this.#pings = setInterval(() => {
      for (const socket of this.#ready) socket.ping();
    }, PING_MS);
    this.#pings.unref();
  }

  /** A ticket lets one connection in, once. */
  ticket(): string {
    const ticket = randomBytes(12).toString('hex');
    this.#tickets.add(ticket);
    return ticket;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { searchParams } = new URL(request.url ?? '', 'http://localhost');
    if (!this.#tickets.delete(searchParams.get('ticket') ?? '')) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (connection) => this.#greet(connection));
  }

  #greet(connection: WebSocket): void {
    connection.on('message', (data) => this.#hear(String(data)));
    connection.on('error', () => connection.terminate());
    connection.on('close', () => this.#forget(connection));
    this.#ready.push(connection);
    say(connection, {
      type: 'hello',
      num_connections: this.#ready.length,
      debug_info: { host: 'applink-1', build_number: 1, approximate_connection_time: 18_060 },
      connection_info: { app_id: this.#appId },
    });
    this.#journal.ring();
  }

  #hear(message: string): void {
    const envelope = parsed(message);
    if (!isPayload(envelope)) return;
    const id = text(envelope.envelope_id);
    this.#waiting.get(id)?.({ payload: envelope.payload });
    this.#waiting.delete(id);
  }

  #forget(connection: WebSocket): void {
    const at = this.#ready.indexOf(connection);
    if (at >= 0) this.#ready.splice(at, 1);
    this.#journal.ring();
  }

  /** Hands one envelope to one of the connections, in turn, and waits for its acknowledgement; throws where none is open. */
  send(type: string, payload: Payload, more: Payload = {}): Promise<Acknowledged> {
    this.#turn += 1;
    const connection = this.#ready[this.#turn % this.#ready.length];
    if (connection === undefined)
      throw new Error('Nobody listens: no Socket Mode connection, and no deliverTo.');
    const id = `${randomBytes(4).toString('hex')}-${this.#turn}`;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      connection.once('close', () => {
        this.#waiting.delete(id);
        resolve(undefined);
      });
      say(connection, {
        envelope_id: id,
        type,
        accepts_response_payload: type !== 'events_api',
        payload,
        ...more,
      });
    });
  }

  get connections(): number {
    return this.#ready.length;
  }

  refresh(): void {
    for (const connection of [...this.#ready]) {
      this.#forget(connection);
      say(connection, { type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'applink-1' } });
    }
  }

  drop(): void {
    for (const connection of [...this.#ready]) {
      // At once: its end is heard of later, and nothing may be handed to it meanwhile.
      this.#forget(connection);
      connection.terminate();
    }
  }

  /** Says goodbye first, since a client may be saying the same; whoever does not answer is cut off. */
  async stop(): Promise<void> {
    clearInterval(this.#pings);
    const goodbyes = [...this.#server.clients].map(
      (connection) =>
        new Promise<void>((resolve) => {
          const cut = setTimeout(() => connection.terminate(), GOODBYE_MS);
          connection.once('close', () => {
            clearTimeout(cut);
            resolve();
          });
          connection.close(1001);
        }),
    );
    await Promise.all(goodbyes);
    this.#server.close();
  }
}

const say = (connection: WebSocket, message: Payload): void => connection.send(JSON.stringify(message));
