import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Client } from 'pg';
import { systemClock } from '../src/clock.ts';
import { readConfig } from '../src/config/config.ts';
import { loadSecrets } from '../src/config/secrets.ts';
import { answerRounds } from '../src/features/pulses/use-cases/answer.ts';
import { roundTable } from '../src/features/release/tables/rounds.ts';
import { sessionTable } from '../src/features/ways-in/tables.ts';
import { secureRandom } from '../src/random.ts';
import { migratePostgres } from '../src/store/postgres/migrate.ts';
import { openStore } from '../src/store/store.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { BenchApp } from './replies/bench-app.ts';
import { webDesk } from './replies/web-desk.ts';
import { builtServer } from './support/build.ts';
import { startChildServer } from './support/child-server.ts';
import { median } from './support/figures.ts';

type Print = (line: string) => void;

const ROUNDS = 1_000;
const INVITED = 24;
const WATCHED_MS = 60_000;
/** Until the server's own start is over and it has looked at what is open. */
const WARM_MS = 20_000;
const ANSWERS = 10;
/** The kernel counts processor time in hundredths of a second. */
const TICK_MS = 10;

/**
 * Prints the processor time that covers take at 1,000 open rounds, in which the first two hours are over, beside the same
 * server with none; and how many bytes of write-ahead log one answer costs.
 */
export async function run(print: Print): Promise<void> {
  const program = builtServer();
  const postgres = await startPostgres({ durable: true });
  try {
    for (const rounds of [0, ROUNDS]) {
      const place = await placeOn(await postgres.createDatabase());
      await place.app.openRounds(rounds, INVITED, false);
      // Opened an hour ago there: three hours ago now.
      await place.client.query(`update roundtable.rounds set opened_at = opened_at - interval '2 hours'`);
      await place.store.close();
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
      await pause(WARM_MS);
      const [ours, theirs, writes] = [
        server.processorTime(),
        await databaseTime(place.client),
        await writesOf(place.client),
      ];
      await pause(WATCHED_MS);
      const share = (time: number) => `${((100 * time) / WATCHED_MS).toFixed(1)} % of a core`;
      const covers = (await writesOf(place.client)) - writes;
      print(
        `cover: ${rounds} open rounds of ${INVITED}: server ${share(server.processorTime() - ours)}, database ${share((await databaseTime(place.client)) - theirs)}, about ${(covers / (WATCHED_MS / 1_000)).toFixed(1)} covers a second`,
      );
      await server.stop();
      await place.client.end();
    }
    const place = await placeOn(await postgres.createDatabase());
    for (const invited of [12, 200, 2_000, 5_000]) print(await logOf(place, invited));
    await place.store.close();
    await place.client.end();
  } finally {
    await postgres.stop();
  }
}

type Place = Awaited<ReturnType<typeof placeOn>>;

async function placeOn(url: string) {
  await migratePostgres(url);
  const environment = {
    PULSE_PEPPER: randomBytes(32).toString('base64'),
    LINK_SECRET: randomBytes(32).toString('base64'),
    DATABASE_URL: url,
  };
  const secrets = loadSecrets(readConfig(environment));
  const store = await openStore({ kind: 'postgres', url });
  const client = new Client(url);
  await client.connect();
  return {
    environment,
    secrets,
    store,
    client,
    app: new BenchApp(store, secrets, webDesk(secrets.linkKeys, sessionTable.over(store))),
  };
}

async function logOf({ app, store, secrets, client }: Place, invited: number): Promise<string> {
  const { round } = await app.openRound(invited, true);
  const context = {
    store,
    secrets,
    clock: systemClock,
    random: secureRandom(),
    randomBytes,
  } as unknown as Parameters<typeof answerRounds>[0];
  const seats = (await roundTable.roster(store, round.id)).slice(0, ANSWERS);
  const costs: number[] = [];
  await client.query('checkpoint');
  for (const { memberId } of seats) {
    const before = await positionOf(client);
    const inputs = { voice: ['4'], 'anything-else': ['About as many words as people write.'] };
    await answerRounds(context, [
      { member: { id: memberId, circleId: round.circleId }, roundId: round.id, inputs },
    ]);
    costs.push((await positionOf(client)) - before);
  }
  const [first = 0] = costs;
  return `cover: log of one answer with comments, ${invited} invited: ${first} bytes right after a checkpoint, then ${median(costs)}`;
}

async function positionOf(client: Client): Promise<number> {
  const { rows } = await client.query<{ at: string }>(`select pg_current_wal_lsn() - '0/0' as at`);
  return Number(rows[0]?.at);
}

/** Every rewriting of a seal, as far as connections have told. */
async function writesOf(client: Client): Promise<number> {
  await client.query('select pg_stat_clear_snapshot()');
  const { rows } = await client.query<{ writes: string }>(
    `select n_tup_upd as writes from pg_stat_user_tables where relname = 'seals'`,
  );
  return Number(rows[0]?.writes ?? 0);
}

/** Processor time of the connections of one server, in milliseconds. */
async function databaseTime(client: Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>(
    `select pid from pg_stat_activity where application_name = 'roundtable' and datname = current_database()`,
  );
  return rows.reduce((sum, { pid }) => {
    const [user = 0, system = 0] =
      readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ').slice(11, 13).map(Number) ?? [];
    return sum + (user + system) * TICK_MS;
  }, 0);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run(console.log);
