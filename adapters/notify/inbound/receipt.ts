import { z } from 'zod';
import { readPhoneNumber } from '../../../src/core/phone-number.ts';

/** What a receipt says of a message of ours that did not arrive. */
export interface Receipt {
  /** The letter's id, which went along as the reference. */
  readonly letterId: string;
  readonly recipients: readonly string[];
  /** Notify's own id of that sending. */
  readonly ref: string;
  readonly how: 'closed' | 'not-now' | 'not-tried';
}

/** https://docs.notifications.service.gov.uk/rest-api.html#delivery-receipts */
const receipt = z.object({
  id: z.string().max(100),
  reference: z.string().max(100).nullable(),
  to: z.string().max(320),
  status: z.string(),
  notification_type: z.enum(['sms', 'email']),
});

/**
 * Of a text that failed for good Notify does not tell a wrong number from one that a network bars: "remove them from your database".
 * It tries for 72 hours before it says that it failed for now. A technical failure was not tried, and is not charged.
 */
const HOW: Readonly<Record<string, Receipt['how']>> = {
  'permanent-failure': 'closed',
  'temporary-failure': 'not-now',
  'technical-failure': 'not-tried',
};

/** null: it is none, it has arrived, or it is not about a message of ours. */
export function readReceipt(body: string): Receipt | null {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return null;
  }
  const read = receipt.safeParse(value);
  if (!read.success) return null;
  const { id, notification_type: type, reference, status, to } = read.data;
  const how = Object.hasOwn(HOW, status) ? HOW[status] : undefined;
  if (reference === null || how === undefined) return null;
  const number = type === 'sms' ? readPhoneNumber(to) : null;
  return { letterId: reference, recipients: [number?.ok ? number.value : to], ref: id, how };
}
