import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SlackPlatform } from '../../../adapters/slack/platform.ts';
import { SLACK_EVENTS } from '../../../src/config/slack-manifest.ts';
import type { Arrivals } from '../../../src/core/ports/arrivals.ts';
import { message, signal } from '../../contract/chat.fixtures.ts';
import type { Slack } from '../../support/slack/types.ts';
import {
  GWEN,
  recordingLog,
  type Served,
  serve,
  slackPlatform,
  startFakeServer,
  TEAM,
  WARD,
} from './harness.ts';

const GUEST = 'U0GUEST';
const GUEST_OF_SEVERAL = 'U0SEVERAL';
const STRANGER = 'U0STRANGER';
const OTHER_BOT = 'U0OTHERBOT';
const ENDS = 1_800_000_000;
const id = (externalId: string) => ({ platform: 'slack', externalId: `${TEAM}/${externalId}` });

describe('people who come and go in Slack', () => {
  let slack: Slack;
  let server: Served;
  let platform: SlackPlatform;
  let log: ReturnType<typeof recordingLog>;
  let told: unknown[];
  let joined: Arrivals['joined'];

  beforeEach(async () => {
    slack = await startFakeServer({
      users: [
        { id: GWEN, team: TEAM, name: 'Gwen Abara' },
        { id: GUEST, team: TEAM, name: 'Gil Guest', guest: 'single-channel' },
        { id: GUEST_OF_SEVERAL, team: TEAM, name: 'Sal Several', guest: 'multi-channel' },
        { id: STRANGER, team: TEAM, name: 'Sam Else', strangerFrom: 'T0ELSE' },
        { id: OTHER_BOT, team: TEAM, name: 'Weather', bot: true },
      ],
      channels: [{ id: WARD, team: TEAM, name: 'ward-7', members: [] }],
    });
    log = recordingLog();
    told = [];
    joined = async () => {};
    const arrivals: Arrivals = {
      meetingStarted: async () => {},
      meetingEnded: async () => {},
      async joined(channel, person) {
        await joined(channel, person);
        told.push(['joined', channel, person]);
      },
      async left(channel, person) {
        told.push(['left', channel, person]);
      },
      async letIn(channel) {
        told.push(['let in', channel]);
      },
      async deactivated(identity) {
        told.push(['deactivated', identity]);
      },
      async reactivated(identity) {
        told.push(['reactivated', identity]);
      },
      async awayUntil(identity, until) {
        told.push(['away until', identity, until]);
      },
    };
    platform = slackPlatform(slack, { log, arrivals });
    server = await serve(platform);
    await platform.start(async () => ({ kind: 'shown', message: message('Hello') }));
    slack.deliverTo(server.address);
  });
  afterEach(async () => {
    await platform.stop();
    await server.close();
    await slack.stop();
  });

  /** Ends the platform, which waits for what is under way. */
  const afterwards = async () => {
    await platform.stop();
    return told;
  };

  test.each([
    [GWEN, 'Gwen Abara', 'member'],
    [GUEST, 'Gil Guest', 'guest'],
    [GUEST_OF_SEVERAL, 'Sal Several', 'guest'],
    [STRANGER, 'Sam Else', 'stranger'],
  ])('%s comes: who they are, and of what kind', async (user, name, kind) => {
    expect(await slack.chatApp.joins(user, WARD)).toMatchObject({ inTime: true, status: 200 });
    expect(await afterwards()).toEqual([['joined', id(WARD), { identity: id(user), name, kind }]]);
    expect(log.lines).toEqual([]);
  });

  test('an event of a shared channel belongs to the workspace through which we hear it', async () => {
    const body = {
      type: 'event_callback',
      team_id: 'T0ELSE',
      context_team_id: TEAM,
      event_id: 'Ev1',
      event: { type: 'member_left_channel', user: STRANGER, channel: WARD },
    };
    await slack.raw(JSON.stringify(body), 'application/json');
    expect(await afterwards()).toEqual([['left', id(WARD), { identity: id(STRANGER) }]]);
  });

  test('our own bot is nobody, but that it was let in is told; bots of others are nobody', async () => {
    const bot = slack.botUserOf(TEAM);
    await slack.chatApp.joins(bot, WARD);
    await slack.chatApp.joins(OTHER_BOT, WARD);
    await slack.chatApp.leaves(bot, WARD);
    expect(await afterwards()).toEqual([['let in', id(WARD)]]);
    expect(log.lines).toEqual([]);
  });

  test('whoever goes is told of after they came, however long that takes', async () => {
    const entered = signal();
    const release = signal();
    joined = async () => {
      entered.resolve();
      await release.promise;
    };
    await slack.chatApp.joins(GWEN, WARD);
    await entered.promise;
    expect(await slack.chatApp.leaves(GWEN, WARD)).toMatchObject({ inTime: true });
    release.resolve();
    expect(await afterwards()).toMatchObject([
      ['joined', id(WARD), { identity: id(GWEN) }],
      ['left', id(WARD), { identity: id(GWEN) }],
    ]);
  });

  test('an account is closed, and opened again', async () => {
    await slack.chatApp.deactivates(GWEN);
    await slack.event(TEAM, { type: 'user_change', user: { id: GWEN, deleted: false } });
    expect(await afterwards()).toEqual([
      ['deactivated', id(GWEN)],
      ['reactivated', id(GWEN)],
      ['away until', id(GWEN), null],
    ]);
  });

  test('of a status only its end is told', async () => {
    await slack.chatApp.setsStatus(GWEN, { text: 'In hospital', emoji: ':hospital:', expiration: ENDS });
    await slack.chatApp.setsStatus(GWEN, { text: 'Away for good' });
    expect(await afterwards()).toEqual([
      ['reactivated', id(GWEN)],
      ['away until', id(GWEN), ENDS * 1000],
      ['reactivated', id(GWEN)],
      ['away until', id(GWEN), null],
    ]);
    expect(JSON.stringify([told, log.lines])).not.toMatch(/hospital|for good/);
  });

  test('a failure is acknowledged all the same, logged once without names, and holds up nobody', async () => {
    joined = async () => {
      throw new Error('no database');
    };
    expect(await slack.chatApp.joins(GWEN, WARD)).toMatchObject({ inTime: true, status: 200 });
    await slack.chatApp.leaves(GWEN, WARD);
    expect(await afterwards()).toEqual([['left', id(WARD), { identity: id(GWEN) }]]);
    expect(log.lines.map(({ event }) => event)).toEqual(['slack.failed']);
    expect(JSON.stringify(log.lines)).not.toContain('Gwen');
  });

  test("what is none of Slack's shapes is refused with one line", async () => {
    await slack.event(TEAM, { type: 'member_joined_channel', user: 'Gwen Abara', channel: WARD });
    await slack.event(TEAM, {
      type: 'user_change',
      user: { id: GWEN, profile: { status_expiration: 1e300 } },
    });
    expect(await afterwards()).toEqual([]);
    expect(log.lines.map(({ event }) => event)).toEqual(['slack.unreadable', 'slack.unreadable']);
    expect(JSON.stringify(log.lines)).not.toContain('Gwen');
  });

  test('every event that the manifest asks for says why', () => {
    for (const name of ['member_joined_channel', 'member_left_channel', 'user_change'] as const) {
      expect(SLACK_EVENTS[name]).toMatch(/heard with (channels|users):read/);
    }
  });
});
