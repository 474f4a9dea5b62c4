import { MINUTE } from '../domain/instant.ts';
import type { Context } from '../services/context.ts';
import { unreachable } from './circle.ts';
import { type CommandResult, type Desk, refused, told } from './command.ts';

interface Finding {
  readonly ok: boolean;
  readonly what: string;
  readonly todo?: string;
}

/** `roundtable doctor`: looks at every part that can fail, and says what to do about each that has. */
export async function doctor({ context }: Desk): Promise<CommandResult> {
  const findings = [
    await databaseFinding(context),
    await queueFinding(context),
    await pepperFinding(context),
    platformFinding(context),
    await overdueFinding(context),
    await failureFinding(context),
  ];
  const lines = findings.flatMap(({ ok, what, todo }) => [
    `${ok ? 'ok  ' : 'MEND'}  ${what}`,
    ...(todo === undefined ? [] : [`      ${todo}`]),
  ]);
  const waiting = await waitingLines(context);
  return findings.every(({ ok }) => ok) ? told(...lines, ...waiting) : refused(...lines, ...waiting);
}

async function databaseFinding(context: Context): Promise<Finding> {
  try {
    await context.store.ping();
    return { ok: true, what: 'The database answers.' };
  } catch {
    return {
      ok: false,
      what: 'The database does not answer.',
      todo: 'Check that it runs, and DATABASE_URL.',
    };
  }
}

async function queueFinding(context: Context): Promise<Finding> {
  try {
    const pending = await context.queue.pending();
    return { ok: true, what: `The job queue answers; ${pending} jobs wait or run.` };
  } catch {
    return {
      ok: false,
      what: 'The job queue does not answer.',
      todo: 'Check that Redis runs, and REDIS_URL. Nothing is lost: what is due stays in the database.',
    };
  }
}

/** A round keeps the pepper it was opened with: without it, it can neither count nor close. */
async function pepperFinding({ secrets, store }: Context): Promise<Finding> {
  const missing = new Set<string>();
  for (const circle of await store.tables.circles.list()) {
    for (const round of await store.tables.rounds.open(circle.id)) {
      const seal = await store.tables.rounds.seal(round.id);
      if (seal !== null && secrets.pepper(seal.pepperId) === null) missing.add(seal.pepperId);
    }
  }
  if (missing.size === 0) return { ok: true, what: `Answers are sealed with pepper ${secrets.current.id}.` };
  return {
    ok: false,
    what: `Open pulses need pepper ${[...missing].join(' and ')}, which is not configured.`,
    todo: 'Put the earlier PULSE_PEPPER into PULSE_PEPPER_RETIRED. Until then no answer to them can be counted.',
  };
}

function platformFinding({ platforms }: Context): Finding {
  const names = [...platforms.keys()].map(
    (name) => ({ slack: 'Slack', teams: 'Teams', web: 'web pages' })[name],
  );
  const tokens = 'No chat platform is set up, so no token is needed.';
  return {
    ok: true,
    what: `People are reached by: ${names.join(', ')}. ${names.length > 1 ? '' : tokens}`.trim(),
  };
}

/** A clock that is wrong, or a worker that does not run, shows as work that is long overdue. */
async function overdueFinding(context: Context): Promise<Finding> {
  const next = await context.store.tables.agenda.next();
  const late = next === null ? 0 : context.clock.now() - next;
  if (late < 5 * MINUTE)
    return {
      ok: true,
      what: `Nothing is overdue. The clock says ${new Date(context.clock.now()).toISOString()}.`,
    };
  return {
    ok: false,
    what: `Something has been due for ${Math.round(late / MINUTE)} minutes.`,
    todo: 'Check that a worker runs (roundtable start --role worker), its log, and the clock of this machine.',
  };
}

async function failureFinding(context: Context): Promise<Finding> {
  const [latest] = await context.store.tables.failures.recent(1);
  const dayAgo = context.clock.now() - 24 * 60 * MINUTE;
  if (latest === undefined || latest.at < dayAgo)
    return { ok: true, what: 'No job failed in the last 24 hours.' };
  return {
    ok: false,
    what: `A job failed: ${latest.job} of ${latest.subject}, ${latest.error}, at ${new Date(latest.at).toISOString()}.`,
    todo: 'The log has more. Failed work is tried again every minute.',
  };
}

async function waitingLines(context: Context): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const circle of await context.store.tables.circles.list()) {
    const members = await context.store.tables.members.list(circle.id);
    const waiting = unreachable(context, circle, members);
    if (waiting.length > 0) lines.push('', circle.name, ...waiting.slice(1));
  }
  return lines;
}
