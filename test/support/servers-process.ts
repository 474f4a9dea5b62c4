import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';

export interface ServerProcess {
  /** Ends it with `signal` and waits until it is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
}

export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** Printed by the server when it takes connections. */
  readonly readyWhen: string;
  /** Where it keeps its files. */
  readonly folder: string;
  readonly user?: SystemUser | undefined;
  /** Hears everything that the server prints, to its end. */
  readonly heard?: (chunk: string) => void;
}

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** Starts a server and resolves when it is ready; rejects with what it printed when it ends before that. */
export function startServer({
  command,
  args,
  readyWhen,
  folder,
  user,
  heard,
}: ServerCommand): Promise<ServerProcess> {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Servers print in the language of the machine; we wait for the English line.
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    ...user,
  });
  for (const stream of heard === undefined ? [] : [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => heard?.(chunk.toString()));
  }
  const heir = endWithUs(child, folder);
  const gone = new Promise<void>((resolve) => {
    child.once('close', () => {
      heir.kill('SIGKILL');
      resolve();
    });
  });
  const server: ServerProcess = {
    async end(signal) {
      child.kill(signal);
      await gone;
    },
  };
  return ready(child, command, readyWhen).then(() => server);
}

/**
 * Ends the server, and removes its folder, should this process die first by whatever means: the shell waits on a pipe
 * from us, which then closes. Detached, because Ctrl-C in a terminal reaches every process of the foreground group.
 */
function endWithUs(server: ChildProcess, folder: string): ChildProcess {
  const heir = spawn(
    'sh',
    ['-c', 'read -r _; kill -9 "$1"; sleep 1; rm -rf "$2"', 'sh', String(server.pid), folder],
    { stdio: ['pipe', 'ignore', 'ignore'], detached: true },
  );
  heir.unref();
  if (heir.stdin instanceof Socket) heir.stdin.unref();
  return heir;
}

function ready(child: ChildProcess, command: string, readyWhen: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const read = (chunk: Buffer): void => {
      printed += chunk.toString();
      if (printed.includes(readyWhen)) settle();
    };
    const settle = (error?: Error): void => {
      for (const stream of [child.stdout, child.stderr]) {
        stream?.off('data', read);
        // A pipe nobody empties stops the server once it is full.
        stream?.resume();
      }
      if (error === undefined) resolve();
      else reject(error);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', settle);
    child.once('exit', () => settle(new Error(`${command} ended before it was ready:\n${printed}`)));
  });
}
