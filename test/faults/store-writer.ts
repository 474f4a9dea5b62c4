import { failureTable } from '../../src/core/tables/failures.ts';
/** A process that lives to be killed: opens the embedded store in a folder and tells of every commit on its output. */
import { openStore } from '../../src/store/store.ts';

async function write(folder: string): Promise<void> {
  const store = await openStore({ kind: 'embedded', folder });
  const found = await failureTable.recent(store, 1_000_000);
  const halves = (job: string) => found.filter((row) => row.job === job).length;
  process.stdout.write(`found ${halves('first-half')} ${halves('second-half')}\n`);
  for (let number = halves('first-half') + 1; ; number++) {
    const row = { at: number, subject: String(number), circleId: null, error: 'x'.repeat(2_000) };
    await store.transact(async (tx) => {
      await failureTable.record(tx, { ...row, job: 'first-half' });
      await failureTable.record(tx, { ...row, job: 'second-half' });
    });
    process.stdout.write(`kept ${number}\n`);
    if (number % 40 === 0) await store.tidy();
  }
}

await write(process.argv[2] ?? '');
