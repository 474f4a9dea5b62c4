import { connect, type Socket } from 'node:net';

/** A server that does not answer within this time (milliseconds) ends the measurement. */
const PATIENCE = 120_000;

export interface Answer {
  readonly status: number;
  /** As it came, the marks between its parts included. */
  readonly body: Buffer;
}

/**
 * One kept-alive connection that sends one request at a time. Speaks to the socket itself: Node's own HTTP client costs
 * as much per request as a bare server, and the machine that measures is the machine that is measured.
 */
export class Connection {
  readonly #socket: Socket;
  #pending: { resolve(answer: Answer): void; reject(error: Error): void } | null = null;
  #received: Buffer = Buffer.alloc(0);

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true).setTimeout(PATIENCE);
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('error', (error) => this.#fail(error));
    socket.on('timeout', () => this.#fail(new Error('The server did not answer in time.')));
    socket.on('close', () => this.#fail(new Error('The server closed the connection.')));
  }

  static async open(origin: string): Promise<Connection> {
    const { hostname, port } = new URL(origin);
    const socket = connect({ host: hostname, port: Number(port) });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve).once('error', reject);
    });
    return new Connection(socket);
  }

  /** Resolves when the whole answer is there. */
  send(request: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#pending = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.#received.toString('latin1', 0, end);
    const body = this.#received.subarray(end + 4);
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (length === undefined && !/\r\ntransfer-encoding: *chunked/i.test(head)) {
      this.#fail(new Error(`An answer without an end:\n${head}`));
      return;
    }
    if (length === undefined ? !isWhole(body) : body.length < Number(length)) return;
    this.#received = Buffer.alloc(0);
    const pending = this.#pending;
    this.#pending = null;
    pending?.resolve({ status: Number(head.slice(9, 12)), body });
  }

  #fail(error: Error): void {
    const pending = this.#pending;
    this.#pending = null;
    pending?.reject(error);
  }
}

const LAST_CHUNK = Buffer.from('0\r\n\r\n');

/** Nothing follows an answer before the next request, and neither JSON nor our pages hold this. */
function isWhole(body: Buffer): boolean {
  return body.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK);
}
