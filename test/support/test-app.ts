import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { renderDocument } from '../../adapters/web/render/document.ts';
import { SimulatedClock } from '../../src/clock.ts';
import type { CommandResult } from '../../src/commands/command.ts';
import { type Application, type Role, type Sources, start } from '../../src/compose.ts';
import { readConfig } from '../../src/config/config.ts';
import { answerRequest, type ControlRequest } from '../../src/control/requests.ts';
import type { Context } from '../../src/core/context.ts';
import { HOUR, type Instant, MINUTE } from '../../src/core/instant.ts';
import { nextDue as nextDueOf } from '../../src/core/jobs/due-work.ts';
import { jobRequest } from '../../src/core/jobs/job-request.ts';
import { deliveryTable } from '../../src/core/tables/deliveries.ts';
import { migratePostgres } from '../../src/store/postgres/migrate.ts';
import { type AppRecords, openRecords, type Row } from './app-records.ts';
import { type HandTimers, handTimers } from './hand-timers.ts';
import { freePort } from './ports.ts';
import { type LogLine, recordingLog } from './recording-log.ts';
import {
  copyEmbedded,
  createDatabase,
  createMigrated,
  embeddedFolder,
  sharedRedis,
} from './servers-shared.ts';

export type AppBackend = 'embedded' | 'postgres' | 'redis+postgres';
export const APP_BACKENDS: readonly AppBackend[] = ['embedded', 'postgres', 'redis+postgres'];

/**
 * Where a flow runs that is about people, not about stores: those have contracts of their own, and what ends, races or
 * recovers runs on all. `ALL_BACKENDS=1 npm test` runs every flow on all of them.
 */
export const FLOW_BACKENDS: readonly AppBackend[] =
  process.env.ALL_BACKENDS === '1' ? APP_BACKENDS : ['redis+postgres'];

/** A Monday morning in a week without a change of clocks. */
export const MONDAY = Date.parse('2026-11-16T09:00:00Z');

export interface TestAppOptions {
  readonly backend: AppBackend;
  /** Where its clock stands at first: `MONDAY` where left out. */
  readonly now?: Instant;
  readonly role?: Role;
  readonly sources?: Sources;
  /** Environment variables in place of its own. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Puts data in its place that another Roundtable left behind; they are migrated after it. */
  readonly inherit?: (place: { readonly dataDir: string; readonly databaseUrl: string }) => Promise<void>;
}

/** A whole running Roundtable on a clock that a test moves, with a pepper, folders and databases of its own. */
export interface TestApp {
  readonly context: Context;
  readonly clock: SimulatedClock;
  readonly address: string;
  /** Everything logged so far, restarts included. */
  readonly log: readonly LogLine[];
  /** What lies behind the program's back: tables, queue, data folder. */
  readonly records: AppRecords;
  /** The variables it runs with, as a child process would need them. */
  readonly environment: Readonly<Record<string, string>>;
  /** As typed at a terminal; a command that refuses rejects with its words. */
  command(request: ControlRequest): Promise<string>;
  ask(request: ControlRequest): Promise<CommandResult>;
  /** Has the workers do everything that is due now, as one or more minute ticks would, seconds of waiting for a platform's pace included. */
  settle(): Promise<void>;
  /** Lets time pass until `moment`, from one due moment to the next; by the hour while something stays due. */
  passTo(moment: Instant): Promise<void>;
  /** The timers of covers: they ring only when a test lets them. `passTo` does not. */
  readonly timers: HandTimers;
  /** Ends the program in good order and keeps its data, for others to run on. */
  leave(): Promise<void>;
  /** Ends the program in good order, where it runs, and starts it again on the same data. */
  restart(changes?: Readonly<Record<string, string>>): Promise<void>;
  /** Another worker process's worth of program on the same databases and clock: it serves nobody. Not on the embedded default. */
  joinWorker(): Promise<Application>;
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 5;
const MOST_TICKS = 6;

/** Resolves to the address of the database; '' for the embedded one, which is in the folder. */
async function makeData(
  dataDir: string,
  backend: AppBackend,
  inherit: TestAppOptions['inherit'],
): Promise<string> {
  if (inherit === undefined) {
    if (backend !== 'embedded') return createMigrated();
    await copyEmbedded(dataDir);
    return '';
  }
  const databaseUrl = backend === 'embedded' ? '' : await createDatabase();
  await inherit({ dataDir, databaseUrl });
  if (databaseUrl !== '') await migratePostgres(databaseUrl);
  return databaseUrl;
}

export async function startApp({
  backend,
  now = MONDAY,
  role = 'all',
  sources,
  settings,
  inherit,
}: TestAppOptions): Promise<TestApp> {
  const folder = embeddedFolder('app');
  const dataDir = `${folder.path}/data`;
  const databaseUrl = await makeData(dataDir, backend, inherit);
  let environment: Readonly<Record<string, string>> = {
    NODE_ENV: 'test',
    // One for its whole life: browsers come back to it after a restart.
    PORT: String(await freePort()),
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    REDIS_URL: backend === 'redis+postgres' ? await sharedRedis() : '',
    PULSE_PEPPER: randomBytes(32).toString('base64'),
    // Not derived from the pepper, so that links outlive a pepper that was lost.
    LINK_SECRET: randomBytes(32).toString('base64'),
    ...settings,
  };
  const clock = new SimulatedClock(now);
  const timers = handTimers(clock);
  const log = recordingLog();
  const goingOn = new Set<Promise<unknown>>();
  const composed = async (as: Role) => {
    const started = await start({
      config: readConfig(environment),
      role: as,
      clock,
      timers,
      log,
      ...(sources === undefined ? {} : { sources }),
    });
    const { inBackground } = started.context;
    // What nobody waits for, such as a link that somebody asks for, is waited for here.
    const watched: Context['inBackground'] = (work) =>
      inBackground(() => {
        const under = work();
        goingOn.add(under);
        under.finally(() => goingOn.delete(under)).catch(() => {});
        return under;
      });
    Object.assign(started.context, { inBackground: watched });
    return started;
  };
  let application = await composed(role);
  const records = openRecords(environment, () => application.context.store);

  const ask = (request: ControlRequest): Promise<CommandResult> =>
    answerRequest({ context: application.context, renderDocument, attended: true }, request);
  const nextDue = () => nextDueOf(application.context);

  async function drain(): Promise<void> {
    await Promise.allSettled(goingOn);
    do await pause(LOOK_EVERY_MS);
    while ((await application.context.queue.pending()) > 0);
  }

  async function settle(): Promise<void> {
    // A tick beside running jobs would find work that is already being done, now and then.
    await drain();
    await doWhatIsDue();
    for (let slot = await nextSlot(); slot !== null; slot = await nextSlot()) {
      clock.moveTo(slot);
      await doWhatIsDue();
    }
  }

  async function doWhatIsDue(): Promise<void> {
    let before: Instant | null = null;
    for (let ticks = 0; ticks < MOST_TICKS; ticks += 1) {
      await application.context.queue.enqueue(jobRequest('tick', {}));
      await drain();
      const next = await nextDue();
      if (next === null || next > clock.now() || next === before) return;
      before = next;
    }
  }

  /** When a letter may go that a platform's pace holds up for some seconds; null: none is. */
  async function nextSlot(): Promise<Instant | null> {
    const now = clock.now();
    const next = await deliveryTable.nextDueAfter(application.context.store, now);
    if (next === null || next > now + MINUTE) return null;
    const isKept = (row: Row) => row.state === 'due' && Date.parse(String(row.slot_at)) === next;
    return (await records.table('deliveries')).some(isKept) ? next : null;
  }

  if (role !== 'web') await drain();
  return {
    get context() {
      return application.context;
    },
    clock,
    timers,
    get address() {
      return application.address;
    },
    log: log.lines,
    records,
    get environment() {
      return environment;
    },
    ask,
    async command(request) {
      const { out, code } = await ask(request);
      if (code !== 0) throw new Error(out);
      return out;
    },
    settle,
    async passTo(moment) {
      for (;;) {
        const next = await nextDue();
        if (next === null || next > moment) break;
        const stuck = next <= clock.now();
        if (stuck && clock.now() + HOUR > moment) break;
        clock.moveTo(stuck ? clock.now() + HOUR : next);
        await settle();
      }
      clock.moveTo(moment);
      await settle();
    },
    leave: () => application.stop(),
    async restart(changes = {}) {
      await application.stop();
      environment = { ...environment, ...changes };
      application = await composed(role);
    },
    joinWorker: () => composed('worker'),
    async stop() {
      await records.close();
      await application.stop();
      folder.remove();
    },
  };
}
