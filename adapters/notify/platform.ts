import { NOTIFY } from '../../src/config/notify.ts';
import { NOTIFY_TEMPLATES } from '../../src/config/notify-templates.ts';
import type { Instant } from '../../src/core/instant.ts';
import type { Envelope, Message } from '../../src/core/ports/message.ts';
import type { PlatformFinding, PostOutcome, Sender } from '../../src/core/ports/sender.ts';
import { createBoundedMap } from '../chat/bounded-map.ts';
import { createGate, NotTried } from '../chat/gate.ts';
import { listenerOf } from '../chat/listener.ts';
import { caughtPage } from './inbound/caught.ts';
import { receiptsWebhook } from './inbound/receipts.ts';
import { LIMITS } from './limits.ts';
import type { NotifyOptions } from './options.ts';
import { type Channel, notifyApi, type Outgoing, type Template } from './outbound/api.ts';
import { notifyCatcher } from './outbound/catcher.ts';
import { faultOf, isAway, outcomeOf } from './outbound/outcomes.ts';
import { createPacing } from './outbound/rate-limiter.ts';
import { renderMail, WRITTEN } from './render/mail.ts';
import { renderText } from './render/text.ts';

export { CAUGHT_PATH } from './inbound/caught.ts';
export { RECEIPTS_PATH } from './inbound/receipts.ts';
export type { NotifyOptions } from './options.ts';

export interface Notify {
  /** Those that are set up. */
  readonly senders: ReadonlyMap<Channel, Sender>;
  /** Takes receipts, and shows what was caught, below `/notify`. */
  readonly listener: ReturnType<typeof listenerOf>;
  /** What is under way is given up. */
  close(): void;
}

/** Letters whose messages this process has sent lately. */
const MOST_REMEMBERED = 10_000;

type Written = Omit<Outgoing, 'channel' | 'to' | 'templateId' | 'reference'>;

/**
 * Texts, and e-mails where they are set up so, over GOV.UK Notify. A letter's id goes along as the reference. Where an answer leaves open
 * whether a message was taken, the next try asks for that reference first.
 */
export function createNotify(options: NotifyOptions): Notify {
  const { config, clock, guard, lanes, links, log } = options;
  const { mailTemplate, receiptsToken, service, textTemplate } = config;
  const catcher = notifyCatcher();
  const api = service === null ? catcher : notifyApi(service, options.answerMs);
  const pacing = createPacing(lanes, clock, service?.serviceId ?? 'caught');
  const gate = createGate(clock, LIMITS, (error) => isAway(faultOf(error)));
  const sent = createBoundedMap<string, string>(MOST_REMEMBERED);
  const where = service === null ? 'the local catcher' : NOTIFY;

  async function send(message: Outgoing, slot: Instant | null, again: boolean): Promise<PostOutcome> {
    const { channel, reference } = message;
    const at = await pacing.keep(channel, slot);
    if (at !== null) return { outcome: 'later', retryAt: at, why: 'pace', slotKept: true };
    try {
      const ref =
        (again ? undefined : sent.get(reference)) ??
        (await gate.through(
          async (signal) =>
            (again ? await api.taken(channel, reference, signal) : null) ?? (await api.send(message, signal)),
        ));
      sent.set(reference, ref);
      return { outcome: 'posted', ref: { platform: channel, value: ref } };
    } catch (error) {
      const fault = faultOf(error);
      await pacing.rest(channel, fault);
      // Without its sentences: they may quote. What was not tried is no news.
      if (!(error instanceof NotTried)) log.warn('notify.not-taken', { key: reference, channel, ...fault });
      return outcomeOf(fault, clock.now());
    }
  }

  async function find(channel: Channel, templateId: string): Promise<PlatformFinding[]> {
    const signal = AbortSignal.timeout(LIMITS.answerMs);
    try {
      const is = shapeOf(channel, await api.template(templateId, signal));
      if (is === 'other') return [{ is: 'shut-out', where, why: 'template' }];
      const isTest = channel === 'sms' && (await api.isFree(channel, signal)) === true;
      return [
        { is: 'let-in', where },
        ...(is === 'changed' ? [{ is: 'rights-missing', where, rights: [channel] } as const] : []),
        ...(isTest ? [{ is: 'unknown', where, why: 'test-key' } as const] : []),
      ];
    } catch (error) {
      const fault = faultOf(error);
      if (fault.status === 404) return [{ is: 'shut-out', where, why: 'template' }];
      const { outcome, why, ...more } = outcomeOf(fault, clock.now());
      return [{ is: outcome === 'later' && 'shutOut' in more ? 'shut-out' : 'unknown', where, why }];
    }
  }

  function sender(
    channel: Channel,
    templateId: string,
    write: (message: Message, envelope: Envelope) => Written,
  ): Sender {
    return {
      name: channel,
      abilities: {
        charts: false,
        updates: false,
        reachesEverybody: true,
        calls: true,
        standsAlone: true,
        maxCharacters: LIMITS.mailCharacters,
      },
      async post(place, message, key, slot = null, again = false) {
        guard();
        const { envelope } = message;
        if (place.platform !== channel || place.kind !== 'member')
          return {
            outcome: 'unreachable',
            why: `${channel} cannot reach a ${place.kind} of ${place.platform}`,
          };
        if (envelope === undefined) throw new Error('a message that goes over Notify needs an envelope');
        const written = write(message, envelope);
        return send({ channel, to: place.externalId, templateId, reference: key, ...written }, slot, again);
      },
      check() {
        guard();
        return find(channel, templateId);
      },
    };
  }

  const senders = new Map<Channel, Sender>();
  if (textTemplate !== null)
    senders.set(
      'sms',
      sender('sms', textTemplate, (message, { short }) => ({ values: { ...renderText(message, short) } })),
    );
  if (mailTemplate !== null)
    senders.set(
      'mail',
      sender('mail', mailTemplate, (message, envelope) => ({
        values: { ...renderMail(message, envelope, links.page) },
        written: WRITTEN,
        unsubscribe: envelope.stop?.url.startsWith('https:') ? envelope.stop.url : null,
      })),
    );
  return {
    senders,
    listener: listenerOf(
      'notify',
      [
        ...(receiptsToken === null ? [] : [receiptsWebhook(options, receiptsToken)]),
        ...(service === null ? [caughtPage(catcher)] : []),
      ],
      log,
    ),
    close: () => gate.close(),
  };
}

/** `changed`: its words are not those that we count with. `other`: nothing could be sent in it. */
function shapeOf(channel: Channel, { type, subject, body }: Template): 'ours' | 'changed' | 'other' {
  const lines = (text: string) => text.replace(/\r\n?/g, '\n').trim();
  const [ours, own] =
    channel === 'sms'
      ? [NOTIFY_TEMPLATES.text, body]
      : [`${NOTIFY_TEMPLATES.mail.subject}\n${NOTIFY_TEMPLATES.mail.body}`, `${subject ?? ''}\n${body}`];
  if (type !== (channel === 'sms' ? 'sms' : 'email')) return 'other';
  return lines(own) === lines(ours) ? 'ours' : 'changed';
}
