import type { Context } from '../context.ts';
import { type Instant, MINUTE } from '../instant.ts';
import type { DeliveryChange } from '../tables/deliveries.ts';
import type { Delivery } from './delivery.ts';

const MOST_ATTEMPTS = 8;

/** Waits without having failed: `expiresAt` alone says when it is too late. */
export function postponed(delivery: Delivery, dueAt: Instant, note: string): DeliveryChange {
  return { state: 'due', dueAt, note, attempts: delivery.attempts - 1 };
}

/** Each wait is twice as long as the one before. The first is a minute: `claim` has counted the attempt that failed. */
export function tryAgain(context: Context, delivery: Delivery, note: string): DeliveryChange {
  if (delivery.attempts >= MOST_ATTEMPTS) return { state: 'failed', note };
  return { state: 'due', dueAt: context.clock.now() + MINUTE * 2 ** (delivery.attempts - 1), note };
}
