import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TeamsPlatform } from '../../../adapters/teams/platform.ts';
import { createTokenVault } from '../../../src/config/token-vault.ts';
import type { Arrivals } from '../../../src/core/ports/arrivals.ts';
import { message, said } from '../../contract/chat.fixtures.ts';
import type { PersonSeed, Teams } from '../../support/teams/types.ts';
import {
  AMINA,
  configFor,
  GWEN,
  HASAN,
  memoryConversations,
  nobodyComes,
  recordingLog,
  type Served,
  serve,
  startFakeServer,
  TEAM,
  TENANT,
  teamsPlatform,
  WARD,
} from './harness.ts';

const NEWCOMER = '20000000-0000-4000-8000-000000000009';
const STRANGER = '20000000-0000-4000-8000-00000000000a';
const ELSEWHERE = '10000000-0000-4000-8000-00000000beef';
const MEETING = '19:meeting_ward7@thread.v2';
const GROUP = '19:group@thread.v2';
const hello = message('Hello', said('Hello to all of you.'));
const id = (externalId: string) => ({ platform: 'teams', externalId }) as const;

describe('who comes and goes in Teams', () => {
  let teams: Teams;
  let server: Served;
  let platform: TeamsPlatform;
  let log: ReturnType<typeof recordingLog>;
  let conversations: ReturnType<typeof memoryConversations>;
  let told: unknown[];
  let joined: (name: string) => Promise<void>;

  beforeEach(async () => {
    teams = await startFakeServer({
      tenants: [
        { id: TENANT, name: 'Northfield' },
        { id: ELSEWHERE, name: 'Elsewhere' },
      ],
      people: [
        { aad: GWEN, tenant: TENANT, name: 'Gwen Abara' },
        { aad: AMINA, tenant: TENANT, name: 'Amina Khan' },
        { aad: HASAN, tenant: TENANT, name: 'Hasan Ali', guest: true },
        { aad: NEWCOMER, tenant: TENANT, name: 'New Comer' },
        { aad: STRANGER, tenant: ELSEWHERE, name: 'Sam Else' },
      ],
      teams: [
        {
          id: TEAM,
          tenant: TENANT,
          name: 'Ward 7',
          members: [GWEN, AMINA],
          channels: [{ id: WARD, name: 'co-production' }],
        },
      ],
      chats: [
        { id: MEETING, tenant: TENANT, name: 'The meeting', members: [GWEN, AMINA] },
        { id: GROUP, tenant: TENANT, name: 'The group', members: [GWEN, AMINA] },
      ],
    });
    log = recordingLog();
    told = [];
    joined = async () => {};
    conversations = memoryConversations();
    const arrivals: Arrivals = {
      ...nobodyComes,
      async joined(channel, person) {
        await joined(person.name);
        told.push(['joined', channel.externalId, person]);
      },
      left: async (channel, { identity }) => void told.push(['left', channel.externalId, identity]),
      letIn: async ({ externalId }) => void told.push(['let in', externalId]),
      meetingStarted: async ({ externalId }) => void told.push(['started', externalId]),
      meetingEnded: async ({ externalId }) => void told.push(['ended', externalId]),
    };
    platform = teamsPlatform(teams, { log, arrivals, conversations });
    server = await serve(platform);
    await start();
  });
  afterEach(async () => {
    await platform.stop();
    await server.close();
    await teams.stop();
  });

  async function start(): Promise<void> {
    await platform.start(async () => ({ kind: 'shown', message: message('Here you are') }));
    teams.deliverTo(server.address);
  }

  /** What was told, once all that is under way is done. */
  async function afterwards(): Promise<unknown[]> {
    await platform.stop();
    await start();
    return told.splice(0);
  }

  const kept = () => [...conversations.rows.values()].map(({ name, closedAt }) => [name, closedAt !== null]);
  const post = (kind: 'member' | 'channel', externalId: string) =>
    platform.post({ kind, platform: 'teams', externalId }, hello, randomUUID());

  test('installed in a team: its channels are learnt, and letters for each may go', async () => {
    await teams.chatApp.installs(TEAM);
    expect(new Set((await afterwards()).map(String))).toEqual(new Set([`let in,${TEAM}`, `let in,${WARD}`]));
    expect(kept()).toEqual([
      [`channel/${TEAM}`, false],
      [`channel/${WARD}`, false],
    ]);
    await teams.activity(GWEN, {
      type: 'conversationUpdate',
      conversation: { id: TEAM, conversationType: 'channel', tenantId: TENANT },
      channelData: {
        eventType: 'channelCreated',
        team: { id: TEAM },
        channel: { id: '19:new@thread.tacv2', name: 'new' },
        tenant: { id: TENANT },
      },
    });
    await afterwards();
    expect(kept()).toContainEqual(['channel/19:new@thread.tacv2', false]);
  });

  test('installed in a group chat, and by a person, who is greeted once', async () => {
    await teams.chatApp.installs(GROUP);
    await teams.chatApp.installs(HASAN);
    expect(new Set((await afterwards()).map(String))).toEqual(
      new Set([`let in,${GROUP}`, `let in,${HASAN}`]),
    );
    expect(kept()).toEqual([
      [`channel/${GROUP}`, false],
      [`member/${HASAN}`, false],
    ]);
    expect(teams.user(HASAN).direct()).toHaveLength(1);
  });

  test('a new version of the app is no news to anybody', async () => {
    await teams.chatApp.installs(GWEN);
    await afterwards();
    const before = teams.user(GWEN).direct().length;
    for (const action of ['remove-upgrade', 'add-upgrade']) {
      await teams.activity(GWEN, { type: 'installationUpdate', action });
    }
    expect(await afterwards()).toEqual([]);
    expect(kept()).toEqual([[`member/${GWEN}`, false]]);
    expect(teams.user(GWEN).direct()).toHaveLength(before);
  });

  test('who joins a team is told of for each of its channels, with what they are here', async () => {
    await teams.chatApp.installs(TEAM);
    await afterwards();
    for (const who of [NEWCOMER, HASAN, STRANGER]) await teams.chatApp.joins(who, TEAM);
    const people = {
      [NEWCOMER]: { identity: id(NEWCOMER), name: 'New Comer', kind: 'member' },
      [HASAN]: { identity: id(HASAN), name: 'Hasan Ali', kind: 'guest' },
      [STRANGER]: { identity: id(STRANGER), name: 'Sam Else', kind: 'stranger' },
    };
    const expected = Object.values(people).flatMap((person) =>
      [TEAM, WARD].map((channel) => ['joined', channel, person]),
    );
    expect(await afterwards()).toEqual(expected);
    await teams.chatApp.leaves(HASAN, TEAM);
    expect(await afterwards()).toEqual([
      ['left', TEAM, id(HASAN)],
      ['left', WARD, id(HASAN)],
    ]);
    await teams.chatApp.joins(NEWCOMER, GROUP);
    expect(await afterwards()).toEqual([['joined', GROUP, people[NEWCOMER]]]);
    expect(log.lines).toEqual([]);
  });

  test('leaving does not overtake joining, and one failure keeps back nobody', async () => {
    joined = (name) => {
      if (name === 'Hasan Ali') return Promise.reject(new Error('the database is away'));
      return new Promise((resolve) => setTimeout(resolve, 150));
    };
    await teams.chatApp.joins(HASAN, GROUP);
    await teams.chatApp.joins(NEWCOMER, GROUP);
    const asked = () => teams.everything().filter(({ method }) => method === 'getConversationMember');
    await teams.until(() => asked().length === 2);
    await teams.chatApp.leaves(NEWCOMER, GROUP);
    expect((await afterwards()).map((each) => (Array.isArray(each) ? each[0] : each))).toEqual([
      'joined',
      'left',
    ]);
    expect(log.lines.map(({ level, event }) => [level, event])).toEqual([['error', 'teams.failed']]);
  });

  test('several at once: one of whom Teams tells us nothing keeps back none of the others', async () => {
    await teams.chatApp.joins(NEWCOMER, GROUP);
    await afterwards();
    teams.fails('getConversationMember', { status: 502 });
    await teams.activity(GWEN, {
      type: 'conversationUpdate',
      conversation: { id: GROUP, conversationType: 'groupChat', tenantId: TENANT },
      membersAdded: [
        { id: teams.memberIdOf(GWEN) },
        { id: teams.memberIdOf(HASAN) },
        { id: teams.memberIdOf(NEWCOMER) },
      ],
    });
    // Hasan is gone again before we could ask; of Gwen we were told nothing.
    expect(await afterwards()).toMatchObject([['joined', GROUP, { name: 'New Comer' }]]);
    expect(log.lines.map(({ level, event, fields }) => [level, event, fields])).toEqual([
      ['warn', 'teams.not-shown', { code: 'BadGateway' }],
    ]);
  });

  test('taken out, by a person or a team, and put in again', async () => {
    await teams.chatApp.installs(TEAM);
    await teams.chatApp.installs(GWEN);
    await afterwards();
    await teams.chatApp.uninstalls(TEAM);
    await teams.chatApp.uninstalls(GWEN);
    await afterwards();
    expect(kept().every(([, isClosed]) => isClosed)).toBe(true);
    const before = teams.everything().length;
    expect(await post('channel', WARD)).toEqual({
      outcome: 'unreachable',
      why: 'removed',
      bar: 'not-invited',
    });
    expect(await post('member', GWEN)).toEqual({ outcome: 'unreachable', why: 'removed', bar: 'not-let-in' });
    expect(teams.everything()).toHaveLength(before);

    await teams.chatApp.installs(TEAM);
    await teams.chatApp.installs(GWEN);
    expect(new Set((await afterwards()).map(String))).toEqual(
      new Set([`let in,${TEAM}`, `let in,${WARD}`, `let in,${GWEN}`]),
    );
    expect(kept().some(([, isClosed]) => isClosed)).toBe(false);
    expect(await post('channel', WARD)).toMatchObject({ outcome: 'posted' });
    expect(await post('member', GWEN)).toMatchObject({ outcome: 'posted' });
  });

  test('what another process closed is opened again by whoever hears of them', async () => {
    await teams.user(GWEN).say('help');
    expect(await afterwards()).toEqual([['let in', GWEN]]);
    await conversations.markClosed('teams', `member/${GWEN}`, 1);
    await teams.user(GWEN).say('help');
    expect(await afterwards()).toEqual([['let in', GWEN]]);
    await teams.user(GWEN).say('help');
    expect(await afterwards()).toEqual([]);
    expect(kept()).toEqual([[`member/${GWEN}`, false]]);
  });

  test('where the list of channels cannot be had, known ones are opened all the same', async () => {
    await teams.chatApp.installs(TEAM);
    await afterwards();
    await teams.chatApp.uninstalls(TEAM);
    await afterwards();
    teams.fails('fetchChannelList', { status: 503 }, 2);
    await teams.chatApp.installs(TEAM);
    await afterwards();
    expect(kept()).toEqual([
      [`channel/${TEAM}`, false],
      [`channel/${WARD}`, false],
    ]);
    expect(log.lines.map(({ event, fields }) => [event, fields?.code])).toEqual(
      Array(2).fill(['teams.refused', 'http-503']),
    );
  });

  test('nothing is written because somebody pressed a button, or a card asked for itself', async () => {
    let writes = 0;
    const { save } = conversations;
    conversations.save = (row) => {
      writes += 1;
      return save(row);
    };
    await post('member', GWEN);
    expect(writes).toBe(1);
    const button = message('A pulse', {
      kind: 'actions',
      buttons: [{ label: 'Answer', action: { name: 'pulse.answer', subject: 'r' }, weight: 'primary' }],
    });
    await platform.post({ kind: 'channel', platform: 'teams', externalId: WARD }, button, 'k');
    const [shown] = teams.messagesIn(WARD);
    if (shown === undefined) throw new Error('nothing was posted');
    await teams.user(AMINA).press(shown, 'Answer');
    await teams.user(GWEN).invoke('adaptiveCard/action', { action: { data: {} } });
    await teams.user(AMINA).command('say_something');
    await afterwards();
    expect(writes).toBe(1);
    await teams.user(AMINA).say('help', WARD);
    await teams.user(AMINA).say('help', WARD);
    await afterwards();
    // The channel, and one who wrote there for the first time.
    expect(writes).toBe(3);
  });

  test('what lies in the table tells nobody how to reach anybody', async () => {
    await teams.chatApp.installs(TEAM);
    await teams.chatApp.installs(GWEN);
    await teams.chatApp.joins(NEWCOMER, TEAM);
    await afterwards();
    const rows = [...conversations.rows.values()];
    const clear = JSON.stringify(
      rows.map((row) => ({ ...row, sealed: Buffer.from(row.sealed).toString('latin1') })),
    );
    for (const secret of [teams.serviceUrl, '29:', teams.personalChatOf(GWEN), TENANT, 'Gwen']) {
      expect(clear).not.toContain(secret);
    }
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual(
      ['closedAt', 'keyId', 'name', 'parent', 'platform', 'sealed'].sort(),
    );
  });

  test('a row whose key is lost is replaced by what Teams says now', async () => {
    const other = createTokenVault('another token key', []);
    const sealed = other.seal('{}', `teams/member/${GWEN}`);
    await conversations.save({
      platform: 'teams',
      name: `member/${GWEN}`,
      parent: null,
      ...sealed,
      closedAt: null,
    });
    await expect(post('member', GWEN)).rejects.toThrow('TOKEN_KEY');
    await teams.user(GWEN).say('help');
    await afterwards();
    expect(log.lines).toEqual([]);
    expect(await post('member', GWEN)).toMatchObject({ outcome: 'posted' });
  });

  test('a meeting begins and ends; others of its events are none of ours', async () => {
    await teams.chatApp.startsMeeting(MEETING);
    await teams.chatApp.endsMeeting(MEETING);
    await teams.activity(GWEN, { type: 'event', name: 'application/vnd.microsoft.participantJoin' });
    expect(await afterwards()).toEqual([
      ['started', MEETING],
      ['ended', MEETING],
    ]);
    expect([...conversations.rows.keys()]).toEqual([]);
  });

  test('everybody in a large channel, page by page, in small letters', async () => {
    const people: PersonSeed[] = Array.from({ length: 600 }, (_, index) => ({
      aad: `ABCD0000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      tenant: TENANT,
      name: `Person ${index}`,
    }));
    const crowd = await startFakeServer({
      people,
      teams: [{ id: TEAM, tenant: TENANT, name: 'All', members: people.map(({ aad }) => aad) }],
    });
    try {
      const large = teamsPlatform(crowd, { config: configFor(crowd) });
      const found = await large.members(id(TEAM));
      expect(new Set(found.map(({ externalId }) => externalId))).toEqual(
        new Set(people.map(({ aad }) => aad.toLowerCase())),
      );
      const pages = crowd.everything().filter(({ method }) => method === 'getConversationPagedMembers');
      expect(pages).toHaveLength(2);
      expect(await large.check([id(TEAM)], [])).toEqual([
        { is: 'let-in', where: `tenant ${TENANT}` },
        { is: 'open', channel: id(TEAM) },
      ]);
    } finally {
      await crowd.stop();
    }
  });
});
