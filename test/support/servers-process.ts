import { type ChildProcess, spawn } from 'node:child_process';

export interface ServerProcess {
  /** Ends it with `signal` and waits until it is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
}

export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** Printed by the server when it takes connections. */
  readonly readyWhen: string;
  readonly user?: SystemUser | undefined;
}

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** Starts a server and resolves when it is ready; rejects with what it printed when it ends before that. */
export function startServer({ command, args, readyWhen, user }: ServerCommand): Promise<ServerProcess> {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Servers print in the language of the machine; we wait for the English line.
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    ...user,
  });
  // When the run ends in the middle (Ctrl-C, an uncaught error), nobody comes to end the server. Before the other
  // listeners, because one of them removes the server's folder.
  const endWithUs = (): void => {
    child.kill('SIGKILL');
  };
  process.prependOnceListener('exit', endWithUs);
  exitOnSignals();
  const gone = new Promise<void>((resolve) => {
    child.once('close', () => {
      process.off('exit', endWithUs);
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

/** A signal that nobody listens to ends a process without its `exit` event, and the server would live on. */
function exitOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    if (process.listenerCount(signal) === 0) process.once(signal, () => process.exit(1));
  }
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
