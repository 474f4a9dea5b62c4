import { object, parsed, text } from '../slack/payload.ts';
import { cardViolations } from './cards/check.ts';
import { ADAPTIVE } from './outgoing.ts';
import type { Delivery, DeliveryOptions, Payload } from './types.ts';
import type { World } from './world.ts';

/** What Teams waits for an answer: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages */
const ANSWER_MS = 15_000;
/** After this nobody listens any more; the delivery counts as never answered. */
const FORGET_MS = 60_000;

/** Carries activities to the app, each with its token, and writes down what the answers said. */
export class Deliveries {
  readonly #world: World;
  readonly #deadline: number;
  #address: string | undefined;

  constructor(world: World) {
    this.#world = world;
    this.#deadline = world.options.answerWithin ?? ANSWER_MS;
  }

  to(appBaseUrl: string): void {
    this.#address = `${appBaseUrl.replace(/\/$/, '')}/api/messages`;
  }

  async send(given: Payload, options: DeliveryOptions = {}): Promise<Delivery> {
    const activity = changed(given, options);
    const times = options.times ?? 1;
    let delivery = await this.#once(activity, options);
    const again = !delivery.inTime && this.#world.options.repeatsWhenLate === true ? 1 : 0;
    for (let repeat = 1; repeat < times + again; repeat += 1) delivery = await this.#once(activity, options);
    return delivery;
  }

  #once(activity: Payload, options: DeliveryOptions): Promise<Delivery> {
    const named = activity.type === 'invoke' || activity.type === 'event';
    const kind = text(named ? activity.name : activity.type);
    const serviceUrl = text(activity.serviceUrl);
    return this.#post(
      kind,
      JSON.stringify(activity),
      'application/json; charset=utf-8',
      serviceUrl,
      options,
      activity,
    );
  }

  raw(body: string | Uint8Array, contentType: string, options: DeliveryOptions = {}): Promise<Delivery> {
    const serviceUrl = options.serviceUrl ?? this.#world.serviceUrl;
    return this.#post('raw', body, contentType, serviceUrl, options, undefined);
  }

  async #post(
    kind: string,
    body: string | Uint8Array,
    contentType: string,
    serviceUrl: string,
    options: DeliveryOptions,
    activity: Payload | undefined,
  ): Promise<Delivery> {
    if (this.#address === undefined) throw new Error('Say first where to: deliverTo.');
    const token = this.#world.login.activityToken(serviceUrl, options);
    const headers = {
      'content-type': contentType,
      'user-agent': 'Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
    const started = performance.now();
    const signal = AbortSignal.timeout(FORGET_MS);
    try {
      const response = await fetch(this.#address, {
        method: 'POST',
        headers,
        body,
        signal,
        redirect: 'manual',
      });
      const words = await response.text();
      const answer = words === '' ? undefined : (parsed(words) ?? words);
      return this.#record({ kind, status: response.status, body: answer, activity }, started);
    } catch {
      return this.#record({ kind, status: 0, body: undefined, activity }, started);
    }
  }

  #record(what: Pick<Delivery, 'kind' | 'status' | 'body' | 'activity'>, started: number): Delivery {
    const tookMs = performance.now() - started;
    const inTime = what.status >= 200 && what.status < 300 && tookMs <= this.#deadline;
    if (what.body !== undefined) this.#heard(what, inTime);
    return this.#world.journal.delivered({ ...what, tookMs, inTime });
  }

  #heard(
    { kind, status, body, activity }: Pick<Delivery, 'kind' | 'status' | 'body' | 'activity'>,
    inTime: boolean,
  ) {
    const args = typeof body === 'object' && body !== null ? { ...body } : { text: body };
    this.#world.journal.sent({
      at: this.#world.clock.now(),
      method: 'answer',
      path: kind,
      tenant: text(object(object(activity).conversation).tenantId) || undefined,
      args,
      outcome: inTime ? 'ok' : `${status} not heard`,
      violations: object(body).type === ADAPTIVE ? cardViolations(object(object(body).value)) : [],
    });
  }
}

/** Another service URL or tenant in every place of the body that names it. */
function changed(activity: Payload, { serviceUrl, tenant }: DeliveryOptions): Payload {
  const elsewhere = serviceUrl === undefined ? activity : { ...activity, serviceUrl };
  if (tenant === undefined) return elsewhere;
  return {
    ...elsewhere,
    conversation: { ...object(activity.conversation), tenantId: tenant },
    channelData: { ...object(activity.channelData), tenant: { id: tenant } },
  };
}
