import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Activities } from './activities.ts';
import type { Line } from './client.ts';
import { Connector } from './connector.ts';
import { Deliveries } from './deliveries.ts';
import { PersonAtClient } from './person.ts';
import { seenMessage } from './seen.ts';
import { openTenant } from './tenant.ts';
import type { Payload, Teams, TeamsOptions } from './types.ts';
import { World } from './world.ts';

export { LIMITS } from './limits.ts';
export { MESSAGE_BYTES } from './outgoing.ts';
export type * from './types.ts';

/** Far more than Teams takes; a larger body is a mistake of the test. */
const BODY_MAX = 4_000_000;

/**
 * A Microsoft Teams of one's own on this machine, for tests: login and OpenID metadata, the Bot Connector, activities to
 * the app, and people at their clients. It checks tokens, shapes, cards and limits as Microsoft documents them, and refuses
 * what Teams would refuse. What it cannot know: how Teams draws things.
 */
export async function startTeams(options: TeamsOptions): Promise<Teams> {
  const world = new World(options);
  const { login, journal, clock } = world;
  const deliveries = new Deliveries(world);
  const line: Line = { world, activities: new Activities(world), deliveries };
  const chatApp = openTenant(line);
  const connector = new Connector(world);

  const server = createServer((request, response) => {
    read(request).then(
      (body) => route(request, body, response),
      () => response.destroy(),
    );
  });
  // As a platform's front servers do: one that closes lines after Node's five seconds cuts requests off on a busy machine.
  server.keepAliveTimeout = 60_000;

  function route(request: IncomingMessage, body: string, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const tenant = /^\/([^/]+)\/oauth2\/v2\.0\/token$/.exec(pathname)?.[1];
    // The SDK's client puts a second slash behind the service URL's own.
    const path = /^\/teams\/+(v3\/.*)$/.exec(pathname)?.[1];
    if (path !== undefined) connector.handle(request, `/${path}`, searchParams, body, response);
    else if (tenant !== undefined && request.method === 'POST') connector.token(tenant, body, response);
    else if (pathname === '/v1/.well-known/openidconfiguration') answer(response, login.metadata(url));
    else if (pathname === '/v1/.well-known/keys') answer(response, login.keys());
    else response.writeHead(404).end();
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  world.serviceUrl = `${url}/teams/`;

  return {
    url,
    serviceUrl: world.serviceUrl,
    appId: login.appId,
    appPassword: login.appPassword,
    tenantId: options.tenants[0]?.id ?? '',
    botId: world.botId,
    deliverTo: (appBaseUrl) => deliveries.to(appBaseUrl),
    chatApp,
    user: (aad, { oldClient = false } = {}) => new PersonAtClient(line, aad, oldClient),
    memberIdOf: (aad) => world.person(aad).memberId,
    personalChatOf: (aad) => world.personalChat(aad).id,
    activity: (aad, activity, how) => {
      const base = line.activities.base(world.person(aad), world.personalChat(aad));
      return deliveries.send({ ...base, ...activity }, how);
    },
    raw: (body, contentType, how) => deliveries.raw(body, contentType, how),
    proof: () => `Bearer ${login.activityToken(world.serviceUrl, {})}`,
    everything: () => journal.everything(),
    deliveries: () => journal.deliveries(),
    violations: () => journal.everything().flatMap(({ violations }) => violations),
    messagesIn: (conversation) =>
      world.messages
        .all()
        .filter((message) => message.conversation === conversation && message.from === undefined)
        .map((message) => seenMessage(message)),
    keeps: () =>
      world.messages
        .all()
        .filter(({ from }) => from === undefined)
        .map(({ from: _, edited: __, ...kept }) => kept),
    recalls: (messages) => {
      for (const message of messages) world.messages.recall({ ...message, from: undefined, edited: false });
    },
    until: (look, what = 'something') => journal.until(look, what),
    advance: (milliseconds) => clock.advance(milliseconds),
    fails: (method, how, times = 1) => connector.fails(method, how, times),
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function answer(response: ServerResponse, body: Payload): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > BODY_MAX) throw new Error('This body is too large.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}
