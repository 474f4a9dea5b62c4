import { createHmac } from 'node:crypto';
import { isPayload, parsed } from './payload.ts';
import type { SocketMode } from './socket.ts';
import type { Delivery, DeliveryOptions, Payload, SlackJournal } from './types.ts';

const FORM = 'application/x-www-form-urlencoded';

/** What Slack waits for an acknowledgement: https://docs.slack.dev/apis/events-api */
const ACKNOWLEDGE_MS = 3000;
/** After this nobody listens any more; the delivery counts as never answered. */
const FORGET_MS = 60_000;

export type Envelope =
  | { readonly type: 'events_api'; readonly payload: Payload }
  | { readonly type: 'interactive'; readonly payload: Payload }
  | { readonly type: 'slash_commands'; readonly payload: Payload };

/** Carries requests to the app: signed over HTTP, or in envelopes of Socket Mode. */
export class Deliveries {
  readonly #journal: SlackJournal;
  readonly #socket: SocketMode;
  readonly #signingSecret: string;
  readonly #deadline: number;
  #address: string | undefined;

  constructor(
    journal: SlackJournal,
    socket: SocketMode,
    signingSecret: string,
    acknowledgeWithin = ACKNOWLEDGE_MS,
  ) {
    this.#journal = journal;
    this.#socket = socket;
    this.#signingSecret = signingSecret;
    this.#deadline = acknowledgeWithin;
  }

  to(appBaseUrl: string): void {
    this.#address = `${appBaseUrl.replace(/\/$/, '')}/slack/events`;
  }

  /** `retry`: which repeat this is, from 1, where it says so. */
  async send(
    kind: string,
    envelope: Envelope,
    options: DeliveryOptions = {},
    retry?: number,
  ): Promise<Delivery> {
    if (this.#address === undefined) return this.#overSocket(kind, envelope, retry);
    if (envelope.type === 'events_api') {
      return this.raw(kind, JSON.stringify(envelope.payload), 'application/json', options, retry);
    }
    const fields =
      envelope.type === 'interactive'
        ? { payload: JSON.stringify(envelope.payload) }
        : Object.fromEntries(Object.entries(envelope.payload).map(([key, value]) => [key, String(value)]));
    return this.raw(kind, new URLSearchParams(fields).toString(), FORM, options, retry);
  }

  /** Any body at all, over HTTP. */
  async raw(
    kind: string,
    body: string,
    contentType: string,
    options: DeliveryOptions = {},
    retry?: number,
  ): Promise<Delivery> {
    if (this.#address === undefined) throw new Error('Say first where to: deliverTo.');
    const headers = {
      'content-type': contentType,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      ...(options.unsigned === true ? {} : this.#signature(body, options)),
      ...(retry === undefined
        ? {}
        : { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_timeout' }),
    };
    const started = performance.now();
    try {
      const signal = AbortSignal.timeout(FORGET_MS);
      const response = await fetch(this.#address, {
        method: 'POST',
        headers,
        body,
        signal,
        redirect: 'manual',
      });
      const answer = await response.text();
      return this.#record(
        kind,
        'http',
        response.status,
        started,
        answer === '' ? undefined : (parsed(answer) ?? answer),
      );
    } catch {
      return this.#record(kind, 'http', 0, started, undefined);
    }
  }

  #signature(body: string, { signingSecret = this.#signingSecret, signedAt }: DeliveryOptions) {
    const timestamp = String(signedAt ?? Math.floor(Date.now() / 1000));
    const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
    return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` };
  }

  async #overSocket(kind: string, envelope: Envelope, retry: number | undefined): Promise<Delivery> {
    const started = performance.now();
    const repeat =
      retry === undefined
        ? { retry_attempt: 0, retry_reason: '' }
        : { retry_attempt: retry, retry_reason: 'timeout' };
    const more = envelope.type === 'events_api' ? repeat : {};
    const given = await this.#socket.send(envelope.type, envelope.payload, more);
    // Clients send `{}` where there is nothing to say.
    const silent = isPayload(given?.payload) && Object.keys(given.payload).length === 0;
    const status = given === undefined ? 0 : 200;
    return this.#record(kind, 'socket', status, started, silent ? undefined : given?.payload);
  }

  #record(kind: string, over: 'http' | 'socket', status: number, started: number, body: unknown): Delivery {
    const tookMs = performance.now() - started;
    const inTime = status === 200 && tookMs <= this.#deadline;
    return this.#journal.delivered({ kind, over, status, tookMs, inTime, body });
  }
}
