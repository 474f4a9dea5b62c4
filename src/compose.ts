import type { MailSender } from '../adapters/mail/platform.ts';
import type { Notify } from '../adapters/notify/platform.ts';
import type { SlackPlatform } from '../adapters/slack/platform.ts';
import type { TeamsPlatform } from '../adapters/teams/platform.ts';
import { createWebPlatform, type DemoControls, type WebPlatform } from '../adapters/web/platform.ts';
import { renderDocument } from '../adapters/web/render/document.ts';
import { chooseBackend } from '../jobs/backends/choose.ts';
import type { JobHandlers } from '../jobs/definitions.ts';
import { createDeliveryScheduler } from '../jobs/delivery-scheduler.ts';
import { jobHandlers } from '../jobs/handlers/handlers.ts';
import { startMinuteTick } from '../jobs/minute-tick.ts';
import { createJobQueue, JobQueueUnavailable } from '../jobs/queue.ts';
import { createJobWorker } from '../jobs/worker.ts';
import { systemClock } from './clock.ts';
import type { CommandContext } from './commands/command.ts';
import { type Config, ConfigError } from './config/config.ts';
import { loadSecrets } from './config/secrets.ts';
import { startControlServer } from './control/server.ts';
import { socketPath } from './control/socket-path.ts';
import { type Background, createBackground } from './core/background.ts';
import type { AddressKind, PlatformName } from './core/circle.ts';
import { Closers } from './core/closers.ts';
import type { Context } from './core/context.ts';
import { nextDue } from './core/jobs/due-work.ts';
import { THRESHOLD_FLOOR } from './core/limits.ts';
import { cameBack } from './core/outbox/came-back.ts';
import { watchLetters } from './core/outbox/due-deliveries.ts';
import type { Chat } from './core/ports/chat.ts';
import type { Clock } from './core/ports/clock.ts';
import type { JobQueue } from './core/ports/job-queue.ts';
import type { Log } from './core/ports/log.ts';
import type { Sender } from './core/ports/sender.ts';
import type { Timers } from './core/ports/timers.ts';
import { conversationTable } from './core/tables/conversations.ts';
import { installationTable } from './core/tables/installations.ts';
import { noticeboard } from './core/tables/notices.ts';
import { sendingLaneTable } from './core/tables/sending-lanes.ts';
import { interactionHandler } from './dispatcher.ts';
import { addressesOf } from './features/addresses/use-cases/addresses.ts';
import { feedsOf } from './features/calendars/use-cases/feeds.ts';
import { DECLARED } from './features/index.ts';
import { arrivalsOf } from './features/membership/use-cases/joining/arrivals.ts';
import { answerRounds } from './features/pulses/use-cases/answer.ts';
import { createCover, type RunningCover } from './features/pulses/use-cases/cover.ts';
import { createReplyBatcher } from './features/pulses/use-cases/reply-batcher.ts';
import { privacyPage } from './features/release/messages.ts';
import { sessionTable } from './features/ways-in/tables.ts';
import { waysIn } from './features/ways-in/use-cases/claim.ts';
import { signInsOf } from './features/ways-in/use-cases/sign-in.ts';
import { newId } from './ids.ts';
import { createLog } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { secureBytes, secureRandom } from './random.ts';
import { type OpenStore, openStore } from './store/store.ts';
import { systemTimers } from './timers.ts';

/** What a process does: serves people, runs jobs, or both. */
export type Role = 'all' | 'web' | 'worker';

export interface Composition {
  readonly config: Config;
  readonly role: Role;
  /** The system's clock where left out. */
  readonly clock?: Clock;
  readonly log?: Log;
  /** The machine's where left out. */
  readonly timers?: Timers;
  /** Lets anybody become anybody: for the demo alone. */
  readonly demo?: (context: Context) => DemoControls;
  /** The system's secure ones where left out. Others are for tests that run the same thing twice: they can be foretold. */
  readonly sources?: Sources;
}

/** Where everything that is left to chance comes from. */
export type Sources = Pick<Context, 'random' | 'randomBytes' | 'newId'>;

/** How long stopping waits for what nobody waits for: the rest of its time belongs to whoever closes after it. */
const BACKGROUND_MS = 3_000;

/** A whole running Roundtable. */
export interface Application {
  readonly context: Context;
  /** Where people reach it from this machine. Throws where this process does not serve people. */
  readonly address: string;
  stop(): Promise<void>;
}

const JOBS_AT_ONCE = 8;

/** The embedded database has nobody who tidies up after it. */
const TIDY_EVERY_MS = 60 * 60 * 1000;

/** Puts every part together and starts it. Resolves when people can be served and jobs are taken. */
export async function start({
  config,
  role,
  clock = systemClock,
  timers = systemTimers,
  ...given
}: Composition): Promise<Application> {
  if (role !== 'all' && config.databaseUrl === null) {
    throw new ConfigError([
      'Web and worker can only be separate processes on PostgreSQL: set DATABASE_URL, or leave --role out.',
    ]);
  }
  const log = given.log ?? createLog(config.logLevel);
  const closers = new Closers();
  try {
    const store = await open(config);
    closers.add('store', () => store.close());
    const backend = chooseBackend({
      redisUrl: config.redisUrl ?? undefined,
      databaseUrl: config.databaseUrl ?? undefined,
      embedded: store.embedded ?? undefined,
    });
    const queue = await createJobQueue({ backend, log, guard: () => store.assertIdle() });
    closers.add('queue', () => queue.close());

    const metrics = createMetrics(() => nextDue({ ...DECLARED, store }));
    const sources = given.sources ?? secureSources();
    const { background, context, cover, web, slack, teams, mail, notify } = await assemble(
      config,
      store,
      queue,
      clock,
      log,
      metrics,
      sources,
      timers,
      given.demo ?? null,
    );
    closers.add('background', async () => {
      const left = await background.finished(BACKGROUND_MS);
      if (left > 0) log.warn('background.left', { left });
    });
    const commandContext: CommandContext = { context, renderDocument, attended: true };
    if (role !== 'worker') {
      const onInteraction = interactionHandler(context);
      await web.start(onInteraction);
      closers.add('web', () => web.stop());
      if (mail !== null) web.mount('/mail', mail.listener);
      if (notify !== null) web.mount('/notify', notify.listener);
      if (slack !== null) {
        web.mount('/slack', slack.listener);
        await slack.start(onInteraction);
        closers.add('slack', () => slack.stop());
      }
      if (teams !== null) {
        web.mount('/api/messages', teams.listener);
        await teams.start(onInteraction);
        closers.add('teams', () => teams.stop());
      }
    }
    if (store.embedded !== null) {
      const control = await startControlServer(socketPath(config.dataDir), commandContext);
      closers.add('command socket', () => control.close());
    }
    if (role !== 'web') {
      const scheduler = createDeliveryScheduler(watchLetters(context), (error) =>
        log.error('letters.not-enqueued', error),
      );
      closers.add('delivery scheduler', () => scheduler.stop());
      const handlers = counted(jobHandlers(context, scheduler), metrics);
      const worker = createJobWorker({ backend, handlers, log, concurrency: JOBS_AT_ONCE });
      await worker.start();
      closers.add('worker', () => worker.stop());
      const stopTicking = startMinuteTick(queue, log);
      closers.add('minute tick', stopTicking);
    }
    // A process that only serves people covers the forms that it shows.
    if (role !== 'web') cover.begin(() => store.leads());
    closers.add('cover', () => cover.stop());
    const tidying = setInterval(() => tidy(store, log), TIDY_EVERY_MS);
    closers.add('tidying', () => clearInterval(tidying));
    // Before the worker: what it waits for is given up, and goes again after the next start.
    if (mail !== null) closers.add('mail', () => mail.close());
    if (notify !== null) closers.add('notify', () => notify.close());
    return {
      context,
      get address() {
        return web.address;
      },
      stop: () => closers.close(),
    };
  } catch (error) {
    // What it could not start for matters more than what did not close after it.
    await closers.close().catch((failure: unknown) => log.error('start.not-closed', failure));
    throw error;
  }
}

/**
 * The parts a command of the terminal needs where it reaches no server: on PostgreSQL, or alone with the embedded folder.
 * There nobody takes jobs; what a command makes due is found by the next server's first tick.
 */
export async function openCommandContext(
  config: Config,
): Promise<CommandContext & { isServed(): Promise<boolean>; close(): Promise<void> }> {
  const log = createLog(config.logLevel === 'info' ? 'warn' : config.logLevel);
  const store = await open(config);
  const queue = await commandQueue(config, store, log);
  const { context } = await assemble(
    config,
    store,
    queue,
    systemClock,
    log,
    createMetrics(() => nextDue({ ...DECLARED, store })),
    secureSources(),
    systemTimers,
    null,
  );
  return {
    context,
    renderDocument,
    attended: store.embedded === null,
    // Who holds the embedded folder is its server; on PostgreSQL one of its servers has the lead.
    isServed: async () => store.embedded === null && !(await store.leads()),
    async close() {
      await queue.close();
      await store.close();
    },
  };
}

/** The queue that servers use, where there may be one; where it is away, commands still work and `doctor` says so. */
async function commandQueue(config: Config, store: OpenStore, log: Log): Promise<JobQueue> {
  if (store.embedded !== null) {
    return { enqueue: async () => {}, pending: async () => 0, close: async () => {} };
  }
  const backend = chooseBackend({
    redisUrl: config.redisUrl ?? undefined,
    databaseUrl: config.databaseUrl ?? undefined,
  });
  try {
    return await createJobQueue({ backend, log, guard: () => store.assertIdle() });
  } catch (error) {
    if (!(error instanceof JobQueueUnavailable)) throw error;
    const refuse = () => Promise.reject(error);
    return { enqueue: refuse, pending: refuse, close: async () => {} };
  }
}

function open(config: Config): Promise<OpenStore> {
  return openStore(
    config.databaseUrl === null
      ? { kind: 'embedded', folder: config.dataDir }
      : { kind: 'postgres', url: config.databaseUrl },
  );
}

/** What is put together, and nothing of it started. */
export interface Assembled {
  readonly context: Context;
  readonly cover: RunningCover;
  readonly web: WebPlatform;
  readonly slack: SlackPlatform | null;
  readonly teams: TeamsPlatform | null;
  readonly mail: MailSender | null;
  readonly notify: Notify | null;
  readonly background: Background;
}

/** Puts a context and its platforms together: for everything that runs use cases. */
export async function assemble(
  config: Config,
  store: OpenStore,
  queue: JobQueue,
  clock: Clock,
  log: Log,
  metrics: Metrics,
  sources: Sources,
  timers: Timers,
  demo: Composition['demo'] | null,
): Promise<Assembled> {
  const secrets = loadSecrets(config);
  const platforms = new Map<PlatformName, Chat>();
  const posts = new Map<AddressKind, Sender>();
  const background = createBackground((error) => log.error('background.failed', error));
  const parts: Omit<Context, 'cover'> = {
    ...DECLARED,
    inBackground: background.inBackground,
    store,
    queue,
    clock,
    ...sources,
    secrets,
    log,
    operator: config.operator,
    platforms,
    posts,
    links: {
      entrance: () => web.entrance(),
      wayIn: (secret) => web.wayIn(secret),
      page: (action) => web.page(action),
      stopPage: (capability) => web.stopPage(capability),
      feed: (secret) => web.feed(secret),
      shortPage: (letterId) => web.shortPage(letterId),
    },
    replies: createReplyBatcher((batch) => answerRounds(context, batch)),
  };
  const cover = createCover(parts, timers);
  const context: Context = { ...parts, cover };
  const web = createWebPlatform({
    baseUrl: config.baseUrl ?? (config.port === 0 ? null : `http://${config.host}:${config.port}`),
    host: config.host,
    port: config.port,
    linkKeys: secrets.linkKeys,
    noticeboard: noticeboard(context.kept).over(store),
    waysIn: waysIn(context),
    addresses: addressesOf(context),
    feeds: feedsOf(context),
    signIns: signInsOf(context),
    sessions: sessionTable.over(store),
    clock,
    log,
    promise: privacyPage(
      { thresholds: THRESHOLD_FLOOR, comments: true, operator: config.operator, outside: null },
      { language: 'en-GB', easyRead: false, oneAtATime: false, timezone: 'Etc/UTC' },
    ),
    readiness: () => answers(store),
    metrics: () => metrics.text(),
    metricsToken: config.metricsToken,
    teams: config.teams !== null,
    demo: demo?.(context) ?? null,
  });
  const mail = await mailSender(context, config);
  if (mail !== null) posts.set('mail', mail);
  const notify = await notifyService(context, config);
  for (const [kind, sender] of notify?.senders ?? []) posts.set(kind, sender);
  const slack = await slackPlatform(context, config);
  const teams = await teamsPlatform(context, config);
  if (slack !== null) platforms.set('slack', slack);
  if (teams !== null) platforms.set('teams', teams);
  platforms.set('web', web);
  return { background, context, cover, web, slack, teams, mail, notify };
}

/** Loaded only where it is set up. */
async function mailSender(context: Context, { mail }: Config): Promise<MailSender | null> {
  if (mail === null) return null;
  const { createMailSender } = await import('../adapters/mail/platform.ts');
  const { store, clock, links, log } = context;
  return createMailSender({
    config: mail,
    links,
    cameBack: async (report) => (await cameBack(context, report)) === true,
    guard: () => store.assertIdle(),
    clock,
    log,
  });
}

/** Loaded only where it is set up. */
async function notifyService(context: Context, { notify }: Config): Promise<Notify | null> {
  if (notify === null) return null;
  const { createNotify } = await import('../adapters/notify/platform.ts');
  const { store, clock, links, log } = context;
  return createNotify({
    config: notify,
    lanes: sendingLaneTable.over(store),
    links,
    cameBack: (receipt) => cameBack(context, receipt),
    guard: () => store.assertIdle(),
    clock,
    log,
  });
}

/** Loaded only where it is set up: Bolt with all it brings is some 30 MB of memory. */
async function slackPlatform(context: Context, { slack }: Config): Promise<SlackPlatform | null> {
  if (slack === null) return null;
  const { createSlackPlatform } = await import('../adapters/slack/platform.ts');
  const { store, secrets, clock, log, newId } = context;
  return createSlackPlatform({
    config: slack,
    actionKeys: secrets.linkKeys,
    installations: installationTable.over(store),
    lanes: sendingLaneTable.over(store),
    tokens: secrets.tokens,
    arrivals: arrivalsOf(context),
    clock,
    log,
    newId,
  });
}

/** Loaded only where it is set up: the SDK with all it brings takes a second and 100 MB of memory. */
async function teamsPlatform(context: Context, { teams }: Config): Promise<TeamsPlatform | null> {
  if (teams === null) return null;
  const { createTeamsPlatform } = await import('../adapters/teams/platform.ts');
  const { store, secrets, clock, random, log, newId } = context;
  return createTeamsPlatform({
    config: teams,
    actionKeys: secrets.linkKeys,
    conversations: conversationTable.over(store),
    lanes: sendingLaneTable.over(store),
    tokens: secrets.tokens,
    arrivals: arrivalsOf(context),
    clock,
    random,
    log,
    newId,
  });
}

function secureSources(): Sources {
  const bytes = secureBytes();
  return { random: secureRandom(bytes), randomBytes: bytes, newId: () => newId(bytes) };
}

function tidy(store: OpenStore, log: Log): void {
  store.tidy().catch((error: unknown) => log.error('store.not-tidied', error));
}

async function answers(store: OpenStore): Promise<boolean> {
  try {
    await store.ping();
    return true;
  } catch {
    return false;
  }
}

function counted(handlers: JobHandlers, metrics: Metrics): JobHandlers {
  const entries = Object.entries(handlers).map(([job, handle]) => [
    job,
    async (data: never) => {
      try {
        await handle(data);
        metrics.jobDone(job, 'done');
      } catch (error) {
        metrics.jobDone(job, 'failed');
        throw error;
      }
    },
  ]);
  return Object.fromEntries(entries) as JobHandlers;
}
