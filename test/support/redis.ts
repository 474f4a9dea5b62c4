import { temporaryFolder } from './folders.ts';
import { freePort } from './ports.ts';
import { startServer } from './servers-process.ts';

export interface RedisServer {
  readonly url: string;
  stop(): Promise<void>;
  /** As when the machine dies: nothing is saved, no connection is closed in good order. */
  kill9(): Promise<void>;
  /** Starts again on the same port, empty: it keeps nothing on disk. */
  restart(): Promise<void>;
}

/** Numbered databases, so that every test file can have its own: `<url>/<number>`. */
export const REDIS_DATABASES = 1000;

/** A real redis-server on a free port, saving nothing. Needs `redis-server` in the PATH. */
export async function startRedis(): Promise<RedisServer> {
  const folder = temporaryFolder('redis');
  const port = await freePort();
  const start = () =>
    startServer({
      command: 'redis-server',
      args: ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder.path].concat(
        ['--databases', String(REDIS_DATABASES)],
        ['--save', '', '--appendonly', 'no'],
      ),
      readyWhen: 'Ready to accept connections',
      folder: folder.path,
    });
  let server = await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      await server.end('SIGTERM');
      folder.remove();
    },
    kill9: () => server.end('SIGKILL'),
    async restart() {
      server = await start();
    },
  };
}
