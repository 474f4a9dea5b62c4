import type { IncomingMessage, ServerResponse } from 'node:http';
import { allowsServiceUrl, type TeamsConfig } from '../../../src/config/teams.ts';
import type { Log } from '../../../src/core/ports/log.ts';
import { padded } from '../../chat/padded.ts';
import { LIMITS } from '../limits.ts';
import { type Envelope, envelopeSchema } from './activities.ts';

export type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** What Teams is told: an HTTP status, and for an invoke the body it waits for. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** An activity that may be looked at: of Teams, of a tenant of ours, with an address of Microsoft's. Not yet proven. */
export interface Received {
  /** As `Authorization` has it; empty where it was left out. */
  readonly proof: string;
  readonly envelope: Envelope;
  readonly activity: Readonly<Record<string, unknown>>;
}

export interface WebhookHandlerParts {
  readonly config: TeamsConfig;
  readonly log: Log;
  readonly newId: () => string;
  /** Checks who sent it and answers. Gives 401 for what is not proven. */
  readonly take: (received: Received) => Promise<Answer>;
}

/**
 * The door for what is posted to `/api/messages`, by anyone. What cannot be of Teams is turned away before the SDK sees it:
 * too long, no JSON, another channel, a foreign tenant, an address that is not Microsoft's. Each is logged once, by a word.
 */
export function createWebhookHandler({ config, log, newId, take }: WebhookHandlerParts): Listener {
  function refuse(response: ServerResponse, status: number, what: string): void {
    log.warn('teams.refused', { requestId: newId(), what });
    answer(response, { status });
  }

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').split('?', 1)[0];
    if (path !== MESSAGES_PATH) return refuse(response, 404, 'wrong-path');
    if (request.method !== 'POST') {
      response.setHeader('Allow', 'POST');
      return refuse(response, 405, 'wrong-method');
    }
    const body = await read(request);
    if ('refused' in body) return refuse(response, body.refused === 'too-large' ? 413 : 400, body.refused);
    const activity = objectOf(body.text);
    const parsed = envelopeSchema.safeParse(activity);
    if (activity === null || !parsed.success) return refuse(response, 400, 'unreadable');
    const { chat } = parsed.data;
    if (!allowsServiceUrl(config, chat.serviceUrl)) return refuse(response, 403, 'foreign-service');
    if (!config.tenantIds.includes(chat.tenantId)) return refuse(response, 403, 'foreign-tenant');
    answer(response, await take({ proof: proofOf(request), envelope: parsed.data, activity }));
  }

  return (request, response) => {
    receive(request, response).catch((error: unknown) => {
      log.error('teams.failed', error, { requestId: newId() });
      if (response.headersSent) response.destroy();
      else answer(response, { status: 500 });
    });
  };
}

export const MESSAGES_PATH = '/api/messages';

function proofOf({ headers }: IncomingMessage): string {
  return headers.authorization ?? '';
}

type Body = { readonly text: string } | { readonly refused: 'broken-off' | 'too-large' };

async function read(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request) {
      const bytes = Buffer.from(chunk);
      length += bytes.byteLength;
      // Read on to the end, so that whoever sends it gets to read our answer.
      if (length <= LIMITS.requestBytes) chunks.push(bytes);
      if (length > LIMITS.requestBytes * 20) return { refused: 'too-large' };
    }
  } catch {
    return { refused: 'broken-off' };
  }
  if (length > LIMITS.requestBytes) return { refused: 'too-large' };
  return { text: Buffer.concat(chunks).toString('utf8') };
}

function objectOf(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : null;
  } catch {
    return null;
  }
}

function answer(response: ServerResponse, { status, body }: Answer): void {
  const text = body === undefined ? '' : padded(JSON.stringify(body));
  response.writeHead(status, {
    ...(body === undefined ? {} : { 'Content-Type': 'application/json; charset=utf-8' }),
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
  });
  response.end(text);
}
