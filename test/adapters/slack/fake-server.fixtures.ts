import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LogLevel, type types, webApi } from '@slack/bolt';
import { onTestFinished } from 'vitest';
import { type Payload, type Slack, type SlackOptions, startSlack } from '../../support/slack/slack.ts';

/** What the tests of the local Slack share: a small workspace, and Slack's own client to ask it with. */

export const TEAM = 'T01TEST';
export const AMINA = 'U01AMINA';
export const BEX = 'U02BEX';
export const WARD = 'C01WARD7';

const WORLD: SlackOptions = {
  workspaces: [{ id: TEAM, name: 'Northfield' }],
  users: [
    { id: AMINA, team: TEAM, name: 'Amina Khan', email: 'amina@example.org' },
    { id: BEX, team: TEAM, name: 'Bex Turner' },
  ],
  channels: [
    { id: WARD, team: TEAM, name: 'ward-7', members: [AMINA, BEX] },
    { id: 'C02SHUT', team: TEAM, name: 'shut', members: [AMINA], archived: true },
    { id: 'C03OUT', team: TEAM, name: 'out', members: [AMINA], withBot: false },
    { id: 'C04HIDDEN', team: TEAM, name: 'hidden', members: [AMINA], withBot: false, private: true },
  ],
  speed: Number.POSITIVE_INFINITY,
};

export const section = (text: string): Payload => ({ type: 'section', text: { type: 'mrkdwn', text } });
export const plain = (text: string) => ({ type: 'plain_text' as const, text });
export const buttons = (...labels: readonly string[]): Payload => ({
  type: 'actions',
  elements: labels.map((label) => ({
    type: 'button',
    text: plain(label),
    action_id: label.toLowerCase(),
    value: 'v',
  })),
});

const SCORE: types.InputBlock = {
  type: 'input',
  block_id: 'score',
  label: plain('How was it?'),
  element: {
    type: 'radio_buttons',
    action_id: 'pick',
    options: [
      { text: plain('Good'), value: '5' },
      { text: plain('Bad'), value: '1' },
    ],
  },
};

const WHY: types.InputBlock = {
  type: 'input',
  block_id: 'why',
  optional: true,
  label: plain('Why?'),
  element: { type: 'plain_text_input', action_id: 'words', max_length: 20 },
};

export const FORM: types.ModalView = {
  type: 'modal',
  title: plain('Pulse'),
  submit: plain('Send'),
  private_metadata: 'form',
  notify_on_close: true,
  blocks: [SCORE, WHY],
};

export const FORM_WITH_OTHER_WHY: types.ModalView = {
  ...FORM,
  blocks: [SCORE, { ...WHY, block_id: 'other' }],
};

/** Ends something after the test, before whatever was started earlier. */
export const afterwards = (stop: () => unknown): void =>
  onTestFinished(async () => {
    await stop();
  });

export async function start(
  options: Partial<SlackOptions> = {},
): Promise<{ readonly slack: Slack; readonly web: webApi.WebClient }> {
  const slack = await startSlack({ ...WORLD, ...options });
  afterwards(() => slack.stop());
  return { slack, web: client(slack, slack.botToken || undefined) };
}

/** Slack's own client; it says nothing of what it is refused. */
export const client = (
  slack: Slack,
  token: string | undefined,
  rejectRateLimitedCalls = true,
): webApi.WebClient =>
  new webApi.WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 1, minTimeout: 1 },
    rejectRateLimitedCalls,
    logger: silent,
  });

const nothing = (): void => undefined;
export const silent = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};

export const post = (web: webApi.WebClient, blocks: readonly Payload[], text = 'Words') =>
  web.apiCall('chat.postMessage', { channel: WARD, text, blocks });

/** The name of the error that Slack gave. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => new Error('It went through.'),
    (why: Error & { data?: { error?: string } }) => why,
  );
  return 'data' in error && error.data?.error !== undefined ? error.data.error : error.message;
}

/** A trigger id of Amina's, as an app would get it. */
export async function trigger(slack: Slack): Promise<string> {
  const parts: string[] = [];
  const server = createServer((request, response) => {
    request.on('data', (part: Buffer) => parts.push(String(part)));
    request.on('end', () => response.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  slack.deliverTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await slack.user(TEAM, AMINA).command('/roundtable');
  server.close();
  return new URLSearchParams(parts.join('')).get('trigger_id') ?? '';
}
