import type { IncomingMessage, ServerResponse } from 'node:http';
import { isPayload, parsed } from '../slack/payload.ts';
import { MESSAGES } from './operations/messages.ts';
import type { Call, Operation, Result } from './operations/operation.ts';
import { ROSTERS } from './operations/rosters.ts';
import { MESSAGE_BYTES } from './outgoing.ts';
import { Refusal } from './refusal.ts';
import type { Failure } from './types.ts';
import type { World } from './world.ts';

const OPERATIONS: readonly Operation[] = [...MESSAGES, ...ROSTERS];

/** Microsoft's usual code for a status. */
const CODES: Readonly<Record<number, string>> = {
  403: 'ForbiddenOperationException',
  404: 'ConversationNotFound',
  412: 'PreconditionFailed',
  429: 'TooManyRequests',
  500: 'ServiceError',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
};

interface Answer {
  readonly result: Result;
  readonly retryAfter?: number | undefined;
  readonly outcome: string;
}

/** The Bot Connector below `/teams/`, and the token endpoint: tokens, rate limits, then the operation. */
export class Connector {
  readonly #world: World;
  readonly #failures = new Map<string, Failure[]>();

  constructor(world: World) {
    this.#world = world;
  }

  fails(method: string, how: Failure, times: number): void {
    const waiting = this.#failures.get(method) ?? [];
    this.#failures.set(method, [...waiting, ...Array.from({ length: times }, () => how)]);
  }

  /** `path` without the service URL's own. */
  handle(
    request: IncomingMessage,
    path: string,
    query: URLSearchParams,
    body: string,
    response: ServerResponse,
  ) {
    const method = request.method ?? '';
    const [operation, named] = route(method, path);
    const json = parsed(body);
    const call: Call = { world: this.#world, path: named, query, body: isPayload(json) ? json : {} };
    const place = operation?.place(call);
    const answer = this.#answer(operation, call, body, request.headers.authorization);
    respond(response, answer);
    this.#world.journal.sent({
      at: this.#world.clock.now(),
      method: operation?.name ?? 'unknown',
      path: `${method} ${path}`,
      tenant: place?.tenant,
      args: { ...Object.fromEntries(query), ...call.body },
      outcome: answer.outcome,
      violations: answer.result.violations ?? [],
    });
  }

  token(tenant: string, body: string, response: ServerResponse): void {
    const form = new URLSearchParams(body);
    const answer = this.#guarded(() => {
      const failure = this.#failures.get('token')?.shift();
      return failure === undefined
        ? { status: 200, body: this.#world.login.token(tenant, form) }
        : failed(failure);
    });
    respond(response, answer);
    form.delete('client_secret');
    this.#world.journal.sent({
      at: this.#world.clock.now(),
      method: 'token',
      path: `POST /${tenant}/oauth2/v2.0/token`,
      tenant,
      args: Object.fromEntries(form),
      outcome: answer.outcome,
      violations: [],
    });
  }

  #answer(
    operation: Operation | undefined,
    call: Call,
    body: string,
    authorization: string | undefined,
  ): Answer {
    return this.#guarded(() => {
      const failure = this.#failures.get(operation?.name ?? '')?.shift() ?? this.#failures.get('*')?.shift();
      if (failure !== undefined) return failed(failure);
      this.#world.login.check(authorization);
      if (operation === undefined) throw new Refusal(404, 'NotFound', 'There is no such operation.');
      if (Buffer.byteLength(body) > MESSAGE_BYTES) {
        throw new Refusal(413, 'MessageSizeTooBig', 'Message size too large.');
      }
      if (operation.method !== 'GET' && operation.method !== 'DELETE' && !isPayload(parsed(body))) {
        throw new Refusal(400, 'BadSyntax', 'The body is not JSON.');
      }
      const place = operation.place(call);
      const { limits } = this.#world;
      const seconds =
        place === undefined ? undefined : limits.refusal(operation.counts, place.tenant, place.conversation);
      return seconds === undefined ? operation.run(call) : failed({ status: 429, retryAfter: seconds });
    });
  }

  #guarded(run: () => Result | Failed): Answer {
    try {
      const result = run();
      const { status, body } = result;
      const outcome = status < 400 ? 'ok' : `${status} ${'code' in result ? result.code : ''}`;
      return {
        result: { ...result, status, body },
        retryAfter: 'code' in result ? result.retryAfter : undefined,
        outcome,
      };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { status, code, body } = error;
      return { result: { status, body }, outcome: `${status} ${code}` };
    }
  }
}

interface Failed extends Result {
  readonly code: string;
  readonly retryAfter: number | undefined;
}

function failed({ status, code = CODES[status] ?? 'Error', retryAfter }: Failure): Failed {
  return {
    status,
    code,
    retryAfter,
    body: { error: { code, message: `It is asked to fail with ${status}.` } },
  };
}

function respond(response: ServerResponse, { result, retryAfter }: Answer): void {
  const wait = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  response
    .writeHead(result.status, { 'content-type': 'application/json; charset=utf-8', ...wait })
    .end(JSON.stringify(result.body));
}

/** The operation for a path, and what the path names. */
function route(
  method: string,
  path: string,
): readonly [Operation | undefined, Readonly<Record<string, string>>] {
  const parts = path.split('/');
  for (const operation of OPERATIONS) {
    const wanted = operation.path.split('/');
    if (operation.method !== method || wanted.length !== parts.length) continue;
    if (wanted.every((part, at) => part.startsWith('{') || part === parts[at])) {
      return [operation, namesIn(wanted, parts)];
    }
  }
  return [undefined, {}];
}

function namesIn(wanted: readonly string[], parts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    wanted.flatMap((part, at) =>
      part.startsWith('{') ? [[part.slice(1, -1), decoded(parts[at] ?? '')]] : [],
    ),
  );
}

/** Text that is not encoded as it must be stands for itself: no conversation is called so. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
