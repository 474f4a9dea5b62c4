import type { Circle, Identity, Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Instant } from '../../../core/instant.ts';
import { addToOutbox, enqueueDeliveries } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { circleTable, type Organisation, type WorkspaceName } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { recordAct } from '../../governance/use-cases/changes.ts';
import { rosterLetters } from '../../governance/use-cases/telling.ts';
import { enterMember } from '../../membership/use-cases/new-member.ts';
import { pulseTable } from '../../release/tables/pulses.ts';
import { startRota } from '../../rota/rules/state.ts';
import { meetingTable } from '../../turns/tables.ts';
import { advanceSeries } from '../../turns/use-cases/advance.ts';
import type { CircleFile } from '../circle-file/circle-file.ts';

/** Who sets a circle up by a form, and where. */
export interface Founding {
  /** Whose organisation the circle belongs to: that of the workspace, and never another's of the same name. */
  readonly workspace: WorkspaceName;
  readonly founder: Identity;
}

export type ImportRefusal = 'already-there' | 'organisation-taken' | 'one-person-twice';

export interface Imported {
  readonly circle: Circle;
  /** In the order of the file. */
  readonly members: readonly Member[];
}

/**
 * Makes a circle from its file: all of it, or nothing. Refuses a circle that the organisation already has: settings of
 * a living circle belong to its stewards. Nothing of it begins, and nobody but its stewards hears of it, before two of them
 * have said yes to everybody in it: see `confirmRoster`. With `founding` it goes on record as the founder's doing; it refuses
 * the name of an organisation whose workspace is another.
 */
export async function importCircle(
  context: Context,
  file: CircleFile,
  founding: Founding | null = null,
): Promise<Result<Imported, ImportRefusal>> {
  const now = context.clock.now();
  const imported = await refusingTwice(() =>
    context.store.transact(async (tx) => {
      const organisation = await organisationOf(context, tx, file.organisation, founding);
      if (organisation === null) return refuse('organisation-taken');
      if ((await circleTable.findByName(tx, organisation.name, file.name)) !== null)
        return refuse('already-there');
      const circle = await insertCircle(context, tx, file, organisation);
      const members = await insertMembers(context, tx, file, circle, now);
      await insertPulses(context, tx, file, circle);
      const series = await insertMeetings(context, tx, file, circle);
      await putOnRecord(context, tx, circle, members, founding);
      const letters = await addToOutbox(tx, rosterLetters(context, circle, members));
      return success({ circle, members, series, letters });
    }),
  );
  if (!imported.ok) return imported;
  const { circle, members, series, letters } = imported.value;
  await enqueueDeliveries(context, letters);
  for (const id of series) await advanceSeries(context, id);
  return success({ circle, members });
}

async function refusingTwice<T>(
  work: () => Promise<Result<T, ImportRefusal>>,
): Promise<Result<T, ImportRefusal>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof OnePersonTwice) return refuse('one-person-twice', { name: error.member });
    throw error;
  }
}

async function organisationOf(
  context: Context,
  tx: Tx,
  name: string,
  founding: Founding | null,
): Promise<Organisation | null> {
  const newId = context.newId();
  if (founding === null) return { id: await circleTable.organisation(tx, name, newId), name };
  const theirs = await circleTable.organisationAt(tx, founding.workspace);
  const id = theirs?.id ?? (await circleTable.organisation(tx, name, newId));
  if (theirs === null && id !== newId) return null;
  await circleTable.claimWorkspace(tx, founding.workspace, id);
  return theirs ?? { id, name };
}

async function putOnRecord(
  context: Context,
  tx: Tx,
  circle: Circle,
  members: readonly Member[],
  founding: Founding | null,
): Promise<void> {
  const founder = members.find(({ identities }) => identities.some((one) => isSame(one, founding?.founder)));
  if (founder !== undefined) await recordAct(context, tx, circle, founder, 'set-up', circle.name);
}

function isSame(one: Identity, other: Identity | undefined): boolean {
  return one.platform === other?.platform && one.externalId === other.externalId;
}

async function insertCircle(
  context: Context,
  tx: Tx,
  file: CircleFile,
  organisation: Organisation,
): Promise<Circle> {
  const id = context.newId();
  const circle: Circle = {
    id,
    organisationId: organisation.id,
    organisation: organisation.name,
    name: file.name,
    timezone: file.timezone,
    language: file.language,
    voices: file.voices,
    // The web pages are a channel too: a board that every member can read.
    channels: [...file.channels, { platform: 'web', externalId: id }],
    setUpAt: null,
  };
  const digest = file.digest;
  await circleTable.insert(
    tx,
    circle,
    digest === null
      ? null
      : {
          schedule: digest.schedule,
          toChannel: digest.to.includes('channel'),
          toManagers: digest.to.includes('managers'),
          nextAt: null,
        },
  );
  if (file.outside !== null) await circleTable.saveOutside(tx, circle.id, file.outside);
  if (file.signpost !== null) await circleTable.saveSignpost(tx, circle.id, file.signpost);
  return circle;
}

async function insertMembers(
  context: Context,
  tx: Tx,
  file: CircleFile,
  circle: Circle,
  now: Instant,
): Promise<readonly Member[]> {
  const members: Member[] = [];
  for (const entry of file.members) {
    const { name, voice, email, steward, manager, chairs, preferences } = entry;
    const entered = await enterMember(tx, circle, {
      id: context.newId(),
      personId: context.newId(),
      circleId: circle.id,
      name,
      voice,
      email,
      steward,
      stewardUntil: null,
      manager,
      chairs,
      preferences,
      identities: entry.identities,
      joinedAt: now,
      confirmedAt: now,
      voiceSince: null,
      leftAt: null,
    });
    if (entered === null) throw new OnePersonTwice(name);
    for (const { from, to } of entry.away) {
      await memberTable.addAbsence(tx, { id: context.newId(), memberId: entered.id, from, to });
    }
    members.push(entered);
  }
  return members;
}

/** Thrown, so that nothing of the circle is kept. */
class OnePersonTwice extends Error {
  constructor(readonly member: string) {
    super('One person is in the file twice.');
  }
}

async function insertPulses(context: Context, tx: Tx, { pulses }: CircleFile, circle: Circle): Promise<void> {
  for (const pulse of pulses) {
    await pulseTable.insert(tx, {
      id: context.newId(),
      circleId: circle.id,
      ...pulse,
      state: 'running',
      nextOpensAt: null,
    });
  }
}

async function insertMeetings(
  context: Context,
  tx: Tx,
  { meetings }: CircleFile,
  circle: Circle,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const each of meetings) {
    const id = context.newId();
    await meetingTable.insertSeries(tx, {
      id,
      circleId: circle.id,
      ...each,
      rota: startRota(context.newId()),
    });
    ids.push(id);
  }
  return ids;
}
