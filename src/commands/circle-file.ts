import { READER, voiceName } from '../core/circle.ts';
import type { Context } from '../core/context.ts';
import { problem } from '../core/messages/failure.ts';
import { channelReader } from '../core/messages/reader.ts';
import { FALLBACK_LANGUAGE, type Words, words } from '../core/messages/words.ts';
import { applyFile } from '../features/circle-files/use-cases/apply.ts';
import { exportCircle } from '../features/circle-files/use-cases/export.ts';
import { type Planning, planFile, type Step } from '../features/circle-files/use-cases/plan.ts';
import { changeWords, type Naming, nameOf } from '../features/governance/messages/change.ts';
import { namingOf } from '../features/governance/use-cases/views.ts';
import { PROGRAM } from '../program-name.ts';
import { aboutCircle } from './circle-choice.ts';
import { type CommandContext, type CommandResult, refused, told } from './command.ts';

interface FileGiven {
  readonly file: string;
  readonly text: string;
}

/** `roundtable circle export`: a circle as a file to edit, without what is a person's own. */
export const circleExport = aboutCircle(async ({ context }, circle) =>
  told((await exportCircle(context, circle)).trimEnd()),
);

/** `roundtable circle plan`: what an edited file would change, and who can. Changes nothing. */
export async function circlePlan({ context }: CommandContext, given: FileGiven): Promise<CommandResult> {
  const planning = await context.store.transact((tx) => planFile(context, tx, given.text));
  return tell(context, planning, given, 'plan');
}

/** `roundtable circle apply`: makes what of it takes no second key; the rest is named for its stewards. */
export async function circleApply({ context }: CommandContext, given: FileGiven): Promise<CommandResult> {
  return tell(context, await applyFile(context, given.text), given, 'apply');
}

async function tell(
  context: Context,
  planning: Planning,
  { file }: FileGiven,
  did: 'plan' | 'apply',
): Promise<CommandResult> {
  const say = words(FALLBACK_LANGUAGE);
  if (planning.is === 'faulty') {
    const lines = planning.problems.map(
      ({ path, line, message }) => `  ${file}:${line} ${path === '' ? '' : `${path}: `}${message}`,
    );
    return refused('Nothing was changed. Please mend:', ...lines);
  }
  if (planning.is === 'no-such-circle')
    return refused('Nothing was changed: no circle has the id in this file.');
  const { circle } = planning;
  const naming = await namingOf(context.store, circle);
  const again = `Write it out again, and edit that: ${PROGRAM} circle export ${circle.id}`;
  if (planning.is === 'old') {
    const since = planning.since.map(({ at, memberId, change, title }) => {
      const who = memberId === null ? say.say('history.operator') : nameOf(memberId, naming, say);
      const what = change === null ? (title ?? '') : changeWords(change, naming, say);
      return `  ${new Date(at).toISOString().slice(0, 16)} ${who}: ${what}`;
    });
    return refused(
      'Nothing was changed: the circle has changed since this file was written out.',
      ...since,
      again,
    );
  }
  const { steps } = planning;
  if (steps.length === 0) return told('The file and the circle say the same: nothing changes.');
  const faults = steps.flatMap((step) =>
    step.refused === null
      ? []
      : [`  ${stepWords(step, naming, say)}`, `    ${problem(step.refused, channelReader(circle))}`],
  );
  if (faults.length > 0) return refused('Nothing was changed. This cannot be made:', ...faults);
  const ours = steps.filter(({ by }) => by === 'operator');
  const theirs = steps.filter(({ by }) => by === 'two-stewards');
  const lines = (some: readonly Step[]) => some.map((step) => `  ${stepWords(step, naming, say)}`);
  const head =
    did === 'plan'
      ? `${count(steps.length)}, ${theirs.length === 1 ? '1 needs' : `${theirs.length} need`} a second key.`
      : `${count(ours.length)} made.`;
  return told(
    head,
    ...(ours.length === 0
      ? []
      : ['', did === 'plan' ? 'Made by "apply":' : 'This holds now:', ...lines(ours)]),
    ...(theirs.length === 0
      ? []
      : [
          '',
          'Left to stewards of two voices, on the page of the circle; nobody can turn a key for them:',
          ...lines(theirs),
        ]),
    ...(did === 'apply' && ours.length > 0
      ? ['', 'It stands in the circle’s history that you made this, and its stewards are told.']
      : []),
  );
}

function count(changes: number): string {
  return changes === 1 ? '1 change' : `${changes} changes`;
}

function stepWords({ difference }: Step, naming: Naming, say: Words): string {
  if (difference.kind === 'change') return changeWords(difference.change, naming, say);
  if (difference.kind === 'name') return `${difference.was} is called ${difference.name}.`;
  const { name, voice } = difference;
  return `${name} joins, ${voice === READER ? 'as a reader' : `for: ${voiceName(naming, voice)}`}.`;
}
