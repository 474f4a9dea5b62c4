import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { openEmbedded } from '../../src/store/embedded/database.ts';
import { type TemporaryFolder, temporaryFolder } from './folders.ts';
import { type PostgresServer, startPostgres } from './postgres.ts';
import { REDIS_DATABASES, type RedisServer, startRedis } from './redis.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where test files ask for the servers they share: see `servers-shared.ts`. */
    readonly serversUrl: string;
  }
}

/**
 * Vitest's global set-up: one Redis, one PostgreSQL and one embedded database to copy for all test files, each made when a
 * file first asks for it, so a run of pure tests makes none. Test files run in other processes; they ask over HTTP.
 */
export default async function serveServers(project: TestProject): Promise<() => Promise<void>> {
  let redis: Promise<RedisServer> | undefined;
  let postgres: Promise<PostgresServer> | undefined;
  let embedded: Promise<TemporaryFolder> | undefined;
  let redisDatabases = 0;

  const answers: Record<string, () => Promise<string>> = {
    '/redis': async () => {
      redis ??= startRedis();
      const { url } = await redis;
      redisDatabases = (redisDatabases + 1) % REDIS_DATABASES;
      return `${url}/${redisDatabases}`;
    },
    '/postgres': async () => {
      postgres ??= startPostgres();
      return (await postgres).createDatabase();
    },
    '/embedded': async () => {
      embedded ??= makeEmbedded();
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
  project.provide('serversUrl', `http://127.0.0.1:${port}`);

  return async () => {
    counter.closeAllConnections();
    counter.close();
    await Promise.all([
      redis?.then((server) => server.stop()),
      postgres?.then((server) => server.stop()),
      embedded?.then((folder) => folder.remove()),
    ]);
  };
}

/** Making one takes some ten seconds of a core; copying it takes half a second. */
async function makeEmbedded(): Promise<TemporaryFolder> {
  const folder = temporaryFolder('embedded');
  const made = await openEmbedded(folder.path);
  await made.close();
  return folder;
}
