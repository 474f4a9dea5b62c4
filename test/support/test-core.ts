import { createHash } from 'node:crypto';
import { asc, eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/pglite';
import { jobHandlers } from '../../jobs/handlers/handlers.ts';
import { SimulatedClock } from '../../src/clock.ts';
import { assemble } from '../../src/compose.ts';
import { readConfig } from '../../src/config/config.ts';
import type { AddressKind, Circle, Identity, Member } from '../../src/core/circle.ts';
import type { Context } from '../../src/core/context.ts';
import { type Instant, MINUTE } from '../../src/core/instant.ts';
import { enqueueDueWork, nextDue } from '../../src/core/jobs/due-work.ts';
import type { Delivery } from '../../src/core/outbox/delivery.ts';
import type { ActionName } from '../../src/core/ports/action.ts';
import type { Reply } from '../../src/core/ports/interaction.ts';
import type { JobRequest } from '../../src/core/ports/job-queue.ts';
import type { Sender } from '../../src/core/ports/sender.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { personTable } from '../../src/core/tables/people.ts';
import { deliveries } from '../../src/core/tables/schema/deliveries.ts';
import { interactionHandler } from '../../src/dispatcher.ts';
import { parseCircleFile } from '../../src/features/circles/circle-file/parse.ts';
import { importCircle } from '../../src/features/circles/use-cases/import-circle.ts';
import { confirmRoster } from '../../src/features/membership/use-cases/confirm-roster.ts';
import { createMetrics } from '../../src/metrics.ts';
import { storeOn } from '../../src/store/store.ts';
import { borrowDatabase } from './borrowed-database.ts';
import { dealtSources } from './dealt-sources.ts';
import { handTimers } from './hand-timers.ts';
import { type LogLine, recordingLog } from './recording-log.ts';

/** A Monday morning in a week without a change of clocks. */
const MONDAY = Date.parse('2026-11-16T09:00:00Z');

/** A circle of `staff` and `reps` people, set up. Staff1 and Rep1 are its stewards; Staff2 is a manager. */
export interface Group {
  readonly circle: Circle;
  /** By name: `Staff1`, `Staff2`, ... and `Rep1`, `Rep2`, ... */
  who(name: string): Member;
  /** As `who` stands now. */
  now(name: string): Promise<Member>;
}

/** The core on one database in memory: no server, no folder, no browser; jobs run only where a test lets them. */
export interface TestCore {
  readonly context: Context;
  readonly clock: SimulatedClock;
  readonly log: readonly LogLine[];
  /** What was enqueued since it was last looked at. */
  enqueued(): readonly JobRequest[];
  /** Several groups are several circles, of organisations of their own unless one is named. */
  group(size?: GroupSize): Promise<Group>;
  /** Asks for an action by the member's web account, or by another identity. */
  ask(who: Member | Identity, action: ActionName, more?: Asking): Promise<Reply>;
  /** Does what is due now, letters included. */
  settle(): Promise<void>;
  /** Moves the clock from one due moment to the next until `moment`. */
  passTo(moment: Instant): Promise<void>;
  /** Resolves when nothing goes on in the background. */
  idle(): Promise<void>;
  /** Every letter of a circle, oldest first, once nothing goes on in the background. */
  letters(circle: Pick<Circle, 'id'>): Promise<readonly Delivery[]>;
  stop(): Promise<void>;
}

export interface GroupSize {
  readonly staff?: number;
  readonly reps?: number;
  readonly organisation?: string;
  /** IANA name. */
  readonly timezone?: string;
  /** False: its stewards have not said yes to everybody in it yet. */
  readonly setUp?: boolean;
}

export interface Asking {
  readonly subject?: string;
  /** What the button carries. */
  readonly value?: string;
  readonly inputs?: Readonly<Record<string, readonly string[]>>;
  /** Where it was opened. */
  readonly channel?: Identity;
}

const MOST_ROUNDS = 12;

export interface CoreOptions {
  readonly now?: Instant;
  /** What e-mail goes through; it is not set up where left out. */
  readonly mail?: Sender;
  /** The same for texts. */
  readonly texts?: Sender;
}

export async function startCore({ now = MONDAY, mail, texts }: CoreOptions = {}): Promise<TestCore> {
  const { embedded, giveBack } = await borrowDatabase();
  const database = drizzle({ client: embedded });
  const store = storeOn({
    database,
    embedded,
    run: (work) => database.transaction(work),
    tidy: async () => {},
    leads: async () => true,
    close: giveBack,
  });
  const clock = new SimulatedClock(now);
  const log = recordingLog();
  const key = (of: string) => createHash('sha256').update(of).digest('base64');
  let jobs: JobRequest[] = [];
  let seen = 0;
  const { background, context } = await assemble(
    readConfig({
      NODE_ENV: 'test',
      PORT: '0',
      BASE_URL: 'https://roundtable.test',
      PULSE_PEPPER: key('pepper'),
      LINK_SECRET: key('links'),
    }),
    store,
    {
      async enqueue(job) {
        store.assertIdle();
        jobs.push(job);
      },
      pending: async () => 0,
      close: async () => {},
    },
    clock,
    log,
    createMetrics(async () => null),
    dealtSources().sources,
    handTimers(clock),
    null,
  );
  for (const sender of [mail, texts])
    if (sender !== undefined)
      (context.posts as Map<AddressKind, Sender>).set(sender.name as AddressKind, sender);
  const handlers = jobHandlers(context, { in: () => {} });
  const onInteraction = interactionHandler(context);
  let groups = 0;

  async function settle(): Promise<void> {
    await background.finished();
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const from = jobs.length;
      await enqueueDueWork(context);
      const due = jobs.slice(from);
      jobs = jobs.slice(0, from);
      for (const { name, data } of due) await handlers[name](data as never);
      const next = await nextDue(context);
      if (next === null || next > clock.now()) return;
    }
  }

  return {
    context,
    clock,
    log: log.lines,
    idle: async () => void (await background.finished()),
    enqueued() {
      const fresh = jobs.slice(seen);
      seen = jobs.length;
      return fresh;
    },
    async group({ staff = 5, reps = 5, organisation, timezone = 'Europe/London', setUp = true } = {}) {
      groups += 1;
      const file = parseCircleFile(
        circleFile(`Circle ${groups}`, organisation ?? `Trust ${groups}`, timezone, staff, reps),
        clock.now(),
      );
      if (!file.ok) throw new Error(file.problems.map(({ message }) => message).join(' '));
      const imported = await importCircle(context, file.value);
      if (!imported.ok) throw new Error(imported.code);
      const { id } = imported.value.circle;
      for (const { personId } of imported.value.members) {
        const account: Identity = { platform: 'web', externalId: `web-${context.newId()}` };
        await personTable.addAccount(store, personId, account, null);
      }
      const members = await memberTable.list(store, id);
      const who = (name: string): Member => {
        const found = members.find((member) => member.name === name);
        if (found === undefined) throw new Error(`nobody is called ${name}`);
        return found;
      };
      for (const steward of setUp ? [who('Staff1'), who('Rep1')] : []) {
        const said = await confirmRoster(context, { id }, steward);
        if (!said.ok) throw new Error(`not set up: ${said.code}`);
      }
      const circle = await circleTable.find(store, id);
      if (circle === null) throw new Error('the circle is not there');
      return {
        circle,
        who,
        async now(name) {
          return (await memberTable.find(store, who(name).id)) ?? who(name);
        },
      };
    },
    async ask(who, name, { subject = '', value, inputs = {}, channel } = {}) {
      const actor = 'identities' in who ? who.identities.find(({ platform }) => platform === 'web') : who;
      if (actor === undefined) throw new Error('they have no web account');
      return onInteraction({
        requestId: context.newId(),
        platform: actor.platform,
        actor,
        action: { name, subject, ...(value === undefined ? {} : { value }) },
        inputs,
        ...(channel === undefined ? {} : { channel }),
      });
    },
    settle,
    async passTo(moment) {
      await settle();
      for (;;) {
        const next = await nextDue(context);
        if (next === null || next > moment) break;
        clock.moveTo(Math.max(next, clock.now() + 1 * MINUTE));
        await settle();
      }
      clock.moveTo(moment);
      await settle();
    },
    async letters(circle) {
      await background.finished();
      return database
        .select()
        .from(deliveries)
        .where(eq(deliveries.circleId, circle.id))
        .orderBy(asc(deliveries.dueAt), asc(deliveries.id));
    },
    async stop() {
      await background.finished();
      await store.close();
    },
  };
}

function circleFile(
  circle: string,
  organisation: string,
  timezone: string,
  staff: number,
  reps: number,
): string {
  const people = (voice: 'staff' | 'reps', count: number, name: string) =>
    Array.from({ length: count }, (_, at) => {
      const roles = `${at === 0 ? ', steward: true' : ''}${voice === 'staff' && at === 1 ? ', manager: true' : ''}`;
      return `  - { name: ${name}${at + 1}, voice: ${voice}, email: ${name}${at + 1}@example.org${roles} }`;
    });
  return [
    `organisation: ${organisation}`,
    `circle: ${circle}`,
    `timezone: ${timezone}`,
    'language: en-GB',
    'voices:',
    '  - { id: staff, name: Staff }',
    '  - { id: reps, name: Service-user reps }',
    'members:',
    ...people('staff', staff, 'Staff'),
    ...people('reps', reps, 'Rep'),
    'pulse: { pack: having-a-voice, every: week, on: Tuesday 10:00, open-for: 48 hours }',
    'meetings: { name: Meeting, every: 2 weeks, on: Thursday 14:00, lasting: 90 minutes, chair: { policy: parity } }',
    'digest: { on: Friday 15:00, to: [channel, managers] }',
    '',
  ].join('\n');
}
