import { chooseBackend } from '../../jobs/backends/choose.ts';
import { postgresJobStorage } from '../support/job-storage.ts';
import { createDatabase } from '../support/servers-shared.ts';
import { jobQueueContract } from './job-queue.suite.ts';

jobQueueContract('PostgreSQL', async () => {
  const databaseUrl = await createDatabase();
  const storage = postgresJobStorage(databaseUrl);
  return { backend: () => chooseBackend({ databaseUrl }), storage, close: () => storage.close() };
});
