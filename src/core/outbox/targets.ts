import type { Circle, Identity, Member, Place, PlatformName, Preferences } from '../circle.ts';
import type { Context } from '../context.ts';
import type { Chat } from '../ports/chat.ts';
import type { Sender } from '../ports/sender.ts';
import { addressTable } from '../tables/addresses.ts';
import type { Sending } from './compose-together.ts';
import { type Delivery, notBy } from './delivery.ts';
import { TOPIC } from './topic.ts';

/** One place that a letter may go to. */
export interface Target {
  readonly platform: Sender;
  readonly place: Place;
}

/** Where it may go, best first: where the member wishes to be told; for a channel or another person, their own platform. */
export async function targetsOf(
  context: Context,
  { circle, delivery, member }: Sending,
): Promise<readonly Target[]> {
  if (member !== null) {
    const chats = placesOf(context.platforms, member).map(
      ({ platform, identity }): Target => ({ platform, place: { kind: 'member', ...identity } }),
    );
    const posts = await postsTo(context, member, delivery);
    // What it brings, a mail alone can carry.
    if (delivery.kind === 'turn-entry') return posts.filter(({ place }) => place.platform === 'mail');
    const all = [...chats, ...posts];
    // Not over the platform of which it tells that it lets nobody in.
    const isAbout = delivery.kind === 'platform-shut-out' ? delivery.payload?.platform : null;
    return inOrderOf(
      member.preferences,
      all.filter(({ place }) => place.platform !== isAbout),
    );
  }
  if (delivery.person !== null) return targetOfPerson(context, delivery.person);
  const channel = channelOf(circle, delivery.channel);
  const platform = channel === undefined ? undefined : context.platforms.get(channel.platform);
  return channel === undefined || platform === undefined
    ? []
    : [{ platform, place: { kind: 'channel', ...channel } }];
}

/** Addresses of a person that take this letter. */
async function postsTo(
  { posts, store }: Context,
  { personId }: Member,
  { kind: letter, note }: Delivery,
): Promise<Target[]> {
  if (posts.size === 0) return [];
  const topic = TOPIC[letter];
  return (await addressTable.of(store, personId)).flatMap(({ kind, address, held, stopped }) => {
    const platform = posts.get(kind);
    const isOut = held || note === notBy(kind) || (topic !== null && stopped.includes(topic));
    return platform === undefined || isOut
      ? []
      : [{ platform, place: { kind: 'member', platform: kind, externalId: address } }];
  });
}

/** Where they wish to be told, then where they are called to look, and the board last. */
function inOrderOf({ reachOn }: Preferences, targets: readonly Target[]): readonly Target[] {
  const rank = ({ place, platform }: Target) =>
    place.platform === reachOn ? 0 : platform.abilities.calls ? 1 : 2;
  return [...targets].sort((one, other) => rank(one) - rank(other));
}

export function channelOf({ channels }: Circle, name: string | null): Identity | undefined {
  return channels.find((each) => `${each.platform}/${each.externalId}` === name);
}

function targetOfPerson({ platforms, posts }: Context, person: string): readonly Target[] {
  const slash = person.indexOf('/');
  const name = person.slice(0, slash);
  const platform = [...platforms.values(), ...posts.values()].find((each) => each.name === name);
  return platform === undefined
    ? []
    : [{ platform, place: { kind: 'member', platform: platform.name, externalId: person.slice(slash + 1) } }];
}

interface Reached {
  readonly platform: Chat;
  readonly identity: Identity;
}

/** Where a member would get a message now: where they wish to be told first, else in the order of their platforms; null where none of their platforms is set up. */
export function reachableAt(
  platforms: ReadonlyMap<PlatformName, Chat>,
  member: Pick<Member, 'identities' | 'preferences'>,
): Reached | null {
  const places = placesOf(platforms, member);
  const wished = places.find(({ identity }) => identity.platform === member.preferences.reachOn);
  return wished ?? places[0] ?? null;
}

function placesOf(
  platforms: ReadonlyMap<PlatformName, Chat>,
  { identities }: Pick<Member, 'identities'>,
): readonly Reached[] {
  return identities.flatMap((identity) => {
    const platform = platforms.get(identity.platform);
    return platform === undefined ? [] : [{ platform, identity }];
  });
}
