import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderDocument } from '../../adapters/web/render/document.ts';
import { SimulatedClock } from '../clock.ts';
import { type Application, start } from '../compose.ts';
import { type Config, readConfig } from '../config/config.ts';
import { instantAt, localTime } from '../core/calendar/local-time.ts';
import type { Circle } from '../core/circle.ts';
import type { Context } from '../core/context.ts';
import type { Instant } from '../core/instant.ts';
import { nextDue } from '../core/jobs/due-work.ts';
import { channelReader } from '../core/messages/reader.ts';
import { parseCircleFile } from '../features/circles/circle-file/parse.ts';
import { importCircle } from '../features/circles/use-cases/import-circle.ts';
import { digestPage, digestText } from '../features/digests/messages/digest.ts';
import { digestTable } from '../features/digests/tables.ts';
import { assemble, webPeople } from './demo-users.ts';
import { Narrator } from './narrator.ts';
import { FIRST_DAY, scenes, WEEKS } from './story.ts';
import { passTime, work } from './timeline.ts';

const TIMEZONE = 'Europe/London';
const EXAMPLE = fileURLToPath(new URL('../../examples/northfield.yaml', import.meta.url));
const OUTPUT = 'demo-output';

/**
 * Plays six weeks of the sample circle: the real server, store and jobs on the embedded default, people who use the
 * real pages over real HTTP, and a clock that jumps from one due moment to the next. Leaves the last digest behind as HTML.
 * With `stay` it then serves until Ctrl+C.
 */
export async function demo({ stay }: { readonly stay: boolean }): Promise<void> {
  const narrator = new Narrator(process.stdout);
  const folder = await mkdtemp(join(tmpdir(), 'roundtable-demo-'));
  const clock = new SimulatedClock(instantAt(`${FIRST_DAY}T09:00`, TIMEZONE));
  let circle: Circle | null = null;
  narrator.say('Starting the server, the database and the jobs on this machine …');
  const application = await start({
    config: demoConfig(folder, stay),
    role: 'all',
    clock,
    demo: (context) => ({
      people: async () => (circle === null ? [] : webPeople(context, circle)),
      moveOn: stay ? () => moveOn(context, clock) : null,
    }),
  });
  try {
    circle = await importExample(application.context);
    narrator.say(`Imported "${circle.name}": 12 people, two voices, staff and service-user reps.`);
    await play(application, circle, clock, narrator);
    await showDigest(application.context, circle, narrator);
    if (stay) await serveUntilStopped(application, narrator);
  } finally {
    narrator.finish();
    await application.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function demoConfig(folder: string, stay: boolean): Config {
  return readConfig({
    NODE_ENV: 'development',
    DATA_DIR: join(folder, 'data'),
    PORT: stay ? (process.env.PORT ?? '3000') : '0',
    PULSE_PEPPER: randomBytes(32).toString('base64'),
    LINK_SECRET: randomBytes(32).toString('base64'),
    SMTP_URL: 'catch:',
    MAIL_FROM: 'Roundtable <roundtable@example.org>',
    NOTIFY_API_KEY: 'catch:',
    LOG_LEVEL: 'warn',
  });
}

async function importExample(context: Context): Promise<Circle> {
  const reading = parseCircleFile(await readFile(EXAMPLE), context.clock.now());
  if (!reading.ok) throw new Error(`The example circle has a problem: ${reading.problems[0]?.message}`);
  const imported = await importCircle(context, reading.value);
  if (!imported.ok) throw new Error('The example circle is there already.');
  return imported.value.circle;
}

async function play(
  { context, address }: Application,
  circle: Circle,
  clock: SimulatedClock,
  narrator: Narrator,
): Promise<void> {
  const users = await assemble(context, circle, address);
  await work(context);
  const story = scenes(circle.timezone);
  let week = 0;
  for (const [index, scene] of story.entries()) {
    await passTime(context, clock, scene.at);
    const now = Math.floor((scene.at - (story[0]?.at ?? 0)) / (7 * 86_400_000)) + 1;
    if (now !== week) {
      week = now;
      narrator.say(`\nWeek ${week} of ${WEEKS}`);
    }
    narrator.progress(index, story.length, dayOf(scene.at, circle));
    const happened = await scene.play({ context, users, narrator });
    await work(context);
    if (happened !== '') narrator.say(`  ${dayOf(scene.at, circle)}  ${happened}`);
  }
  const lastDigest = instantAt('2026-11-06T15:00', circle.timezone);
  await passTime(context, clock, lastDigest);
  narrator.finish();
}

async function showDigest(context: Context, circle: Circle, narrator: Narrator): Promise<void> {
  const [row] = await digestTable.list(context.store, circle.id, 1);
  if (row === undefined) throw new Error('No digest was composed.');
  const reader = channelReader(circle, context.clock.now());
  narrator.say('\nThe digest that everybody gets at the same minute, reps and managers alike:\n');
  narrator.say(digestText(row.digest, circle.language));
  await mkdir(OUTPUT, { recursive: true });
  const file = resolve(OUTPUT, 'digest.html');
  await writeFile(file, await renderDocument(digestPage(row.digest, reader)));
  narrator.say(`\nThe same digest as a page: ${file}`);
}

async function serveUntilStopped({ address }: Application, narrator: Narrator): Promise<void> {
  narrator.say(`\nOpen ${address}/demo and be anybody of the circle. Press Ctrl+C to stop.`);
  narrator.say(`E-mails to Joe Brady are caught: ${address}/mail/caught`);
  narrator.say(`Texts to Kasia Nowak are caught: ${address}/notify/caught`);
  await new Promise<void>((stop) => {
    process.once('SIGINT', () => stop());
    process.once('SIGTERM', () => stop());
  });
}

/** Jumps to the next due moment, for the button on the page. */
async function moveOn(context: Context, clock: SimulatedClock): Promise<string> {
  const next = await nextDue(context);
  if (next === null) return 'Nothing is due any more.';
  clock.moveTo(next);
  await work(context);
  const { weekday, date, time } = localTime(clock.now(), TIMEZONE);
  return `It is now ${weekday} ${date}, ${time}. What was due has been done.`;
}

function dayOf(instant: Instant, circle: Circle): string {
  const { weekday, day, month, time } = localTime(instant, circle.timezone);
  return `${weekday.slice(0, 3)} ${String(day).padStart(2)}/${String(month).padStart(2, '0')} ${time}`;
}
