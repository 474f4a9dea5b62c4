import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Post } from './request.ts';

export interface LoadOrder {
  /** On this machine only. */
  readonly origin: string;
  /** Each is sent once. */
  readonly posts: readonly Post[];
  readonly connections: number;
  /** Posts a second, sent on time whatever the answers do; null: each connection sends its next post after an answer. */
  readonly rate: number | null;
  /** Words that a good answer holds, where its status alone does not tell. */
  readonly proof?: string;
}

export interface LoadReport {
  /** From the first byte sent to the last answer. */
  readonly seconds: number;
  /** How many answers had each status. */
  readonly statuses: Readonly<Record<number, number>>;
  /** How many held the `proof`; all of them where none was asked for. */
  readonly proven: number;
  /** Milliseconds, sorted. At a fixed rate counted from when a post should have been sent, so that waiting counts too. */
  readonly latencies: readonly number[];
}

export interface LoadGenerator {
  run(order: LoadOrder): Promise<LoadReport>;
  stop(): void;
}

/** Sends posts from a process of its own, so that neither server shares its thread with the senders. */
export function startLoadGenerator(): LoadGenerator {
  const child = fork(fileURLToPath(new URL('./generator.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
  });
  return {
    run: (order) => ask(child, order),
    stop: () => child.kill(),
  };
}

function ask(child: ChildProcess, order: LoadOrder): Promise<LoadReport> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('The load generator ended: see above.'));
    child.once('exit', ended);
    child.once('message', (report) => {
      child.off('exit', ended);
      resolve(report as LoadReport);
    });
    child.send(order);
  });
}
