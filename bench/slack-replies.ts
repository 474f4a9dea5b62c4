import { randomBytes } from 'node:crypto';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readConfig } from '../src/config.ts';
import { loadSecrets } from '../src/secrets.ts';
import { migratePostgres } from '../src/store/postgres/migrate.ts';
import { openStore } from '../src/store/store.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { startSlack } from '../test/support/slack/slack.ts';
import { type LoadGenerator, type LoadOrder, startLoadGenerator } from './load/load.ts';
import type { Post } from './load/request.ts';
import { formsOf } from './replies/order.ts';
import { slackDesk } from './replies/slack-desk.ts';
import { type BusyRound, countedIn, Town } from './replies/town.ts';
import { builtServer } from './support/build.ts';
import { type ChildServer, startChildServer } from './support/child-server.ts';
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
  /** Milliseconds of the server's processor time for each request. */
  readonly work: number;
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
      const ours = (rounds: readonly BusyRound[]) => measure(load, server, formsOf(rounds), PROOF);
      const example = formsOf(warmUp)[0];
      if (example === undefined) throw new Error('Nobody is invited.');
      const theirs = () =>
        measure(
          load,
          bare,
          Array.from({ length: BARE_POSTS }, () => example),
          '',
        );

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

/** Throws where one was not counted. */
async function measure(
  load: LoadGenerator,
  server: ChildServer,
  posts: readonly Post[],
  proof: string,
): Promise<Run> {
  const order: LoadOrder = { origin: server.origin, posts, connections: CONNECTIONS, rate: null, proof };
  const before = server.processorTime();
  const { statuses, proven, seconds, latencies } = await load.run(order);
  const work = (server.processorTime() - before) / posts.length;
  if (statuses[200] !== posts.length || proven !== posts.length)
    throw new Error(`Of ${posts.length} were counted ${proven}: ${JSON.stringify(statuses)}`);
  return { rate: posts.length / seconds, work, latencies };
}

function told(runs: readonly Run[]): string {
  const latencies = runs.flatMap((each) => each.latencies).sort((a, b) => a - b);
  const [p50, p99] = [0.5, 0.99].map((share) => quantile(latencies, share).toFixed(1));
  const [rate, work] = [median(runs.map((each) => each.rate)), median(runs.map((each) => each.work))];
  return `${rate.toFixed(0)} a second, p50 ${p50} ms, p99 ${p99} ms, ${work.toFixed(2)} ms of processor time each`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run(console.log);
