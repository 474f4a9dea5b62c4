import { isLoopbackHost } from './loopback.ts';

/** How e-mail was set up. */
export interface MailConfig {
  readonly from: Mailbox;
  /** null: nothing is sent; what would be is shown as pages. */
  readonly smtp: SmtpServer | null;
  /** Who brings it may report mails that came back; null: nobody may. */
  readonly reportsToken: string | null;
}

export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  readonly user: string | null;
  readonly password: string | null;
  /** `at-once`: TLS from the first byte. `first`: before anything is said. `none`: on this machine alone. */
  readonly tls: 'at-once' | 'first' | 'none';
}

export interface Mailbox {
  /** As mail programs show it. */
  readonly name: string;
  readonly address: string;
}

export interface MailValues {
  readonly NODE_ENV: string;
  readonly HOST: string;
  readonly SMTP_URL?: string | undefined;
  readonly MAIL_FROM?: string | undefined;
  readonly MAIL_REPORTS_TOKEN?: string | undefined;
}

/** In place of a server: mails are caught and shown on this machine. */
const CATCHER = 'catch:';
/** From whom caught mails are, where nothing else is said: nothing goes anywhere. */
const CAUGHT_FROM = 'Roundtable <roundtable@example.org>';

/** Name and address, or an address alone. What the server makes of it is the server's business. */
const MAILBOX =
  /^(?:"?(?<name>[^"<>\p{C}]*?)"?\s*<)?(?<address>[^\s<>@"\p{C}]+@[^\s<>@"\p{C}]+\.[^\s<>@"\p{C}]+)>?$/u;

/** Reads the variables of e-mail together, and every problem at once. Values are no part of a problem's text. */
export function readMailConfig(values: MailValues): {
  readonly config: MailConfig | null;
  readonly problems: readonly string[];
} {
  const { HOST, MAIL_FROM, MAIL_REPORTS_TOKEN = null, NODE_ENV, SMTP_URL } = values;
  if (SMTP_URL === undefined && MAIL_FROM === undefined) return { config: null, problems: [] };
  const problems: string[] = [];
  const from = MAILBOX.exec(MAIL_FROM?.trim() ?? (SMTP_URL === CATCHER ? CAUGHT_FROM : ''))?.groups;
  if (SMTP_URL === undefined)
    problems.push('SMTP_URL is missing. It says over which server mail goes: smtps://user:password@host.');
  if (from === undefined)
    problems.push(
      'MAIL_FROM is missing, or is no mailbox. Write it like "Roundtable <roundtable@example.org>".',
    );
  const url = new URL(SMTP_URL ?? CATCHER);
  const isCaught = url.protocol === CATCHER;
  if (isCaught && SMTP_URL !== undefined && (NODE_ENV === 'production' || !isLoopbackHost(HOST)))
    problems.push(
      'SMTP_URL catches mails and shows them to everybody, so it is for this machine alone: not in production, and with HOST on this machine.',
    );
  if (!isCaught && url.hostname === '') problems.push('SMTP_URL names no server.');
  const smtp = isCaught ? null : serverAt(url);
  if (smtp === 'unreadable')
    problems.push(
      'SMTP_URL has a name or password that cannot be read. Write a % in it as %25, and a @ as %40.',
    );
  if (from === undefined || smtp === 'unreadable' || problems.length > 0) return { config: null, problems };
  const name = from.name?.trim() ?? '';
  return {
    problems,
    config: {
      from: { name: name === '' ? 'Roundtable' : name, address: from.address ?? '' },
      smtp,
      reportsToken: MAIL_REPORTS_TOKEN,
    },
  };
}

function serverAt(url: URL): SmtpServer | 'unreadable' {
  const [user, password] = [decoded(url.username), decoded(url.password)];
  if (user === null || password === null) return 'unreadable';
  const secure = url.protocol === 'smtps:';
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    user: user === '' ? null : user,
    password: password === '' ? null : password,
    tls: secure ? 'at-once' : isLoopbackHost(url.hostname) ? 'none' : 'first',
  };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
