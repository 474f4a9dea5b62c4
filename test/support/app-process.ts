import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

export type Environment = Readonly<Record<string, string>>;

/** What a program left behind when it ended. */
export interface Ended {
  /** null: ended by a signal. */
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

export interface RunningProgram {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves with what was printed on standard output once it holds `words`; rejects if the program ends before. */
  says(words: string): Promise<string>;
}

/** Runs `roundtable …` from its source in a process of its own, with these variables and none of ours. */
export function runProgram(args: readonly string[], environment: Environment): RunningProgram {
  const child = spawn(process.execPath, ['--import', TSX, 'src/cli.ts', ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  let out = '';
  let errors = '';
  let heard = (): void => {};
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    heard();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => {
      process.off('exit', kill);
      resolve({ code, out, errors });
    });
  });
  return {
    child,
    ended,
    says: (words) =>
      new Promise((resolve, reject) => {
        heard = () => {
          if (out.includes(words)) resolve(out);
        };
        heard();
        ended.then(({ errors: why }) =>
          reject(new Error(`The program ended before it said "${words}":\n${why}`)),
        );
      }),
  };
}
