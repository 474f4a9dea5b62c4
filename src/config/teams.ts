import { isLoopbackHost } from './loopback.ts';

/** How Microsoft Teams was set up. */
export interface TeamsConfig {
  /** The application (client) id of the bot, a GUID in lower case. */
  readonly appId: string;
  readonly access: /** We prove who we are, and so does whoever calls us. */
    | { readonly kind: 'password'; readonly appPassword: string }
    /** Nobody proves anything: for tests on one machine. */
    | { readonly kind: 'none' };
  /** Whose people may use the bot: at least one GUID, in lower case. The first is where our own tokens come from. */
  readonly tenantIds: readonly string[];
  readonly cloud: TeamsCloud;
}

/** Where Microsoft's services are. */
export interface TeamsCloud {
  /** Ends with a slash. `<tenant>/oauth2/v2.0/token` lies below it. */
  readonly loginUrl: string;
  /** Names the keys that sign what Teams sends us. */
  readonly openIdUrl: string;
  readonly tokenIssuer: string;
  readonly scope: string;
  /** What may be a `serviceUrl`: a host, every host under a suffix that starts with a dot, or all below an address. */
  readonly serviceUrls: readonly string[];
  /** Where people and channels are reached of whom Teams has not told us a better address. */
  readonly usualServiceUrl: string;
}

export interface TeamsValues {
  readonly HOST: string;
  readonly TEAMS_APP_ID?: string | undefined;
  readonly TEAMS_APP_PASSWORD?: string | undefined;
  readonly TEAMS_TENANT_ID?: string | undefined;
  readonly TEAMS_AUTH?: 'none' | undefined;
  readonly TEAMS_CLOUD_URL?: string | undefined;
}

export const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const PUBLIC_CLOUD: TeamsCloud = {
  loginUrl: 'https://login.microsoftonline.com/',
  openIdUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  tokenIssuer: 'https://api.botframework.com',
  scope: 'https://api.botframework.com/.default',
  // The hosts that Microsoft's own newer SDK allows for the public cloud and GCC
  // (https://github.com/microsoft/teams.ts/pull/515). Never all of trafficmanager.net: anybody may rent a name there.
  // The clouds of US government, DoD and China sign in elsewhere, so their hosts are foreign here.
  serviceUrls: [
    'smba.trafficmanager.net',
    'smba.onyx.prod.teams.trafficmanager.net',
    'smba.infra.gcc.teams.microsoft.com',
  ],
  // https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
  usualServiceUrl: 'https://smba.trafficmanager.net/teams/',
};

/**
 * Reads the variables of Teams together: which of them make sense beside each other, and every problem at once. Values
 * are never part of a problem.
 */
export function readTeamsConfig(
  values: TeamsValues,
  production: boolean,
): { readonly config: TeamsConfig | null; readonly problems: readonly string[] } {
  const { TEAMS_APP_ID, TEAMS_APP_PASSWORD, TEAMS_TENANT_ID, TEAMS_AUTH } = values;
  const named = [TEAMS_APP_ID, TEAMS_APP_PASSWORD, TEAMS_TENANT_ID, TEAMS_AUTH];
  if (named.every((value) => value === undefined)) return { config: null, problems: [] };
  const problems: string[] = [];
  const tenantIds = readTenants(TEAMS_TENANT_ID, problems);
  const access = readAccess(values, production, problems);
  const cloud = readCloud(values.TEAMS_CLOUD_URL, production, problems);
  if (TEAMS_APP_ID === undefined) {
    problems.push(
      'TEAMS_APP_ID is missing: copy the "Application (client) ID" from the app registration in Microsoft Entra.',
    );
  }
  if (TEAMS_APP_ID === undefined || access === null || problems.length > 0) return { config: null, problems };
  return { config: { appId: TEAMS_APP_ID.toLowerCase(), access, tenantIds, cloud }, problems };
}

/**
 * Whether we may send to this `serviceUrl`. Our token goes there, so only Microsoft's own hosts pass, over https on its
 * usual port, or, in tests, what lies below the played cloud. Whatever two parsers could read in two ways is refused.
 */
export function allowsServiceUrl({ cloud }: Pick<TeamsConfig, 'cloud'>, url: string): boolean {
  if (!/^https?:\/\/[a-z0-9.:[\]-]+(\/[\w.~-]+)*\/?$/i.test(url) || url.length > 500) return false;
  if (!URL.canParse(url) || /\/\.{1,2}(\/|$)/.test(url)) return false;
  const { protocol, port, hostname, origin, pathname } = new URL(url);
  return cloud.serviceUrls.some((allowed) => {
    if (allowed.includes('://')) {
      const base = new URL(allowed);
      return origin === base.origin && `${pathname.replace(/\/$/, '')}/`.startsWith(base.pathname);
    }
    if (protocol !== 'https:' || port !== '') return false;
    return allowed.startsWith('.') ? isBelow(hostname, allowed) : hostname === allowed;
  });
}

function isBelow(hostname: string, suffix: string): boolean {
  const labels = hostname.slice(0, -suffix.length);
  return hostname.endsWith(suffix) && labels !== '' && !labels.startsWith('.') && !labels.endsWith('.');
}

function readTenants(text: string | undefined, problems: string[]): readonly string[] {
  const tenants = (text ?? '')
    .split(',')
    .map((each) => each.trim().toLowerCase())
    .filter(Boolean);
  if (tenants.length === 0) {
    problems.push(
      'TEAMS_TENANT_ID is missing: copy the "Directory (tenant) ID" from the app registration in Microsoft Entra.',
    );
  } else if (!tenants.every((tenant) => GUID.test(tenant))) {
    problems.push(
      'TEAMS_TENANT_ID holds something that is no directory id: give GUIDs, with commas between them, and no domain names.',
    );
  }
  return [...new Set(tenants)];
}

function readAccess(
  { HOST, TEAMS_APP_PASSWORD, TEAMS_AUTH, TEAMS_CLOUD_URL }: TeamsValues,
  production: boolean,
  problems: string[],
): TeamsConfig['access'] | null {
  if (TEAMS_AUTH !== 'none') {
    if (TEAMS_APP_PASSWORD === undefined) {
      problems.push(
        'TEAMS_APP_PASSWORD is missing: make a client secret under "Certificates & secrets" of the app registration and copy its value.',
      );
      return null;
    }
    if (GUID.test(TEAMS_APP_PASSWORD)) {
      problems.push(
        'TEAMS_APP_PASSWORD looks like the id of the client secret: copy what stands under "Value" instead.',
      );
    }
    return { kind: 'password', appPassword: TEAMS_APP_PASSWORD };
  }
  if (production) {
    problems.push(
      'TEAMS_AUTH=none lets anybody pretend to be anybody, so production refuses it: take it out.',
    );
  }
  if (!isLoopbackHost(HOST)) {
    problems.push('TEAMS_AUTH=none is for this machine only: set HOST to 127.0.0.1, or take TEAMS_AUTH out.');
  }
  if (TEAMS_CLOUD_URL === undefined || !isLoopbackHost(new URL(TEAMS_CLOUD_URL).hostname)) {
    problems.push(
      'TEAMS_AUTH=none never speaks to Microsoft: set TEAMS_CLOUD_URL to a test server on this machine, or take TEAMS_AUTH out.',
    );
  }
  if (TEAMS_APP_PASSWORD !== undefined) {
    problems.push('TEAMS_APP_PASSWORD is not used with TEAMS_AUTH=none: keep one of the two.');
  }
  return { kind: 'none' };
}

function readCloud(url: string | undefined, production: boolean, problems: string[]): TeamsCloud {
  if (url === undefined) return PUBLIC_CLOUD;
  const { protocol, hostname, username, password, search, hash, origin, pathname } = new URL(url);
  if (protocol !== 'https:' && (production || !isLoopbackHost(hostname))) {
    problems.push(
      'TEAMS_CLOUD_URL starts with http://, so the password would travel in the open: use https://, or leave it out.',
    );
  }
  if (`${username}${password}${search}${hash}` !== '') {
    problems.push('TEAMS_CLOUD_URL is more than an address: leave out names, passwords, "?" and "#".');
  }
  const base = `${origin}${pathname.replace(/\/+$/, '')}/`;
  return {
    ...PUBLIC_CLOUD,
    loginUrl: base,
    openIdUrl: `${base}v1/.well-known/openidconfiguration`,
    serviceUrls: [`${base}teams/`],
    usualServiceUrl: `${base}teams/`,
  };
}
