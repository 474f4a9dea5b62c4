import axios from 'axios';
import { NotifyClient } from 'notifications-node-client';
import { z } from 'zod';
import type { NotifyService } from '../../../src/config/notify.ts';
import { LIMITS } from '../limits.ts';

/** What is sent over Notify, as addresses of ours are called. */
export type Channel = 'sms' | 'mail';

export interface Outgoing {
  readonly channel: Channel;
  readonly to: string;
  readonly templateId: string;
  readonly values: Readonly<Record<string, string>>;
  /** The letter's id. */
  readonly reference: string;
  /** Which of the values hold what people wrote. */
  readonly written?: readonly string[];
  /** Where a mail program unsubscribes; null: nowhere. */
  readonly unsubscribe?: string | null;
}

export interface Template {
  readonly type: string;
  readonly subject: string | null;
  readonly body: string;
}

/** What we ask of Notify. Each rejects with what `faultOf` reads. */
export interface Api {
  /** Gives Notify's id of the message, once it is taken. */
  send(message: Outgoing, signal: AbortSignal): Promise<string>;
  /** Its id of a message that was taken under this reference, and that it brought or brings still; null: there is none. */
  taken(channel: Channel, reference: string, signal: AbortSignal): Promise<string | null>;
  template(id: string, signal: AbortSignal): Promise<Template>;
  /** Whether of what it brought lately nothing was charged: so it is with a test key, which reaches nobody. null: it brought nothing. */
  isFree(channel: Channel, signal: AbortSignal): Promise<boolean | null>;
}

const TYPES = { sms: 'sms', mail: 'email' } as const satisfies Record<Channel, string>;
/** Statuses of what it gave up. */
const FAILED: ReadonlySet<string> = new Set([
  'failed',
  'permanent-failure',
  'temporary-failure',
  'technical-failure',
]);

const sent = z.object({ id: z.string() });
const notifications = z.object({
  notifications: z.array(
    z.object({
      id: z.string(),
      reference: z.string().nullable(),
      status: z.string(),
      cost_details: z.object({ billable_sms_fragments: z.number().optional() }).optional().catch(undefined),
    }),
  ),
});
const template = z.object({ type: z.string(), subject: z.string().nullish(), body: z.string() });

export function notifyApi({ apiKey, url }: NotifyService, answerMs: number = LIMITS.answerMs): Api {
  // A client for each call, for what ends it: its own takes no signal.
  const client = (signal: AbortSignal): NotifyClient => {
    const one = new NotifyClient(url, apiKey);
    const http: unknown = axios.create({
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]),
      maxRedirects: 0,
      maxContentLength: LIMITS.mostBytes,
    });
    // The same class, of which there are types for `import` and for `require`.
    one.setClient(http as Parameters<NotifyClient['setClient']>[0]);
    return one;
  };
  const list = async (channel: Channel, reference: string | undefined, signal: AbortSignal) => {
    const { data } = await client(signal).getNotifications(TYPES[channel], undefined, reference);
    return notifications.parse(data).notifications;
  };
  return {
    async send({ channel, to, templateId, values, reference, written = [], unsubscribe = null }, signal) {
      const { data } =
        channel === 'sms'
          ? await client(signal).sendSms(templateId, to, { personalisation: values, reference })
          : await client(signal).sendEmail(templateId, to, {
              personalisation: values,
              reference,
              sanitiseContentFor: [...written],
              ...(unsubscribe === null ? {} : { oneClickUnsubscribeURL: unsubscribe }),
            });
      return sent.parse(data).id;
    },
    async taken(channel, reference, signal) {
      const known = await list(channel, reference, signal);
      const found = known.find((each) => each.reference === reference && !FAILED.has(each.status));
      return found?.id ?? null;
    },
    async template(id, signal) {
      const { type, subject = null, body } = template.parse((await client(signal).getTemplateById(id)).data);
      return { type, subject, body };
    },
    async isFree(channel, signal) {
      const fragments = (await list(channel, undefined, signal)).flatMap(({ cost_details, status }) =>
        status === 'delivered' && cost_details?.billable_sms_fragments !== undefined
          ? [cost_details.billable_sms_fragments]
          : [],
      );
      return fragments.length === 0 ? null : fragments.every((count) => count === 0);
    },
  };
}
