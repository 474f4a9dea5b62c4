import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SlackPlatform } from '../../../adapters/slack/platform.ts';
import type { Interaction } from '../../../src/core/ports/interaction.ts';
import { message } from '../../contract/chat.fixtures.ts';
import type { Slack } from '../../support/slack/types.ts';
import { configFor, GWEN, recordingLog, slackPlatform, startFakeServer, TEAM } from './harness.ts';

let slack: Slack;
let platform: SlackPlatform;
let log: ReturnType<typeof recordingLog>;
let calls: Interaction[];

beforeEach(async () => {
  slack = await startFakeServer();
  log = recordingLog();
  calls = [];
  const listening = { kind: 'socket', appToken: slack.appToken } as const;
  platform = slackPlatform(slack, { config: configFor(slack, { listening }), log });
  await platform.start(async (interaction) => {
    calls.push(interaction);
    return { kind: 'shown', message: message('Your start page') };
  });
});
afterEach(async () => {
  await platform.stop();
  await slack.stop();
});

test('a person is served as soon as it has started', async () => {
  expect(slack.sockets()).toBe(1);
  await slack.user(TEAM, GWEN).home();
  await slack.until(() => slack.user(TEAM, GWEN).homeTab()?.words.includes('Your start page'));
  expect(calls).toHaveLength(1);
});

test('when Slack asks it to connect anew, it does, and goes on', async () => {
  slack.refreshSockets();
  await slack.until(
    () => slack.everything().filter(({ method }) => method === 'apps.connections.open').length > 1,
  );
  await slack.until(() => slack.sockets() === 1);
  await expect.poll(async () => (await slack.user(TEAM, GWEN).command('/roundtable help')).inTime).toBe(true);
});

test('the end closes the socket; payloads are in no line of the log', async () => {
  await slack.user(TEAM, GWEN).command('/roundtable secret-word');
  await platform.stop();
  await slack.until(() => slack.sockets() === 0);
  expect(JSON.stringify(log.lines)).not.toContain('secret-word');
  expect(log.lines).toEqual([]);
});
