import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type App,
  type BufferedIncomingMessage,
  HTTPModuleFunctions,
  HTTPResponseAck,
  type Logger,
  type Receiver,
  verifySlackRequest,
} from '@slack/bolt';
import { padded } from '../../chat/padded.ts';

const { bufferIncomingMessage, buildNoBodyResponse, buildSSLCheckResponse, getHeader } = HTTPModuleFunctions;

/** What Bolt puts before the one JSON value of an interaction: nothing else is in such a form. */
const PAYLOAD = 'payload=';
const FORM = 'application/x-www-form-urlencoded';

export interface HttpReceiverOptions {
  readonly signingSecret: string;
  /** Bytes. */
  readonly bodyLimit: number;
  readonly logger: Logger;
}

/**
 * Hands Slack's requests on to Bolt, made of Bolt's own parts: it checks the signature and that the request is less than
 * five minutes old, answers 401, 400 or 413 where it must, and acknowledges. Unlike Bolt's `HTTPReceiver` it reads each form
 * once instead of twice, and only after the signature was checked; and what it says of a sent form is padded.
 */
export class HttpReceiver implements Receiver {
  readonly #options: HttpReceiverOptions;
  #app: App | null = null;

  constructor(options: HttpReceiverOptions) {
    this.#options = options;
  }

  init(app: App): void {
    this.#app = app;
  }

  /** Our web server listens for it. */
  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  readonly listener = (request: IncomingMessage, response: ServerResponse): void => {
    if (request.method === 'POST') void this.#receive(request, response);
    else buildNoBodyResponse(response, 404);
  };

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { logger, bodyLimit } = this.#options;
    const refuse = (status: 400 | 401 | 413, why: string): void => {
      logger.warn(`Slack request refused: ${why}`);
      buildNoBodyResponse(response, status);
    };
    let buffered: BufferedIncomingMessage;
    try {
      buffered = await bufferIncomingMessage(request, bodyLimit);
    } catch (error) {
      const tooLarge = HTTPModuleFunctions.isRawBodyError(error) && error.statusCode === 413;
      return tooLarge ? refuse(413, 'too large') : refuse(400, 'ended early');
    }
    const text = buffered.rawBody.toString();
    try {
      this.#verify(request, text);
    } catch (error) {
      // Slack looks whether the address is there, unsigned: https://docs.slack.dev/interactivity/implementing-slash-commands
      if (isForm(request) && new URLSearchParams(text).get('ssl_check') === '1')
        return buildSSLCheckResponse(response);
      return refuse(401, (error as Error).message);
    }
    let body: Record<string, unknown>;
    try {
      body = bodyOf(text, isForm(request));
    } catch {
      return refuse(400, 'not readable');
    }
    if (body.ssl_check === '1') return buildSSLCheckResponse(response);
    if (body.type === 'url_verification')
      return HTTPModuleFunctions.buildUrlVerificationResponse(response, body);
    await this.#process(buffered, body, response);
  }

  /** Throws an Error that says what is wrong with the signature or the time. */
  #verify(request: IncomingMessage, body: string): void {
    const headers = {
      'x-slack-signature': getHeader(request, 'x-slack-signature'),
      'x-slack-request-timestamp': Number(getHeader(request, 'x-slack-request-timestamp')),
    };
    const { signingSecret, logger } = this.#options;
    verifySlackRequest({ signingSecret, body, headers, logger });
  }

  async #process(
    request: BufferedIncomingMessage,
    body: Record<string, unknown>,
    response: ServerResponse,
  ): Promise<void> {
    const { logger } = this.#options;
    const acknowledgement = new HTTPResponseAck({
      logger,
      processBeforeResponse: false,
      httpRequest: request,
      httpRequestBody: body,
      httpResponse: response,
    });
    const answer = acknowledgement.bind();
    const retryNum = HTTPModuleFunctions.extractRetryNumFromHTTPRequest(request);
    const retryReason = HTTPModuleFunctions.extractRetryReasonFromHTTPRequest(request);
    try {
      await this.#app?.processEvent({
        body,
        async ack(said) {
          if (typeof said !== 'object') return answer(said);
          response.setHeader('Content-Type', 'application/json');
          await answer(padded(JSON.stringify(said)));
        },
        ...(retryNum === undefined ? {} : { retryNum }),
        ...(retryReason === undefined ? {} : { retryReason }),
      });
    } catch (error) {
      const settled = await HTTPModuleFunctions.defaultProcessEventErrorHandler({
        error: error as Error,
        logger,
        request,
        response,
        storedResponse: undefined,
      });
      if (settled) acknowledgement.ack();
    }
  }
}

function isForm({ headers }: IncomingMessage): boolean {
  return headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() === FORM;
}

/** Throws for what is no JSON object, or no UTF-8. */
function bodyOf(text: string, isForm: boolean): Record<string, unknown> {
  if (!isForm) return objectIn(text);
  if (text.startsWith(PAYLOAD) && !text.includes('&')) {
    return objectIn(decodeURIComponent(text.slice(PAYLOAD.length).replaceAll('+', ' ')));
  }
  const fields = Object.fromEntries(new URLSearchParams(text));
  return fields.payload === undefined ? fields : objectIn(fields.payload);
}

function objectIn(json: string): Record<string, unknown> {
  const value: unknown = JSON.parse(json);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError('not an object');
  return value as Record<string, unknown>;
}
