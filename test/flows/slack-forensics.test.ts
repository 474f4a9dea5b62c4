import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import {
  answer,
  homeOf,
  openPulse,
  STAFF,
  type Staff,
  startTogether,
  TEAM,
} from '../support/app-on-slack.ts';
import { filesIn, findIn, postgresFiles, search } from '../support/forensics.ts';
import type { Slack } from '../support/slack/types.ts';
import { MONDAY, type TestApp } from '../support/test-app.ts';
import { NORTHFIELD, openRound } from '../support/test-users.ts';

const TUESDAY_10 = MONDAY + DAY + HOUR;
const COMMENT = 'input.anything-else';
const NAMES = Object.keys(STAFF) as readonly Staff[];

/** Words of their own for each writer, found nowhere else on this machine. */
const needles = new Map(NAMES.map((name) => [name, `needle-${randomBytes(9).toString('hex')}`]));
const written = [...needles.values()];

let slack: Slack;
let app: TestApp;
let circle: Circle;
let redis: Redis;
let monitor: Redis;
const heard: string[] = [];

beforeAll(async () => {
  const file = NORTHFIELD.replace('  open-for: 48 hours', '  open-for: 48 hours\n  comments: yes');
  ({ slack, app, circle } = await startTogether({ backend: 'redis+postgres', file }));
  redis = new Redis(app.environment.REDIS_URL ?? '');
  monitor = await redis.monitor();
  monitor.on('monitor', (_time, words: string[]) => heard.push(words.join(' ')));
  await app.passTo(TUESDAY_10);
});
afterAll(async () => {
  monitor?.disconnect();
  redis?.disconnect();
  await app?.stop();
  await slack?.stop();
});

const person = (name: Staff) => slack.user(TEAM, STAFF[name]);
const saying = (name: Staff) => ({ [COMMENT]: `About ${needles.get(name)}.` });
const toSlack = () => Buffer.from(JSON.stringify(slack.everything()));
const logged = () => Buffer.from(JSON.stringify(app.log));

/** Everywhere but in Slack itself, which carried the words to us: files with dead rows, Redis, log, metrics, what we said. */
async function places(words: readonly string[]): Promise<readonly string[]> {
  await redis.config('SET', 'rdbcompression', 'no');
  await redis.save();
  const [, saved = ''] = (await redis.config('GET', 'dir')) as string[];
  const files = [
    ...(await search(postgresFiles(app.environment.DATABASE_URL ?? ''), words)),
    ...(await search(filesIn(saved), words)),
  ];
  const found = files.map(({ where }) => where);
  const metrics = await (await fetch(`${app.address}/metrics`)).text();
  const spoken = {
    'what Slack was sent': toSlack(),
    log: logged(),
    queue: Buffer.from(heard.join('\n')),
    metrics: Buffer.from(metrics),
  };
  for (const [where, content] of Object.entries(spoken)) {
    if (findIn(content, words).length > 0) found.push(where);
  }
  return [...new Set(found)];
}

test('the search itself works: names of people are in what Slack was sent, and in the tables', async () => {
  const found = await places(['Chidi Okafor']);
  expect(found).toContain('what Slack was sent');
  expect(found.length).toBeGreaterThan(1);
});

test('what is written in the form is nowhere while the pulse is open, whatever goes wrong meanwhile', async () => {
  // A form that is refused at a field comes back: not one word of it with it.
  await openPulse(slack, person('Amina'));
  await person('Amina').fill({ ...saying('Amina') });
  expect((await person('Amina').submit()).outcome).toMatch(/updated|errors/);
  await person('Amina').close({ all: true });

  // A view that cannot be shown, a Slack that stumbles.
  slack.fails('views.publish', { status: 500 });
  await answer(slack, person('Bex'), '4', saying('Bex'));
  await person('Bex').home();
  await person('Bex').close({ all: true });

  // The same form twice, as Slack sends it when it believes it was lost.
  await openPulse(slack, person('Chidi'));
  await person('Chidi').fill({ 'input.voice': '1', ...saying('Chidi') });
  await person('Chidi').submit({ times: 2 });
  await person('Chidi').close({ all: true });

  // A database that fails under an answer.
  await openPulse(slack, person('Ewan'));
  await person('Ewan').fill({ 'input.voice': '5', ...saying('Ewan') });
  await app.records.run('alter table roundtable.seals rename to away');
  await person('Ewan').submit();
  await app.records.run('alter table roundtable.away rename to seals');
  expect(person('Ewan').openModal().words).not.toContain('Thank you');
  await person('Ewan').close({ all: true });
  await answer(slack, person('Ewan'), '5', saying('Ewan'));
  await person('Ewan').close({ all: true });

  await slack.until(() => app.log.length > 0, 'a line in the log');
  expect(await places(written)).toEqual([]);
});

test('no line of the log, and no letter, joins a person with the round or with what they did', async () => {
  const round = await openRound(app, circle);
  const ids = [
    ...Object.values(STAFF),
    ...NAMES,
    ...(await memberTable.list(app.context.store, circle.id)).map(({ id }) => id),
  ];
  const lines = app.log.map((line) => JSON.stringify(line));
  expect(lines.filter((line) => ids.some((id) => line.includes(id)) || line.includes(round.id))).toEqual([]);
  expect(lines.filter((line) => findIn(Buffer.from(line), written).length > 0)).toEqual([]);
  const seal = await roundTable.seal(app.context.store, round.id);
  const secrets = [seal?.salt, seal?.sealed].map((bytes) => Buffer.from(bytes ?? []).toString('hex'));
  expect(findIn(toSlack(), secrets)).toEqual([]);
});

test('after the pulse closed with too few comments to show, they are gone for good', async () => {
  for (const name of NAMES) await homeOf(slack, person(name));
  await app.passTo(TUESDAY_10 + 4 * DAY);
  expect(await places(written)).toEqual([]);
});
