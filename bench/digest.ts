import { pathToFileURL } from 'node:url';
import { circleTable } from '../src/core/tables/circles.ts';
import { composeDueDigest } from '../src/features/digests/use-cases/compose.ts';
import { migratePostgres } from '../src/store/postgres/migrate.ts';
import { type OpenStore, openStore, type StoreOptions } from '../src/store/store.ts';
import { temporaryFolder } from '../test/support/folders.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { copyAll } from './digest/copies.ts';
import { Quarter } from './digest/quarter.ts';
import { median } from './support/figures.ts';

type Print = (line: string) => void;

const FEW = 100;
const MANY = 1_000;
/** Nobody keeps 1,000 circles in the embedded database, and making them there takes minutes. */
const MANY_EMBEDDED = 300;

/**
 * Prints what the weekly digest of one circle costs when 100 circles are due in a database and when 1,000 are: found,
 * composed, kept, and put into the outbox. Each circle has 12 members and 12 lived weeks of rounds, meetings, promises
 * and digests. Baseline: the 100, measured before and after the 1,000.
 */
export async function run(print: Print): Promise<void> {
  print('digest: 12 members and 12 weeks of history in each circle; job queue left out');
  const postgres = await startPostgres({ durable: true });
  try {
    const small = await postgres.createDatabase();
    const large = await postgres.createDatabase();
    for (const url of [small, large]) await migratePostgres(url);
    await compare(print, 'PostgreSQL, fsync on', [
      { options: { kind: 'postgres', url: small }, circles: FEW },
      { options: { kind: 'postgres', url: large }, circles: MANY },
    ]);
  } finally {
    await postgres.stop();
  }
  const folders = [temporaryFolder('bench-digest-few'), temporaryFolder('bench-digest-many')] as const;
  const [few, many] = folders;
  await compare(print, 'embedded', [
    { options: { kind: 'embedded', folder: few.path }, circles: FEW },
    { options: { kind: 'embedded', folder: many.path }, circles: MANY_EMBEDDED },
  ]);
  for (const folder of folders) folder.remove();
}

interface Place {
  readonly options: StoreOptions;
  readonly circles: number;
}

async function compare(print: Print, name: string, [few, many]: readonly [Place, Place]): Promise<void> {
  const small = await settle(few);
  const large = await settle(many);
  try {
    // Unmeasured: the first digests pay for compiling the code.
    await small.composeWeek();
    const before = await small.composeWeek();
    const thousand = await large.composeWeek();
    const after = await small.composeWeek();
    const hundred = [...before, ...after];
    const told = (costs: readonly number[]) =>
      `${meanOf(costs).toFixed(1)} ms (median ${median(costs).toFixed(1)})`;
    print(`  ${name}`);
    print(`    a circle of ${few.circles}: ${told(hundred)}; of ${many.circles}: ${told(thousand)}`);
    print(
      `    ${many.circles} / ${few.circles}: ${(meanOf(thousand) / meanOf(hundred)).toFixed(2)} (medians: ${(median(thousand) / median(hundred)).toFixed(2)})`,
    );
  } finally {
    await small.close();
    await large.close();
  }
}

interface Settled {
  /** Composes what is due the next time digests are due; milliseconds for each circle, finding them shared among all. */
  composeWeek(): Promise<readonly number[]>;
  close(): Promise<void>;
}

async function settle({ options, circles }: Place): Promise<Settled> {
  const store = await openStore(options);
  const quarter = new Quarter(store);
  const { circle, nextDigestAt } = await grow(options, store, quarter, circles);
  let due = nextDigestAt;
  return {
    async composeWeek() {
      quarter.moveTo(due);
      const start = performance.now();
      const ids = await circleTable.digestsDue(store, due);
      const finding = (performance.now() - start) / ids.length;
      if (ids.length < circles) throw new Error(`Only ${ids.length} digests are due.`);
      const costs: number[] = [];
      for (const id of ids) {
        const begin = performance.now();
        await composeDueDigest(quarter.context, id);
        costs.push(performance.now() - begin + finding);
      }
      due = (await circleTable.digestSettings(store, circle.id))?.nextAt ?? due;
      return costs;
    },
    close: () => store.close(),
  };
}

async function grow(options: StoreOptions, store: OpenStore, quarter: Quarter, circles: number) {
  try {
    const lived = await quarter.live();
    await copyAll(options, store, circles - 1);
    return lived;
  } catch (error) {
    await store.close();
    throw error;
  }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run(console.log);
