import type { IQueueBackend } from 'bullmq';
import { within } from '../src/core/within.ts';

interface Closable {
  close(force?: boolean): Promise<void>;
  getBackend(): IQueueBackend;
}

const ANSWERS_WITHIN_MS = 2000;

/**
 * Closes a Queue or a Worker in good order, or cuts its connections where the backend does not answer.
 *
 * BullMQ's own close waits for the `end` of its blocking connection, and ioredis never reports one for a connection that
 * was just pausing between two attempts to come back: while Redis is away, that close would last for ever.
 */
export async function closeOrCut(connected: Closable): Promise<void> {
  const backend = connected.getBackend();
  const answers = await within(ANSWERS_WITHIN_MS, backend.getCounts(['active'])).then(
    () => true,
    () => false,
  );
  if (!answers) await backend.close(true);
  await connected.close(!answers);
}
