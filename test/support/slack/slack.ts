import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deliver, type Line } from './client.ts';
import { Consent } from './consent.ts';
import { Deliveries } from './deliveries.ts';
import { object, text } from './payload.ts';
import { Payloads } from './payloads.ts';
import { PersonAtClient } from './person.ts';
import { ResponseUrls } from './response-urls.ts';
import { seenMessage } from './seen.ts';
import { SocketMode } from './socket.ts';
import type { Slack, SlackOptions } from './types.ts';
import { WebApi } from './web-api.ts';
import { openWorkspace } from './workspace.ts';
import { World } from './world.ts';

export { LIMITS, TIERS } from './limits.ts';
export { ALL_SCOPES } from './tokens.ts';
export type * from './types.ts';

/** Slack takes bodies up to about a megabyte; more than this is a mistake of the test. */
const BODY_MAX = 4_000_000;

/**
 * A Slack of one's own on this machine, for tests: the Web API, the consent page, Socket Mode, requests to the app, and
 * people at their clients. It checks tokens, scopes, shapes, limits and trigger ids as Slack documents them, and refuses
 * what Slack would refuse. What it cannot know: how Slack draws things.
 */
export async function startSlack(options: SlackOptions): Promise<Slack> {
  const world = new World(options);
  const consent = new Consent(world);
  const socket = new SocketMode(world.appId, world.journal);
  const signingSecret = randomBytes(16).toString('hex');
  const deliveries = new Deliveries(world.journal, socket, signingSecret, options.acknowledgeWithin);
  const responseUrls = new ResponseUrls(world);
  const line: Line = { world, payloads: new Payloads(world), deliveries, responseUrls };
  const chatApp = openWorkspace(line, consent);
  let url = '';
  const socketUrl = () => `${url.replace('http', 'ws')}/link?ticket=${socket.ticket()}&app_id=${world.appId}`;
  // Slack's events follow the answer; whoever uninstalls need not wait for them, nor be there to hear them.
  const uninstall = (team: string) => void chatApp.uninstalls(team).catch(() => undefined);
  const api = new WebApi(world, consent, { socketUrl, uninstall });

  const appToken = world.tokens.issue('app', '', ['connections:write'], false).value;
  for (const { id, installed, scopes } of world.workspaces.values()) {
    if (installed) world.tokens.issue('bot', id, scopes, false);
  }

  const server = createServer((request, response) => {
    read(request).then(
      (body) => route(request, body, response),
      () => response.destroy(),
    );
  });
  // As a platform's front servers do: one that closes lines after Node's five seconds cuts requests off on a busy machine.
  server.keepAliveTimeout = 60_000;
  server.on('upgrade', (request, connection, head) => socket.upgrade(request, connection, head));

  function route(request: IncomingMessage, body: string, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const [, area = '', name = ''] = pathname.split('/');
    if (area === 'api') api.handle(name, request, body, response);
    else if (pathname === '/oauth/v2/authorize') showConsent(searchParams, response);
    else if (area === 'response') {
      const answer = responseUrls.answer(name, body);
      response.writeHead(answer.status, { 'content-type': 'text/html' }).end(answer.body);
    } else response.writeHead(404).end();
  }

  function showConsent(query: URLSearchParams, response: ServerResponse): void {
    const visit = consent.visit(query);
    if ('location' in visit) response.writeHead(302, { location: visit.location }).end();
    else response.writeHead(400, { 'content-type': 'text/plain' }).end(visit.problem);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}`;
  responseUrls.base = url;

  const botTokenOf = (team: string): string => {
    const token = world.tokens.newest(team);
    if (token === undefined) throw new Error(`The app is not installed in ${team}.`);
    return token.value;
  };
  const first = [...world.workspaces.values()].find(({ installed }) => installed);

  return {
    url,
    apiUrl: `${url}/api/`,
    authorizeUrl: `${url}/oauth/v2/authorize`,
    signingSecret,
    botToken: first === undefined ? '' : botTokenOf(first.id),
    appToken,
    appId: world.appId,
    clientId: consent.clientId,
    clientSecret: consent.clientSecret,
    botTokenOf,
    botUserOf: (team) => world.workspace(team).botUserId,
    deliverTo: (appBaseUrl) => deliveries.to(appBaseUrl),
    chatApp,
    user: (team, id) => new PersonAtClient(line, team, id),
    event: (team, event, how) =>
      deliver(
        line,
        text(event.type),
        team,
        { type: 'events_api', payload: line.payloads.event(team, event) },
        how,
      ),
    verifyUrl: async () => {
      const challenge = randomBytes(16).toString('hex');
      const body = JSON.stringify({ token: 'deprecated', challenge, type: 'url_verification' });
      const answer = await deliveries.raw('url_verification', body, 'application/json');
      return answer.inTime && (answer.body === challenge || object(answer.body).challenge === challenge);
    },
    raw: (body, contentType, how) => deliveries.raw('raw', body, contentType, how),
    everything: () => world.journal.everything(),
    deliveries: () => world.journal.deliveries(),
    messagesIn: (channel) =>
      world.messages
        .all()
        .filter((message) => message.channel === channel)
        .map(seenMessage),
    keeps: () =>
      world.messages
        .all()
        .filter(({ fromApp, onlyFor }) => fromApp && onlyFor === undefined)
        .map(({ team, channel, ts, text, blocks }) => ({ team, channel, ts, text, blocks })),
    recalls: (messages) => {
      for (const { id, team } of options.users) world.directMessage(team, id);
      for (const message of messages) {
        const user = world.workspace(message.team).botUserId;
        const common = { user, fromApp: true, edited: false, onlyFor: undefined, threadTs: undefined };
        world.messages.recall({ ...message, ...common });
      }
    },
    until: (look, what = 'something') => world.journal.until(look, what),
    advance: (milliseconds) => world.clock.advance(milliseconds),
    fails: (method, how, times = 1) => api.fails(method, how, times),
    sockets: () => socket.connections,
    refreshSockets: () => socket.refresh(),
    dropSockets: () => socket.drop(),
    stop: async () => {
      await socket.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
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
