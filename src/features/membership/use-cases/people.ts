import { setTimeout as pause } from 'node:timers/promises';
import { sameAccount } from '../../../core/account-links.ts';
import { type Circle, type Identity, type PlatformName, workspaceOf } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { KnownPerson, Surroundings } from '../../../core/ports/chat.ts';
import { type Result, refuse, success } from '../../../core/result.ts';

/**
 * How long platforms have to say who somebody is. A form of one person is answered before Slack gives up waiting; longer
 * forms show that it takes a while.
 */
const ANSWER_WITHIN_MS = 1_500;
const EACH_MORE_MS = 700;

/** `not-set-up`: that platform is none of ours. `no-answer`: it took too long, or something went wrong there. */
export type Told =
  | { readonly is: 'known'; readonly person: KnownPerson }
  | { readonly is: 'nobody' }
  | { readonly is: 'not-set-up' }
  | { readonly is: 'no-answer' };

/** Asks platforms who these people are, all at once and within a limit. In their order. Never rejects. */
export async function askAbout(context: Context, identities: readonly Identity[]): Promise<readonly Told[]> {
  context.store.assertIdle();
  const over = new AbortController();
  const limit = ANSWER_WITHIN_MS + EACH_MORE_MS * Math.max(0, identities.length - 1);
  const late = pause(limit, null, { signal: over.signal });
  late.catch(() => {
    // Called off, because everybody was told of in time.
  });
  try {
    return await Promise.all(identities.map((identity) => askAboutOne(context, identity, late)));
  } finally {
    over.abort();
  }
}

async function askAboutOne(context: Context, identity: Identity, late: Promise<null>): Promise<Told> {
  const platform = context.platforms.get(identity.platform);
  if (platform === undefined) return { is: 'not-set-up' };
  const told = platform.person(identity).then(
    (person): Told => (person === null ? { is: 'nobody' } : { is: 'known', person }),
    (error: unknown): Told => {
      context.log.error('person.not-told', error, { platform: identity.platform });
      return { is: 'no-answer' };
    },
  );
  return Promise.race([told, late.then((): Told => ({ is: 'no-answer' }))]);
}

/** People whom somebody picked, as their platforms tell of them. */
export interface Looked {
  /** By external id; without those of platforms that are none of ours. */
  readonly known: ReadonlyMap<string, KnownPerson>;
  /** Guests and people of other organisations whom nobody said yes to yet. */
  readonly unsure: readonly KnownPerson[];
}

export interface Look {
  /** Where they have to be; empty: anywhere. Of other customers we tell nobody anything. */
  readonly workspaces: ReadonlySet<string>;
  /** External ids of those whom somebody said yes to. */
  readonly sure: readonly string[];
}

/**
 * Looks at people before they are put into a circle. Refuses `no-such-person` where a platform of ours knows nobody of that
 * id there (`details.id`), and `not-told` where it did not answer.
 */
export async function lookAt(
  context: Context,
  identities: readonly Identity[],
  { workspaces, sure }: Look,
): Promise<Result<Looked, 'no-such-person' | 'not-told'>> {
  const elsewhere = (workspace: string | null) =>
    workspace !== null && workspaces.size > 0 && !workspaces.has(workspace);
  const outside = identities.find((identity) => elsewhere(workspaceOf(identity)));
  if (outside !== undefined) return refuse('no-such-person', { id: outside.externalId });
  const known = new Map<string, KnownPerson>();
  const answers = await askAbout(context, identities);
  for (const [index, { externalId }] of identities.entries()) {
    const told: Told = answers[index] ?? { is: 'no-answer' };
    if (told.is === 'not-set-up') continue;
    if (told.is === 'no-answer') return refuse('not-told');
    if (told.is === 'nobody' || elsewhere(told.person.workspace)) {
      return refuse('no-such-person', { id: externalId });
    }
    known.set(externalId, told.person);
  }
  const unsure = [...known].filter(([id, { kind }]) => kind !== 'member' && !sure.includes(id));
  return success({ known, unsure: unsure.map(([, person]) => person) });
}

/** The workspaces that these people and channels tell of, on one platform. */
export function workspacesOf(identities: readonly Identity[], platform: PlatformName): ReadonlySet<string> {
  return new Set(
    identities
      .filter((identity) => identity.platform === platform)
      .map(workspaceOf)
      .filter((workspace) => workspace !== null),
  );
}

/** Chat platforms whose people a form asks for: on the web all of them; on a chat platform its own, and others that are set up. */
export function platformsAsked(context: Context, asking: PlatformName): readonly ('slack' | 'teams')[] {
  const all = ['slack', 'teams'] as const;
  return asking === 'web' ? all : all.filter((each) => each === asking || context.platforms.has(each));
}

const NOTHING: Surroundings = { channels: [], people: [] };

/**
 * What stands around a channel, for whoever is in it themselves: to others it would tell who is there. Nothing where the platform does
 * not answer in time. Never rejects.
 */
export async function aroundChannel(
  context: Context,
  channel: Identity | null | undefined,
  theirs: readonly Identity[],
): Promise<Surroundings> {
  const platform = channel == null ? undefined : context.platforms.get(channel.platform);
  if (channel == null || platform === undefined) return NOTHING;
  context.store.assertIdle();
  const told = platform.around(channel).catch((error: unknown) => {
    context.log.error('person.not-told', error, { platform: channel.platform });
    return NOTHING;
  });
  const over = new AbortController();
  const late = pause(ANSWER_WITHIN_MS, NOTHING, { signal: over.signal });
  late.catch(() => {
    // Called off, because the platform answered in time.
  });
  const found = await Promise.race([told, late]);
  over.abort();
  const isThere = found.people.some(({ identity }) => theirs.some((each) => sameAccount(each, identity)));
  return isThere ? found : NOTHING;
}

/** The Teams channel that a form is about: where it was opened, or else the circle's own. */
export function teamsChannel(
  { channels }: Pick<Circle, 'channels'>,
  asked: Identity | null | undefined,
): Identity | null {
  const here = asked?.platform === 'teams' ? asked : undefined;
  return here ?? channels.find(({ platform }) => platform === 'teams') ?? null;
}
