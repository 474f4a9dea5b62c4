import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';

export interface ChildServer {
  readonly origin: string;
  /** Milliseconds from the start of the process to its first answer to a request. */
  readonly readyAfter: number;
  /** Resident memory at most so far, in MB (10^6 bytes); 0 where the system does not tell (it is Linux's VmHWM). */
  peakMemory(): number;
  /** Milliseconds of processor time so far, of all its threads; 0 where the system does not tell. */
  processorTime(): number;
  stop(): Promise<void>;
}

export interface ServerProgram {
  /** For Node: a path, and what comes before it. */
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Asked for until it is answered. */
  readonly readyPath: string;
}

/** Starts a server that prints "Listening at <origin>", in a process of its own with nothing of our environment but the PATH. */
export async function startChildServer(program: ServerProgram): Promise<ChildServer> {
  const start = performance.now();
  const child = spawn(process.execPath, [...program.arguments], {
    env: { PATH: process.env.PATH ?? '', ...program.environment },
    // The server reads a file .env where it stands.
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const endWithUs = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', endWithUs);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const origin = await new Promise<string>((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const found = /Listening at (http:\/\/[\w.:[\]]+[\w\]])/.exec(printed)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(`The server ended before it was ready:\n${printed}`)));
  });
  const answer = await fetch(origin + program.readyPath);
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${program.readyPath} answers ${answer.status}`);
  return {
    origin,
    readyAfter: performance.now() - start,
    peakMemory: () => (child.pid === undefined ? 0 : peakMemoryOf(child.pid)),
    processorTime: () => (child.pid === undefined ? 0 : processorTimeOf(child.pid)),
    async stop() {
      process.off('exit', endWithUs);
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function peakMemoryOf(pid: number): number {
  if (process.platform !== 'linux') return 0;
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kilobytes ?? 0) * 1024) / 1_000_000;
}

function processorTimeOf(pid: number): number {
  if (process.platform !== 'linux') return 0;
  // Fields 14 and 15 of proc(5), counted after the name in brackets, in hundredths of a second.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
