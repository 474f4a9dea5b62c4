import type { Circle } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { isRecord } from '../../../core/fields.ts';
import type { FailureCode } from '../../../core/messages/failure.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import type { Problem } from '../../circles/circle-file/problem.ts';
import { readYaml } from '../../circles/circle-file/yaml-source.ts';
import { asFailure } from '../../governance/actions/settings.ts';
import { kindOf } from '../../governance/change-kinds.ts';
import type { Act } from '../../governance/rules/act.ts';
import { aboutOf, type Change } from '../../governance/rules/change.ts';
import { isSensitive } from '../../governance/rules/keys.ts';
import { needsTwoHere } from '../../governance/rules/measuring.ts';
import { isAsked } from '../../governance/rules/proposal.ts';
import { actTable, proposalTable } from '../../governance/tables/proposals.ts';
import { beforeOf } from '../../governance/use-cases/changes.ts';
import { type Difference, differences } from '../edits/differences.ts';
import { readEdit } from '../edits/read.ts';
import { type CircleState, fileOf } from '../edits/state.ts';
import { circleState, hashOf, readMark } from './export.ts';

/** One thing that a file would change, and who can: the people who run the server, or two stewards of two voices. */
export interface Step {
  readonly difference: Difference;
  readonly by: 'operator' | 'two-stewards';
  /** Why it cannot be made as the circle stands; null: it can. */
  readonly refused: FailureCode | null;
}

export type Planning =
  | { readonly is: 'faulty'; readonly problems: readonly Problem[] }
  | { readonly is: 'no-such-circle' }
  /** The circle has changed since the file was written out. `since`: what stewards did, newest first. */
  | { readonly is: 'old'; readonly circle: Circle; readonly since: readonly Act[] }
  | { readonly is: 'plan'; readonly circle: Circle; readonly steps: readonly Step[] };

/**
 * What an edited file would change of its circle. Changes nothing; in a transaction, for it holds the circle. An operator holds no key: what needs two, or
 * would measure less, is left to stewards.
 */
export async function planFile(context: Context, tx: Tx, text: string): Promise<Planning> {
  const reading = readYaml(text);
  if (!reading.ok) return { is: 'faulty', problems: reading.problems };
  const { value, problems: doubles, locate } = reading.source;
  const faulty = (message: string, key: string) =>
    ({ is: 'faulty', problems: [locate({ path: [key], message })] }) as const;
  const { id, 'as-of': said, ...edited } = isRecord(value) ? value : {};
  const mark = readMark(said);
  if (mark === null || typeof id !== 'string')
    return faulty('This is no exported circle: write one out with "circle export", and edit that.', 'as-of');
  const circle = await circleTable.lock(tx, id);
  if (circle === null) return { is: 'no-such-circle' };
  const state = await circleState(tx, circle);
  const exported = fileOf(state);
  const read = readEdit(exported, edited, context.clock.now());
  const problems = [...doubles, ...(read.ok ? [] : read.problems.map(locate))];
  if (!read.ok || problems.length > 0) return { is: 'faulty', problems };
  const steps: Step[] = [];
  for (const difference of differences(state, read.before, read.after, context.newId))
    steps.push(await stepOf(context, tx, state, difference));
  // What two stewards are to do may wait while the circle goes on: a second apply changes nothing, and says so.
  const isMoving = steps.some(({ by }) => by === 'operator');
  if (!isMoving || mark.hash === hashOf(exported)) return { is: 'plan', circle, steps };
  const acts = await actTable.list(tx, circle.id, MOST_TOLD);
  return { is: 'old', circle, since: acts.filter(({ at }) => at >= mark.at) };
}

const MOST_TOLD = 20;

async function stepOf(
  context: Context,
  tx: Tx,
  { circle }: CircleState,
  difference: Difference,
): Promise<Step> {
  if (difference.kind === 'newcomer') return { difference, by: 'two-stewards', refused: null };
  if (difference.kind === 'name') return { difference, by: 'operator', refused: null };
  const { change } = difference;
  const before = await beforeOf({ context, tx, circle }, change, context.clock.now());
  const needsTwo = isSensitive(change) || needsTwoHere(change, before);
  // What is left to stewards is looked at when they ask for it.
  const refused = needsTwo ? null : await refusalOf(context, tx, circle, change);
  return { difference, by: needsTwo ? 'two-stewards' : 'operator', refused };
}

async function refusalOf(
  context: Context,
  tx: Tx,
  circle: Circle,
  change: Change,
): Promise<FailureCode | null> {
  const now = context.clock.now();
  const members = await memberTable.listWithReaders(tx, circle.id);
  const waiting = (await proposalTable.open(tx, circle.id)).filter((each) => isAsked(each, members, now));
  if (waiting.some((each) => aboutOf(each.change) === aboutOf(change))) return 'already-asked';
  const at = { context, tx, circle, members, by: OPERATOR };
  const sound = await kindOf(context, change).check(at, change);
  return sound.ok ? null : asFailure(sound.code, sound.details?.threshold);
}

/** Nobody in the circle. */
const OPERATOR = { id: '' };
