// The baseline of a reply in Slack: Bolt on its own HTTP receiver, which checks the signature and acknowledges.
import bolt from '@slack/bolt';

const { App, HTTPReceiver } = bolt;
const receiver = new HTTPReceiver({
  signingSecret: process.env.SLACK_SIGNING_SECRET,
  endpoints: '/slack/events',
  customRoutes: [{ path: '/', method: 'GET', handler: (_request, response) => response.end('ready') }],
});
// Without a token of its own Bolt would ask us for one before each acknowledgement; it gets none, and asks nobody.
const app = new App({ receiver, authorize: async () => ({}), ignoreSelf: false, convoStore: false });
app.view(/.*/s, async ({ ack }) => ack());
const server = await receiver.start({ port: 0, host: '127.0.0.1' });
process.stdout.write(`Listening at http://127.0.0.1:${server.address().port}\n`);
