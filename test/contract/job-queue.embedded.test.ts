import { PGlite } from '@electric-sql/pglite';
import { chooseBackend } from '../../jobs/backends/choose.ts';
import { embeddedJobStorage } from '../support/job-storage.ts';
import { jobQueueContract } from './job-queue.suite.ts';

jobQueueContract('the embedded database', async () => {
  const embedded = await PGlite.create();
  const storage = embeddedJobStorage(embedded);
  // One process holds the embedded database, so its queue and its workers share one backend.
  const backend = chooseBackend({ embedded });
  return { backend: () => backend, storage, close: () => embedded.close() };
});
