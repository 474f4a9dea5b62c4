import { randomBytes } from 'node:crypto';
import { readConfig } from '../../src/config/config.ts';
import { loadSecrets } from '../../src/config/secrets.ts';
import type { Secrets } from '../../src/core/ports/secrets.ts';
import { migratePostgres } from '../../src/store/postgres/migrate.ts';
import { openStore } from '../../src/store/store.ts';
import { startPostgres } from '../../test/support/postgres.ts';
import { type LoadGenerator, type LoadOrder, startLoadGenerator } from '../load/load.ts';
import type { Post } from '../load/request.ts';
import { builtServer } from '../support/build.ts';
import { type ChildServer, startChildServer } from '../support/child-server.ts';
import { median, quantile } from '../support/figures.ts';
import { BenchApp, type BusyRound, countedIn, type Desk } from './bench-app.ts';
import { formsOf } from './order.ts';

export type Print = (line: string) => void;

const CONNECTIONS = 50;
const ROUNDS = 50;
const INVITED = 24;
const PASSES = 7;
/** As many requests as the baseline gets: both are measured with their machine code made. */
const WARM_UPS = 5;
const BARE_POSTS = ROUNDS * INVITED * WARM_UPS;
/** What only the reply to a counted answer says. */
const PROOF = 'Your answer has been counted.';

/** A platform's replies, and what they are measured against. */
export interface Contest {
  readonly name: string;
  /** What one reply is, and what the baseline does with the same bytes. */
  readonly ours: string;
  readonly theirs: string;
  /** How the built server reaches the platform. */
  readonly environment: Readonly<Record<string, string>>;
  readonly desk: (secrets: Secrets) => Desk;
  /** The share. */
  readonly toReach: number;
  /** The platform's own library that answers and does nothing else, in a process of its own. */
  readonly bare: ChildServer;
}

interface Run {
  readonly rate: number;
  /** Milliseconds of the server's processor time for each request. */
  readonly work: number;
  readonly latencies: readonly number[];
}

/**
 * Prints how many requests a second the built server turns into committed replies, as a share of what the baseline answers of
 * the same requests in the same minute. Server, baseline, senders and database are processes of their own on this machine.
 */
export async function compareReplies(print: Print, contest: Contest): Promise<void> {
  const { name, bare } = contest;
  const program = builtServer();
  const load = startLoadGenerator();
  const postgres = await startPostgres({ durable: true });
  try {
    const url = await postgres.createDatabase();
    await migratePostgres(url);
    const environment = {
      DATABASE_URL: url,
      PULSE_PEPPER: randomBytes(32).toString('base64'),
      LINK_SECRET: randomBytes(32).toString('base64'),
      ...contest.environment,
    };
    const secrets = loadSecrets(readConfig(environment));
    const store = await openStore({ kind: 'postgres', url });
    try {
      const app = new BenchApp(store, secrets, contest.desk(secrets));
      const warmUps = await openedFor(app, WARM_UPS);
      const passes = await openedFor(app, PASSES);
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
      const example = formsOf(warmUps.flat())[0];
      if (example === undefined) throw new Error('Nobody is invited.');
      const theirs = () => measure(load, bare, new Array<Post>(BARE_POSTS).fill(example), '');

      const pairs: { readonly bare: Run; readonly ours: Run }[] = [];
      try {
        await theirs();
        for (const rounds of warmUps) await ours(rounds);
        for (const rounds of passes) pairs.push({ bare: await theirs(), ours: await ours(rounds) });
      } finally {
        await server.stop();
      }
      const shares = pairs.map((pair) => pair.ours.rate / pair.bare.rate);
      const width = Math.max(contest.ours.length, contest.theirs.length) + 1;
      print(
        `${name}: built server on PostgreSQL with fsync, ${CONNECTIONS} connections, ${ROUNDS} rounds of ${INVITED}, ${example.body.length} bytes each`,
      );
      print(`  ${`${contest.ours}:`.padEnd(width)} ${told(pairs.map((pair) => pair.ours))}`);
      print(`  ${`${contest.theirs}:`.padEnd(width)} ${told(pairs.map((pair) => pair.bare))}`);
      print(
        `  share ${median(shares).toFixed(2)} (median of ${PASSES} pairs, ${shares.map((share) => share.toFixed(2)).join(' ')}); to reach: ${contest.toReach.toFixed(2)}`,
      );
      const rounds = [...warmUps, ...passes].flat();
      const counted = await countedIn(store, secrets, rounds);
      print(`  acknowledged ${formsOf(rounds).length}, in the seals ${counted}`);
    } finally {
      await store.close();
    }
  } finally {
    await postgres.stop();
    load.stop();
  }
}

async function openedFor(app: BenchApp, passes: number): Promise<readonly (readonly BusyRound[])[]> {
  const opened: (readonly BusyRound[])[] = [];
  for (let pass = 0; pass < passes; pass += 1) opened.push(await app.openRounds(ROUNDS, INVITED, false));
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
