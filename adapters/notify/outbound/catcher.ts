import { filledIn, NOTIFY_TEMPLATES } from '../../../src/config/notify-templates.ts';
import type { Api, Channel } from './api.ts';

/** The oldest go first. */
const MOST = 200;

export interface Caught {
  readonly kind: Channel;
  readonly to: string;
  /** As it would be read. */
  readonly body: string;
}

export interface Catcher extends Api {
  /** Newest first; of one letter once. */
  caught(): readonly Caught[];
}

/** Takes every message and sends none: for demos and for trying out. Kept in memory alone. */
export function notifyCatcher(): Catcher {
  const messages = new Map<string, Caught>();
  return {
    async send({ channel, to, values, reference }) {
      const template = channel === 'sms' ? NOTIFY_TEMPLATES.text : NOTIFY_TEMPLATES.mail.body;
      messages.set(reference, { kind: channel, to, body: filledIn(template, values) });
      for (const oldest of messages.keys()) {
        if (messages.size <= MOST) break;
        messages.delete(oldest);
      }
      return reference;
    },
    taken: async () => null,
    template: async () => ({ type: 'sms', subject: null, body: NOTIFY_TEMPLATES.text }),
    isFree: async () => null,
    caught: () => [...messages.values()].toReversed(),
  };
}
