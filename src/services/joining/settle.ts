import type { Circle, Member, VoiceId } from '../../domain/circle.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Joining } from '../../domain/joining.ts';
import { type Result, refuse, success } from '../../domain/result.ts';
import type { Tables } from '../../ports/store.ts';
import { enterMember, newMember } from '../circles/new-member.ts';
import type { Context } from '../context.ts';
import { put, sendSoon, toMember } from '../deliveries/outbox.ts';
import { hurry, jobRequest } from '../job-request.ts';
import { vacateTurns } from '../rota/vacate.ts';

export type JoiningRefusal =
  | 'not-found'
  | 'not-allowed'
  | 'joining-over'
  | 'no-choice'
  | 'last-steward'
  | 'steward-leaves';

/**
 * A steward says yes: the person becomes a member with this voice, or comes back as who they were; or leaves, and their
 * turns go to others. Refuses whoever is no steward, a second answer, and the leaving of a steward, which takes two
 * keys and so goes by the circle's page.
 */
export function acceptJoining(
  context: Context,
  steward: Member,
  joiningId: string,
  voice: VoiceId,
): Promise<Result<Joining, JoiningRefusal>> {
  return settle(context, steward, joiningId, async (tables, circle, joining) => {
    if (joining.what === 'leave') return leave(context, tables, circle, joining);
    if (!circle.voices.some(({ id }) => id === voice)) return refuse('no-choice');
    return success(await join(context, tables, circle, joining, voice));
  });
}

/** A steward says no: nothing changes. */
export function dismissJoining(
  context: Context,
  steward: Member,
  joiningId: string,
): Promise<Result<Joining, JoiningRefusal>> {
  return settle(context, steward, joiningId, async (tables, _circle, { id }) => {
    await tables.joinings.settle(id, 'dismissed');
    return success([]);
  });
}

async function settle(
  context: Context,
  steward: Member,
  joiningId: string,
  decide: (
    tables: Tables,
    circle: Circle,
    joining: Joining,
  ) => Promise<Result<readonly Delivery[], JoiningRefusal>>,
): Promise<Result<Joining, JoiningRefusal>> {
  const outcome = await context.store.transact(async (tables) => {
    const joining = await tables.joinings.lock(joiningId);
    const circle = joining === null ? null : await tables.circles.find(joining.circleId);
    if (joining === null || circle === null || circle.id !== steward.circleId) return refuse('not-found');
    if (!steward.steward) return refuse('not-allowed');
    if (joining.state !== 'open') return refuse('joining-over');
    const letters = await decide(tables, circle, joining);
    return letters.ok ? success({ joining, letters: await put(tables, letters.value) }) : letters;
  });
  if (!outcome.ok) return outcome;
  const { joining, letters } = outcome.value;
  await sendSoon(context, letters);
  const series = await context.store.tables.meetings.series(joining.circleId);
  await hurry(
    context,
    series.map(({ id }) => jobRequest('draw-chair', { series: id })),
  );
  return success(joining);
}

async function join(
  context: Context,
  tables: Tables,
  circle: Circle,
  { id, person }: Joining,
  voice: VoiceId,
): Promise<readonly Delivery[]> {
  const now = context.clock.now();
  const newcomer = newMember(context, circle, { name: person.name, voice, identities: [person.identity] });
  const member = await enterMember(tables, circle, newcomer);
  await tables.joinings.settle(id, 'accepted', member?.id);
  if (member === null) return [];
  // Dated, because who comes back is welcomed again.
  const letter = {
    kind: 'welcome',
    subject: circle.id,
    edition: String(now),
    dueAt: now,
    expiresAt: null,
  } as const;
  return [toMember(context, circle, member, letter)];
}

async function leave(
  context: Context,
  tables: Tables,
  circle: Circle,
  { id, memberId }: Joining,
): Promise<Result<readonly Delivery[], JoiningRefusal>> {
  const members = await tables.members.list(circle.id);
  const member = members.find((each) => each.id === memberId);
  const stewardsLeft = members.some(({ steward, id: other }) => steward && other !== memberId);
  if (member?.steward === true && !stewardsLeft) return refuse('last-steward');
  if (member?.steward === true) return refuse('steward-leaves');
  await tables.joinings.settle(id, 'accepted');
  if (member === undefined) return success([]);
  await tables.members.saveStanding(member.id, { ...member, leftAt: context.clock.now() });
  return success(await vacateTurns(context, tables, circle, member.id));
}
