import { chooseBackend } from '../../jobs/backends/choose.ts';
import { redisJobStorage } from '../support/job-storage.ts';
import { sharedRedis } from '../support/servers-shared.ts';
import { jobQueueContract } from './job-queue.suite.ts';

jobQueueContract('Redis', async () => {
  const redisUrl = await sharedRedis();
  const storage = redisJobStorage(redisUrl);
  return { backend: () => chooseBackend({ redisUrl }), storage, close: () => storage.close() };
});
