import type { Log } from '../../../src/core/ports/log.ts';
import type { Dispatcher } from '../../chat/dispatcher.ts';
import type { ActionCodec } from '../auth/action-codec.ts';
import type { Actor } from './activities.ts';

/** What everything that answers people works with. */
export interface HandlerDependencies {
  readonly dispatcher: Dispatcher<Actor>;
  readonly codec: ActionCodec;
  readonly log: Log;
  readonly newId: () => string;
  /** Goes on with work after the acknowledgement. A failure is logged once; `stop` waits for it. */
  readonly inBackground: (work: () => Promise<void>) => void;
  /** Does work that Teams waits for; `stop` waits for it too. */
  readonly tracked: <T>(work: () => Promise<T>) => Promise<T>;
}
