import { z } from 'zod';
import { isLoopbackHost } from './loopback.ts';
import { type MailConfig, readMailConfig } from './mail.ts';
import { type NotifyConfig, readNotifyConfig } from './notify.ts';
import { readSlackConfig, type SlackConfig } from './slack.ts';
import { GUID, readTeamsConfig, type TeamsConfig } from './teams.ts';

const blankIsUnset = (value: unknown) => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsUnset, schema.optional());

const url = (protocols: readonly string[], example: string) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      `is not an address like ${example}`,
    );

/** Every variable the program reads. `.env.example` lists the same ones, and a test compares the two. */
export const environmentSchema = z.object({
  NODE_ENV: z.preprocess(
    blankIsUnset,
    z
      .enum(['production', 'development', 'test'], 'is production, development or test')
      .default('development'),
  ),
  HOST: z.preprocess(blankIsUnset, z.string().default('127.0.0.1')),
  PORT: z.preprocess(
    blankIsUnset,
    z.coerce.number('is a number from 0 to 65535').int().min(0).max(65_535).default(3000),
  ),
  BASE_URL: optional(url(['http:', 'https:'], 'https://roundtable.example.org')),
  DATA_DIR: z.preprocess(blankIsUnset, z.string().default('./data')),
  DATABASE_URL: optional(url(['postgres:', 'postgresql:'], 'postgres://user:password@host/database')),
  REDIS_URL: optional(url(['redis:', 'rediss:'], 'redis://host:6379')),
  PULSE_PEPPER: optional(z.string()),
  PULSE_PEPPER_RETIRED: optional(z.string()),
  PEPPER_FILE: optional(z.string()),
  LINK_SECRET: optional(z.string()),
  LINK_SECRET_RETIRED: optional(z.string()),
  TOKEN_KEY: optional(z.string()),
  TOKEN_KEY_RETIRED: optional(z.string()),
  METRICS_TOKEN: optional(z.string().min(16, 'has at least 16 characters')),
  SLACK_BOT_TOKEN: optional(z.string().startsWith('xoxb-', 'starts with xoxb-')),
  SLACK_SIGNING_SECRET: optional(z.string().min(16, 'has at least 16 characters')),
  SLACK_APP_TOKEN: optional(z.string().startsWith('xapp-', 'starts with xapp-')),
  SLACK_CLIENT_ID: optional(z.string()),
  SLACK_CLIENT_SECRET: optional(z.string().min(16, 'has at least 16 characters')),
  SLACK_STATE_SECRET: optional(z.string()),
  SLACK_API_URL: optional(url(['http:', 'https:'], 'https://slack.com/api/')),
  SLACK_AUTHORIZE_URL: optional(url(['http:', 'https:'], 'https://slack.com/oauth/v2/authorize')),
  TEAMS_APP_ID: optional(z.string().regex(GUID, 'is a GUID such as 11111111-2222-3333-4444-555555555555')),
  TEAMS_APP_PASSWORD: optional(z.string().min(16, 'has at least 16 characters')),
  TEAMS_TENANT_ID: optional(z.string()),
  TEAMS_AUTH: optional(z.enum(['none'], 'is none, or is left out')),
  TEAMS_CLOUD_URL: optional(url(['http:', 'https:'], 'http://127.0.0.1:3978')),
  SMTP_URL: optional(url(['smtp:', 'smtps:', 'catch:'], 'smtps://user:password@mail.example.org')),
  MAIL_FROM: optional(z.string()),
  MAIL_REPORTS_TOKEN: optional(z.string().min(16, 'has at least 16 characters')),
  NOTIFY_API_KEY: optional(z.string().trim()),
  NOTIFY_TEXT_TEMPLATE: optional(z.string().trim()),
  NOTIFY_MAIL_TEMPLATE: optional(z.string().trim()),
  NOTIFY_RECEIPTS_TOKEN: optional(z.string().min(16, 'has at least 16 characters')),
  NOTIFY_URL: optional(url(['http:', 'https:'], 'http://127.0.0.1:6011')),
  OPERATOR_NAME: optional(z.string().trim().max(80, 'has at most 80 characters')),
  LOG_LEVEL: z.preprocess(
    blankIsUnset,
    z
      .enum(['debug', 'info', 'warn', 'error', 'silent'], 'is debug, info, warn, error or silent')
      .default('info'),
  ),
});

export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** The address people use, without a slash at its end; null: made from host and port. */
  readonly baseUrl: string | null;
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  readonly pepper: string | null;
  readonly retiredPeppers: readonly string[];
  readonly pepperFile: string | null;
  readonly linkSecret: string | null;
  readonly retiredLinkSecrets: readonly string[];
  /** What platform tokens in the database are sealed with; null: derived from the pepper. */
  readonly tokenKey: string | null;
  readonly retiredTokenKeys: readonly string[];
  readonly metricsToken: string | null;
  /** null: Slack is not set up. */
  readonly slack: SlackConfig | null;
  /** null: Microsoft Teams is not set up. */
  readonly teams: TeamsConfig | null;
  /** null: e-mail is not set up. */
  readonly mail: MailConfig | null;
  /** null: GOV.UK Notify is not set up. */
  readonly notify: NotifyConfig | null;
  /** Who runs this server, as the promise names them; null: nobody said. */
  readonly operator: string | null;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** The set-up cannot work. `problems` holds one sentence for each thing to mend, all of them at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The set-up needs mending:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/**
 * Reads the configuration from environment variables. Throws `ConfigError` with every problem at once. Values are never
 * part of a problem's text: some are secrets.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environmentSchema.safeParse(environment);
  const problems: string[] = [];
  if (!parsed.success) {
    for (const issue of parsed.error.issues) problems.push(`${issue.path.join('.')} ${issue.message}.`);
    throw new ConfigError(problems);
  }
  const values = parsed.data;
  const production = values.NODE_ENV === 'production';
  if ((production || values.DATABASE_URL !== undefined) && values.PULSE_PEPPER === undefined) {
    const why = production
      ? 'It keeps answers sealed.'
      : 'With DATABASE_URL every process and every command must seal answers with the same one.';
    problems.push(
      `PULSE_PEPPER is missing. ${why} Make one with \`openssl rand -base64 32\` and keep it apart from the database and its backups.`,
    );
  }
  if ((production || values.DATABASE_URL !== undefined) && values.LINK_SECRET === undefined) {
    problems.push(
      'LINK_SECRET is missing. It signs sessions and buttons, and must stay the same in every process and when the pepper changes. Make one with `openssl rand -base64 32`.',
    );
  }
  const retired = listed(values.PULSE_PEPPER_RETIRED);
  const retiredLinkSecrets = listed(values.LINK_SECRET_RETIRED);
  const retiredTokenKeys = listed(values.TOKEN_KEY_RETIRED);
  const slack = readSlackConfig(values);
  const teams = readTeamsConfig(values, production);
  const mail = readMailConfig(values);
  const notify = readNotifyConfig(values);
  problems.push(...slack.problems, ...teams.problems, ...mail.problems, ...notify.problems);
  if (production && slack.config?.access.kind === 'oauth' && values.TOKEN_KEY === undefined) {
    problems.push(
      'TOKEN_KEY is missing. It seals the tokens of the workspaces that install Roundtable. Make one with `openssl rand -base64 32`.',
    );
  }
  for (const [name, value] of [
    ['PULSE_PEPPER', values.PULSE_PEPPER],
    ['LINK_SECRET', values.LINK_SECRET],
    ['TOKEN_KEY', values.TOKEN_KEY],
    ['SLACK_STATE_SECRET', values.SLACK_STATE_SECRET],
    ...retiredLinkSecrets.map((each) => ['LINK_SECRET_RETIRED', each] as const),
    ...retiredTokenKeys.map((each) => ['TOKEN_KEY_RETIRED', each] as const),
    ...retired.map((each) => ['PULSE_PEPPER_RETIRED', each] as const),
  ] as const) {
    if (value !== undefined && isWeak(value)) {
      problems.push(
        `${name} is too weak to keep anything secret. Use 32 random bytes: \`openssl rand -base64 32\` makes them.`,
      );
    }
  }
  if (production && values.BASE_URL === undefined) {
    problems.push(
      'BASE_URL is missing. Personal links need the address that people open, such as https://roundtable.example.org.',
    );
  }
  if (
    production &&
    values.BASE_URL?.startsWith('http:') &&
    !isLoopbackHost(new URL(values.BASE_URL).hostname)
  ) {
    problems.push('BASE_URL starts with http://. Answers would travel in the open: use https://.');
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    production,
    host: values.HOST,
    port: values.PORT,
    baseUrl: values.BASE_URL?.replace(/\/+$/, '') ?? null,
    dataDir: values.DATA_DIR,
    databaseUrl: values.DATABASE_URL ?? null,
    redisUrl: values.REDIS_URL ?? null,
    pepper: values.PULSE_PEPPER ?? null,
    retiredPeppers: retired,
    pepperFile: values.PEPPER_FILE ?? null,
    linkSecret: values.LINK_SECRET ?? null,
    retiredLinkSecrets,
    tokenKey: values.TOKEN_KEY ?? null,
    retiredTokenKeys,
    slack: slack.config,
    mail: mail.config,
    notify: notify.config,
    teams: teams.config,
    metricsToken: values.METRICS_TOKEN ?? null,
    operator: values.OPERATOR_NAME ?? null,
    logLevel: values.LOG_LEVEL,
  };
}

function listed(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
}

/** Under 32 bytes however it is written (base64, hex, plain), or made of few different characters. */
function isWeak(secret: string): boolean {
  const hex = /^[0-9a-f]+$/i.test(secret);
  const bytes = hex
    ? secret.length / 2
    : /^[A-Za-z0-9+/_-]+={0,2}$/.test(secret)
      ? (secret.length * 3) / 4
      : secret.length;
  return bytes < 32 || new Set(secret).size < (hex ? 8 : 16);
}
