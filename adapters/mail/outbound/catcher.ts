import type { Transport, WholeMail } from './smtp.ts';

/** The oldest go first. */
const MOST = 200;

export interface Catcher extends Transport {
  /** Newest first; of one Message-ID once, as mail programs show it. */
  caught(): readonly WholeMail[];
}

/** Takes every mail and sends none: for demos and for trying out. Kept in memory alone. */
export function mailCatcher(): Catcher {
  const mails = new Map<string, WholeMail>();
  return {
    async send(mail) {
      mails.set(mail.messageId, mail);
      for (const oldest of mails.keys()) {
        if (mails.size <= MOST) break;
        mails.delete(oldest);
      }
    },
    verify: async () => {},
    close: () => {},
    caught: () => [...mails.values()].toReversed(),
  };
}
