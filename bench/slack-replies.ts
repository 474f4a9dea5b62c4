import { randomBytes } from 'node:crypto';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readConfig } from '../src/config.ts';
import { loadSecrets } from '../src/secrets.ts';
import { migratePostgres } from '../src/store/postgres/migrate.ts';
import { openStore } from '../src/store/store.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { startSlack } from '../test/support/slack/slack.ts';
import { type LoadReport, startLoadGenerator } from './load/load.ts';
import { formsOf } from './replies/order.ts';
import { slackDesk } from './replies/slack-desk.ts';
import { type BusyRound, countedIn, Town } from './replies/town.ts';
import { builtServer } from './support/build.ts';
import { startChildServer } from './support/child-server.ts';
import { median, quantile } from './support/figures.ts';

type Print = (line: string) => void;

const TEAM = 'T01BENCH';
const CONNECTIONS = 50;
const ROUNDS = 50;
const INVITED = 24;
const PASSES = 5;
const BARE_POSTS = 6_000;
/** What only the reply to a counted answer says. */
const PROOF = 'Your answer has been counted.';

interface Run {
  readonly rate: number;
  readonly latencies: readonly number[];
}

/**
 * Prints how many signed `view_submission`s a second the built server turns into committed replies, as a share of what a
 * bare Bolt app acknowledges of the same requests in the same minute. Each is the pulse's own modal as Slack hands it on.
 * Server, baseline, senders and database are processes of their own on this machine.
 */
export async function run(print: Print): Promise<void> {
  const program = builtServer();
  const load = startLoadGenerator();
  const slack = await startSlack({ workspaces: [{ id: TEAM }], users: [], channels: [] });
  const { signingSecret } = slack;
  const bare = await startChildServer({
    arguments: [fileURLToPath(new URL('./support/bare-bolt.mjs', import.meta.url))],
    environment: { NODE_ENV: 'production', SLACK_SIGNING_SECRET: signingSecret },
    readyPath: '/',
  });
  const postgres = await startPostgres({ durable: true });
  try {
    const url = await postgres.createDatabase();
    await migratePostgres(url);
    const environment = {
      DATABASE_URL: url,
      PULSE_PEPPER: randomBytes(32).toString('base64'),
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: slack.apiUrl,
    };
    const secrets = loadSecrets(readConfig(environment));
    const store = await openStore({ kind: 'postgres', url });
    try {
      const town = new Town(store, secrets, slackDesk(secrets.linkKey, TEAM, signingSecret));
      const [warmUp = [], ...passes] = await openedFor(town);
      const server = await startChildServer({
        arguments: [...(process.env.BENCH_NODE_OPTIONS?.split(' ') ?? []), program],
        environment: {
          NODE_ENV: 'production',
          BASE_URL: 'http://127.0.0.1:1',
          PORT: '0',
          LOG_LEVEL: 'warn',
          ...environment,
        },
        readyPath: '/readyz',
      });
      const ours = async (rounds: readonly BusyRound[]): Promise<Run> => {
        const posts = formsOf(rounds);
        const order = { origin: server.origin, posts, connections: CONNECTIONS, rate: null, proof: PROOF };
        const report = await load.run(order);
        if (report.proven < posts.length)
          throw new Error(`Counted ${report.proven} of ${posts.length}: ${JSON.stringify(report.statuses)}`);
        return runOf(report);
      };
      const example = formsOf(warmUp)[0];
      if (example === undefined) throw new Error('Nobody is invited.');
      const theirs = async (): Promise<Run> => {
        const posts = Array.from({ length: BARE_POSTS }, () => example);
        const report = await load.run({ origin: bare.origin, posts, connections: CONNECTIONS, rate: null });
        if (report.statuses[200] !== BARE_POSTS) throw new Error(JSON.stringify(report.statuses));
        return runOf(report);
      };

      const pairs: { readonly bare: Run; readonly ours: Run }[] = [];
      try {
        await theirs();
        await ours(warmUp);
        for (const rounds of passes) pairs.push({ bare: await theirs(), ours: await ours(rounds) });
      } finally {
        await server.stop();
      }
      const shares = pairs.map((pair) => pair.ours.rate / pair.bare.rate);
      print(
        `slack-replies: built server on PostgreSQL with fsync, ${CONNECTIONS} connections, ${ROUNDS} rounds of ${INVITED}, ${example.body.length} bytes each`,
      );
      print(`  signed view_submission to committed reply: ${told(pairs.map((pair) => pair.ours))}`);
      print(`  bare Bolt that acknowledges:               ${told(pairs.map((pair) => pair.bare))}`);
      print(
        `  share ${median(shares).toFixed(2)} (median of ${PASSES} pairs, ${shares.map((share) => share.toFixed(2)).join(' ')}); to reach: 0.50`,
      );
      const rounds = [warmUp, ...passes].flat();
      const counted = await countedIn(store, secrets, rounds);
      print(`  acknowledged ${formsOf(rounds).length}, in the seals ${counted}`);
    } finally {
      await store.close();
    }
  } finally {
    await bare.stop();
    await slack.stop();
    await postgres.stop();
    load.stop();
  }
}

async function openedFor(town: Town): Promise<readonly (readonly BusyRound[])[]> {
  const opened: (readonly BusyRound[])[] = [];
  for (let pass = 0; pass <= PASSES; pass += 1) opened.push(await town.openRounds(ROUNDS, INVITED, false));
  return opened;
}

function runOf({ statuses, seconds, latencies }: LoadReport): Run {
  return { rate: (statuses[200] ?? 0) / seconds, latencies };
}

function told(runs: readonly Run[]): string {
  const latencies = runs.flatMap((each) => each.latencies).sort((a, b) => a - b);
  const [p50, p99] = [0.5, 0.99].map((share) => quantile(latencies, share).toFixed(1));
  return `${median(runs.map(({ rate }) => rate)).toFixed(0)} a second, p50 ${p50} ms, p99 ${p99} ms`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run(console.log);
