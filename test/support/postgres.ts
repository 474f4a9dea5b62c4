import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { temporaryFolder } from './folders.ts';
import { freePort } from './ports.ts';
import { type SystemUser, startServer } from './servers-process.ts';

export interface PostgresServer {
  /** Its own maintenance database; tests ask for one each with {@link PostgresServer.createDatabase}. */
  readonly url: string;
  /** A new database, empty or a copy of another to which nobody is connected; resolves to its URL. */
  createDatabase(original?: string): Promise<string>;
  stop(): Promise<void>;
  /** As when the process is killed: no connection is closed in good order, the log is replayed at the restart. */
  kill9(): Promise<void>;
  /** Starts again on the same port and folder. */
  restart(): Promise<void>;
}

export interface PostgresOptions {
  /** Waits for the disk at every commit, as in production. Off in tests; benchmarks turn it on. */
  readonly durable?: boolean;
}

/** A real PostgreSQL on a free port in a temporary folder. Needs Debian's `postgresql` or `initdb` in the PATH. */
export async function startPostgres({ durable = false }: PostgresOptions = {}): Promise<PostgresServer> {
  const folder = temporaryFolder('postgres');
  const user = ordinaryUser();
  if (user !== undefined) chownSync(folder.path, user.uid, user.gid);
  const data = join(folder.path, 'data');
  execFileSync(
    postgresProgram('initdb'),
    ['--pgdata', data, '--username', 'postgres', '--auth', 'trust', '--encoding', 'UTF8', '--no-sync'].concat(
      ['--locale', 'C.UTF-8'],
    ),
    { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder.path, ...user },
  );
  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    `unix_socket_directories=${folder.path}`,
    'max_connections=200',
    // What looks for words reads all of it.
    'max_wal_size=64MB',
    'min_wal_size=32MB',
    `fsync=${durable ? 'on' : 'off'}`,
    `synchronous_commit=${durable ? 'on' : 'off'}`,
    `full_page_writes=${durable ? 'on' : 'off'}`,
  ];
  const start = () =>
    startServer({
      command: postgresProgram('postgres'),
      args: ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
      readyWhen: 'database system is ready to accept connections',
      folder: folder.path,
      user,
    });
  let server = await start();
  const base = `postgres://postgres@127.0.0.1:${port}`;
  let databases = 0;
  return {
    url: `${base}/postgres`,
    async createDatabase(original = 'template1') {
      databases += 1;
      const name = `test_${databases}`;
      const client = new Client({ connectionString: `${base}/postgres` });
      await client.connect();
      try {
        await client.query(`CREATE DATABASE ${name} TEMPLATE ${new URL(original, base).pathname.slice(1)}`);
      } finally {
        await client.end();
      }
      return `${base}/${name}`;
    },
    async stop() {
      // SIGINT is its fast shutdown: it does not wait for clients to leave.
      await server.end('SIGINT');
      folder.remove();
    },
    kill9: () => server.end('SIGKILL'),
    async restart() {
      server = await start();
    },
  };
}

/** Debian keeps the programs of each version out of the PATH. */
function postgresProgram(name: string): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions
    .map((version) => join(debian, version, 'bin', name))
    .find((path) => existsSync(path));
  return found ?? name;
}

/** PostgreSQL refuses to run as root, so root runs it as the user that Debian made for it, or as `nobody`. */
function ordinaryUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const wanted of ['postgres', 'nobody']) {
    const account = accounts.find(([name]) => name === wanted);
    if (account !== undefined) return { uid: Number(account[2]), gid: Number(account[3]) };
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user "postgres" nor "nobody".');
}
