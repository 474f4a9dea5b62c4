#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { ConfigError } from './config/config.ts';
import { isSetUpError } from './config/set-up-errors.ts';
import type { ControlRequest } from './control/requests.ts';
import { runCommand } from './control/run.ts';
import { parseDuration } from './core/calendar/duration.ts';
import { PROGRAM } from './program-name.ts';

const program = new Command(PROGRAM)
  .description(
    'Anonymous pulse checks, a fair chair rota and a weekly inclusion digest for co-production groups.',
  )
  .showHelpAfterError('(add --help to see how it is used)')
  .addHelpText(
    'after',
    `
First steps:
  ${PROGRAM} demo                       live through six weeks of a sample circle
  ${PROGRAM} circle import examples/northfield.yaml
  ${PROGRAM} member link "Amina Khan"   a way in for each of two stewards: they say yes to the list first
  ${PROGRAM} start                      serve it all at http://127.0.0.1:3000

Settings are environment variables; .env.example explains each of them.
While a server runs on the embedded database, the other commands go through it.`,
  );

program
  .command('start')
  .description('serve the web pages and run the jobs, until it is told to stop')
  .addOption(
    new Option('--role <role>', 'what this process does; web and worker apart need DATABASE_URL')
      .choices(['all', 'web', 'worker'])
      .default('all'),
  )
  .action(async ({ role }: { role: 'all' | 'web' | 'worker' }) => {
    const { serve } = await import('./serve.ts');
    await serve(role);
  });

program
  .command('demo')
  .description(
    'live through six weeks of a sample circle on this machine; needs nothing and leaves a digest behind',
  )
  .option('--serve', 'stay up afterwards for a browser, with buttons to move the clock on')
  .action(async ({ serve = false }: { serve?: boolean }) => {
    const { demo } = await import('./demo/demo.ts');
    await demo({ stay: serve });
  });

program
  .command('migrate')
  .description(
    'bring the tables in DATABASE_URL up to this version (the embedded database does so by itself)',
  )
  .action(async () => {
    const { migrate } = await import('./commands/migrate.ts');
    print(await migrate());
  });

program
  .command('doctor')
  .description('check configuration, database, queue, clock and platforms, and say what to do')
  .action(() => run({ name: 'doctor' }));

const keys = program.command('keys').description('keys that seal what lies in the database');
keys
  .command('rotate')
  .description('seal the tokens of chat platforms anew with the current TOKEN_KEY')
  .action(() => run({ name: 'keys.rotate' }));

const manifest = program.command('manifest').description('what chat platforms want to know about this app');
manifest
  .command('slack')
  .description('print the manifest to make the Slack app with, as JSON')
  .action(async () => {
    const [{ manifestSlack }, { loadConfig }] = await Promise.all([
      import('./commands/manifest.ts'),
      import('./config/environment.ts'),
    ]);
    print(manifestSlack(loadConfig()));
  });
manifest
  .command('teams')
  .description('write the app package to upload to Microsoft Teams, as a zip file')
  .option('--out <file>', 'where to write it', 'roundtable-teams.zip')
  .action(async ({ out }: { out: string }) => {
    const [{ manifestTeams }, { loadConfig }] = await Promise.all([
      import('./commands/manifest.ts'),
      import('./config/environment.ts'),
    ]);
    print(manifestTeams(loadConfig(), out));
  });

const notify = program.command('notify').description('text messages and e-mail by GOV.UK Notify');
notify
  .command('templates')
  .description('print the templates to paste into it')
  .action(async () => {
    const { notifyTemplates } = await import('./commands/notify-templates.ts');
    print(notifyTemplates());
  });

const circle = program.command('circle').description('circles: import one from its file, look at them');
circle
  .command('import')
  .description('make a circle from a file; every problem is told at once and nothing is imported in part')
  .argument('<file>', 'for example examples/northfield.yaml')
  .action((file: string) => run({ name: 'circle.import', file, text: readText(file) }));
circle
  .command('export')
  .description(
    'print a circle as a file to edit; without accounts and addresses, which are each person’s own',
  )
  .argument('[circle]', 'its name or id; may be left out where there is one')
  .action((wanted?: string) => run({ name: 'circle.export', circle: wanted }));
circle
  .command('plan')
  .description('what an edited file would change, and what of it needs two stewards; changes nothing')
  .argument('<file>', 'written out by "circle export", and edited')
  .action((file: string) => run({ name: 'circle.plan', file, text: readText(file) }));
circle
  .command('apply')
  .description(
    'make what an edited file changes, but for what needs two stewards; a second time changes nothing',
  )
  .argument('<file>', 'written out by "circle export", and edited')
  .action((file: string) => run({ name: 'circle.apply', file, text: readText(file) }));
circle
  .command('list')
  .description('all circles')
  .action(() => run({ name: 'circle.list' }));
circle
  .command('show')
  .description('who is in a circle, what comes next, and who cannot be reached yet')
  .argument('[circle]', 'its name or id; may be left out where there is one')
  .action((wanted?: string) => run({ name: 'circle.show', circle: wanted }));

const pulse = program.command('pulse').description('pulses: open one now, or cancel the open one');
pulse
  .command('open')
  .description('open a pulse of the circle now and invite everybody')
  .option('--circle <circle>', 'its name or id')
  .option('--pulse <pulse>', 'its name; may be left out where there is one')
  .option('--open-for <duration>', 'such as 90m, 48 hours or 2 days', durationOption)
  .action((options: { circle?: string; pulse?: string; openFor?: number }) =>
    run({ name: 'pulse.open', ...options }),
  );
pulse
  .command('cancel')
  .description('end the open pulse; it releases nothing and its answers are deleted unread')
  .option('--circle <circle>', 'its name or id')
  .action((options: { circle?: string }) => run({ name: 'pulse.cancel', ...options }));

const rota = program.command('rota').description('the chair rota');
rota
  .command('show')
  .description('the next chair and two forecasts')
  .argument('[circle]', 'its name or id')
  .action((wanted?: string) => run({ name: 'rota.show', circle: wanted }));

const digest = program.command('digest').description('the weekly inclusion digest');
digest
  .command('compose')
  .description('print the digest of a week: as it was sent, or a preview')
  .option('--circle <circle>', 'its name or id')
  .option('--week <week>', 'an ISO week such as 2026-W47; this week where left out')
  .addOption(new Option('--format <format>').choices(['text', 'html', 'json']).default('text'))
  .option('--send', "send this week's digest now, instead of on its day", false)
  .action((options: { circle?: string; week?: string; format: 'text' | 'html' | 'json'; send: boolean }) =>
    run({ name: 'digest.compose', ...options }),
  );

const member = program.command('member').description('members of a circle');
member
  .command('link')
  .description('make a way in to hand over or print; it works once, and the member hears of it')
  .argument('<name>', 'whose way in')
  .option('--circle <circle>', 'its name or id')
  .action((name: string, options: { circle?: string }) =>
    run({ name: 'member.link', member: name, ...options }),
  );
member
  .command('steward')
  .description('make a steward for a voice that has none and is not choosing one; every member is told')
  .argument('<name>', 'who')
  .option('--circle <circle>', 'its name or id')
  .action((name: string, options: { circle?: string }) =>
    run({ name: 'member.steward', member: name, ...options }),
  );

function durationOption(text: string): number {
  const duration = parseDuration(text);
  if (!duration.ok) throw new InvalidArgumentError('Write it like 10m, 48 hours or 2 days.');
  return duration.value;
}

/** Bytes are decoded strictly: a file in another encoding must not be imported with its names garbled. */
function readText(file: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch {
    return program.error(`The file ${file} cannot be read. Check its name, and that you may open it.`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return program.error(`The file ${file} is not UTF-8 text. Save it as UTF-8 and try again.`);
  }
}

async function run(request: ControlRequest): Promise<void> {
  const { where, ...result } = await runCommand(request);
  // Beside the answer, which may go into a file.
  process.stderr.write(`${where}\n`);
  print(result);
}

function print({ out, code }: { readonly out: string; readonly code: number }): void {
  (code === 0 ? process.stdout : process.stderr).write(`${out}\n`);
  process.exitCode = code;
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof ConfigError) && !isSetUpError(error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
