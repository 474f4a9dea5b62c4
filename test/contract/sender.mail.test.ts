import type { ParsedMail } from 'mailparser';
import { createMailSender } from '../../adapters/mail/platform.ts';
import { systemClock } from '../../src/clock.ts';
import { startMailServer } from '../support/mail/server.ts';
import { recordingLog } from '../support/recording-log.ts';
import { describeSender } from './sender.suite.ts';

const JOE = 'joe@example.org';

/** The words alone, whichever of the two parts somebody's program shows. */
const seen = ({ subject = '', text = '' }: ParsedMail) => ({
  text: `${subject} ${text}`.replace(/\s+/gu, ' '),
  values: {},
  problems: {},
});

describeSender('mail', async () => {
  const server = await startMailServer();
  const sender = createMailSender({
    config: server.config,
    links: { page: ({ name, subject }) => `https://roundtable.example.org/${name}/${subject}` },
    cameBack: async () => false,
    guard: () => {},
    clock: systemClock,
    log: recordingLog(),
  });
  return {
    sender,
    member: { kind: 'member', platform: 'mail', externalId: JOE },
    channel: null,
    far: { posted: async ({ externalId }) => server.mailbox(externalId).map(seen).toReversed() },
    async stop() {
      sender.close();
      await server.stop();
    },
  };
});
