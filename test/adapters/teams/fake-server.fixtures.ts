import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Application, TeamsAdapter, type TurnState } from '@microsoft/teams-ai';
import { MemoryStorage } from 'botbuilder';
import { ServiceClientCredentialsFactory } from 'botframework-connector';
import express from 'express';
import { onTestFinished, vi } from 'vitest';
import { type Payload, startTeams, type Teams, type TeamsOptions } from '../../support/teams/teams.ts';

/** What the tests of the local Teams share: a small tenant, a bare bot, and a plain client of the connector. */

export const NORTH = '0a6f1c1e-5a2f-4a57-9a1c-3f6f3e2d1b01';
export const SOUTH = '0a6f1c1e-5a2f-4a57-9a1c-3f6f3e2d1b02';
export const AMINA = 'b7c0a1de-0000-4000-8000-000000000001';
export const BEX = 'b7c0a1de-0000-4000-8000-000000000002';
export const GUY = 'b7c0a1de-0000-4000-8000-000000000003';
export const SUE = 'b7c0a1de-0000-4000-8000-000000000004';
export const WARD = '19:ward7@thread.tacv2';
export const PLANS = '19:plans@thread.tacv2';
export const MEETING = '19:meeting_monday@thread.v2';

const WORLD: TeamsOptions = {
  tenants: [{ id: NORTH }, { id: SOUTH }],
  people: [
    { aad: AMINA, tenant: NORTH, name: 'Amina Khan', email: 'amina@example.org' },
    { aad: BEX, tenant: NORTH, name: 'Bex Turner' },
    { aad: GUY, tenant: NORTH, name: 'Guy Moss', guest: true },
    { aad: SUE, tenant: SOUTH, name: 'Sue Lane' },
  ],
  teams: [
    {
      id: WARD,
      tenant: NORTH,
      name: 'Ward 7',
      members: [AMINA, GUY],
      channels: [{ id: PLANS, name: 'Plans' }],
    },
  ],
  chats: [{ id: MEETING, tenant: NORTH, name: 'Monday', members: [AMINA, BEX] }],
  speed: Number.POSITIVE_INFINITY,
};

/** Ends something after the test, before whatever was started earlier. */
export const afterwards = (stop: () => unknown): void =>
  onTestFinished(async () => {
    await stop();
  });

/** Lets the SDK keep to itself what it was refused, until the test is over. */
export function quiet(): void {
  for (const method of ['error', 'warn'] as const) {
    const spy = vi.spyOn(console, method).mockImplementation(() => undefined);
    afterwards(() => spy.mockRestore());
  }
}

export async function start(options: Partial<TeamsOptions> = {}): Promise<Teams> {
  const teams = await startTeams({ ...WORLD, ...options });
  afterwards(() => teams.stop());
  return teams;
}

/** Asks the token endpoint, changed as wanted. */
export const askToken = (teams: Teams, changes: Readonly<Record<string, string>> = {}, tenant = NORTH) =>
  fetch(`${teams.url}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: teams.appId,
      client_secret: teams.appPassword,
      scope: 'https://api.botframework.com/.default',
      ...changes,
    }),
  });

export async function tokenOf(teams: Teams): Promise<string> {
  const { access_token } = (await (await askToken(teams)).json()) as { readonly access_token: string };
  return access_token;
}

export interface Answered {
  readonly status: number;
  readonly code: string | undefined;
  readonly retryAfter: string | null;
  readonly body: Payload;
}

/** A plain client of the connector: `call('POST', 'conversations/…', body)`. */
export async function connectorOf(teams: Teams, given?: string) {
  const token = given ?? (await tokenOf(teams));
  return async (method: string, path: string, body?: unknown): Promise<Answered> => {
    const response = await fetch(`${teams.serviceUrl}v3/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const json = (await response.json()) as Payload & { readonly error?: { readonly code?: string } };
    const retryAfter = response.headers.get('retry-after');
    return { status: response.status, code: json.error?.code, retryAfter, body: json };
  };
}

export const activitiesOf = (conversation: string): string =>
  `conversations/${encodeURIComponent(conversation)}/activities`;

export const card = (
  body: readonly Payload[],
  actions: readonly Payload[] = [],
  more: Payload = {},
): Payload & { readonly type: 'AdaptiveCard' } => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body,
  actions,
  ...more,
});

export const words = (text: string): Payload => ({ type: 'TextBlock', text, wrap: true });

export const attached = (content: unknown): Payload => ({
  contentType: 'application/vnd.microsoft.card.adaptive',
  content,
});

export const message = (content: unknown): Payload => ({ type: 'message', attachments: [attached(content)] });

export const execute = (title: string, verb: string, more: Payload = {}): Payload => ({
  type: 'Action.Execute',
  title,
  verb,
  fallback: { type: 'Action.Submit', title, data: { verb } },
  ...more,
});

/** Signs the SDK's calls with tokens of the peer's login; the SDK's own way refuses addresses without TLS. */
class PeerCredentials extends ServiceClientCredentialsFactory {
  readonly #teams: Teams;

  constructor(teams: Teams) {
    super();
    this.#teams = teams;
  }

  override async isValidAppId(appId: string): Promise<boolean> {
    return appId === this.#teams.appId;
  }

  override async isAuthenticationDisabled(): Promise<boolean> {
    return false;
  }

  override async createCredentials() {
    const token = await tokenOf(this.#teams);
    return {
      async signRequest<T extends { readonly headers: { set(name: string, value: string): void } }>(
        request: T,
      ) {
        request.headers.set('authorization', `Bearer ${token}`);
        return request;
      },
    };
  }
}

export interface Bot {
  readonly app: Application<TurnState>;
  readonly adapter: TeamsAdapter;
}

/** A bot of Microsoft's own parts and nothing of ours, on a port, where the peer delivers to. */
export async function startBot(teams: Teams): Promise<Bot> {
  const adapter = new TeamsAdapter(
    {
      MicrosoftAppId: teams.appId,
      ToBotFromChannelOpenIdMetadataUrl: `${teams.url}/v1/.well-known/openidconfiguration`,
      ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
      ToChannelFromBotOAuthScope: 'https://api.botframework.com',
      ToChannelFromBotLoginUrl: `${teams.url}/${NORTH}`,
    },
    new PeerCredentials(teams),
  );
  const app = new Application<TurnState>({
    adapter,
    botAppId: teams.appId,
    storage: new MemoryStorage(),
    startTypingTimer: false,
  });
  const web = express();
  web.use(express.json({ limit: '1mb' }));
  web.post('/api/messages', async (request, response) => {
    await adapter.process(request, response, async (context) => void (await app.run(context)));
  });
  const server = createServer(web);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterwards(() => {
    server.closeAllConnections();
    server.close();
  });
  teams.deliverTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return { app, adapter };
}
