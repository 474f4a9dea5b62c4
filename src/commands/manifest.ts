import { writeFileSync } from 'node:fs';
import type { Config } from '../config/config.ts';
import { slackManifest } from '../config/slack-manifest.ts';
import { teamsManifest } from '../config/teams-manifest.ts';
import { teamsPackage } from '../config/teams-package.ts';
import { type CommandResult, refused, told } from './command.ts';

/** Stands where our address belongs, until it is known. */
const UNKNOWN_ADDRESS = 'https://roundtable.example.org';

/** `roundtable manifest slack`: the manifest to make the Slack app with, as JSON. Needs nothing but the configuration. */
export function manifestSlack({ baseUrl, slack }: Pick<Config, 'baseUrl' | 'slack'>): CommandResult {
  return told(JSON.stringify(slackManifest(baseUrl ?? UNKNOWN_ADDRESS, slack), null, 2));
}

/**
 * `roundtable manifest teams`: writes the app package to the file `out`. Refused, with everything that is missing, where
 * Teams could not use it: without a bot, or without an address that Teams may show.
 */
export function manifestTeams(
  { baseUrl, teams }: Pick<Config, 'baseUrl' | 'teams'>,
  out: string,
): CommandResult {
  const missing: string[] = [];
  if (teams === null) {
    missing.push(
      'TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID are not set. They come from the app registration of your bot: docs/teams.md shows where.',
    );
  }
  if (baseUrl === null) {
    missing.push(
      'BASE_URL is not set. Teams needs the address under which it reaches Roundtable, such as https://roundtable.example.org.',
    );
  } else if (!baseUrl.startsWith('https:')) {
    missing.push('BASE_URL starts with http://. Teams only takes addresses that start with https://.');
  }
  if (teams === null || baseUrl === null || missing.length > 0) {
    return refused('The app package cannot be made yet:', ...missing.map((each) => `  - ${each}`));
  }
  try {
    writeFileSync(out, teamsPackage(teamsManifest(baseUrl, teams)));
  } catch {
    return refused(`The file ${out} cannot be written. Choose another place with --out.`);
  }
  return told(
    `Wrote the app package to ${out}.`,
    'Upload it in the Teams admin center under "Teams apps", "Manage apps". docs/teams.md leads through it.',
  );
}
