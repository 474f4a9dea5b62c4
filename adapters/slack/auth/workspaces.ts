import type { webApi } from '@slack/bolt';
import { HOUR, type Instant, MINUTE } from '../../../src/core/instant.ts';
import type { Clock } from '../../../src/core/ports/clock.ts';
import type { Log } from '../../../src/core/ports/log.ts';
import { createBoundedMap } from '../../chat/bounded-map.ts';
import type { MakeClient } from '../outbound/clients.ts';
import { faultOf } from '../outbound/errors.ts';
import type { Grant, Installations, Installed } from './installations.ts';

/** A workspace that we may speak in. */
export interface Workspace {
  readonly team: string;
  readonly client: webApi.WebClient;
  /** Our own user there, to tell us from people; null where Slack did not say. */
  readonly botUserId: string | null;
  /** Slack refused our token since then. */
  readonly shutOutAt: Instant | null;
}

export interface Workspaces {
  /** null: we are not installed there. */
  find(team: string): Promise<Workspace | null>;
  /** Slack refuses our token: until somebody installs us again, little is tried there. */
  shutOut(team: string, code: string): Promise<void>;
  /** Slack took a call of ours. */
  letIn(workspace: Workspace): Promise<void>;
  /** They uninstalled us: nothing of theirs is kept. */
  forget(team: string): Promise<void>;
}

/** How long we do not even try after having been refused. */
export const SHUT_OUT_FOR = HOUR;

/** The one workspace whose token was given to us. Asks Slack which one it is, once. */
export function singleWorkspace(
  makeClient: MakeClient,
  botToken: string,
  clock: Clock,
  log: Log,
): Workspaces {
  const client = makeClient(botToken);
  let asked: Promise<{ readonly team: string; readonly botUserId: string | null }> | null = null;
  let shutOutAt: Instant | null = null;

  function askWhoWeAre() {
    const asking = client.auth.test().then(({ team_id: team = '', user_id: botUserId = null }) => ({
      team,
      botUserId,
    }));
    asking.catch(() => {
      asked = null;
    });
    return asking;
  }

  return {
    async find(team) {
      asked ??= askWhoWeAre();
      const { team: ownTeam, botUserId } = await asked;
      return team === ownTeam ? { team, client, botUserId, shutOutAt } : null;
    },
    async shutOut(team, code) {
      if (shutOutAt === null) log.warn('slack.shut-out', { workspace: team, code });
      shutOutAt = clock.now();
    },
    async letIn() {
      shutOutAt = null;
    },
    async forget(team) {
      log.warn('slack.uninstalled', { workspace: team });
      shutOutAt = clock.now();
    },
  };
}

/** A workspace is asked for with every press of a button: the database is, once in a while. */
const FRESH_FOR = MINUTE;
/** Far below what is left of a token when it is renewed. */
const GOOD_FOR = 10 * MINUTE;
const MOST_REMEMBERED = 1_000;
/** Slack's own library renews this early too: a token lasts twelve hours. */
const RENEW_BEFORE = 2 * HOUR;

export interface InstalledWorkspacesOptions {
  readonly installations: Installations;
  readonly makeClient: MakeClient;
  readonly clientId: string;
  readonly clientSecret: string;
  /** True for one asker in a while: whoever gets it renews the token, and the others go on with the present one. */
  readonly mayRenew: (team: string) => Promise<boolean>;
  readonly clock: Clock;
  readonly log: Log;
}

interface Remembered {
  readonly workspace: Workspace;
  readonly botToken: string;
  readonly at: Instant;
}

/** Every workspace that has installed us. */
export function installedWorkspaces(options: InstalledWorkspacesOptions): Workspaces {
  const { installations, makeClient, clock, log } = options;
  const remembered = createBoundedMap<string, Remembered>(MOST_REMEMBERED);

  async function look(team: string): Promise<Workspace | null> {
    remembered.delete(team);
    const installed = await installations.find(team);
    if (installed === null) return null;
    const { botToken, botUserId } = await renewed(team, installed);
    const { shutOutAt } = installed;
    const workspace = { team, client: makeClient(botToken), botUserId, shutOutAt };
    // One that is shut out is looked up every time, so that it is let in as soon as somebody installs us again.
    if (shutOutAt === null) remembered.set(team, { workspace, botToken, at: clock.now() });
    return workspace;
  }

  async function renewed(team: string, installed: Installed): Promise<Grant> {
    const { renewal } = installed;
    const now = clock.now();
    if (renewal === null || renewal.expiresAt - now > RENEW_BEFORE) return installed;
    if (!(await options.mayRenew(team)) && renewal.expiresAt > now) return installed;
    try {
      const answer = await makeClient(null).oauth.v2.access({
        client_id: options.clientId,
        client_secret: options.clientSecret,
        grant_type: 'refresh_token',
        refresh_token: renewal.refreshToken,
      });
      const { access_token: botToken, refresh_token: refreshToken, expires_in: lasts } = answer;
      if (botToken === undefined || refreshToken === undefined || lasts === undefined) return installed;
      const grant: Grant = {
        botToken,
        botUserId: installed.botUserId,
        renewal: { refreshToken, expiresAt: now + lasts * 1000 },
      };
      await installations.save(team, grant);
      return grant;
    } catch (error) {
      // A refresh token works once: whoever comes second finds what the first one saved.
      const current = await installations.find(team);
      if (current !== null && current.botToken !== installed.botToken) return current;
      log.warn('slack.token-not-renewed', { workspace: team, code: codeOf(error) });
      return installed;
    }
  }

  return {
    async find(team) {
      const known = remembered.get(team);
      const age = known === undefined ? GOOD_FOR : clock.now() - known.at;
      if (known === undefined || age >= GOOD_FOR) return look(team);
      if (age > FRESH_FOR) {
        // Somebody waits for an answer, and the database may be slow: what we know is good enough once more.
        const looking = look(team);
        remembered.set(team, known);
        looking.catch((error: unknown) => log.error('slack.workspace-not-read', error, { workspace: team }));
      }
      return known.workspace;
    },
    async shutOut(team, code) {
      const used = remembered.get(team)?.botToken;
      remembered.delete(team);
      const current = await installations.find(team);
      if (current === null) return;
      // Refused is what we remembered; meanwhile somebody installed us again.
      if (used !== undefined && current.botToken !== used) return;
      if (current.shutOutAt === null) log.warn('slack.shut-out', { workspace: team, code });
      await installations.markShutOut(team, clock.now());
    },
    async letIn({ team, shutOutAt }) {
      if (shutOutAt === null) return;
      await installations.markShutOut(team, null);
      remembered.delete(team);
    },
    async forget(team) {
      await installations.remove(team);
      remembered.delete(team);
      log.info('slack.uninstalled', { workspace: team });
    },
  };
}

function codeOf(error: unknown): string {
  const fault = faultOf(error);
  return fault !== null && 'code' in fault ? fault.code : 'error';
}
