import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createInstallations } from '../adapters/slack/auth/installations.ts';
import { chooseBackend } from '../jobs/backends/choose.ts';
import { createJobQueue } from '../jobs/queue.ts';
import { systemClock } from '../src/clock.ts';
import { readConfig } from '../src/config/config.ts';
import { loadSecrets } from '../src/config/secrets.ts';
import { jobRequest } from '../src/core/jobs/job-request.ts';
import type { Delivery } from '../src/core/outbox/delivery.ts';
import { circleTable } from '../src/core/tables/circles.ts';
import { deliveryTable } from '../src/core/tables/deliveries.ts';
import { installationTable } from '../src/core/tables/installations.ts';
import { memberTable } from '../src/core/tables/members.ts';
import { newId } from '../src/ids.ts';
import { createLog } from '../src/log.ts';
import { migratePostgres } from '../src/store/postgres/migrate.ts';
import { type OpenStore, openStore } from '../src/store/store.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { LIMITS, startSlack } from '../test/support/slack/slack.ts';
import { BenchApp, type Desk } from './replies/bench-app.ts';

type Print = (line: string) => void;

const TEAMS = ['T01BENCH', 'T02BENCH'];
const CIRCLES = 25;
const MEMBERS = 4;
const TO_CHANNEL = 60;
const TO_MEMBER = 10;
/** 5,000: to two workspaces with 25 channels and 100 people each. */
const LETTERS = TEAMS.length * CIRCLES * (TO_CHANNEL + MEMBERS * TO_MEMBER);
/**
 * How many times as fast as Slack's the clock of this Slack's limits runs, and our pace with it. Above 1 a machine's hiccups
 * and whole seconds of Retry-After weigh as many times as much.
 */
const SPEED = Number(process.env.BENCH_SPEED ?? 1);
const WORKERS = 2;

/**
 * Prints how long two worker processes take for 5,000 letters, beside the shortest time that this Slack's limits allow;
 * whether each arrived, once; and how often Slack said "too fast". The far end enforces the documented limits.
 */
export async function run(print: Print): Promise<void> {
  const people: { id: string; team: string; name: string }[] = [];
  const channelId = (team: string, circle: number) => `C${team.slice(1)}${circle}`;
  for (const team of TEAMS) {
    for (let index = 0; index < CIRCLES * MEMBERS; index += 1)
      people.push({ id: `U${team.slice(1)}X${index}`, team, name: `Person ${index}` });
  }
  const slack = await startSlack({
    workspaces: TEAMS.map((id) => ({ id })),
    users: people,
    channels: TEAMS.flatMap((team) =>
      Array.from({ length: CIRCLES }, (_, index) => {
        const id = channelId(team, index);
        return { id, team, name: id.toLowerCase(), members: [] };
      }),
    ),
    speed: SPEED,
  });
  const postgres = await startPostgres({ durable: true });
  const workers: ChildProcess[] = [];
  try {
    const url = await postgres.createDatabase();
    await migratePostgres(url);
    const environment = {
      BASE_URL: 'https://roundtable.example.org',
      DATABASE_URL: url,
      PULSE_PEPPER: randomBytes(32).toString('base64'),
      LINK_SECRET: randomBytes(32).toString('base64'),
      SLACK_CLIENT_ID: slack.clientId,
      SLACK_CLIENT_SECRET: slack.clientSecret,
      SLACK_STATE_SECRET: randomBytes(32).toString('base64'),
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
      TOKEN_KEY: randomBytes(32).toString('base64'),
      BENCH_SPEED: String(SPEED),
    };
    const secrets = loadSecrets(readConfig(environment));
    const store = await openStore({ kind: 'postgres', url });
    const queue = await createJobQueue({
      backend: chooseBackend({ databaseUrl: url }),
      log: createLog('warn'),
      guard: () => store.assertIdle(),
    });
    try {
      const grants = createInstallations(installationTable.over(store), secrets.tokens, systemClock.now);
      const letters: Delivery[] = [];
      for (const team of TEAMS) {
        const botUserId = slack.botUserOf(team);
        await grants.save(team, { botToken: slack.botTokenOf(team), botUserId, renewal: null });
        const own = people.filter((each) => each.team === team)[Symbol.iterator]();
        const desk: Desk = {
          identity: () => ({ platform: 'slack', externalId: `${team}/${own.next().value?.id ?? ''}` }),
          filled: () => ({ path: '', cookie: '', body: '' }),
        };
        const app = new BenchApp(store, secrets, desk);
        for (let index = 0; index < CIRCLES; index += 1) {
          const { round } = await app.openRound(MEMBERS, false);
          const channel = { platform: 'slack', externalId: `${team}/${channelId(team, index)}` } as const;
          await circleTable.saveChannels(store, round.circleId, [channel]);
          letters.push(...(await lettersOf(store, round, `slack/${channel.externalId}`)));
        }
      }
      const order = letters.sort((a, b) => (a.id < b.id ? -1 : 1));
      for (let at = 0; at < order.length; at += 500) {
        await store.transact((tx) => deliveryTable.add(tx, order.slice(at, at + 500)));
      }

      for (let index = 0; index < WORKERS; index += 1) workers.push(await startWorker(environment));
      const posts = () =>
        slack.everything().filter(({ method, outcome }) => method === 'chat.postMessage' && outcome === 'ok');
      const start = Date.now();
      for (const { id } of order) await queue.enqueue(jobRequest('deliver', { delivery: id }));
      const bound = shortest() / SPEED;
      while (posts().length < LETTERS && Date.now() - start < bound * 4) await pause(1_000);
      await pause(3_000);
      const sent = posts();
      const took = Math.max(...sent.map(({ at }) => at)) - start;
      const arrived = new Set(sent.map(({ args }) => args.client_msg_id));
      const tooFast = slack.everything().filter(({ outcome }) => outcome === 'ratelimited').length;
      const unsent = LETTERS - arrived.size;
      print(
        `slack-deliveries: ${LETTERS} letters, ${TEAMS.length} workspaces with ${CIRCLES} channels and ${CIRCLES * MEMBERS} people each, ${WORKERS} workers on PostgreSQL with fsync; ${SPEED === 1 ? 'real time' : `Slack's clock and our pace ${SPEED} times as fast`}`,
      );
      print(
        `  ${seconds(took)}; the limits allow ${seconds(bound)}; ratio ${(took / bound).toFixed(2)}; to reach: 1.15`,
      );
      print(
        `  arrived ${arrived.size}, lost ${unsent}, twice ${sent.length - arrived.size}, "too fast" ${tooFast} times`,
      );
    } finally {
      await queue.close();
      for (const worker of workers) await stopWorker(worker);
      await store.close();
    }
  } finally {
    for (const worker of workers) worker.kill();
    await slack.stop();
    await postgres.stop();
  }
}

/**
 * Milliseconds of Slack's time: the workspace's posts, one channel's, or the direct messages to be opened, whichever takes
 * longest. Each allowance may be used up at once, and comes back at its own rate.
 */
function shortest(): number {
  const own = LETTERS / TEAMS.length;
  const perMinute = (count: number, allowed: number) => (Math.max(0, count - allowed) * 60_000) / allowed;
  return Math.max(
    perMinute(own, LIMITS.postsPerWorkspacePerMinute),
    ((TO_CHANNEL - 1) * 1_000) / LIMITS.postsPerChannelPerSecond,
    perMinute(CIRCLES * MEMBERS, LIMITS.tierPerMinute[3]),
  );
}

async function lettersOf(
  store: OpenStore,
  round: { readonly id: string; readonly circleId: string },
  channel: string,
): Promise<readonly Delivery[]> {
  const letter = (place: Pick<Delivery, 'memberId' | 'channel'>): Delivery => {
    const id = newId();
    return {
      id,
      key: `bench ${id}`,
      circleId: round.circleId,
      kind: 'pulse-invitation',
      subject: round.id,
      payload: null,
      person: null,
      dueAt: systemClock.now(),
      expiresAt: null,
      state: 'due',
      attempts: 0,
      slotAt: null,
      claimedUntil: null,
      sentAt: null,
      contactId: null,
      ref: null,
      note: null,
      ...place,
    };
  };
  const members = await memberTable.list(store, round.circleId);
  return [
    ...Array.from({ length: TO_CHANNEL }, () => letter({ memberId: null, channel })),
    ...members.flatMap(({ id }) =>
      Array.from({ length: TO_MEMBER }, () => letter({ memberId: id, channel: null })),
    ),
  ];
}

function startWorker(environment: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL('./slack-deliveries/worker.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...environment },
  });
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve(child));
    child.once('exit', () => reject(new Error('A worker ended before it was ready.')));
  });
}

async function stopWorker(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run(console.log);
