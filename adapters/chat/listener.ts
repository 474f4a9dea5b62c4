import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Log } from '../../src/core/ports/log.ts';

export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

/** Answers what is its own; null: it is not. */
export type Route = (request: IncomingMessage, path: string) => Promise<Answer | null>;

/** Asks each in turn. What none of them knows is not there; what fails is told to the log alone, as `<name>.listener-failed`. */
export function listenerOf(name: string, routes: readonly Route[], log: Log) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    void answerOf(routes, request)
      .catch((error: unknown): Answer => {
        log.error(`${name}.listener-failed`, error);
        return { status: 500, headers: {}, body: '' };
      })
      .then(({ status, headers, body }) => response.writeHead(status, headers).end(body));
  };
}

async function answerOf(routes: readonly Route[], request: IncomingMessage): Promise<Answer> {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  for (const route of routes) {
    const answer = await route(request, path);
    if (answer !== null) return answer;
  }
  return { status: 404, headers: {}, body: '' };
}
