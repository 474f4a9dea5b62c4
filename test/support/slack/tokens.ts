import { randomBytes } from 'node:crypto';
import type { ServerClock } from './clock.ts';
import { Refusal } from './refusal.ts';

/** Scopes that this peer's methods ask for, and those an app of ours may want besides. */
export const ALL_SCOPES = [
  'app_mentions:read',
  'channels:read',
  'chat:write',
  'commands',
  'dnd:read',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'team:read',
  'users.profile:read',
  'users:read',
  'users:read.email',
] as const;

/** Slack's twelve hours, in seconds: https://docs.slack.dev/authentication/using-token-rotation */
export const TOKEN_SECONDS = 43_200;

export interface Token {
  readonly value: string;
  readonly kind: 'bot' | 'app';
  readonly team: string;
  scopes: readonly string[];
  expiresAt: number | undefined;
  /** Why it no longer works, in Slack's word. */
  dead: string | undefined;
}

/** Who may call what. */
export class Tokens {
  readonly #clock: ServerClock;
  readonly #tokens = new Map<string, Token>();
  readonly #refresh = new Map<string, Token>();

  constructor(clock: ServerClock) {
    this.#clock = clock;
  }

  issue(kind: 'bot' | 'app', team: string, scopes: readonly string[], rotates: boolean): Token {
    const secret = randomBytes(12).toString('hex');
    const value = kind === 'app' ? `xapp-1-A01PEER-${secret}` : `${rotates ? 'xoxe.' : ''}xoxb-${secret}`;
    const expiresAt = rotates ? this.#clock.now() + TOKEN_SECONDS * 1000 : undefined;
    const token: Token = { value, kind, team, scopes, expiresAt, dead: undefined };
    this.#tokens.set(value, token);
    return token;
  }

  /** A refresh token works once. */
  refreshTokenFor(token: Token): string {
    const value = `xoxe-1-${randomBytes(12).toString('hex')}`;
    this.#refresh.set(value, token);
    return value;
  }

  refresh(value: string): Token {
    const old = this.#refresh.get(value);
    if (old === undefined || old.dead === 'account_inactive') throw new Refusal('invalid_refresh_token');
    this.#refresh.delete(value);
    return this.issue('bot', old.team, old.scopes, true);
  }

  /** The token behind a value, alive and of the kind a method takes. */
  check(value: string, kind: 'bot' | 'app'): Token {
    if (value === '') throw new Refusal('not_authed');
    const token = this.#tokens.get(value);
    if (token === undefined) throw new Refusal('invalid_auth');
    if (token.dead !== undefined) throw new Refusal(token.dead);
    if (token.expiresAt !== undefined && token.expiresAt <= this.#clock.now()) {
      throw new Refusal('token_expired');
    }
    if (token.kind !== kind) throw new Refusal('not_allowed_token_type');
    return token;
  }

  find(value: string): Token {
    const token = this.#tokens.get(value);
    if (token === undefined) throw new Error('There is no such token.');
    return token;
  }

  newest(team: string): Token | undefined {
    return [...this.#tokens.values()].findLast(
      (token) => token.kind === 'bot' && token.team === team && token.dead === undefined,
    );
  }

  /** Ends every token of a workspace: a bot without its app is a deleted user, and Slack says so. */
  endAll(team: string): void {
    for (const token of this.#tokens.values()) {
      if (token.team === team && token.kind === 'bot') token.dead = 'account_inactive';
    }
  }
}

export function requireScope(token: Token, ...anyOf: readonly string[]): void {
  if (anyOf.length === 0 || anyOf.some((scope) => token.scopes.includes(scope))) return;
  throw new Refusal('missing_scope', { needed: anyOf.join(','), provided: token.scopes.join(',') });
}
