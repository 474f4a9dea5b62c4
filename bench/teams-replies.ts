import { execFileSync } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { startTeams } from '../test/support/teams/teams.ts';
import { compareReplies, type Print } from './replies/beside-bare.ts';
import { teamsDesk } from './replies/teams-desk.ts';
import { startChildServer } from './support/child-server.ts';
import { median } from './support/figures.ts';

const TENANT = '10000000-0000-4000-8000-00000000beac';
const LOADS = 5;

/**
 * Signed `adaptiveCard/action` invokes to committed replies, beside a bare teams-ai bot that checks the same tokens and
 * answers nothing. Each is the pulse's own card, filled in. Then what loading the SDK costs.
 */
export async function run(print: Print): Promise<void> {
  const teams = await startTeams({ tenants: [{ id: TENANT }], people: [] });
  const { appId, tenantId, serviceUrl, url } = teams;
  const bare = await startChildServer({
    arguments: [fileURLToPath(new URL('./support/bare-teams.mjs', import.meta.url))],
    environment: { NODE_ENV: 'production', TEAMS_APP_ID: appId, TEAMS_CLOUD_URL: url },
    readyPath: '/',
  });
  try {
    await compareReplies(print, {
      name: 'teams-replies',
      ours: 'signed adaptiveCard/action to committed reply',
      theirs: 'bare teams-ai that answers nothing',
      environment: {
        // In production the server speaks to nobody without TLS, and so not to the played Teams.
        NODE_ENV: 'development',
        TEAMS_APP_ID: appId,
        TEAMS_APP_PASSWORD: teams.appPassword,
        TEAMS_TENANT_ID: tenantId,
        TEAMS_CLOUD_URL: url,
      },
      desk: ({ linkKeys }) => teamsDesk(linkKeys, { appId, tenantId, serviceUrl, proof: teams.proof() }),
      bare,
      toReach: 0.5,
    });
    const loads = Array.from({ length: LOADS }, loaded);
    const [milliseconds, megabytes] = [
      median(loads.map((each) => each.milliseconds)),
      median(loads.map((each) => each.megabytes)),
    ];
    print(
      `  loading the SDK in a fresh process: ${milliseconds.toFixed(0)} ms, ${megabytes.toFixed(0)} MB more resident memory (median of ${LOADS})`,
    );
  } finally {
    await bare.stop();
    await teams.stop();
  }
}

function loaded(): { readonly milliseconds: number; readonly megabytes: number } {
  const program = fileURLToPath(new URL('./support/load-teams-sdk.mjs', import.meta.url));
  return JSON.parse(execFileSync(process.execPath, [program], { encoding: 'utf8' }));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run(console.log);
