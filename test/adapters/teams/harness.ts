import { randomBytes } from 'node:crypto';
import type { TeamsOptions } from '../../../adapters/teams/options.ts';
import { createTeamsPlatform, type TeamsPlatform } from '../../../adapters/teams/platform.ts';
import { systemClock } from '../../../src/clock.ts';
import { readTeamsConfig, type TeamsConfig } from '../../../src/config/teams.ts';
import { createTokenVault } from '../../../src/config/token-vault.ts';
import type { Arrivals } from '../../../src/core/ports/arrivals.ts';
import type { ConversationRow, ConversationTable } from '../../../src/core/ports/platform-tables.ts';
import { freeLanes } from '../../support/lanes.ts';
import { type TeamsOptions as PeerOptions, startTeams, type Teams } from '../../support/teams/teams.ts';
import { recordingLog } from '../slack/harness.ts';

export { recordingLog, type Served, serve } from '../slack/harness.ts';

export const TENANT = '10000000-0000-4000-8000-00000000f00d';
export const GWEN = '20000000-0000-4000-8000-000000000001';
export const AMINA = '20000000-0000-4000-8000-000000000002';
/** A guest, who cannot add the app. */
export const HASAN = '20000000-0000-4000-8000-000000000003';
export const TEAM = '19:ward7-general@thread.tacv2';
export const WARD = '19:ward7@thread.tacv2';

/** A tenant with three people in one team; its rate limits are off unless said otherwise. */
export function startFakeServer(options: Partial<PeerOptions> = {}): Promise<Teams> {
  return startTeams({
    tenants: [{ id: TENANT, name: 'Northfield' }],
    people: [
      { aad: GWEN, tenant: TENANT, name: 'Gwen Abara' },
      { aad: AMINA, tenant: TENANT, name: 'Amina Khan' },
      { aad: HASAN, tenant: TENANT, name: 'Hasan Ali', guest: true },
    ],
    teams: [
      {
        id: TEAM,
        tenant: TENANT,
        name: 'Ward 7',
        members: [GWEN, AMINA, HASAN],
        channels: [{ id: WARD, name: 'co-production' }],
      },
    ],
    speed: Number.POSITIVE_INFINITY,
    ...options,
  });
}

export function configFor(teams: Teams): TeamsConfig {
  const { config, problems } = readTeamsConfig(
    {
      HOST: '127.0.0.1',
      TEAMS_APP_ID: teams.appId,
      TEAMS_APP_PASSWORD: teams.appPassword,
      TEAMS_TENANT_ID: teams.tenantId,
      TEAMS_CLOUD_URL: teams.url,
    },
    false,
  );
  if (config === null) throw new Error(problems.join(' '));
  return config;
}

export function memoryConversations(): ConversationTable & { readonly rows: Map<string, ConversationRow> } {
  const rows = new Map<string, ConversationRow>();
  const find = async (_: string, name: string) => rows.get(name) ?? null;
  return {
    rows,
    find,
    lock: find,
    within: async (_, parent) => [...rows.values()].filter((row) => row.parent === parent),
    list: async () => [...rows.values()],
    async save(row) {
      rows.set(row.name, row);
    },
    async markClosed(_, name, closedAt) {
      const row = rows.get(name);
      if (row !== undefined) rows.set(name, { ...row, closedAt });
    },
  };
}

/** For tests that are not about who comes and goes. */
export const nobodyComes: Arrivals = {
  joined: async () => {},
  left: async () => {},
  letIn: async () => {},
  deactivated: async () => {},
  reactivated: async () => {},
  awayUntil: async () => {},
  meetingStarted: async () => {},
  meetingEnded: async () => {},
};

const ACTION_KEY = randomBytes(32);

export function teamsPlatform(teams: Teams, changes: Partial<TeamsOptions> = {}): TeamsPlatform {
  let ids = 0;
  return createTeamsPlatform({
    config: configFor(teams),
    actionKeys: [ACTION_KEY],
    conversations: memoryConversations(),
    lanes: freeLanes,
    tokens: createTokenVault('a token key for tests', []),
    arrivals: nobodyComes,
    clock: systemClock,
    random: () => 0.5,
    log: recordingLog(),
    newId: () => `request-${++ids}`,
    ...changes,
  });
}
