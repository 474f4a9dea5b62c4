import { fileURLToPath, pathToFileURL } from 'node:url';
import { startSlack } from '../test/support/slack/slack.ts';
import { compareReplies, type Print } from './replies/beside-bare.ts';
import { slackDesk } from './replies/slack-desk.ts';
import { startChildServer } from './support/child-server.ts';

const TEAM = 'T01BENCH';

/**
 * Signed `view_submission`s to committed replies, beside a bare Bolt app that acknowledges the same requests. Each is the
 * pulse's own modal as Slack hands it on.
 */
export async function run(print: Print): Promise<void> {
  const slack = await startSlack({ workspaces: [{ id: TEAM }], users: [], channels: [] });
  const { signingSecret } = slack;
  const bare = await startChildServer({
    arguments: [fileURLToPath(new URL('./support/bare-bolt.mjs', import.meta.url))],
    environment: { NODE_ENV: 'production', SLACK_SIGNING_SECRET: signingSecret },
    readyPath: '/',
  });
  try {
    await compareReplies(print, {
      name: 'slack-replies',
      ours: 'signed view_submission to committed reply',
      theirs: 'bare Bolt that acknowledges',
      environment: {
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_SIGNING_SECRET: signingSecret,
        SLACK_API_URL: slack.apiUrl,
      },
      desk: ({ linkKeys }) => slackDesk(linkKeys, TEAM, signingSecret),
      bare,
      toReach: 0.55,
    });
  } finally {
    await bare.stop();
    await slack.stop();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run(console.log);
