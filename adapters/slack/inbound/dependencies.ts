import type { ModalView } from '@slack/types';
import type { Log } from '../../../src/core/ports/log.ts';
import type { Dispatcher } from '../../chat/dispatcher.ts';
import type { ActionCodec } from '../auth/action-codec.ts';
import type { Workspaces } from '../auth/workspaces.ts';
import type { Modals } from '../outbound/modals.ts';
import type { Actor } from './requests.ts';

/** What everything that answers people works with. */
export interface HandlerDependencies {
  readonly workspaces: Workspaces;
  readonly dispatcher: Dispatcher<Actor>;
  readonly modals: Modals;
  readonly codec: ActionCodec;
  readonly log: Log;
  readonly newId: () => string;
  /** Goes on with work after the acknowledgement. A failure is logged once; `stop` waits for it. */
  readonly inBackground: (work: () => Promise<void>) => void;
  /** Does work that Slack waits for; `stop` waits for it too. */
  readonly tracked: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Slack's acknowledgement of a sent form: what becomes of the view. Nothing: it closes. */
export type ViewAnswer =
  | { readonly response_action: 'update'; readonly view: ModalView }
  | { readonly response_action: 'errors'; readonly errors: Record<string, string> };

/** Says one thing to the person who asked, where no view can be opened. */
export type Tell = (text: string) => Promise<void>;
