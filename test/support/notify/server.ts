import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NotifyConfig, NotifyService } from '../../../src/config/notify.ts';
import { NOTIFY_TEMPLATES } from '../../../src/config/notify-templates.ts';
import { contentOf, fragmentsOf, placeholdersOf, sanitised } from './content.ts';
import { emailFault, numberFault } from './recipients.ts';

export type KeyType = 'live' | 'team' | 'test';
export type Status =
  | 'sending'
  | 'delivered'
  | 'permanent-failure'
  | 'temporary-failure'
  | 'technical-failure';

/** One message that was taken. */
export interface Notification {
  readonly id: string;
  readonly reference: string | null;
  readonly type: 'sms' | 'email';
  readonly to: string;
  readonly subject: string | null;
  /** As it is read. */
  readonly body: string;
  /** Of a text. */
  readonly fragments: number;
  readonly unsubscribe: string | null;
  readonly keyType: KeyType;
  status: Status;
}

export interface NotifyServer {
  readonly url: string;
  readonly config: NotifyConfig & {
    readonly service: NotifyService;
    readonly textTemplate: string;
    readonly mailTemplate: string;
  };
  readonly keys: Readonly<Record<KeyType, string>>;
  /** What was taken for a number or an address, oldest first. */
  taken(to: string): readonly Notification[];
  all(): readonly Notification[];
  /** Every call that came, as `POST /v2/…`, whatever was answered. */
  readonly calls: string[];
  /** The next messages are taken, and the line is cut before it says so. */
  loseAnswers(count: number): void;
  /** From now on it takes what is sent, and says nothing. */
  stall(isStalled: boolean): void;
  /** The next calls are answered so. */
  failWith(status: number, count: number): void;
  /** In trial mode only the team is reached, by whichever key. */
  setTrial(isTrial: boolean): void;
  /** How many a minute, for each kind of key, and how many texts and e-mails a day. */
  setLimits(limits: { readonly minute?: number; readonly day?: number }): void;
  setTemplate(id: string, body: string | null): void;
  /** As Notify would bring it; `status` becomes the message's. */
  receipt(message: Notification, status: Exclude<Status, 'sending'>): string;
  stop(): Promise<void>;
}

export interface NotifyServerOptions {
  readonly clock?: () => number;
  /** Whom a team key, and a service in trial mode, reaches. */
  readonly team?: readonly string[];
  /** How long it thinks. */
  readonly latencyMs?: number;
}

const SERVICE_ID = '26785a09-ab16-4eb0-8407-a37497a57506';
const SECRETS: Readonly<Record<KeyType, string>> = {
  live: '3d844edf-8d35-48ac-975b-e847b4f122b0',
  team: '4d844edf-8d35-48ac-975b-e847b4f122b0',
  test: '5d844edf-8d35-48ac-975b-e847b4f122b0',
};
const TEXT_TEMPLATE = 'f33517ff-2a88-4f6e-b855-c550268ce08a';
const MAIL_TEMPLATE = 'a33517ff-2a88-4f6e-b855-c550268ce08a';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MOST_CHARACTERS = 918;
const MINUTE_MS = 60_000;
const CLOCK_OFF_BY_S = 30;

/** Said to the caller, in the form of Notify's errors. */
class Refused extends Error {
  constructor(
    readonly status: number,
    readonly error: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * GOV.UK Notify, as its documentation and its published source say it behaves: in this order it checks the token, the shape, the pace, the
 * template, the recipient. https://docs.notifications.service.gov.uk/rest-api.html
 */
export async function startNotifyServer({
  clock = Date.now,
  latencyMs = 0,
  team = [],
}: NotifyServerOptions = {}): Promise<NotifyServer> {
  const taken: Notification[] = [];
  const calls: string[] = [];
  const templates = new Map<string, { type: 'sms' | 'email'; subject: string | null; body: string }>([
    [TEXT_TEMPLATE, { type: 'sms', subject: null, body: NOTIFY_TEMPLATES.text }],
    [MAIL_TEMPLATE, { type: 'email', ...NOTIFY_TEMPLATES.mail }],
  ]);
  const lately = new Map<KeyType, number[]>();
  const today = new Map<string, number>();
  const state = {
    lost: 0,
    isStalled: false,
    fault: 0,
    faults: 0,
    isTrial: false,
    minute: 3_000,
    day: 250_000,
  };

  function keyOf({ headers }: IncomingMessage): KeyType {
    const [scheme, token = ''] = (headers.authorization ?? '').split(' ');
    if (headers.authorization === undefined)
      throw new Refused(401, 'AuthError', 'Unauthorized: authentication token must be provided');
    if (scheme !== 'Bearer')
      throw new Refused(401, 'AuthError', 'Unauthorized: authentication bearer scheme must be used');
    const [head = '', payload = '', signature = ''] = token.split('.');
    const read = (part: string) =>
      JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
    const { alg, typ } = read(head);
    const { iss, iat } = read(payload);
    if (alg !== 'HS256' || typ !== 'JWT')
      throw new Refused(403, 'AuthError', 'Invalid token: algorithm used is not HS256');
    if (iss !== SERVICE_ID) throw new Refused(403, 'AuthError', 'Invalid token: service not found');
    const found = (Object.keys(SECRETS) as KeyType[]).find((type) => {
      const ours = createHmac('sha256', SECRETS[type]).update(`${head}.${payload}`).digest();
      const given = Buffer.from(signature, 'base64url');
      return given.length === ours.length && timingSafeEqual(given, ours);
    });
    if (found === undefined) throw new Refused(403, 'AuthError', 'Invalid token: API key not found');
    if (typeof iat !== 'number' || Math.abs(Date.now() / 1000 - iat) > CLOCK_OFF_BY_S)
      throw new Refused(403, 'AuthError', 'Error: Your system clock must be accurate to within 30 seconds');
    return found;
  }

  function countPace(key: KeyType): void {
    const now = clock();
    const before = (lately.get(key) ?? []).filter((at) => at > now - MINUTE_MS);
    lately.set(key, before);
    if (before.length >= state.minute)
      throw new Refused(
        429,
        'RateLimitError',
        `Exceeded rate limit for key type ${key.toUpperCase()} of ${state.minute} requests per 60 seconds`,
      );
    before.push(now);
  }

  function countDay(key: KeyType, type: 'sms' | 'email'): void {
    if (key === 'test') return;
    const day = `${type} ${new Date(clock()).toISOString().slice(0, 10)}`;
    const count = today.get(day) ?? 0;
    if (count >= state.day)
      throw new Refused(
        429,
        'TooManyRequestsError',
        `Exceeded send limits (${type}: ${state.day}) for today`,
      );
    today.set(day, count + 1);
  }

  function take(type: 'sms' | 'email', key: KeyType, body: Record<string, unknown>): Notification {
    const field = type === 'sms' ? 'phone_number' : 'email_address';
    const { personalisation = {}, reference = null, template_id: templateId } = body;
    const to = body[field];
    if (typeof to !== 'string') throw invalid(`${field} is a required property`);
    if (typeof templateId !== 'string' || !UUID.test(templateId))
      throw invalid('template_id is not a valid UUID');
    if (reference !== null && typeof reference !== 'string')
      throw invalid('reference None is not of type string');
    if (typeof personalisation !== 'object' || personalisation === null)
      throw invalid('personalisation is not of type object');
    const wrong = type === 'sms' ? numberFault(to) : emailFault(to);
    if (wrong !== null) throw invalid(`${field} ${wrong}`);
    const unsubscribe = body.one_click_unsubscribe_url ?? null;
    if (unsubscribe !== null && !/^https:\/\/\S+$/.test(String(unsubscribe)))
      throw invalid('one_click_unsubscribe_url is not a valid https url');
    countPace(key);
    const template = templates.get(templateId);
    if (template === undefined) throw bad('Template not found');
    if (template.type !== type)
      throw bad(`${template.type} template is not suitable for ${type} notification`);
    const toSanitise = (body.sanitise_content_for ?? []) as readonly string[];
    const values = Object.fromEntries(
      Object.entries(personalisation as Record<string, unknown>).map(([name, value]) => [
        name,
        toSanitise.includes(name) ? sanitised(String(value)) : String(value),
      ]),
    );
    const missing = placeholdersOf(`${template.subject ?? ''}${template.body}`).filter(
      (name) => values[name] === undefined,
    );
    if (missing.length > 0) throw bad(`Missing personalisation: ${missing.join(', ')}`);
    const content = contentOf(template.body, values, type);
    if (content === '') throw bad('Your message is empty.');
    if (type === 'sms' && [...content].length > MOST_CHARACTERS)
      throw bad(
        `Text messages cannot be longer than ${MOST_CHARACTERS} characters. Your message is ${[...content].length} characters`,
      );
    if (key === 'team' && !team.includes(to))
      throw bad('Can’t send to this recipient using a team-only API key');
    if (state.isTrial && key !== 'test' && !team.includes(to))
      throw bad(
        'Can’t send to this recipient when service is in trial mode – see https://www.notifications.service.gov.uk/trial-mode',
      );
    if (type === 'sms' && !to.startsWith('+44')) throw bad('Cannot send to international mobile numbers');
    countDay(key, type);
    return {
      id: randomUUID(),
      reference,
      type,
      to,
      subject: template.subject === null ? null : contentOf(template.subject, values, type),
      body: content,
      fragments: type === 'sms' ? fragmentsOf(content) : 0,
      unsubscribe: unsubscribe === null ? null : String(unsubscribe),
      keyType: key,
      status: key === 'test' ? 'delivered' : 'sending',
    };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    calls.push(`${request.method} ${url.pathname}`);
    const say = (status: number, value: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    try {
      const text = await bodyOf(request);
      if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
      if (state.faults > 0) {
        state.faults -= 1;
        throw new Refused(state.fault, 'Exception', 'Internal server error');
      }
      const key = keyOf(request);
      const [, , what, which] = url.pathname.split('/');
      if (request.method === 'POST' && what === 'notifications' && (which === 'sms' || which === 'email')) {
        const message = take(which, key, JSON.parse(text) as Record<string, unknown>);
        taken.push(message);
        if (state.lost > 0) {
          state.lost -= 1;
          request.socket.destroy();
          return;
        }
        if (state.isStalled) return;
        const { id, reference, body, subject } = message;
        say(201, { id, reference, content: { body, subject }, uri: `${url.origin}/v2/notifications/${id}` });
        return;
      }
      if (state.isStalled) return;
      if (request.method === 'GET' && what === 'notifications' && which === undefined) {
        const [reference, type] = [url.searchParams.get('reference'), url.searchParams.get('template_type')];
        // Of the same kind of key alone.
        const found = taken.filter(
          (each) =>
            each.keyType === key &&
            (reference === null || each.reference === reference) &&
            (type === null || each.type === type),
        );
        say(200, {
          notifications: found.toReversed().slice(0, 250).map(listed),
          links: { current: url.href },
        });
        return;
      }
      const template = what === 'template' ? templates.get(which ?? '') : undefined;
      if (template === undefined) throw new Refused(404, 'NoResultFound', 'No result found');
      say(200, { id: which, version: 1, name: 'Roundtable', ...template });
    } catch (error) {
      const {
        status,
        error: type,
        message,
      } = error instanceof Refused ? error : new Refused(500, 'Exception', 'Internal server error');
      say(status, { status_code: status, errors: [{ error: type, message }] });
    }
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const keyNamed = (type: KeyType) => `a-${type}-key-${SERVICE_ID}-${SECRETS[type]}`;
  return {
    url,
    calls,
    keys: { live: keyNamed('live'), team: keyNamed('team'), test: keyNamed('test') },
    config: {
      service: { apiKey: keyNamed('live'), serviceId: SERVICE_ID, url },
      textTemplate: TEXT_TEMPLATE,
      mailTemplate: MAIL_TEMPLATE,
      receiptsToken: null,
    },
    taken: (to) => taken.filter((each) => each.to === to),
    all: () => taken,
    loseAnswers(count) {
      state.lost = count;
    },
    stall(isStalled) {
      state.isStalled = isStalled;
    },
    failWith(status, count) {
      state.fault = status;
      state.faults = count;
    },
    setTrial(isTrial) {
      state.isTrial = isTrial;
    },
    setLimits({ minute = state.minute, day = state.day }) {
      Object.assign(state, { minute, day });
    },
    setTemplate(id, body) {
      const before = templates.get(id);
      if (body === null || before === undefined) templates.delete(id);
      else templates.set(id, { ...before, body });
    },
    receipt(message, status) {
      message.status = status;
      const { id, reference, to, type } = message;
      const at = '2026-11-16T12:15:30.000000Z';
      return JSON.stringify({
        ...{
          id,
          reference,
          to,
          status,
          notification_type: type,
          created_at: at,
          completed_at: at,
          sent_at: at,
        },
        ...{ template_id: type === 'sms' ? TEXT_TEMPLATE : MAIL_TEMPLATE, template_version: 1 },
      });
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const invalid = (message: string) => new Refused(400, 'ValidationError', message);
const bad = (message: string) => new Refused(400, 'BadRequestError', message);

function listed({ id, reference, type, status, body, keyType, fragments }: Notification): object {
  const cost_details = type === 'sms' ? { billable_sms_fragments: keyType === 'test' ? 0 : fragments } : {};
  return { id, reference, type, status, body, is_cost_data_ready: true, cost_details };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
