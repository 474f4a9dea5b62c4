import { Application, TeamsAdapter } from '@microsoft/teams-ai';
import type { Activity, InvokeResponse, TurnContext } from 'botbuilder';
import {
  AuthenticationConfiguration,
  AuthenticationError,
  ServiceClientCredentialsFactory,
} from 'botframework-connector';
import { z } from 'zod';
import type { TeamsConfig } from '../../../src/config/teams.ts';
import type { Turn, Turns } from '../inbound/turns.ts';
import type { Answer, Received } from '../inbound/webhook-handler.ts';
import { createTokenVerifier } from './token-verifier.ts';

/** Has the SDK check who sent an activity, and hands it to whoever answers it. */
export interface BotAdapter {
  /** null: not proven to be of Teams. Rejects where Microsoft's keys cannot be had. */
  take(received: Received, turns: Turns): Promise<Answer | null>;
}

type Answering = 'pressed' | 'dialogOpened' | 'dialogSent' | 'called' | 'callSent';

/** Activities that Teams waits for: they are answered within the request. */
const INVOKES: Readonly<Record<string, Answering>> = {
  'adaptiveCard/action': 'pressed',
  'task/fetch': 'dialogOpened',
  'task/submit': 'dialogSent',
  'composeExtension/fetchTask': 'called',
  'composeExtension/submitAction': 'callSent',
};

type Hearing = Exclude<keyof Turns, Answering | 'unknown'>;

/** All others are acknowledged first. */
function hearingOf({ type, name, eventType }: Turn['envelope']): Hearing | null {
  if (type === 'message') return 'wrote';
  if (type === 'installationUpdate') return 'installationChanged';
  if (type === 'conversationUpdate') return eventType === 'channelCreated' ? 'channelMade' : 'rosterChanged';
  if (type !== 'event') return null;
  if (name === 'application/vnd.microsoft.meetingStart') return 'meetingStarted';
  return name === 'application/vnd.microsoft.meetingEnd' ? 'meetingEnded' : null;
}

/** Where the turn of a request is kept for the routes: the SDK hands them nothing but its own context. */
const TURN = Symbol('turn');

interface Entered extends Turn {
  readonly turns: Turns;
}

export function createBotAdapter(
  config: TeamsConfig,
  inBackground: (work: () => Promise<void>) => void,
): BotAdapter {
  const adapter = new ProvingAdapter(config);
  const verifier = createTokenVerifier(config);
  const app = new Application({ adapter, startTypingTimer: false, removeRecipientMention: false });

  const entered = (context: TurnContext): Entered => context.turnState.get(TURN);

  for (const [name, answering] of Object.entries(INVOKES)) {
    app.addRoute(
      async ({ activity }) => activity.type === 'invoke' && activity.name === name,
      async (context) => {
        const { turns, ...turn } = entered(context);
        await reply(context, await turns[answering](turn));
      },
      true,
    );
  }
  app.addRoute(
    async ({ activity }) => activity.type === 'invoke',
    async (context) => {
      const { turns, ...turn } = entered(context);
      await reply(context, await turns.unknown(turn));
    },
    true,
  );
  app.addRoute(
    async () => true,
    async (context) => {
      const { turns, ...turn } = entered(context);
      const hearing = hearingOf(turn.envelope);
      if (hearing !== null) inBackground(() => turns[hearing](turn));
    },
  );

  return {
    async take({ proof, activity, envelope }, turns) {
      const isOpen = config.access.kind === 'none';
      if (!isOpen && !(await verifier.holds(proof, envelope.chat.serviceUrl))) return null;
      try {
        const response = await adapter.prove(proof, activity, async (context) => {
          context.turnState.set(TURN, { activity, envelope, turns });
          await app.run(context);
        });
        return response === undefined ? { status: 200 } : { status: response.status, body: response.body };
      } catch (error) {
        if (isUnproven(error)) return null;
        throw error;
      }
    },
  };
}

async function reply(context: TurnContext, { status, body }: Answer): Promise<void> {
  await context.sendActivity({ type: 'invokeResponse', value: { status, body } });
}

const activityShape = z.custom<Activity>((given) => typeof given === 'object' && given !== null);

/**
 * The SDK's adapter without its HTTP part, which writes errors to the console and tells their words to whoever sent the
 * request (https://github.com/microsoft/botbuilder-js/blob/main/libraries/botbuilder/src/cloudAdapter.ts).
 */
class ProvingAdapter extends TeamsAdapter {
  constructor({ appId, access, cloud }: TeamsConfig) {
    const isOpen = access.kind === 'none';
    const isTeams = (claims: readonly { readonly type: string; readonly value: string }[]) => {
      const has = (type: string, value: string) =>
        claims.some((each) => each.type === type && each.value === value);
      return has('iss', cloud.tokenIssuer) && has('aud', appId);
    };
    super(
      {
        ToChannelFromBotLoginUrl: cloud.loginUrl,
        ToChannelFromBotOAuthScope: cloud.tokenIssuer,
        ToBotFromChannelTokenIssuer: cloud.tokenIssuer,
        ToBotFromChannelOpenIdMetadataUrl: cloud.openIdUrl,
        ToBotFromEmulatorOpenIdMetadataUrl: cloud.openIdUrl,
      },
      new OwnCredentials(appId, isOpen),
      // The SDK also takes tokens of its emulator and of other bots, for which it checks less.
      new AuthenticationConfiguration([], async (claims) => {
        if (!isTeams(claims)) throw new AuthenticationError('not of Teams', UNAUTHORIZED);
      }),
    );
  }

  prove(
    proof: string,
    activity: Received['activity'],
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(proof, activityShape.parse({ ...activity }), logic);
  }
}

/** Says whose tokens are meant for us. What the SDK would send by itself carries nothing: we send in `conversations.ts`. */
class OwnCredentials extends ServiceClientCredentialsFactory {
  readonly #appId: string;
  readonly #isOpen: boolean;

  constructor(appId: string, isOpen: boolean) {
    super();
    this.#appId = appId;
    this.#isOpen = isOpen;
  }

  async isValidAppId(appId: string): Promise<boolean> {
    return appId === this.#appId;
  }

  async isAuthenticationDisabled(): Promise<boolean> {
    return this.#isOpen;
  }

  async createCredentials(): ReturnType<ServiceClientCredentialsFactory['createCredentials']> {
    return { signRequest: async (request) => request };
  }
}

const UNAUTHORIZED = 401;
/** Of `jsonwebtoken`, which the SDK checks tokens with. */
const TOKEN_ERRORS = new Set(['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError']);

function isUnproven(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (TOKEN_ERRORS.has(error.name)) return true;
  return error instanceof AuthenticationError && error.statusCode === UNAUTHORIZED;
}
