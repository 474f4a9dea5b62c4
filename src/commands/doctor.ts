import type { Circle } from '../core/circle.ts';
import type { Context } from '../core/context.ts';
import { DAY, MINUTE } from '../core/instant.ts';
import { nextDue } from '../core/jobs/due-work.ts';
import { type Delivery, FOR_BUNDLE } from '../core/outbox/delivery.ts';
import { circleTable } from '../core/tables/circles.ts';
import { deliveryTable } from '../core/tables/deliveries.ts';
import { failureTable } from '../core/tables/failures.ts';
import { memberTable } from '../core/tables/members.ts';
import { onWebAlone } from '../core/way-in.ts';
import { poolTable } from '../features/release/tables/pools.ts';
import { roundTable } from '../features/release/tables/rounds.ts';
import { PROGRAM } from '../program-name.ts';
import { unreachable } from './circle.ts';
import { type CommandContext, type CommandResult, refused, told } from './command.ts';
import type { Finding } from './finding.ts';
import { platformFindings } from './platform-findings.ts';
import { settingUpTold } from './setting-up.ts';

const MARKS = { ok: 'ok  ', note: 'note', mend: 'MEND' };

/** A letter that was given up stays in the tables; after this long it is history. */
const RECENT = 7 * DAY;

/** `roundtable doctor`: looks at every part that can fail, and says what to do about each that has. */
export async function doctor({ context, attended }: CommandContext): Promise<CommandResult> {
  const findings = [
    await databaseFinding(context),
    attended ? await queueFinding(context) : unattendedFinding(),
    await pepperFinding(context),
    ...(await platformFindings(context)),
    await overdueFinding(context),
    await failureFinding(context),
    ...(await letterFindings(context)),
    ...(await settingUpFindings(context)),
    ...(await wayInFindings(context)),
  ];
  const lines = findings.flatMap(({ is, what, todo }) => [
    `${MARKS[is]}  ${what}`,
    ...(todo === undefined ? [] : [`      ${todo}`]),
  ]);
  const waiting = await waitingLines(context);
  return findings.every(({ is }) => is !== 'mend')
    ? told(...lines, ...waiting)
    : refused(...lines, ...waiting);
}

async function databaseFinding(context: Context): Promise<Finding> {
  try {
    await context.store.ping();
    return { is: 'ok', what: 'The database answers.' };
  } catch {
    return {
      is: 'mend',
      what: 'The database does not answer.',
      todo: 'Check that it runs, and DATABASE_URL.',
    };
  }
}

async function queueFinding(context: Context): Promise<Finding> {
  try {
    const pending = await context.queue.pending();
    return { is: 'ok', what: `The job queue answers. Jobs that wait or run: ${pending}.` };
  } catch {
    return {
      is: 'mend',
      what: 'The job queue does not answer.',
      todo: 'Check REDIS_URL and that Redis runs; without it, PostgreSQL. Nothing is lost: what is due stays in the database.',
    };
  }
}

/** The queue of the embedded database lives in its server. Before the first start, or during a backup, all is well. */
function unattendedFinding(): Finding {
  return {
    is: 'note',
    what: 'No server runs on this folder, so nothing is sent and no pulse opens or closes.',
    todo: `Start one: ${PROGRAM} start`,
  };
}

/** Rounds and pools keep the pepper they began with: without it, they can neither count nor close. */
async function pepperFinding({ secrets, store }: Context): Promise<Finding> {
  const needed = new Set(await poolTable.peppers(store));
  for (const circle of await circleTable.list(store)) {
    for (const round of await roundTable.open(store, circle.id)) {
      const seal = await roundTable.seal(store, round.id);
      if (seal !== null) needed.add(seal.pepperId);
    }
  }
  const missing = [...needed].filter((id) => secrets.pepper(id) === null);
  if (missing.length === 0) {
    const retired = [...needed].filter((id) => id !== secrets.current.id);
    const others = retired.length === 0 ? '' : ` Still needed from before: ${retired.join(' and ')}.`;
    return { is: 'ok', what: `Answers are sealed with pepper ${secrets.current.id}.${others}` };
  }
  return {
    is: 'mend',
    what: `Open pulses and pools of this quarter need pepper ${missing.join(' and ')}, which is not configured.`,
    todo: 'Put the earlier PULSE_PEPPER into PULSE_PEPPER_RETIRED. Until then their answers cannot be counted.',
  };
}

/** A clock that is wrong, or a worker that does not run, shows as work that is long overdue. */
async function overdueFinding(context: Context): Promise<Finding> {
  const next = await nextDue(context);
  const late = next === null ? 0 : context.clock.now() - next;
  if (late < 5 * MINUTE)
    return {
      is: 'ok',
      what: `Nothing is overdue. The clock says ${new Date(context.clock.now()).toISOString()}.`,
    };
  return {
    is: 'mend',
    what: `Something has been due for ${Math.round(late / MINUTE)} minutes.`,
    todo: `Check that a server or worker runs (${PROGRAM} start), its log, and the clock of this machine.`,
  };
}

async function failureFinding(context: Context): Promise<Finding> {
  const [latest] = await failureTable.recent(context.store, 1);
  const dayAgo = context.clock.now() - 24 * 60 * MINUTE;
  if (latest === undefined || latest.at < dayAgo)
    return { is: 'ok', what: 'No job failed in the last 24 hours.' };
  return {
    is: 'mend',
    what: `A job failed: ${latest.job} of ${latest.subject}, ${latest.error}, at ${new Date(latest.at).toISOString()}.`,
    todo: 'The log has more. Failed work is tried again every minute.',
  };
}

/** Letters that were given up are not tried again: only a person can still pass on what was in them. */
async function letterFindings(context: Context): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const circle of await circleTable.list(context.store)) {
    const unsent = await deliveryTable.unsent(context.store, circle.id);
    findings.push(...lettersHeldUp(circle, unsent));
    const failed = unsent.filter(
      ({ state, dueAt }) => state === 'failed' && dueAt > context.clock.now() - RECENT,
    );
    if (failed.length === 0) continue;
    const names = new Map(
      (await memberTable.listWithReaders(context.store, circle.id)).map(({ id, name }) => [id, name]),
    );
    findings.push(lettersFailed(circle, failed, names));
  }
  return findings.length > 0 ? findings : [{ is: 'ok', what: 'No letter was given up in the last 7 days.' }];
}

/** Why letters wait by their own wish, or by their readers'. */
const OF_THEIR_OWN = ['quiet-hours', 'not-let-in-yet', 'being-sent', 'pace', FOR_BUNDLE];

/** Those that a platform did not take, and that are tried again: by why, so that one cause is one line. */
function lettersHeldUp(circle: Circle, unsent: readonly Delivery[]): readonly Finding[] {
  const held = unsent.filter(
    ({ note, state }) => state === 'due' && note !== null && !OF_THEIR_OWN.includes(note),
  );
  return [...new Set(held.map(({ note }) => note))].map((why) => ({
    is: 'mend',
    what: `${circle.name}: letters that were not taken and are tried again: ${held.filter(({ note }) => note === why).length} (${why}).`,
    todo: 'The log says which server or platform did not take them. Nothing is lost meanwhile.',
  }));
}

function lettersFailed(
  circle: Circle,
  failed: readonly Delivery[],
  names: ReadonlyMap<string, string>,
): Finding {
  const letters = failed.map(({ kind, memberId, channel, note, payload }) => {
    const about = memberId ?? (kind === 'invited' ? (payload?.memberId ?? null) : null);
    const to =
      about === null
        ? (channel ?? 'an address that was to be checked')
        : (names.get(about) ?? 'somebody who has left');
    return `${kind} to ${to} (${note})`;
  });
  return {
    is: 'mend',
    what: `${circle.name}: could not be sent and is not tried again: ${letters.join('; ')}.`,
    todo: `Tell these people yourself. If it happens again, hand them a way in: ${PROGRAM} member link "NAME" --circle ${circle.id}`,
  };
}

/** Not for us to mend: two of its people have to agree. */
async function settingUpFindings(context: Context): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const circle of await circleTable.list(context.store)) {
    const waits = await settingUpTold(context, circle);
    if (waits !== null)
      findings.push({ is: 'note', what: `${circle.name}: ${waits.what}`, todo: waits.todo });
  }
  return findings;
}

/** Links of v0.1.0 open nothing any more: who has no other account, and is not signed in, needs a new way in. */
async function wayInFindings(context: Context): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const circle of await circleTable.list(context.store)) {
    const alone = onWebAlone(await memberTable.listWithReaders(context.store, circle.id));
    if (alone.length === 0) continue;
    findings.push({
      is: 'note',
      what: `${circle.name}: known on web pages alone: ${alone.map(({ name }) => name).join(', ')}.`,
      todo: `Who is not signed in and has an old link (/l/…) only needs a new way in: ${PROGRAM} member link "NAME" --circle ${circle.id}`,
    });
  }
  return findings;
}

async function waitingLines(context: Context): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const circle of await circleTable.list(context.store)) {
    const members = await memberTable.listWithReaders(context.store, circle.id);
    const waiting = await unreachable(context, circle, members);
    if (waiting.length > 0) lines.push('', circle.name, ...waiting.slice(1));
  }
  return lines;
}
