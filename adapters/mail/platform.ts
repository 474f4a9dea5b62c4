import { ACTIONS, type Action } from '../../src/core/ports/action.ts';
import type { PlatformFinding, Sender } from '../../src/core/ports/sender.ts';
import { createGate, NotTried } from '../chat/gate.ts';
import { listenerOf } from '../chat/listener.ts';
import { caughtPages } from './inbound/caught.ts';
import { reportsWebhook } from './inbound/webhook.ts';
import { LIMITS } from './limits.ts';
import type { MailOptions } from './options.ts';
import { mailCatcher } from './outbound/catcher.ts';
import { headersOf } from './outbound/headers.ts';
import { faultOf, isAway, outcomeOf } from './outbound/outcomes.ts';
import { smtpTransport } from './outbound/smtp.ts';
import { calendarPart } from './render/entry.ts';
import { renderMail } from './render/mail.ts';

export { CAUGHT_PATH } from './inbound/caught.ts';
export type { MailOptions } from './options.ts';

export interface MailSender extends Sender {
  /** Takes reports, and shows what was caught, below `/mail`. */
  readonly listener: ReturnType<typeof listenerOf>;
  /** Lets go of the connections. */
  close(): void;
}

/**
 * E-mail over one SMTP server. A message is taken once the server has said so; where its answer is lost, the next try goes under
 * the same Message-ID.
 */
export function createMailSender({
  config,
  cameBack,
  links,
  guard,
  clock,
  log,
  patience,
}: MailOptions): MailSender {
  const { from, reportsToken, smtp } = config;
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  const catcher = mailCatcher();
  const transport = smtp === null ? catcher : smtpTransport(smtp, patience);
  const gate = createGate(clock, LIMITS, (error) => isAway(faultOf(error)));
  const where = smtp?.host ?? 'the local catcher';
  const routes = [
    ...(reportsToken === null ? [] : [reportsWebhook({ cameBack, log }, reportsToken, domain)]),
    ...(smtp === null ? [caughtPages(catcher)] : []),
  ];

  return {
    listener: listenerOf('mail', routes, log),
    name: 'mail',
    abilities: {
      charts: false,
      updates: false,
      reachesEverybody: true,
      calls: true,
      standsAlone: true,
      maxCharacters: LIMITS.messageCharacters,
    },
    async post(place, message, key) {
      guard();
      const { envelope } = message;
      if (place.platform !== 'mail' || place.kind !== 'member')
        return { outcome: 'unreachable', why: `mail cannot reach a ${place.kind} of ${place.platform}` };
      if (envelope === undefined) throw new Error('a message that goes by mail needs an envelope');
      const { page, foot, stop } = envelope;
      const mail = renderMail(message, {
        linkOf: (action) => (ACTIONS[action.name] === 'read' ? links.page(action) : asked(action, page)),
        foot,
        stop,
      });
      try {
        const to = { name: '', address: place.externalId };
        const { entry } = envelope;
        const who = { organizer: from, attendee: to.address, at: clock.now() };
        const along = entry === undefined ? {} : { icalEvent: calendarPart(entry, who) };
        const whole = { from, to, ...mail, ...along, ...headersOf(key, envelope, domain) };
        await gate.through((signal) => transport.send(whole, signal));
        return { outcome: 'posted', ref: { platform: 'mail', value: key } };
      } catch (error) {
        const fault = faultOf(error);
        const outcome = outcomeOf(fault, clock.now());
        // Without the server's own words: they name the address. What was not tried is no news.
        if (!(error instanceof NotTried))
          log.warn('mail.not-taken', {
            key,
            at: fault.command,
            code: fault.code,
            reply: fault.reply,
            status: fault.status,
          });
        return outcome;
      }
    },
    async check(): Promise<readonly PlatformFinding[]> {
      guard();
      try {
        await transport.verify();
        return [{ is: 'let-in', where }];
      } catch (error) {
        const outcome = outcomeOf(faultOf(error), clock.now());
        const isShut = outcome.outcome === 'later' && outcome.shutOut === true;
        return [{ is: isShut ? 'shut-out' : 'unknown', where, why: outcome.why }];
      }
    },
    close() {
      gate.close();
      transport.close();
    },
  };
}

/** The letter as a page, where this button stands alone to be pressed: whoever follows addresses on the way changes nothing. */
function asked({ name, subject }: Action, page: string): string {
  const url = new URL(page);
  url.searchParams.set('value', `${name}/${subject}`);
  return url.href;
}
