import type { AddressInfo } from 'node:net';
import { domainToASCII } from 'node:url';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { MailConfig, SmtpServer } from '../../../src/config/mail.ts';

/** What a server says in place of taking a mail: three digits and a text, with an enhanced status code where it gives one. */
export interface Refusal {
  readonly code: number;
  readonly text: string;
  /** At which step. */
  readonly at: 'sender' | 'recipient' | 'data';
}

export interface MailServer {
  readonly config: MailConfig & { readonly smtp: SmtpServer };
  readonly url: string;
  /** What was taken for somebody, oldest first, repeats and all. */
  taken(address: string): readonly ParsedMail[];
  /** As mail programs show it: of one Message-ID once. */
  mailbox(address: string): readonly ParsedMail[];
  /** From now on; null: it takes everything again. */
  refuse(address: string, refusal: Refusal | null): void;
  /** The next mails are taken, and the line is cut before it says so. */
  loseAnswers(count: number): void;
  /** From now on it says nothing to whoever calls. */
  stall(isStalled: boolean): void;
  /** How many lines are open. */
  lines(): number;
  stop(): Promise<void>;
}

export interface MailServerOptions {
  /** Whom it lets in; null: everybody. */
  readonly login?: { readonly user: string; readonly password: string } | null;
}

/** A real SMTP server on a free port, which keeps what it takes in memory. */
export async function startMailServer({ login = null }: MailServerOptions = {}): Promise<MailServer> {
  const taken: { readonly to: string; readonly mail: ParsedMail }[] = [];
  const refusals = new Map<string, Refusal>();
  const waiting = new Set<() => void>();
  let lost = 0;
  let isStalled = false;
  const refusal = ({ code, text }: Refusal) => Object.assign(new Error(text), { responseCode: code });
  const whenAwake = (go: () => void) => (isStalled ? void waiting.add(go) : go());

  const server = new SMTPServer({
    authOptional: login === null,
    disabledCommands: login === null ? ['AUTH', 'STARTTLS'] : ['STARTTLS'],
    allowInsecureAuth: true,
    // Otherwise it makes up a status code for each reply, which many servers do not give.
    hideENHANCEDSTATUSCODES: true,
    onAuth({ username, password }, _session, callback) {
      const isKnown = username === login?.user && password === login?.password;
      if (isKnown) callback(null, { user: username });
      else callback(Object.assign(new Error('5.7.8 Authentication failed'), { responseCode: 535 }));
    },
    onConnect: (_session, callback) => whenAwake(() => callback()),
    onMailFrom({ address }, _session, callback) {
      const found = refusals.get(address);
      callback(found?.at === 'sender' ? refusal(found) : null);
    },
    onRcptTo({ address }, _session, callback) {
      const found = refusals.get(address);
      callback(found?.at === 'recipient' ? refusal(found) : null);
    },
    onData(stream, session, callback) {
      const [to = { address: '' }] = session.envelope.rcptTo;
      const found = refusals.get(to.address);
      void simpleParser(stream).then((mail) => {
        if (found?.at === 'data') return callback(refusal(found));
        taken.push({ to: inAscii(to.address), mail });
        if (lost === 0) return callback(null, 'taken');
        lost -= 1;
        for (const line of server.connections) line.close();
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const to = (address: string) => taken.filter((each) => each.to === address).map(({ mail }) => mail);
  const credentials = login === null ? '' : `${login.user}:${login.password}@`;
  return {
    url: `smtp://${credentials}127.0.0.1:${port}`,
    config: {
      from: { name: 'Roundtable', address: 'roundtable@example.org' },
      smtp: {
        host: '127.0.0.1',
        port,
        user: login?.user ?? null,
        password: login?.password ?? null,
        tls: 'none',
      },
      reportsToken: null,
    },
    taken: to,
    mailbox: (address) => [...new Map(to(address).map((mail) => [mail.messageId, mail])).values()],
    refuse(address, found) {
      if (found === null) refusals.delete(address);
      else refusals.set(address, found);
    },
    loseAnswers(count) {
      lost = count;
    },
    stall(value) {
      isStalled = value;
      if (value) return;
      for (const go of waiting) go();
      waiting.clear();
    },
    lines: () => server.connections.size,
    stop: () =>
      new Promise((resolve) => {
        for (const line of server.connections) line.close();
        server.close(() => resolve());
      }),
  };
}

/** It tells domains of other scripts in their own letters. */
function inAscii(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}@${domainToASCII(address.slice(at + 1))}`;
}
