import { randomBytes } from 'node:crypto';
import { createSlackPlatform } from '../../adapters/slack/platform.ts';
import { chooseBackend } from '../../jobs/backends/choose.ts';
import { createDeliveryScheduler } from '../../jobs/delivery-scheduler.ts';
import { jobHandlers } from '../../jobs/handlers/handlers.ts';
import { startMinuteTick } from '../../jobs/minute-tick.ts';
import { createJobQueue } from '../../jobs/queue.ts';
import { createJobWorker } from '../../jobs/worker.ts';
import { systemClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config/config.ts';
import { loadSecrets } from '../../src/config/secrets.ts';
import type { Context } from '../../src/core/context.ts';
import { watchLetters } from '../../src/core/outbox/due-deliveries.ts';
import { installationTable } from '../../src/core/tables/installations.ts';
import { sendingLaneTable } from '../../src/core/tables/sending-lanes.ts';
import { DECLARED } from '../../src/features/index.ts';
import { arrivalsOf } from '../../src/features/membership/use-cases/joining/arrivals.ts';
import { newId } from '../../src/ids.ts';
import { createLog } from '../../src/log.ts';
import { secureRandom } from '../../src/random.ts';
import { openStore } from '../../src/store/store.ts';
import { fasterPaces } from './paces.ts';

// A worker as `src/compose.ts` makes it, but with Slack's pace as many times as fast as the Slack of the benchmark allows.
const config = readConfig(process.env);
const { slack, databaseUrl } = config;
if (slack === null || databaseUrl === null) throw new Error('This worker needs Slack and PostgreSQL.');
const secrets = loadSecrets(config);
const log = createLog('warn');
const store = await openStore({ kind: 'postgres', url: databaseUrl });
const backend = chooseBackend({ databaseUrl });
const queue = await createJobQueue({ backend, log, guard: () => store.assertIdle() });
const platforms: Context['platforms'] = new Map();
const context: Context = {
  ...DECLARED,
  inBackground: (work) => void work(),
  store,
  queue,
  clock: systemClock,
  random: secureRandom(),
  randomBytes: (length) => randomBytes(length),
  newId,
  secrets,
  log,
  operator: null,
  platforms,
  posts: new Map(),
  links: {
    entrance: () => '',
    wayIn: () => '',
    page: () => '',
    shortPage: () => '',
    stopPage: () => '',
    feed: () => '',
  },
  replies: { submit: () => Promise.reject(new Error('Nobody answers here.')) },
  cover: { formShown() {} },
};
const platform = createSlackPlatform({
  config: slack,
  actionKeys: secrets.linkKeys,
  installations: installationTable.over(store),
  lanes: sendingLaneTable.over(store),
  tokens: secrets.tokens,
  arrivals: arrivalsOf(context),
  clock: systemClock,
  log,
  newId,
  rateLimits: fasterPaces(Number(process.env.BENCH_SPEED)),
});
(platforms as Map<'slack', typeof platform>).set('slack', platform);
const alarm = createDeliveryScheduler(watchLetters(context), (error) =>
  log.error('letters.not-enqueued', error),
);
const worker = createJobWorker({ backend, handlers: jobHandlers(context, alarm), log, concurrency: 8 });
await worker.start();
const stopTicking = startMinuteTick(queue, log);
process.send?.('ready');
process.once('SIGTERM', async () => {
  stopTicking();
  alarm.stop();
  await worker.stop();
  await queue.close();
  await store.close();
  process.exit();
});
