import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import type { TestProject } from 'vitest/node';
import { chooseBackend } from '../../jobs/backends/choose.ts';
import { createJobQueue } from '../../jobs/queue.ts';
import { openEmbedded } from '../../src/store/embedded/database.ts';
import { migratePostgres } from '../../src/store/postgres/migrate.ts';
import { memoryFolder, type TemporaryFolder, temporaryFolder } from './folders.ts';
import { type PostgresServer, startPostgres } from './postgres.ts';
import { recordingLog } from './recording-log.ts';
import { REDIS_DATABASES, type RedisServer, startRedis } from './redis.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where test files ask for the servers they share: see `servers-shared.ts`. */
    readonly serversUrl: string;
    /** For embedded databases: in memory, where there is room. A disk takes a second or two to remove their thousand files. */
    readonly embeddedParent: string;
  }
}

/**
 * Vitest's global set-up: one Redis, one PostgreSQL, and a database to copy of either kind for all test files, each made when
 * a file first asks for it, so a run of pure tests makes none. Test files run in other processes; they ask over HTTP.
 */
export default async function serveServers(project: TestProject): Promise<() => Promise<void>> {
  let redis: Promise<RedisServer> | undefined;
  let postgres: Promise<PostgresServer> | undefined;
  let original: Promise<string> | undefined;
  const memory = memoryFolder('run');
  const embeddedParent = memory?.path ?? tmpdir();
  let embedded: Promise<TemporaryFolder> | undefined;
  let redisDatabases = 0;

  const openPostgres = (): Promise<PostgresServer> => {
    postgres ??= startPostgres();
    return postgres;
  };
  const answers: Record<string, () => Promise<string>> = {
    '/redis': async () => {
      redis ??= startRedis();
      const { url } = await redis;
      redisDatabases = (redisDatabases + 1) % REDIS_DATABASES;
      return `${url}/${redisDatabases}`;
    },
    '/postgres': async () => (await openPostgres()).createDatabase(),
    '/migrated': async () => {
      const server = await openPostgres();
      original ??= makeOriginal(server);
      return server.createDatabase(await original);
    },
    '/embedded': async () => {
      embedded ??= makeEmbedded(embeddedParent);
      return (await embedded).path;
    },
  };

  const counter = createServer((request, response) => {
    const answer = answers[request.url ?? ''];
    if (answer === undefined) {
      response.writeHead(404).end();
      return;
    }
    answer().then(
      (url) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => counter.listen(0, '127.0.0.1', resolve));
  const { port } = counter.address() as AddressInfo;
  project.provide('embeddedParent', embeddedParent);
  project.provide('serversUrl', `http://127.0.0.1:${port}`);

  return async () => {
    counter.closeAllConnections();
    counter.close();
    await Promise.all([
      redis?.then((server) => server.stop()),
      postgres?.then((server) => server.stop()),
      embedded?.then((folder) => folder.remove()),
    ]);
    memory?.remove();
  };
}

/** With the tables of the store and of the queue, as every start after the first finds them. */
async function makeOriginal(server: PostgresServer): Promise<string> {
  const databaseUrl = await server.createDatabase();
  await migratePostgres(databaseUrl);
  const backend = chooseBackend({ databaseUrl });
  const queue = await createJobQueue({ backend, log: recordingLog(), guard: () => {} });
  await queue.close();
  return databaseUrl;
}

/** Likewise. Making one takes some ten seconds of a core; copying it takes a tenth of a second. */
async function makeEmbedded(parent: string): Promise<TemporaryFolder> {
  const folder = temporaryFolder('embedded', parent);
  const made = await openEmbedded(folder.path);
  await chooseBackend({ embedded: made.embedded ?? undefined }).prepare();
  await made.close();
  return folder;
}
