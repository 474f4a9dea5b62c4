import { createServer, type Server, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LIMITS } from '../limits.ts';
import type { Listener } from '../options.ts';

/** One listening socket. Requests are handed out by path before any framework sees them, so that each listener keeps its own speed and its own body reader. */
export interface WebServer {
  /** Hands every request at or below `prefix` (such as `/slack`) to `listener`, from now on. */
  mount(prefix: string, listener: Listener): void;
  /** Resolves with the local address, for example `http://127.0.0.1:8080`; rejects if the port cannot be had. */
  listen(host: string, port: number, main: Listener): Promise<string>;
  /** Takes no more connections and resolves when the requests under way are answered. */
  close(): Promise<void>;
}

export function createWebServer(): WebServer {
  const mounts: { readonly prefix: string; readonly listener: Listener }[] = [];
  let server: Server | null = null;
  return {
    mount(prefix, listener) {
      mounts.push({ prefix, listener });
    },
    async listen(host, port, main) {
      const opened = createServer(
        {
          headersTimeout: LIMITS.headersWithin,
          requestTimeout: LIMITS.requestWithin,
          keepAliveTimeout: LIMITS.idleConnection,
        },
        (request, response) => {
          // Node keeps a connection open after its answer even while closing: the next check would come too late.
          response.on('close', () => {
            if (server === null) setImmediate(() => opened.closeIdleConnections());
          });
          const path = (request.url ?? '').split('?')[0] ?? '';
          const mount = mounts.find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`));
          (mount?.listener ?? main)(request, response);
        },
      );
      opened.maxHeadersCount = LIMITS.headers;
      opened.on('clientError', refuseGarbage);
      await new Promise<void>((resolve, reject) => {
        opened.once('error', reject).listen(port, host, resolve);
      });
      server = opened;
      return addressOf(opened.address());
    },
    async close() {
      const closing = server;
      server = null;
      if (closing === null) return;
      const closed = new Promise<void>((resolve) => closing.close(() => resolve()));
      const impatience = setTimeout(() => closing.closeAllConnections(), LIMITS.stopWithin);
      await closed;
      clearTimeout(impatience);
    },
  };
}

/** What does not even parse as HTTP gets a sentence too. */
function refuseGarbage(
  error: Error & { code?: string },
  socket: { writable: boolean; end(text: string): void; destroy(): void },
): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status =
    error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const text = 'We could not read that. Nothing was sent. Please try again.\n';
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${text.length}\r\n\r\n${text}`,
  );
}

function addressOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}
