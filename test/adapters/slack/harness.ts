import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SlackOptions } from '../../../adapters/slack/options.ts';
import { createSlackPlatform, type SlackPlatform } from '../../../adapters/slack/platform.ts';
import { systemClock } from '../../../src/clock.ts';
import type { SlackConfig } from '../../../src/config/slack.ts';
import { createTokenVault } from '../../../src/config/token-vault.ts';
import type { Arrivals } from '../../../src/core/ports/arrivals.ts';
import type { Log, LogFields } from '../../../src/core/ports/log.ts';
import type { InstallationRow, InstallationTable } from '../../../src/core/ports/platform-tables.ts';
import { freeLanes } from '../../support/lanes.ts';
import { type Slack, startSlack } from '../../support/slack/slack.ts';
import type { SlackOptions as PeerOptions } from '../../support/slack/types.ts';

export const TEAM = 'T0NORTH';
export const GWEN = 'U0GWEN';
export const AMINA = 'U0AMINA';
export const WARD = 'C0WARD7';

/** A workspace with two people in one channel; its rate limits are off unless said otherwise. */
export function startFakeServer(options: Partial<PeerOptions> = {}): Promise<Slack> {
  return startSlack({
    workspaces: [{ id: TEAM, name: 'Northfield' }],
    users: [
      { id: GWEN, team: TEAM, name: 'Gwen Abara' },
      { id: AMINA, team: TEAM, name: 'Amina Khan' },
    ],
    channels: [{ id: WARD, team: TEAM, name: 'ward-7', members: [GWEN, AMINA] }],
    speed: Number.POSITIVE_INFINITY,
    ...options,
  });
}

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly error?: unknown;
  readonly fields?: LogFields | undefined;
}

export function recordingLog(): Log & { readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  return {
    lines,
    info: (event, fields) => lines.push({ level: 'info', event, fields }),
    warn: (event, fields) => lines.push({ level: 'warn', event, fields }),
    error: (event, error, fields) => lines.push({ level: 'error', event, error, fields }),
  };
}

export function memoryInstallations(): InstallationTable & { readonly rows: Map<string, InstallationRow> } {
  const rows = new Map<string, InstallationRow>();
  const find = async (_: string, workspace: string) => rows.get(workspace) ?? null;
  return {
    rows,
    find,
    lock: find,
    list: async () => [...rows.values()],
    async save(row) {
      rows.set(row.workspace, row);
    },
    async markShutOut(_, workspace, at) {
      const row = rows.get(workspace);
      if (row !== undefined) rows.set(workspace, { ...row, shutOutAt: at });
    },
    async remove(_, workspace) {
      rows.delete(workspace);
    },
  };
}

export function configFor(slack: Slack, changes: Partial<SlackConfig> = {}): SlackConfig {
  return {
    access: { kind: 'token', botToken: slack.botToken },
    listening: { kind: 'http', signingSecret: slack.signingSecret },
    apiUrl: slack.apiUrl,
    authorizeUrl: slack.authorizeUrl,
    ...changes,
  };
}

/** For tests that are not about who comes and goes. */
const nobodyComes: Arrivals = {
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

export function slackPlatform(slack: Slack, changes: Partial<SlackOptions> = {}): SlackPlatform {
  let ids = 0;
  return createSlackPlatform({
    config: configFor(slack),
    actionKeys: [ACTION_KEY],
    installations: memoryInstallations(),
    lanes: freeLanes,
    tokens: createTokenVault('a token key for tests', []),
    arrivals: nobodyComes,
    clock: systemClock,
    log: recordingLog(),
    newId: () => `request-${++ids}`,
    ...changes,
  });
}

export interface Served {
  readonly address: string;
  close(): Promise<void>;
}

/** What the web server does for the platform: its paths on a port. */
export async function serve(platform: Pick<SlackPlatform, 'listener'>, on = 0): Promise<Served> {
  const server = createServer(platform.listener);
  await new Promise<void>((listening) => server.listen(on, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}
