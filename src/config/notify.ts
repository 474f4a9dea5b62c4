import { isLoopbackHost } from './loopback.ts';
import { GUID } from './teams.ts';

/** As it calls itself. */
export const NOTIFY = 'GOV.UK Notify';

/** How it was set up. */
export interface NotifyConfig {
  /** null: nothing is sent; what would be is shown as pages. */
  readonly service: NotifyService | null;
  /** What texts go in; null: none are sent. */
  readonly textTemplate: string | null;
  /** The same for e-mail. */
  readonly mailTemplate: string | null;
  /** Who brings it may tell what became of a message; null: nobody may. */
  readonly receiptsToken: string | null;
}

export interface NotifyService {
  readonly apiKey: string;
  /** The service that the key is of. */
  readonly serviceId: string;
  /** Without a slash at its end. */
  readonly url: string;
}

export interface NotifyValues {
  readonly NODE_ENV: string;
  readonly HOST: string;
  readonly BASE_URL?: string | undefined;
  readonly SMTP_URL?: string | undefined;
  readonly NOTIFY_API_KEY?: string | undefined;
  readonly NOTIFY_TEXT_TEMPLATE?: string | undefined;
  readonly NOTIFY_MAIL_TEMPLATE?: string | undefined;
  readonly NOTIFY_RECEIPTS_TOKEN?: string | undefined;
  readonly NOTIFY_URL?: string | undefined;
}

/** In place of a key: texts are caught and shown on this machine. */
const CATCHER = 'catch:';
const SERVICE = 'https://api.notifications.service.gov.uk';
/** Its name, the id of its service, and the secret: https://docs.notifications.service.gov.uk/rest-api.html#headers */
const KEY = /^.+-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Longer, and a text that is not in the letters of GSM 03.38 has no room left for words. */
const LONGEST_BASE_URL = 60;

/** Reads the variables of GOV.UK Notify together, and every problem at once. Values are no part of a problem's text. */
export function readNotifyConfig(values: NotifyValues): {
  readonly config: NotifyConfig | null;
  readonly problems: readonly string[];
} {
  const { NOTIFY_API_KEY, NOTIFY_MAIL_TEMPLATE, NOTIFY_RECEIPTS_TOKEN, NOTIFY_TEXT_TEMPLATE, NOTIFY_URL } =
    values;
  const isUnset = [
    NOTIFY_API_KEY,
    NOTIFY_MAIL_TEMPLATE,
    NOTIFY_RECEIPTS_TOKEN,
    NOTIFY_TEXT_TEMPLATE,
    NOTIFY_URL,
  ].every((each) => each === undefined);
  if (isUnset) return { config: null, problems: [] };
  const isCaught = NOTIFY_API_KEY === CATCHER;
  const serviceId = KEY.exec(NOTIFY_API_KEY ?? '')?.[1];
  const problems = [
    ...keyProblems(values, isCaught, serviceId !== undefined),
    ...(isCaught ? [] : templateProblems(values)),
    ...urlProblems(values),
  ];
  if (problems.length > 0 || NOTIFY_API_KEY === undefined) return { config: null, problems };
  return {
    problems,
    config: {
      service:
        serviceId === undefined
          ? null
          : { apiKey: NOTIFY_API_KEY, serviceId, url: new URL(NOTIFY_URL ?? SERVICE).origin },
      textTemplate: NOTIFY_TEXT_TEMPLATE ?? (isCaught ? CATCHER : null),
      mailTemplate: NOTIFY_MAIL_TEMPLATE ?? null,
      receiptsToken: NOTIFY_RECEIPTS_TOKEN ?? null,
    },
  };
}

function keyProblems(
  { HOST, NODE_ENV, NOTIFY_API_KEY }: NotifyValues,
  isCaught: boolean,
  isKey: boolean,
): string[] {
  if (NOTIFY_API_KEY === undefined)
    return [
      'NOTIFY_API_KEY is missing. Make one in GOV.UK Notify under "API integration", or take the other NOTIFY_ settings out.',
    ];
  if (isCaught)
    return NODE_ENV === 'production' || !isLoopbackHost(HOST)
      ? [
          'NOTIFY_API_KEY catches texts and shows them to everybody, so it is for this machine alone: not in production, and with HOST on this machine.',
        ]
      : [];
  return isKey
    ? []
    : [
        'NOTIFY_API_KEY is no key of GOV.UK Notify. Copy all of it: its name, then two long ids, with "-" between.',
      ];
}

function templateProblems({ NOTIFY_MAIL_TEMPLATE, NOTIFY_TEXT_TEMPLATE, SMTP_URL }: NotifyValues): string[] {
  const problems: string[] = [];
  if (NOTIFY_TEXT_TEMPLATE === undefined && NOTIFY_MAIL_TEMPLATE === undefined)
    problems.push(
      'NOTIFY_TEXT_TEMPLATE and NOTIFY_MAIL_TEMPLATE are missing, so nothing could be sent. `roundtable notify templates` prints what to paste into GOV.UK Notify; put the ids of the templates here.',
    );
  for (const [name, value] of Object.entries({ NOTIFY_TEXT_TEMPLATE, NOTIFY_MAIL_TEMPLATE }))
    if (value !== undefined && !GUID.test(value))
      problems.push(
        `${name} is no id of a template. Copy it from the template's page in GOV.UK Notify, under "Copy template ID to clipboard".`,
      );
  if (NOTIFY_MAIL_TEMPLATE !== undefined && SMTP_URL !== undefined)
    problems.push('NOTIFY_MAIL_TEMPLATE and SMTP_URL both say which way e-mail goes. Take one of them out.');
  return problems;
}

/** Another address than the real one would be sent the key's signature, and what people are told: so it may be this machine alone. */
function urlProblems({ BASE_URL = '', NODE_ENV, NOTIFY_URL }: NotifyValues): string[] {
  const problems: string[] = [];
  if (
    NOTIFY_URL !== undefined &&
    (NODE_ENV === 'production' || !isLoopbackHost(new URL(NOTIFY_URL).hostname))
  )
    problems.push(
      'NOTIFY_URL is for a test server on this machine, and not for production. Take it out: GOV.UK Notify has one address.',
    );
  if (BASE_URL.length > LONGEST_BASE_URL)
    problems.push(
      `BASE_URL is longer than ${LONGEST_BASE_URL} characters. It stands in every text, and would leave no room for words.`,
    );
  return problems;
}
