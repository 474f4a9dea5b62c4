import type { Line } from './client.ts';
import type { Delivery, DeliveryOptions, FakeTenant, Payload } from './types.ts';
import type { Account, Conversation } from './world.ts';

/** Things that happen, and the activities they cause. */
export function openTenant({ world, activities, deliveries }: Line): FakeTenant {
  const called = ({ memberId, aad }: Account): Payload => ({ id: memberId, aadObjectId: aad });
  const bot = (): Payload => ({ id: world.botId });

  /** Who does what nobody else is named for: whoever was there first. */
  const somebody = ({ members, tenant }: Conversation): Account => {
    const [first] = members;
    const person = first === undefined ? world.peopleOf(tenant)[0] : world.person(first);
    if (person === undefined) throw new Error('There is nobody in that tenant.');
    return person;
  };

  /** Rosters and installations belong to the team; its events come from General. */
  const rooms = (where: string): readonly [Conversation, ...Conversation[]] => {
    const found = world.find(where) ?? world.personalChat(where);
    const [general = found, ...rest] = world.circleOf(found);
    return [general, ...rest];
  };

  const install = async (
    where: string,
    added: boolean,
    options?: DeliveryOptions,
  ): Promise<readonly Delivery[]> => {
    const all = rooms(where);
    for (const room of all) room.installed = added;
    const [room] = all;
    const by = somebody(room);
    const update = activities.update(by, room, added ? 'membersAdded' : 'membersRemoved', [bot()]);
    const installation = activities.installation(by, room, added ? 'add' : 'remove');
    // Whoever removes the app from their own chat is no news to a conversation: only the installation is reported.
    const wanted = room.kind === 'personal' && !added ? [installation] : [update, installation];
    const sent: Delivery[] = [];
    for (const activity of wanted) sent.push(await deliveries.send(activity, options));
    return sent;
  };

  const move = (
    aad: string,
    where: string,
    joining: boolean,
    options?: DeliveryOptions,
  ): Promise<Delivery> => {
    const person = world.person(aad);
    const [room] = rooms(where);
    const by = somebody(room);
    const at = room.members.indexOf(aad);
    if (joining && at < 0) room.members.push(aad);
    if (!joining && at >= 0) room.members.splice(at, 1);
    const field = joining ? 'membersAdded' : 'membersRemoved';
    return deliveries.send(activities.update(by, room, field, [called(person)]), options);
  };

  const meeting = (chat: string, which: 'Start' | 'End', options?: DeliveryOptions): Promise<Delivery> => {
    const room = world.conversation(chat);
    return deliveries.send(activities.meeting(somebody(room), room, which), options);
  };

  return {
    joins: (aad, where, options) => move(aad, where, true, options),
    leaves: (aad, where, options) => move(aad, where, false, options),
    arrives: (person) => world.addPerson(person),
    installs: (where, options) => install(where, true, options),
    uninstalls: (where, options) => install(where, false, options),
    blocks: (aad) => {
      world.personalChat(aad).blocked = true;
    },
    unblocks: (aad) => {
      world.personalChat(aad).blocked = false;
    },
    startsMeeting: (chat, options) => meeting(chat, 'Start', options),
    endsMeeting: (chat, options) => meeting(chat, 'End', options),
    expiresTokens: () => world.login.expireAll(),
  };
}
