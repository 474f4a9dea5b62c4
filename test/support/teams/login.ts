import { randomBytes, randomUUID } from 'node:crypto';
import type { ServerClock } from '../slack/clock.ts';
import { text } from '../slack/payload.ts';
import { keyFor, unsigned } from './keys.ts';
import { Refusal } from './refusal.ts';
import type { DeliveryOptions, Payload } from './types.ts';

/** Whoever calls the connector, and whom the connector's own tokens come from. */
const AUDIENCE = 'https://api.botframework.com';
const TOKEN_SECONDS = 3599;
/** Bot Framework tokens live an hour: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication */
const ACTIVITY_TOKEN_SECONDS = 3600;

/** Issues the app's access tokens and the tokens on activities, and publishes the keys of the latter. */
export class Login {
  readonly appId: string;
  readonly appPassword = randomBytes(20).toString('base64url');
  readonly #clock: ServerClock;
  readonly #tenants: ReadonlySet<string>;
  /** Signs access tokens, and is published as another channel's. */
  readonly #access = keyFor('access');
  readonly #activities = keyFor('activities');
  /** Ids of tokens that still work. */
  readonly #alive = new Set<string>();

  constructor(clock: ServerClock, tenants: readonly string[], appId: string = randomUUID()) {
    this.appId = appId;
    this.#clock = clock;
    this.#tenants = new Set([...tenants, 'botframework.com']);
  }

  /** `POST /<tenant>/oauth2/v2.0/token`; the codes are Entra's. */
  token(tenant: string, form: URLSearchParams): Payload {
    if (!this.#tenants.has(tenant)) throw aad(400, 'invalid_request', 90002, `Tenant '${tenant}' not found.`);
    if (form.get('grant_type') !== 'client_credentials') {
      throw aad(400, 'unsupported_grant_type', 70003, 'The app requested an unsupported grant type.');
    }
    if (form.get('client_id') !== this.appId) {
      throw aad(400, 'unauthorized_client', 700016, 'Application was not found in the directory.');
    }
    if (form.get('client_secret') !== this.appPassword) {
      throw aad(401, 'invalid_client', 7000215, 'Invalid client secret provided.');
    }
    if (form.get('scope') !== `${AUDIENCE}/.default`) {
      throw aad(400, 'invalid_scope', 70011, 'The provided value for scope is not valid.');
    }
    const now = Math.floor(this.#clock.now() / 1000);
    const issuer = `https://sts.windows.net/${tenant}/`;
    const claims = {
      aud: AUDIENCE,
      iss: issuer,
      appid: this.appId,
      tid: tenant,
      ver: '1.0',
      iat: now,
      nbf: now,
    };
    const uti = randomUUID();
    this.#alive.add(uti);
    const access_token = this.#access.sign({ ...claims, exp: now + TOKEN_SECONDS, uti });
    return { token_type: 'Bearer', expires_in: TOKEN_SECONDS, ext_expires_in: TOKEN_SECONDS, access_token };
  }

  /** Refuses a call of the connector without a good token of this app. */
  check(authorization: string | undefined): void {
    const bearer = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
    const claims = bearer === undefined ? undefined : this.#access.open(bearer);
    const now = this.#clock.now() / 1000;
    if (claims === undefined || claims.aud !== AUDIENCE) throw unauthorized();
    if (typeof claims.exp !== 'number' || claims.exp <= now) throw unauthorized();
    if (!this.#alive.has(text(claims.uti))) throw unauthorized();
    if (claims.appid !== this.appId) {
      throw new Refusal(403, 'Forbidden', 'The bot is not registered under this app id.');
    }
  }

  expireAll(): void {
    this.#alive.clear();
  }

  /** The token on an activity. Its times are real ones, since the app checks them by its own clock. */
  activityToken(serviceUrl: string, { token: fault }: DeliveryOptions): string | undefined {
    if (fault === 'missing') return undefined;
    const now = Math.floor(Date.now() / 1000);
    const from = fault === 'expired' ? now - 86_400 : fault === 'not-yet' ? now + 86_400 : now;
    const claims = {
      serviceurl: fault === 'other-service-url' ? 'https://smba.example.org/teams/' : serviceUrl,
      nbf: from - 300,
      exp: from + ACTIVITY_TOKEN_SECONDS,
      iss: fault === 'wrong-issuer' ? 'https://login.example.org' : AUDIENCE,
      aud: fault === 'wrong-audience' ? randomUUID() : this.appId,
    };
    if (fault === 'unsigned') return unsigned(claims);
    if (fault === 'foreign-key') return keyFor('foreign').sign(claims, this.#activities.id);
    if (fault === 'unknown-key') return keyFor('foreign').sign(claims);
    return (fault === 'unendorsed' ? this.#access : this.#activities).sign(claims);
  }

  /** https://login.botframework.com/v1/.well-known/openidconfiguration, with addresses of this peer. */
  metadata(url: string): Payload {
    return {
      issuer: AUDIENCE,
      authorization_endpoint: 'https://invalid.botframework.com',
      jwks_uri: `${url}/v1/.well-known/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
    };
  }

  keys(): Payload {
    return { keys: [this.#access.jwk(['webchat', 'directline']), this.#activities.jwk(['msteams'])] };
  }
}

const unauthorized = (): Refusal =>
  new Refusal(401, 'Unauthorized', 'Authorization has been denied for this request.');

/** Entra's errors name the fault in words, with a number of its own. */
class LoginRefusal extends Refusal {
  override readonly body: Payload;

  constructor(status: number, error: string, number: number, words: string) {
    super(status, error, words);
    this.body = { error, error_description: `AADSTS${number}: ${words}`, error_codes: [number] };
  }
}

const aad = (status: number, error: string, number: number, words: string): Refusal =>
  new LoginRefusal(status, error, number, words);
