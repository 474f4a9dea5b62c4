import { sameAccount } from '../../../core/account-links.ts';
import type { Identity, Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { DAY } from '../../../core/instant.ts';
import type { FailureCode } from '../../../core/messages/failure.ts';
import { faultAt } from '../../../core/messages/form-inputs.ts';
import type { KnownPerson } from '../../../core/ports/chat.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { circleTable, type Organisation, type WorkspaceName } from '../../../core/tables/circles.ts';
import { sendingLaneTable } from '../../../core/tables/sending-lanes.ts';
import { nameOf } from '../../membership/use-cases/newcomer.ts';
import { askAbout, type Looked, lookAt } from '../../membership/use-cases/people.ts';
import { invite, type WayIn } from '../../ways-in/use-cases/invite.ts';
import type { CircleFile } from '../circle-file/circle-file.ts';
import { readCircle } from '../circle-file/parse.ts';
import { SET_UP_INPUTS } from '../messages/set-up.ts';
import { type Imported, importCircle } from './import-circle.ts';
import type { WantedCircle } from './set-up-form.ts';

/** Somebody of a workspace who may start a circle in it. */
export interface Founder {
  readonly person: KnownPerson;
  readonly workspace: WorkspaceName;
}

/** Who asks, if they may start a circle: members of a workspace may, its guests and people of other organisations not. */
export async function findFounder(
  context: Context,
  actor: Identity,
): Promise<Result<Founder, 'not-a-founder' | 'not-told'>> {
  const [told] = await askAbout(context, [actor]);
  if (told === undefined || told.is === 'no-answer') return refuse('not-told');
  if (told.is !== 'known' || told.person.kind !== 'member') return refuse('not-a-founder');
  const { person } = told;
  return success({ person, workspace: { platform: actor.platform, workspace: person.workspace } });
}

/** Circles that one person may start after a rest, and how often one more. */
const CIRCLES_AT_ONCE = 3;
const ONE_MORE_EVERY = DAY / CIRCLES_AT_ONCE;

export interface Started extends Imported {
  /** For those on no platform, but for a steward: who could use their way in would hold both keys. Kept nowhere. */
  readonly waysIn: readonly { readonly name: string; readonly wayIn: WayIn }[];
}

/** Asks who everybody is. Somebody who is not there, or not of the founder's workspace, is told at the input they were picked in. */
export async function lookAtWanted(
  context: Context,
  { person, workspace }: Founder,
  { people, sure }: WantedCircle,
): Promise<Result<Looked, FailureCode>> {
  const others = people.flatMap(({ identity, input }) => (input === null ? [] : [identity]));
  const looked = await lookAt(context, others, { workspaces: new Set([workspace.workspace]), sure });
  if (looked.ok) {
    const known = new Map([[person.identity.externalId, person], ...looked.value.known]);
    return success({ ...looked.value, known });
  }
  const at = people.find(({ identity }) => identity.externalId === looked.details?.id)?.input;
  return at == null ? looked : faultAt(looked.code, at);
}

/**
 * Makes the circle, by the rules of circle files: all of it, or nothing. The founder and the second steward look after it,
 * it goes on record, and both are asked to say yes to everybody in it. Refuses more than a few circles of one person a day.
 */
export async function startCircle(
  context: Context,
  { person, workspace }: Founder,
  wanted: WantedCircle,
  looked: Looked,
): Promise<Result<Started, FailureCode>> {
  const now = context.clock.now();
  const theirs = await circleTable.organisationAt(context.store, workspace);
  const taken = await nameTaken(context, theirs, wanted);
  if (taken !== null) return taken;
  const described = describe(theirs?.name ?? wanted.organisation ?? '', wanted, looked);
  const reading = readCircle(described, now);
  if (!reading.ok)
    return misfit(
      context,
      reading.problems.map(({ path }) => path[0] ?? ''),
    );
  const lane = `set-up ${person.identity.platform} ${person.identity.externalId}`;
  const pace = { lane, every: ONE_MORE_EVERY, burst: CIRCLES_AT_ONCE };
  const { booked } = await sendingLaneTable.book(context.store, pace, now, 0);
  if (!booked) return refuse('too-many-circles');
  const imported = await importCircle(context, reading.value, { workspace, founder: person.identity });
  if (!imported.ok) return TAKEN[imported.code];
  return success({
    ...imported.value,
    waysIn: await waysInFor(context, reading.value, imported.value, person.identity),
  });
}

const TAKEN = {
  'organisation-taken': faultAt('organisation-taken', SET_UP_INPUTS.organisation),
  'already-there': faultAt('circle-taken', SET_UP_INPUTS.circle),
  'one-person-twice': refuse('already-in-circle'),
} as const;

/** Told before a circle is counted, so that nobody uses their few up on names. The import decides. */
async function nameTaken(context: Context, theirs: Organisation | null, wanted: WantedCircle) {
  const circles = await circleTable.list(context.store);
  const organisation = theirs?.name ?? wanted.organisation;
  const siblings = circles.filter((each) => each.organisation === organisation);
  if (theirs === null && siblings.length > 0) return TAKEN['organisation-taken'];
  return siblings.some(({ name }) => name === wanted.name) ? TAKEN['already-there'] : null;
}

/** The form lets nothing through that a circle file may not say; what it did not foresee is told as one sentence. */
function misfit(context: Context, sections: readonly (string | number)[]) {
  context.log.warn('set-up.does-not-fit', { sections: [...new Set(sections)].join(' ') });
  return refuse('does-not-fit');
}

/** The circle as a circle file would say it. */
function describe(organisation: string, wanted: WantedCircle, { known }: Looked): unknown {
  const { name, channel, voices, people, named, stewards, pack, times, timezone, language, outside } = wanted;
  return {
    organisation,
    circle: name,
    timezone,
    language,
    voices,
    channels: channel === null ? {} : { [channel.platform]: channel.externalId },
    members: [
      ...people.map(({ voice, identity, input }) => ({
        name: nameOf(known.get(identity.externalId)) ?? identity.externalId,
        voice,
        [identity.platform]: identity.externalId,
        steward: input === null || stewards.ids.includes(identity.externalId),
      })),
      ...named.map((each) => ({ name: each, voice: 'reps', steward: stewards.names.includes(each) })),
    ],
    pulse: { pack, ...times.pulse },
    meetings: times.meetings,
    digest: times.digest,
    ...(outside === null ? {} : { outside }),
  };
}

async function waysInFor(
  context: Context,
  file: CircleFile,
  { circle, members }: Imported,
  founder: Identity,
): Promise<Started['waysIn']> {
  const isFounder = ({ identities }: Member) => identities.some((one) => sameAccount(one, founder));
  const by = { maker: 'steward', makerId: members.find(isFounder)?.id ?? null } as const;
  const waysIn: { name: string; wayIn: WayIn }[] = [];
  for (const [index, member] of members.entries()) {
    if (file.members[index]?.web !== true || member.steward) continue;
    const wayIn = await context.store.transact((tx) => invite(context, tx, circle, member, by));
    waysIn.push({ name: member.name, wayIn });
  }
  return waysIn;
}
