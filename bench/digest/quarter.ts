import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseJobData } from '../../jobs/definitions.ts';
import { jobHandlers } from '../../jobs/handlers/handlers.ts';
import { systemClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config/config.ts';
import { loadSecrets } from '../../src/config/secrets.ts';
import type { Circle } from '../../src/core/circle.ts';
import type { Context } from '../../src/core/context.ts';
import { DAY, type Instant } from '../../src/core/instant.ts';
import { nextDue } from '../../src/core/jobs/due-work.ts';
import type { Chat } from '../../src/core/ports/chat.ts';
import type { JobName, JobRequest } from '../../src/core/ports/job-queue.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { personTable } from '../../src/core/tables/people.ts';
import { parseCircleFile } from '../../src/features/circles/circle-file/parse.ts';
import { importCircle } from '../../src/features/circles/use-cases/import-circle.ts';
import { DECLARED } from '../../src/features/index.ts';
import { confirmRoster } from '../../src/features/membership/use-cases/confirm-roster.ts';
import { raise } from '../../src/features/promises/use-cases/promises.ts';
import { answerRounds } from '../../src/features/pulses/use-cases/answer.ts';
import { createReplyBatcher } from '../../src/features/pulses/use-cases/reply-batcher.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { newId } from '../../src/ids.ts';
import { secureRandom } from '../../src/random.ts';
import { answerRound } from '../../test/support/answer-round.ts';
import { MARK } from './copies.ts';

const START = Date.parse('2026-01-05T09:00:00Z');
const WEEKS = 12;
const EXAMPLE = new URL('../../examples/northfield.yaml', import.meta.url);

/** A quarter of a year in the example circle: rounds that ten of twelve answer, meetings, promises, a digest each week. */
export class Quarter {
  readonly context: Context;
  readonly #jobs: JobRequest[] = [];
  #now: Instant = START;

  constructor(store: Store) {
    this.context = {
      ...DECLARED,
      inBackground: (work) => void work(),
      store,
      queue: {
        enqueue: async (job) => {
          this.#jobs.push(job);
        },
        pending: async () => this.#jobs.length,
        close: async () => {},
      },
      clock: { ...systemClock, now: () => this.#now },
      random: secureRandom(),
      randomBytes: (length) => randomBytes(length),
      newId: () => newId() + MARK,
      secrets: loadSecrets(
        readConfig({
          PULSE_PEPPER: randomBytes(32).toString('base64'),
          LINK_SECRET: randomBytes(32).toString('base64'),
        }),
      ),
      log: { info() {}, warn() {}, error() {} },
      operator: null,
      platforms: new Map([['web', deafPlatform]]),
      posts: new Map(),
      links: {
        entrance: () => 'http://127.0.0.1/in',
        wayIn: () => 'http://127.0.0.1/in#',
        page: () => 'http://127.0.0.1/',
        feed: () => '',
        shortPage: () => '',
        stopPage: () => 'http://127.0.0.1/stop',
      },
      replies: createReplyBatcher((batch) => answerRounds(this.context, batch)),
      cover: { formShown() {} },
    };
  }

  moveTo(now: Instant): void {
    this.#now = now;
    this.#jobs.length = 0;
  }

  /** Lives through twelve weeks and stops just before the digest that is due next; resolves to that moment. */
  async live(): Promise<{ readonly circle: Circle; readonly nextDigestAt: Instant }> {
    const { store } = this.context;
    const circle = await this.#importExample();
    const members = await memberTable.list(store, circle.id);
    const answered = new Set<string>();
    for (;;) {
      const nextDigestAt =
        (await circleTable.digestSettings(store, circle.id))?.nextAt ?? Number.POSITIVE_INFINITY;
      const due = (await nextDue(this.context)) ?? Number.POSITIVE_INFINITY;
      if (due >= nextDigestAt && nextDigestAt > START + WEEKS * 7 * DAY) return { circle, nextDigestAt };
      this.#now = due;
      await this.#work();
      for (const round of await roundTable.open(store, circle.id)) {
        if (answered.has(round.id)) continue;
        answered.add(round.id);
        for (const [index, member] of members.slice(0, 10).entries()) {
          const inputs = { voice: [String(1 + (index % 5))], trust: [String(5 - (index % 3))] };
          const counted = await answerRound(this.context, member, round.id, inputs);
          if (!counted.ok) throw new Error(counted.code);
        }
        const [raiser] = members;
        if (raiser !== undefined && answered.size % 3 === 0) {
          await raise(this.context, circle, raiser, { words: 'Papers a week before we meet.', named: true });
        }
      }
    }
  }

  async #importExample(): Promise<Circle> {
    const text = (await readFile(EXAMPLE, 'utf8')).replace(
      /^organisation: .*/m,
      `organisation: Trust ${MARK}`,
    );
    const reading = parseCircleFile(text, START);
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
    const imported = await importCircle(this.context, reading.value);
    if (!imported.ok) throw new Error(imported.code);
    const stewards = imported.value.members.filter(({ steward }) => steward);
    for (const steward of stewards) await confirmRoster(this.context, imported.value.circle, steward);
    for (const { personId } of imported.value.members) {
      const account = { platform: 'web', externalId: this.context.newId() } as const;
      await personTable.addAccount(this.context.store, personId, account, null);
    }
    return imported.value.circle;
  }

  async #work(): Promise<void> {
    const handlers = jobHandlers(this.context, { in: () => {} });
    const run = <Name extends JobName>(name: Name, data: unknown) => handlers[name](parseJobData(name, data));
    await run('tick', {});
    for (let job = this.#jobs.shift(); job !== undefined; job = this.#jobs.shift())
      await run(job.name, job.data);
  }
}

/** Takes every message and forgets it: composing is measured, not showing. */
const deafPlatform: Chat = {
  name: 'web',
  abilities: {
    charts: true,
    updates: true,
    reachesEverybody: true,
    standsAlone: false,
    calls: true,
    maxCharacters: 100_000,
  },
  start: async () => {},
  stop: async () => {},
  post: async (_place, _message, key) => ({ outcome: 'posted', ref: { platform: 'web', value: key } }),
  update: async (ref) => ({ outcome: 'posted', ref }),
  check: async () => [],
  members: async () => [],
  person: async () => null,
  around: async () => ({ channels: [], people: [] }),
};
