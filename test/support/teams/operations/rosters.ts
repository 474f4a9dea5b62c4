import { text } from '../../slack/payload.ts';
import { badArgument, noConversation, notInRoster, Refusal } from '../refusal.ts';
import type { Account, Team } from '../world.ts';
import { type Call, type Operation, placeOf, type Result, usable } from './operation.ts';

/** Smaller and larger pages are made these: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context */
const PAGE_MIN = 50;
const PAGE_MAX = 500;
const PAGE = 200;

function rosterOf(call: Call): readonly Account[] {
  const { members } = usable(call, call.path.conversation ?? '');
  return members.map((aad) => call.world.person(aad));
}

function member(call: Call): Result {
  const person = call.world.known(call.path.member ?? '');
  if (person === undefined || !rosterOf(call).includes(person)) {
    throw new Refusal(404, 'MemberNotFoundInConversation', 'Member not found in conversation.');
  }
  return { status: 200, body: call.world.describe(person) };
}

function pagedMembers(call: Call): Result {
  const roster = rosterOf(call);
  const asked = Number(call.query.get('pageSize') ?? PAGE);
  if (!Number.isInteger(asked)) throw badArgument('pageSize is not a number.');
  const size = Math.min(PAGE_MAX, Math.max(PAGE_MIN, asked));
  const from = start(call.query.get('continuationToken') ?? '');
  const members = roster.slice(from, from + size).map((person) => call.world.describe(person));
  const next = from + size;
  const more =
    next < roster.length ? { continuationToken: Buffer.from(`page ${next}`).toString('base64') } : {};
  return { status: 200, body: { members, ...more } };
}

function start(token: string): number {
  if (token === '') return 0;
  const place = /^page (\d+)$/.exec(Buffer.from(token, 'base64').toString())?.[1];
  if (place === undefined) throw badArgument('Unknown continuationToken.');
  return Number(place);
}

function teamOf({ world, path }: Call): Team {
  const team = world.team(path.team ?? '');
  if (team === undefined) throw noConversation();
  if (!world.conversation(team.id).installed) throw notInRoster();
  return team;
}

function details(call: Call): Result {
  const { id, name, groupId, tenant, channels } = teamOf(call);
  const memberCount = call.world.conversation(id).members.length;
  return {
    status: 200,
    body: { id, name, aadGroupId: groupId, tenantId: tenant, channelCount: channels.length, memberCount },
  };
}

/** General comes without a name, since clients name it in their own language. */
function channels(call: Call): Result {
  const { id, channels: all } = teamOf(call);
  const conversations = all.map((channel) => (channel.id === id ? { id } : { ...channel }));
  return { status: 200, body: { conversations } };
}

const teamPlace = ({ world, path }: Call) => {
  const team = world.team(text(path.team));
  return team === undefined ? undefined : { tenant: team.tenant, conversation: team.id };
};

const MEMBERS = '/v3/conversations/{conversation}';
const reading = { method: 'GET', counts: 'reads', place: placeOf } as const;
const ofTeam = { method: 'GET', counts: 'reads', place: teamPlace } as const;

export const ROSTERS: readonly Operation[] = [
  { name: 'getConversationMember', path: `${MEMBERS}/members/{member}`, run: member, ...reading },
  { name: 'getConversationPagedMembers', path: `${MEMBERS}/pagedmembers`, run: pagedMembers, ...reading },
  { name: 'fetchTeamDetails', path: '/v3/teams/{team}', run: details, ...ofTeam },
  { name: 'fetchChannelList', path: '/v3/teams/{team}/conversations', run: channels, ...ofTeam },
];
