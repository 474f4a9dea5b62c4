import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { temporaryFolder } from '../test/support/folders.ts';
import { builtServer } from './support/build.ts';
import { startChildServer } from './support/child-server.ts';
import { median } from './support/figures.ts';

const TIMES = 3;

interface Started {
  readonly milliseconds: number;
  readonly processor: number;
  readonly megabytes: number;
}

/**
 * Prints time, processor time and peak memory of the server from the start of its process to its first answer at `/readyz`, on the
 * embedded database: in an empty folder, and in one that it made before. Baseline: Node with its own HTTP server alone,
 * started in between.
 */
export async function run(print: (line: string) => void): Promise<void> {
  const program = builtServer();
  const folder = temporaryFolder('bench-start');
  const bareNode = fileURLToPath(new URL('./support/bare-node.mjs', import.meta.url));
  const data = join(folder.path, 'data');
  const embedded = {
    arguments: [program],
    environment: {
      DATA_DIR: data,
      PEPPER_FILE: join(folder.path, 'pepper'),
      PORT: '0',
      LOG_LEVEL: 'warn',
    },
    readyPath: '/readyz',
  };
  const bare: Started[] = [];
  const fresh: Started[] = [];
  const reopened: Started[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    rmSync(data, { recursive: true, force: true });
    bare.push(await startAndStop({ arguments: [bareNode], readyPath: '/' }));
    fresh.push(await startAndStop(embedded));
    reopened.push(await startAndStop(embedded));
  }
  folder.remove();
  print(`start: built server, embedded database, to the first answer at /readyz (medians of ${TIMES})`);
  print(`  baseline, bare Node: ${told(bare)}`);
  print(`  first start:         ${told(fresh)}`);
  print(`  reopened:            ${told(reopened)}`);
}

async function startAndStop(program: Parameters<typeof startChildServer>[0]): Promise<Started> {
  const server = await startChildServer(program);
  const started = {
    milliseconds: server.readyAfter,
    processor: server.processorTime(),
    megabytes: server.peakMemory(),
  };
  await server.stop();
  return started;
}

function told(starts: readonly Started[]): string {
  const milliseconds = median(starts.map((each) => each.milliseconds)).toFixed(0);
  const megabytes = median(starts.map((each) => each.megabytes)).toFixed(0);
  const processor = median(starts.map((each) => each.processor)).toFixed(0);
  return `${milliseconds} ms (${processor} ms of processor time), ${megabytes} MB at most`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run(console.log);
