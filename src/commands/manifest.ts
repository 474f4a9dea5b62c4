import type { Config } from '../config.ts';
import { slackManifest } from '../slack-manifest.ts';
import { type CommandResult, told } from './command.ts';

/** Stands where our address belongs, until it is known. */
const UNKNOWN_ADDRESS = 'https://roundtable.example.org';

/** `roundtable manifest slack`: the manifest to make the Slack app with, as JSON. Needs nothing but the configuration. */
export function manifestSlack({ baseUrl, slack }: Pick<Config, 'baseUrl' | 'slack'>): CommandResult {
  return told(JSON.stringify(slackManifest(baseUrl ?? UNKNOWN_ADDRESS, slack), null, 2));
}
