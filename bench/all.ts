import { run as circleFile } from './circle-file.ts';
import { run as digest } from './digest.ts';
import { run as mail } from './mail.ts';
import { run as replies } from './replies.ts';
import { run as rota } from './rota.ts';
import { run as slackDeliveries } from './slack-deliveries.ts';
import { run as slackReplies } from './slack-replies.ts';
import { run as start } from './start.ts';
import { run as teamsReplies } from './teams-replies.ts';
import { run as texts } from './texts.ts';

// One after the other: they would measure each other.
for (const run of [
  rota,
  circleFile,
  digest,
  start,
  replies,
  slackReplies,
  teamsReplies,
  mail,
  texts,
  slackDeliveries,
])
  await run(console.log);
