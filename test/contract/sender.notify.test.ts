import { describe } from 'vitest';
import { createNotify } from '../../adapters/notify/platform.ts';
import { systemClock } from '../../src/clock.ts';
import { freeLanes } from '../support/lanes.ts';
import { startNotifyServer } from '../support/notify/server.ts';
import { recordingLog } from '../support/recording-log.ts';
import { describeSender } from './sender.suite.ts';

describe.each([
  ['sms', '+447700900123'],
  ['mail', 'joe@example.org'],
] as const)('over GOV.UK Notify', (platform, externalId) => {
  describeSender(platform, async () => {
    const server = await startNotifyServer();
    const notify = createNotify({
      config: server.config,
      lanes: freeLanes,
      links: { page: ({ name, subject }) => `https://roundtable.example.org/${name}/${subject}` },
      cameBack: async () => false,
      guard: () => {},
      clock: systemClock,
      log: recordingLog(),
    });
    const sender = notify.senders.get(platform);
    if (sender === undefined) throw new Error(`${platform} is not set up`);
    return {
      sender,
      member: { kind: 'member', platform, externalId },
      channel: null,
      isShort: true,
      far: {
        posted: async ({ externalId: to }) =>
          server
            .taken(to)
            .map(({ subject, body }) => ({ text: `${subject ?? ''} ${body}`, values: {}, problems: {} }))
            .toReversed(),
      },
      async stop() {
        notify.close();
        await server.stop();
      },
    };
  });
});
