import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Consent } from './consent.ts';
import { TIERS } from './limits.ts';
import { AUTH } from './methods/auth.ts';
import { CHAT } from './methods/chat.ts';
import type { Method } from './methods/method.ts';
import { PEOPLE } from './methods/people.ts';
import { VIEWS } from './methods/views.ts';
import { isPayload, parsed, text } from './payload.ts';
import { Refusal } from './refusal.ts';
import type { Failure, Payload } from './types.ts';
import type { World } from './world.ts';

const METHODS: Readonly<Record<string, Method>> = { ...AUTH, ...CHAT, ...PEOPLE, ...VIEWS };

/** What the API needs of the rest of Slack. */
export interface Surroundings {
  /** A fresh address for one Socket Mode connection. */
  readonly socketUrl: () => string;
  readonly uninstall: (team: string) => void;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Payload;
}

/** `/api/<method>`: tokens, rate limits, then the method. */
export class WebApi {
  readonly #world: World;
  readonly #consent: Consent;
  readonly #around: Surroundings;
  readonly #failures = new Map<string, Failure[]>();

  constructor(world: World, consent: Consent, around: Surroundings) {
    this.#world = world;
    this.#consent = consent;
    this.#around = around;
  }

  fails(method: string, how: Failure, times: number): void {
    const waiting = this.#failures.get(method) ?? [];
    this.#failures.set(method, [...waiting, ...Array.from({ length: times }, () => how)]);
  }

  handle(method: string, request: IncomingMessage, body: string, response: ServerResponse): void {
    const type = request.headers['content-type'] ?? '';
    const args = argumentsOf(type, body, new URL(request.url ?? '', 'http://localhost').searchParams);
    const header = request.headers.authorization ?? '';
    const bearer = /^Bearer (.*)$/i.exec(header)?.[1] ?? text(args.token);
    const basic = /^Basic (.*)$/i.exec(header)?.[1];
    const { team, answer, scopes } = this.#answer(method, args, bearer, basic);
    const outcome =
      answer.status === 429
        ? 'ratelimited'
        : answer.status !== 200
          ? `HTTP ${answer.status}`
          : answer.body.ok === true
            ? 'ok'
            : text(answer.body.error);
    response
      .writeHead(answer.status, {
        'content-type': 'application/json; charset=utf-8',
        ...(scopes === undefined ? {} : { 'x-oauth-scopes': scopes.join(',') }),
        ...answer.headers,
      })
      .end(JSON.stringify(answer.body));
    const at = this.#world.clock.now();
    this.#world.journal.sent({ at, method, team, args: withoutSecrets(args), outcome });
  }

  #answer(
    method: string,
    args: Payload,
    bearer: string,
    basic: string | undefined,
  ): {
    readonly team: string | undefined;
    readonly answer: Answer;
    /** What the token may do; Slack says so in a header: https://docs.slack.dev/authentication/installing-with-oauth */
    readonly scopes?: readonly string[];
  } {
    let team: string | undefined;
    try {
      const failure = this.#failures.get(method)?.shift();
      if (failure !== undefined) return { team, answer: failed(failure) };
      if (method === 'oauth.v2.access') {
        const limited = this.#limited(method, '', args);
        if (limited !== undefined) return { team, answer: limited };
        return { team, answer: fine(this.#consent.access(args, credentials(basic))) };
      }
      if (method === 'apps.connections.open') {
        this.#world.tokens.check(bearer, 'app');
        const limited = this.#limited(method, '', args);
        return { team, answer: limited ?? fine({ url: this.#around.socketUrl() }) };
      }
      if (TIERS[method] === undefined) throw new Refusal('unknown_method', { req_method: method });
      const token = this.#world.tokens.check(bearer, 'bot');
      team = token.team;
      const limited = this.#limited(method, team, args);
      if (limited !== undefined) return { team, answer: limited };
      if (method === 'apps.uninstall') {
        this.#consent.checkClient(text(args.client_id), text(args.client_secret));
        this.#around.uninstall(team);
        return { team, answer: fine({}) };
      }
      const run = METHODS[method];
      if (run === undefined) throw new Refusal('unknown_method', { req_method: method });
      const workspace = this.#world.workspace(team);
      const { scopes } = token;
      return { team, scopes, answer: fine(run({ world: this.#world, workspace, token, args })) };
    } catch (error) {
      if (error instanceof Refusal) return { team, answer: { status: 200, body: error.answer } };
      throw error;
    }
  }

  #limited(method: string, team: string, args: Payload): Answer | undefined {
    const id = text(args.channel);
    const known = /^[UW]/.test(id) && this.#world.user(team, id) !== undefined;
    const channel = known ? this.#world.directMessage(team, id).id : id;
    const seconds = this.#world.limits.refusal(method, team, channel);
    return seconds === undefined ? undefined : failed({ retryAfter: seconds });
  }
}

const fine = (body: Payload): Answer => ({ status: 200, body: { ok: true, ...body } });

function failed(failure: Failure): Answer {
  if ('error' in failure) return { status: 200, body: { ok: false, error: failure.error } };
  if ('status' in failure) return { status: failure.status, body: { ok: false, error: 'internal_error' } };
  return {
    status: 429,
    headers: { 'retry-after': String(failure.retryAfter) },
    body: { ok: false, error: 'ratelimited' },
  };
}

function credentials(basic: string | undefined): readonly [string, string] | undefined {
  if (basic === undefined) return undefined;
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':');
  return [id, secret];
}

/** Arguments from the query, a form or JSON, as Slack takes them; JSON inside form fields is opened. */
function argumentsOf(type: string, body: string, query: URLSearchParams): Payload {
  if (type.startsWith('application/json')) {
    const json = parsed(body);
    return { ...Object.fromEntries(query), ...(isPayload(json) ? json : {}) };
  }
  const fields = Object.fromEntries([...query, ...new URLSearchParams(body)]);
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      /^[[{]/.test(value) && JSON_FIELDS.has(key) ? (parsed(value) ?? value) : value,
    ]),
  );
}

const JSON_FIELDS = new Set(['blocks', 'view', 'attachments', 'metadata']);
const SECRETS = new Set(['token', 'client_secret', 'code', 'refresh_token', 'trigger_id']);

function withoutSecrets(args: Payload): Payload {
  return Object.fromEntries(Object.entries(args).filter(([key]) => !SECRETS.has(key)));
}
