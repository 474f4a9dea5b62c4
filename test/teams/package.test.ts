import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { manifestTeams } from '../../src/commands/manifest.ts';
import { readConfig } from '../../src/config/config.ts';
import {
  TEAMS_APP_VERSION,
  TEAMS_CALLS,
  TEAMS_COMMANDS,
  TEAMS_PERMISSIONS,
  TEAMS_RESOURCE_PERMISSIONS,
  TEAMS_WORDS,
  teamsManifest,
} from '../../src/config/teams-manifest.ts';
import { teamsPackage } from '../../src/config/teams-package.ts';
import { runProgram } from '../support/app-process.ts';
import { temporaryFolder } from '../support/folders.ts';
import { readPng } from '../support/png.ts';

const BASE_URL = 'https://roundtable.example.org';
const APP_ID = '11111111-2222-3333-4444-555555555555';
const SET_UP = {
  TEAMS_APP_ID: APP_ID,
  TEAMS_APP_PASSWORD: 'not~the~real~password',
  TEAMS_TENANT_ID: '99999999-8888-7777-6666-555555555555',
};

const folder = temporaryFolder('teams-package');
afterAll(() => folder.remove());

const manifest = teamsManifest(BASE_URL, { appId: APP_ID }) as TeamsManifest & {
  readonly version: string;
  readonly bots: readonly { readonly commandLists: readonly { readonly commands: readonly Command[] }[] }[];
  readonly composeExtensions: readonly { readonly commands: readonly Call[] }[];
  readonly staticTabs: readonly { readonly entityId: string; readonly contentUrl?: string }[];
};
interface Command {
  readonly title: string;
  readonly description: string;
}
interface Call extends Command {
  readonly id: string;
  readonly context: readonly string[];
  readonly fetchTask: boolean;
}

/** The manifest as the shape it must have here; the schema of Microsoft decides about the rest. */
async function problemsOf(given: object): Promise<readonly string[]> {
  return AppManifestUtils.validateAgainstSchema(given as TeamsManifest);
}

describe('the manifest', () => {
  test("is valid by Microsoft's own schema, which lies in the package and needs no network", async () => {
    const at = (manifest.$schema ?? '').replace('https://developer.microsoft.com/', '');
    expect(
      existsSync(new URL(`../../node_modules/@microsoft/app-manifest/build/${at}`, import.meta.url)),
    ).toBe(true);
    expect(await problemsOf(manifest)).toEqual([]);
    // The same check finds a fault where there is one.
    expect(await problemsOf({ ...manifest, id: 'no guid' })).not.toEqual([]);
    expect(await problemsOf({ ...manifest, surprise: true })).not.toEqual([]);
  });

  test('names exactly the words and calls that the adapter listens to', () => {
    const titles = manifest.bots.flatMap((bot) => bot.commandLists.flatMap((list) => list.commands));
    expect(titles.map(({ title }) => title)).toEqual([...TEAMS_WORDS]);
    expect(Object.keys(TEAMS_COMMANDS)).toEqual([...TEAMS_WORDS]);
    const calls = manifest.composeExtensions.flatMap(({ commands }) => commands);
    expect(calls.map(({ id }) => id)).toEqual(Object.values(TEAMS_CALLS));
    expect(calls.every(({ fetchTask }) => fetchTask)).toBe(true);
    expect(calls.map(({ context }) => context)).toEqual([['compose', 'commandBox'], ['message']]);
  });

  test('keeps the limits that Teams shows to people, narrower than the schema', () => {
    // At most ten commands, 32 and 128 characters: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/create-a-bot-commands-menu
    const commands = manifest.bots.flatMap((bot) => bot.commandLists.flatMap((list) => list.commands));
    const calls = manifest.composeExtensions.flatMap((each) => each.commands);
    expect(commands.length).toBeLessThanOrEqual(10);
    for (const { title, description } of [...commands, ...calls]) {
      expect(title.length, title).toBeLessThanOrEqual(32);
      expect(description.length, title).toBeLessThanOrEqual(128);
    }
  });

  test('asks for the start and end of meetings, and for nothing that reads what people write', () => {
    const asked = JSON.stringify(manifest);
    const granted = [...asked.matchAll(/"name":"([A-Za-z.]+)","type":"(\w+)"/g)].map(([, name]) => name);
    expect(granted).toEqual(Object.keys(TEAMS_RESOURCE_PERMISSIONS));
    expect(granted.join()).not.toMatch(
      /Message|Transcript|Recording|Audio|Video|Participant|Write|Send|Manage/,
    );
    expect(Object.keys(TEAMS_PERMISSIONS)).toEqual(['identity', 'messageTeamMembers']);
    expect(asked).not.toMatch(/devicePermissions|supportsFiles":true/);
  });

  test('leads nowhere but to our own address', () => {
    const addresses = JSON.stringify(manifest).match(/https?:\/\/[^"]+/g) ?? [];
    const foreign = addresses.filter((each) => new URL(each).host !== new URL(BASE_URL).host);
    expect(foreign).toEqual([manifest.$schema, 'https://RscPermission']);
    expect(manifest).toMatchObject({ validDomains: ['roundtable.example.org'] });
    expect(manifest.staticTabs.map(({ entityId }) => entityId)).toEqual([
      'conversations',
      'roundtable',
      'about',
    ]);
  });

  test('has a new version whenever it says something new: Teams takes no change under an old one', () => {
    const { version: _, ...said } = manifest;
    const digest = createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 12);
    // Changed the manifest? Raise TEAMS_APP_VERSION and put both here.
    expect([TEAMS_APP_VERSION, digest]).toEqual(['1.0.0', 'f04819e9012f']);
    expect(manifest.version).toBe(TEAMS_APP_VERSION);
  });
});

describe('the app package', () => {
  const files = unzipSync(teamsPackage(manifest));

  test('holds exactly three files, at its root', () => {
    expect(Object.keys(files).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    expect(JSON.parse(Buffer.from(files['manifest.json'] ?? []).toString('utf8'))).toEqual(manifest);
  });

  test('is the same bytes each time', () => {
    expect(teamsPackage(manifest)).toEqual(teamsPackage(manifest));
  });

  test('the colour icon is 192 by 192 without a hole', () => {
    const { width, height, pixels } = readPng(files['color.png'] ?? new Uint8Array());
    expect([width, height]).toEqual([192, 192]);
    expect(pixels.filter((_, index) => index % 4 === 3).every((opacity) => opacity === 255)).toBe(true);
  });

  test('the outline is 32 by 32, white on nothing', () => {
    const { width, height, pixels } = readPng(files['outline.png'] ?? new Uint8Array());
    expect([width, height]).toEqual([32, 32]);
    const seen = new Set<string>();
    let solid = 0;
    for (let at = 0; at < pixels.length; at += 4) {
      const [red, green, blue, opacity] = pixels.subarray(at, at + 4);
      if (opacity !== 0) seen.add(`${red},${green},${blue}`);
      if (opacity === 255) solid += 1;
    }
    expect([...seen]).toEqual(['255,255,255']);
    expect(solid).toBeGreaterThan(100);
    expect(solid).toBeLessThan(500);
  });
});

describe('roundtable manifest teams', () => {
  const out = join(folder.path, 'app.zip');

  test('writes the package to the file that was asked for', () => {
    expect(manifestTeams(readConfig({ ...SET_UP, BASE_URL }), out)).toMatchObject({ code: 0 });
    expect(new Uint8Array(readFileSync(out))).toEqual(teamsPackage(manifest));
  });

  test('says everything that is missing, and writes nothing', () => {
    const nowhere = join(folder.path, 'nowhere.zip');
    const missing = manifestTeams(readConfig({}), nowhere);
    expect(missing.code).toBe(1);
    expect(missing.out).toMatch(/TEAMS_APP_ID[\s\S]*BASE_URL is not set/);
    const open = manifestTeams(readConfig({ ...SET_UP, BASE_URL: 'http://localhost:3000' }), nowhere);
    expect(open).toMatchObject({ code: 1, out: expect.stringContaining('start with https://') });
    expect(existsSync(nowhere)).toBe(false);
  });

  test('a place that cannot be written is one sentence', () => {
    const result = manifestTeams(readConfig({ ...SET_UP, BASE_URL }), join(folder.path, 'no', 'app.zip'));
    expect(result.code).toBe(1);
    expect(result.out).toMatch(/cannot be written\. Choose another place with --out\.$/);
  });

  test('from the terminal', async () => {
    const file = join(folder.path, 'terminal.zip');
    const ran = await runProgram(['manifest', 'teams', '--out', file], { ...SET_UP, BASE_URL }).ended;
    expect(ran).toMatchObject({ code: 0, errors: '' });
    expect(ran.out).not.toContain(SET_UP.TEAMS_APP_PASSWORD);
    expect(Object.keys(unzipSync(readFileSync(file)))).toHaveLength(3);
  });
});
