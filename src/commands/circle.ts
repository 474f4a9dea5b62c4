import { localTime } from '../core/calendar/local-time.ts';
import { calledIn } from '../core/called.ts';
import { type Circle, isReader, type Member } from '../core/circle.ts';
import type { Context } from '../core/context.ts';
import { reachableAt } from '../core/outbox/targets.ts';
import { circleTable } from '../core/tables/circles.ts';
import { memberTable } from '../core/tables/members.ts';
import { parseCircleFile } from '../features/circles/circle-file/parse.ts';
import type { Problem } from '../features/circles/circle-file/problem.ts';
import { importCircle } from '../features/circles/use-cases/import-circle.ts';
import { pulseTable } from '../features/release/tables/pulses.ts';
import { roundTable } from '../features/release/tables/rounds.ts';
import { invitationTable } from '../features/ways-in/tables.ts';
import { PROGRAM } from '../program-name.ts';
import { aboutCircle } from './circle-choice.ts';
import { type CommandContext, type CommandResult, refused, told } from './command.ts';
import { settingUpTold } from './setting-up.ts';

/** `roundtable circle import`: makes a circle from the text of its file, or names every problem of it at once. */
export async function circleImport(
  commandContext: CommandContext,
  { file, text }: { readonly file: string; readonly text: string },
): Promise<CommandResult> {
  const { context } = commandContext;
  const reading = parseCircleFile(text, context.clock.now());
  const lines = (problems: readonly Problem[]) =>
    problems.map(
      ({ path, line, message }) => `  ${file}:${line} ${path === '' ? '' : `${path}: `}${message}`,
    );
  if (!reading.ok) {
    const count = reading.problems.length;
    return refused(
      `Nothing was imported. ${count === 1 ? 'One thing needs' : `${count} things need`} mending:`,
      ...lines(reading.problems),
    );
  }
  const imported = await importCircle(context, reading.value);
  if (!imported.ok && imported.code === 'one-person-twice') {
    return refused(
      `Nothing was imported: ${imported.details?.name} is in the file twice, by two accounts of one person.`,
      'Leave one of the two out.',
    );
  }
  if (!imported.ok) {
    return refused(
      `Nothing was imported: "${reading.value.name}" of ${reading.value.organisation} is there already.`,
      'To try a changed file, give the circle another name.',
    );
  }
  const shown = await circleShow(commandContext, { circle: imported.value.circle.id });
  const warnings = reading.warnings.length === 0 ? [] : ['', 'Worth a look:', ...lines(reading.warnings)];
  return told(`Imported "${imported.value.circle.name}".`, '', shown.out, ...warnings);
}

/** `roundtable circle list`. */
export async function circleList({ context }: CommandContext): Promise<CommandResult> {
  const circles = await circleTable.list(context.store);
  if (circles.length === 0)
    return told(`There is no circle yet. Make one with: ${PROGRAM} circle import FILE`);
  return told(...circles.map(({ id, name, organisation }) => `${id}  ${name} (${organisation})`));
}

/** `roundtable circle show`: who is in it, by voice, and who cannot be reached yet, with what to do about it. */
export const circleShow = aboutCircle(async ({ context }, circle) => {
  const { store } = context;
  const { nameOf } = await calledIn(store, circle);
  // Two of one name are told apart by what a command takes.
  const members = (await memberTable.listWithReaders(store, circle.id)).map((each) =>
    nameOf(each.id) === each.name ? each : { ...each, name: `${nameOf(each.id)}, id ${each.id}` },
  );
  const waits = await settingUpTold(context, circle);
  return told(
    `${circle.name}, ${circle.organisation} (id ${circle.id})`,
    `Time zone ${circle.timezone}, language ${circle.language}`,
    ...circle.voices.flatMap((voice) => {
      const people = members.filter((member) => member.voice === voice.id);
      return ['', `${voice.name}: ${people.length}`, ...people.map((member) => `  ${describe(member)}`)];
    }),
    ...readersTold(members),
    ...(waits === null ? [] : ['', waits.what, waits.todo]),
    ...(await timetable(context, circle, waits !== null)),
    ...(await unreachable(context, circle, members)),
  );
});

function readersTold(members: readonly Member[]): readonly string[] {
  const readers = members.filter(isReader);
  if (readers.length === 0) return [];
  return ['', `Readers, without a voice: ${readers.length}`, ...readers.map((each) => `  ${describe(each)}`)];
}

function describe(member: Member): string {
  const roles = [member.steward ? 'steward' : '', member.manager ? 'manager' : ''].filter(Boolean);
  const where = member.identities.map(({ platform }) => platform).join(', ') || 'no platform';
  return [member.name, ...roles, where].join(', ');
}

async function timetable(context: Context, circle: Circle, waits: boolean): Promise<readonly string[]> {
  const { store } = context;
  const when = (instant: number | null) => {
    if (instant === null) return waits ? 'once it is set up' : 'never again';
    const { weekday, date, time } = localTime(instant, circle.timezone);
    return `${weekday} ${date} ${time}`;
  };
  const pulses = (await pulseTable.list(store, circle.id)).map(
    ({ title, state, nextOpensAt }) =>
      `Next pulse "${title}": ${state === 'paused' ? 'paused' : when(nextOpensAt)}`,
  );
  const open = (await roundTable.open(store, circle.id)).map(
    ({ id, title, closesAt }) => `Open now: "${title}" until ${when(closesAt)} (round ${id})`,
  );
  const digest = await circleTable.digestSettings(store, circle.id);
  const next = digest === null ? [] : [`Next digest: ${when(digest.nextAt)}`];
  const lines = [...open, ...pulses, ...next];
  return lines.length === 0 ? [] : ['', ...lines];
}

/** Members whom no message can reach as things are set up, each with what to do. Their messages wait. */
export async function unreachable(
  context: Context,
  circle: Circle,
  members: readonly Member[],
): Promise<readonly string[]> {
  const waiting = members.filter((member) => reachableAt(context.platforms, member) === null);
  if (waiting.length === 0) return [];
  const mailed = new Set(await invitationTable.mailed(context.store, circle.id, context.clock.now()));
  const mails = context.posts.has('mail');
  const isPromised = ({ email }: Member) => mails && email !== null && circle.setUpAt === null;
  const isMailed = (member: Member) => mailed.has(member.id) || isPromised(member);
  const why = (member: Member) => {
    const platforms = member.identities.map(({ platform }) => (platform === 'slack' ? 'Slack' : 'Teams'));
    if (platforms.length > 0) return `${platforms.join(' and ')} not set up`;
    if (mailed.has(member.id)) return 'invited by e-mail';
    return isPromised(member) ? 'an invitation goes by e-mail with the second yes' : 'no way in yet';
  };
  return [
    '',
    `Not reachable yet: ${waiting.length}. Their messages wait for them, and no pulse asks them.`,
    ...waiting.map((member) => `  ${member.name} (${why(member)})`),
    ...(waiting.every(isMailed)
      ? []
      : [
          'Hand each a way in until then; for who was invited by e-mail it would take the place of that:',
          `  ${PROGRAM} member link "NAME" --circle ${circle.id}`,
        ]),
  ];
}
