import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readConfig } from '../src/config/config.ts';
import { loadSecrets } from '../src/config/secrets.ts';
import { sessionTable } from '../src/features/ways-in/tables.ts';
import { migratePostgres } from '../src/store/postgres/migrate.ts';
import { openStore, type StoreOptions } from '../src/store/store.ts';
import { temporaryFolder } from '../test/support/folders.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { type LoadGenerator, type LoadReport, startLoadGenerator } from './load/load.ts';
import { BenchApp, type BusyRound, countedIn } from './replies/bench-app.ts';
import { formsOf } from './replies/order.ts';
import { webDesk } from './replies/web-desk.ts';
import { builtServer } from './support/build.ts';
import { type ChildServer, startChildServer } from './support/child-server.ts';
import { median, quantile } from './support/figures.ts';

type Print = (line: string) => void;

const CONNECTIONS = 50;
const ROUNDS = 50;
/** A large circle. */
const INVITED = 24;
const CROWD = 3_000;
const CROWD_WITH_COMMENTS = 1_000;
const PASSES = 3;
const BARE_POSTS = 10_000;
/** Replies a second, sent on time whether or not earlier ones are answered. */
const STEADY_RATE = 50;

/** One database under the built server. */
interface Place {
  readonly name: string;
  readonly store: StoreOptions;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Prints how many replies a second the built server commits, through its own pages' forms with cookie and form token, as
 * a share of what a bare Express handler takes of the same bytes in the same minute; and whether each acknowledged reply
 * is in the seals. Server, baseline and senders are processes of their own on this machine.
 */
export async function run(print: Print): Promise<void> {
  const program = builtServer();
  const load = startLoadGenerator();
  const bare = await startChildServer({
    arguments: [fileURLToPath(new URL('./support/bare-express.mjs', import.meta.url))],
    environment: { NODE_ENV: 'production' },
    readyPath: '/',
  });
  const postgres = await startPostgres({ durable: true });
  const folder = temporaryFolder('bench-replies');
  try {
    print(
      `replies: built server, ${CONNECTIONS} connections, questions of "having-a-voice", no comments kept unless it says so`,
    );
    const url = await postgres.createDatabase();
    await migratePostgres(url);
    const secrets = {
      PULSE_PEPPER: randomBytes(32).toString('base64'),
      LINK_SECRET: randomBytes(32).toString('base64'),
    };
    await measure(
      print,
      { program, load, bare },
      {
        name: 'PostgreSQL, fsync on',
        store: { kind: 'postgres', url },
        environment: { ...secrets, DATABASE_URL: url },
      },
    );
    const data = join(folder.path, 'data');
    await measure(
      print,
      { program, load, bare },
      {
        name: 'embedded',
        store: { kind: 'embedded', folder: data },
        environment: { ...secrets, DATA_DIR: data },
      },
    );
  } finally {
    await bare.stop();
    await postgres.stop();
    load.stop();
    folder.remove();
  }
}

interface Parts {
  readonly program: string;
  readonly load: LoadGenerator;
  readonly bare: ChildServer;
}

interface Questions {
  readonly spread: readonly (readonly BusyRound[])[];
  readonly steady: readonly BusyRound[];
  readonly crowd: BusyRound;
  readonly spreadWithComments: readonly BusyRound[];
  readonly crowdWithComments: BusyRound;
}

async function measure(print: Print, { program, load, bare }: Parts, place: Place): Promise<void> {
  const questions = await withTown(place, prepare);
  const server = await startChildServer({
    arguments: [program],
    environment: {
      NODE_ENV: 'production',
      BASE_URL: 'http://127.0.0.1:1',
      PORT: '0',
      LOG_LEVEL: 'warn',
      ...place.environment,
    },
    readyPath: '/readyz',
  });
  const reports: Replies[] = [];
  const send = async (rounds: readonly BusyRound[], rate: number | null = null): Promise<LoadReport> => {
    const posts = formsOf(rounds);
    const report = await load.run({ origin: server.origin, posts, connections: CONNECTIONS, rate });
    const acknowledged = report.statuses[200] ?? 0;
    if (acknowledged < posts.length)
      throw new Error(`Not all were taken: ${JSON.stringify(report.statuses)}`);
    reports.push({ rounds, acknowledged });
    return report;
  };
  try {
    const [warmUp = [], ...passes] = questions.spread;
    const example = formsOf(warmUp)[0];
    if (example === undefined) throw new Error('Nobody is invited.');
    const bareOrder = {
      origin: bare.origin,
      posts: Array.from({ length: BARE_POSTS }, () => example),
      connections: CONNECTIONS,
      rate: null,
    };
    await load.run(bareOrder);
    await send(warmUp);

    const pairs: { readonly bare: number; readonly ours: number }[] = [];
    for (const rounds of passes) {
      const bareRate = rateOf(await load.run(bareOrder));
      pairs.push({ bare: bareRate, ours: rateOf(await send(rounds)) });
    }
    const share = median(pairs.map(({ bare, ours }) => ours / bare));
    print(`  ${place.name}`);
    print(
      `    spread over ${ROUNDS} rounds of ${INVITED}: ${told(median(pairs.map((each) => each.ours)))}; bare Express: ${told(median(pairs.map((each) => each.bare)))}; share ${share.toFixed(2)} (median of ${PASSES} pairs)`,
    );
    const crowd = await send([questions.crowd]);
    print(`    one hot round of ${CROWD}: ${told(rateOf(crowd))}`);
    const spreadWords = await send(questions.spreadWithComments);
    const crowdWords = await send([questions.crowdWithComments]);
    print(
      `    comments kept: spread ${told(rateOf(spreadWords))}; one hot round of ${CROWD_WITH_COMMENTS}: ${told(rateOf(crowdWords))}`,
    );
    const { latencies } = await send(questions.steady, STEADY_RATE);
    const [half, p99] = [0.5, 0.99].map((part) => quantile(latencies, part).toFixed(0));
    print(
      `    at ${STEADY_RATE} a second: half within ${half} ms, p99 ${p99} ms (${latencies.length} replies)`,
    );
  } finally {
    await server.stop();
  }
  await withTown(place, async (_town, count) => {
    const counted = await count(reports.flatMap(({ rounds }) => rounds));
    const acknowledged = reports.reduce((sum, report) => sum + report.acknowledged, 0);
    print(`    acknowledged ${acknowledged}, in the seals ${counted}`);
  });
}

interface Replies {
  readonly rounds: readonly BusyRound[];
  readonly acknowledged: number;
}

async function prepare(app: BenchApp): Promise<Questions> {
  const spread: (readonly BusyRound[])[] = [];
  for (let pass = 0; pass <= PASSES; pass += 1) spread.push(await app.openRounds(ROUNDS, INVITED, false));
  return {
    spread,
    steady: await app.openRounds(ROUNDS, INVITED, false),
    crowd: await app.openRound(CROWD, false),
    spreadWithComments: await app.openRounds(ROUNDS, INVITED, true),
    crowdWithComments: await app.openRound(CROWD_WITH_COMMENTS, true),
  };
}

/** Opens the store beside no server: the embedded one has room for one process. */
async function withTown<T>(
  { store: options, environment }: Place,
  work: (app: BenchApp, count: (rounds: readonly BusyRound[]) => Promise<number>) => Promise<T>,
): Promise<T> {
  const secrets = loadSecrets(readConfig(environment));
  const store = await openStore(options);
  try {
    return await work(
      new BenchApp(store, secrets, webDesk(secrets.linkKeys, sessionTable.over(store))),
      (rounds) => countedIn(store, secrets, rounds),
    );
  } finally {
    await store.close();
  }
}

function rateOf({ statuses, seconds }: LoadReport): number {
  return (statuses[200] ?? 0) / seconds;
}

function told(rate: number): string {
  return `${rate.toFixed(0)} a second`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run(console.log);
