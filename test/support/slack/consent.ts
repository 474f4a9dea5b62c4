import { randomBytes } from 'node:crypto';
import { text } from './payload.ts';
import { Refusal } from './refusal.ts';
import { TOKEN_SECONDS } from './tokens.ts';
import type { Payload } from './types.ts';
import type { World } from './world.ts';

/** A code lives ten minutes and works once: https://docs.slack.dev/authentication/installing-with-oauth */
const CODE_MS = 600_000;

interface Grant {
  readonly team: string;
  readonly user: string;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  readonly at: number;
}

/** The consent page and what its codes are worth. */
export class Consent {
  readonly clientId = '1111111111.2222222222';
  readonly clientSecret = randomBytes(16).toString('hex');
  readonly #world: World;
  readonly #codes = new Map<string, Grant>();
  #answer: { readonly team: string; readonly user: string; readonly allow: boolean } | undefined;

  constructor(world: World) {
    this.#world = world;
  }

  /** Who is at the page next, and what they press. */
  answers(team: string, user: string, allow: boolean): void {
    this.#answer = { team, user, allow };
  }

  /** A visit of the page: where it sends the person, or the words of its error page. */
  visit(query: URLSearchParams): { readonly location: string } | { readonly problem: string } {
    if (query.get('client_id') !== this.clientId) return { problem: 'Invalid client_id parameter' };
    const scopes = (query.get('scope') ?? '').split(/[ ,]/).filter(Boolean);
    if (scopes.length === 0) return { problem: 'No scopes requested' };
    const redirectUri = query.get('redirect_uri') ?? this.#world.options.redirectUris?.[0] ?? '';
    const registered = this.#world.options.redirectUris;
    if (!URL.canParse(redirectUri) || registered?.includes(redirectUri) === false) {
      return { problem: 'redirect_uri did not match any configured URIs' };
    }
    const { team, user, allow } = this.#nextAnswer(query.get('team') ?? '');
    const location = new URL(redirectUri);
    location.searchParams.set('state', query.get('state') ?? '');
    if (!allow) {
      location.searchParams.set('error', 'access_denied');
      return { location: location.href };
    }
    const code = `${randomBytes(6).toString('hex')}.${randomBytes(16).toString('hex')}`;
    this.#codes.set(code, { team, user, scopes, redirectUri, at: this.#world.clock.now() });
    location.searchParams.set('code', code);
    return { location: location.href };
  }

  #nextAnswer(asked: string) {
    const given = this.#answer;
    this.#answer = undefined;
    if (given !== undefined) return given;
    const team = this.#world.workspaces.has(asked) ? asked : ([...this.#world.workspaces.keys()][0] ?? '');
    const person = this.#world.usersOf(team).find((user) => user.bot !== true);
    return { team, user: person?.id ?? '', allow: true };
  }

  /** `oauth.v2.access`: a code or a refresh token for a token of the bot. */
  access(args: Payload, basic: readonly [string, string] | undefined): Payload {
    this.checkClient(text(args.client_id) || basic?.[0], text(args.client_secret) || basic?.[1]);
    const rotates = this.#world.options.rotation ?? false;
    if (text(args.grant_type) === 'refresh_token') {
      const token = this.#world.tokens.refresh(text(args.refresh_token));
      return this.#answered(token.team, token.value, token.scopes, this.#world.tokens.refreshTokenFor(token));
    }
    const code = text(args.code);
    const grant = this.#codes.get(code);
    this.#codes.delete(code);
    if (grant === undefined || this.#world.clock.now() - grant.at > CODE_MS)
      throw new Refusal('invalid_code');
    const redirectUri = text(args.redirect_uri);
    if (redirectUri !== '' && redirectUri !== grant.redirectUri) throw new Refusal('bad_redirect_uri');
    const token = this.#world.tokens.issue('bot', grant.team, grant.scopes, rotates);
    this.#world.workspace(grant.team).installed = true;
    const refresh = rotates ? this.#world.tokens.refreshTokenFor(token) : undefined;
    const answer = this.#answered(grant.team, token.value, token.scopes, refresh);
    return { ...answer, authed_user: { id: grant.user } };
  }

  checkClient(id: string | undefined, secret: string | undefined): void {
    if (id !== this.clientId) throw new Refusal('invalid_client_id');
    if (secret !== this.clientSecret) throw new Refusal('bad_client_secret');
  }

  #answered(team: string, token: string, scopes: readonly string[], refresh: string | undefined): Payload {
    const { name, botUserId } = this.#world.workspace(team);
    return {
      app_id: this.#world.appId,
      token_type: 'bot',
      access_token: token,
      scope: scopes.join(','),
      bot_user_id: botUserId,
      team: { id: team, name },
      enterprise: null,
      is_enterprise_install: false,
      ...(refresh === undefined ? {} : { refresh_token: refresh, expires_in: TOKEN_SECONDS }),
    };
  }
}
