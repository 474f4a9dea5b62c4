import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPReceiver, type Logger, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { SlackConfig } from '../../../src/config/slack.ts';
import type { InstallerOptions } from '../auth/installing.ts';
import { HttpReceiver } from './http-receiver.ts';

/** Where Slack sends requests, in the app's manifest too. */
const EVENTS_PATH = '/slack/events';

/** More than a form of ours can hold: 100 inputs of 3,000 characters. */
const LARGEST_BODY = 1_500_000;

export type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** How Slack's requests reach Bolt. */
export interface Receivers {
  readonly receiver: Receiver;
  /** For everything below `/slack` on our web server. */
  readonly listener: Listener;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Over HTTP: Bolt checks each request's signature and that it is less than five minutes old. Over a socket: Slack knows us
 * by our token. The pages for installing are on our web server either way, behind a receiver of their own: Bolt takes no
 * lookup of workspaces by us beside one that has them.
 */
export function createReceivers(
  { listening, apiUrl }: Pick<SlackConfig, 'listening' | 'apiUrl'>,
  installing: InstallerOptions | null,
  logger: Logger,
): Receivers {
  const source =
    listening.kind === 'http'
      ? overHttp(listening.signingSecret, logger)
      : overSocket(listening.appToken, apiUrl, logger);
  const pages = installing === null ? null : installPages(installing, logger);
  let open = false;
  return {
    receiver: source.receiver,
    listener(request, response) {
      if (!open) return plain(response, 503);
      const path = (request.url ?? '').split('?', 1)[0];
      const listen = path === EVENTS_PATH ? source.listener : pages;
      if (listen === null) return plain(response, 404);
      try {
        listen(request, response);
      } catch {
        // How Bolt says that the path or method is none of its own.
        plain(response, 404);
      }
    },
    async start() {
      open = true;
      await source.connect();
    },
    async stop() {
      open = false;
      await source.disconnect();
    },
  };
}

interface Source {
  readonly receiver: Receiver;
  readonly listener: Listener | null;
  connect(): Promise<void>;
  disconnect(): Promise<void>;
}

function overHttp(signingSecret: string, logger: Logger): Source {
  const receiver = new HttpReceiver({ logger, signingSecret, bodyLimit: LARGEST_BODY });
  return {
    receiver,
    listener: receiver.listener,
    async connect() {},
    async disconnect() {},
  };
}

function overSocket(appToken: string, apiUrl: string, logger: Logger): Source {
  // Its own defaults for trying again: here nobody else does.
  const clientOptions = { slackApiUrl: apiUrl };
  const receiver = new SocketModeReceiver({ appToken, logger, installerOptions: { clientOptions } });
  return {
    receiver,
    listener: null,
    async connect() {
      await receiver.start();
    },
    async disconnect() {
      await receiver.client.disconnect();
    },
  };
}

function installPages(installing: InstallerOptions, logger: Logger): Listener {
  // No requests of Slack's come here, so there is no signature to check.
  const receiver = new HTTPReceiver({
    ...installing,
    logger,
    signingSecret: '',
    signatureVerification: false,
    endpoints: [],
  });
  return receiver.requestListener;
}

function plain(response: ServerResponse, status: 404 | 503): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(status === 404 ? 'There is no such page.\n' : 'Please try again in a moment.\n');
}
