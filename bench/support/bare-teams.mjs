// The baseline of a reply in Teams: a bare teams-ai bot, whose adapter checks the token of each activity, and which answers
// every invoke with nothing. Express reads the body, as in Microsoft's own samples.
import { Application, TeamsAdapter } from '@microsoft/teams-ai';
import { MemoryStorage } from 'botbuilder';
import { ServiceClientCredentialsFactory } from 'botframework-connector';
import express from 'express';

const { TEAMS_APP_ID: appId = '', TEAMS_CLOUD_URL: cloud = '' } = process.env;

/** The SDK's own way to sign its calls refuses addresses without TLS; this bot makes none. */
class NoCredentials extends ServiceClientCredentialsFactory {
  async isValidAppId(id) {
    return id === appId;
  }

  async isAuthenticationDisabled() {
    return false;
  }

  async createCredentials() {
    return { signRequest: async (request) => request };
  }
}

const adapter = new TeamsAdapter(
  {
    MicrosoftAppId: appId,
    ToBotFromChannelOpenIdMetadataUrl: `${cloud}/v1/.well-known/openidconfiguration`,
    ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
    ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    ToChannelFromBotLoginUrl: cloud,
  },
  new NoCredentials(),
);
const app = new Application({
  adapter,
  botAppId: appId,
  storage: new MemoryStorage(),
  startTypingTimer: false,
});
app.addRoute(
  async ({ activity }) => activity.type === 'invoke',
  async (context) => {
    await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body: {} } });
  },
  true,
);

const web = express();
web.get('/', (_request, response) => void response.end('ready'));
web.post('/api/messages', express.json({ limit: '1mb' }), async (request, response) => {
  await adapter.process(request, response, async (context) => {
    await app.run(context);
  });
});
const server = web.listen(0, '127.0.0.1', () => {
  process.stdout.write(`Listening at http://127.0.0.1:${server.address().port}\n`);
});
process.on('SIGTERM', () => process.exit(0));
