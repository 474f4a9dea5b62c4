import type { Background } from './background.ts';
import type { AddressKind, PlatformName } from './circle.ts';
import type { Random } from './instant.ts';
import type { Chat, Links } from './ports/chat.ts';
import type { Clock } from './ports/clock.ts';
import type { JobQueue } from './ports/job-queue.ts';
import type { Log } from './ports/log.ts';
import type { RandomBytes, Secrets } from './ports/secrets.ts';
import type { Sender } from './ports/sender.ts';
import type { Store } from './ports/store.ts';

/**
 * What every use case is handed. Nothing else reaches it: no module state, no globals. A feature that needs more declares it
 * in its own folder (`declare module`), so that core knows none; compose.ts hands it in.
 */
export interface Context {
  readonly store: Store;
  readonly queue: JobQueue;
  readonly clock: Clock;
  readonly random: Random;
  readonly randomBytes: RandomBytes;
  /** A fresh id, unguessable, fit for job ids and addresses. */
  readonly newId: () => string;
  readonly secrets: Secrets;
  readonly log: Log;
  /** Who runs this server, as the promise names them; null: nobody said. */
  readonly operator: string | null;
  /** The platforms that are set up, by name. */
  readonly platforms: ReadonlyMap<PlatformName, Chat>;
  /** The surfaces that write to addresses, where they are set up. */
  readonly posts: ReadonlyMap<AddressKind, Sender>;
  readonly links: Links;
  /** Goes on with what whoever pressed a button need not wait for. Stopping waits seconds for it; what it or a crash loses must be no loss. */
  readonly inBackground: Background['inBackground'];
}
