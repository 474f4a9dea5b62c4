import { ConnectorClient, TeamsConnectorClient } from 'botframework-connector';
import { z } from 'zod';
import { SECOND } from '../../../src/core/instant.ts';
import type { SignIn } from '../auth/sign-in.ts';
import type { TeamsPost } from '../render/post.ts';
import { faultOf } from './errors.ts';

/** Somebody in a conversation, as Teams tells of them. */
export interface TeamsAccount {
  /** `29:…` */
  readonly id: string;
  /** Microsoft Entra object id; null: a bot, or nobody of a directory. */
  readonly aadObjectId: string | null;
  readonly name: string;
  readonly guest: boolean;
  /** The directory they belong to; null where Teams does not say. */
  readonly tenantId: string | null;
}

export interface TeamsChannel {
  readonly id: string;
  readonly name: string | null;
}

/** Teams' own service for bots, the one place from which we call it. Rejects with what `faultOf` understands. */
export interface Conversations {
  /** Opens the chat with one person, or finds it. `user`: how Teams names them, or their object id. */
  open(serviceUrl: string, tenantId: string, user: string): Promise<string>;
  /** Gives the new message's id. */
  send(serviceUrl: string, conversationId: string, post: TeamsPost): Promise<string>;
  change(serviceUrl: string, conversationId: string, activityId: string, post: TeamsPost): Promise<void>;
  /** Looks in without taking anything along: whether Teams lets us. */
  visit(serviceUrl: string, conversationId: string): Promise<void>;
  /** Everybody in a conversation, page after page; `before` is awaited before each but the first. */
  members(
    serviceUrl: string,
    conversationId: string,
    before: () => Promise<void>,
  ): Promise<readonly TeamsAccount[]>;
  member(serviceUrl: string, conversationId: string, user: string): Promise<TeamsAccount>;
  /** A team's channels; the one that every team has comes without a name. */
  channels(serviceUrl: string, team: string): Promise<readonly TeamsChannel[]>;
}

const ANSWER_WITHIN = 10 * SECOND;
/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context: 50 to 500. */
const PAGE = 500;
const options = { timeout: ANSWER_WITHIN };

const created = z.object({ id: z.string().min(1) });
const account = z
  .object({
    id: z.string().max(400),
    aadObjectId: z.string().max(64).nullish(),
    objectId: z.string().max(64).nullish(),
    name: z.string().max(400).nullish(),
    userRole: z.string().nullish(),
    userPrincipalName: z.string().nullish(),
    tenantId: z.string().nullish(),
  })
  .transform(
    (given): TeamsAccount => ({
      id: given.id,
      // Somebody who came into a meeting without an account has none.
      aadObjectId: (given.aadObjectId ?? given.objectId ?? '').toLowerCase() || null,
      name: given.name ?? '',
      // A guest's own name in this directory carries "#EXT#":
      // https://learn.microsoft.com/entra/external-id/user-properties
      guest: given.userRole === 'guest' || given.userPrincipalName?.includes('#EXT#') === true,
      tenantId: given.tenantId?.toLowerCase() ?? null,
    }),
  );
const page = z.object({ members: z.array(account), continuationToken: z.string().nullish() });
const channel = z
  .object({ id: z.string(), name: z.string().max(400).nullish() })
  .transform(({ id, name }): TeamsChannel => ({ id, name: name ?? null }));
const channelList = z.object({ conversations: z.array(channel).default([]) });

/** The SDK's client tries again by itself and follows redirects; here only the delivery's row decides when to try again. */
const OWN_MIND = ['defaultRetryPolicy', 'redirectPolicy'];
interface Pipelined {
  readonly pipeline: { removePolicy(policy: { readonly name: string }): unknown };
}
const pipelined = z.custom<Pipelined>(
  (given) => typeof given === 'object' && given !== null && 'pipeline' in given,
);

type Credentials = ConstructorParameters<typeof ConnectorClient>[0];

function credentialsOf(token: string | null): Credentials {
  return {
    async signRequest(request) {
      if (token !== null) request.headers.set('authorization', `Bearer ${token}`);
      return request;
    },
  };
}

function plain<T extends object>(client: T): T {
  const { pipeline } = pipelined.parse(Reflect.get(client, 'client'));
  for (const name of OWN_MIND) pipeline.removePolicy({ name });
  return client;
}

/** The SDK's types want lists that may be changed. */
function activityOf<Post extends TeamsPost>(post: Post) {
  return { ...post, attachments: [...post.attachments] };
}

export function createConversations(appId: string, signIn: SignIn): Conversations {
  /** Asks with a token; once more with a new one where Teams refuses it: it may have ended early. */
  async function ask<T>(work: (credentials: Credentials) => Promise<T>): Promise<T> {
    const token = await signIn.token();
    try {
      return await work(credentialsOf(token));
    } catch (error) {
      if (faultOf(error)?.kind !== 'shut-out') throw error;
      signIn.refused(token);
      return work(credentialsOf(await signIn.token()));
    }
  }

  const conversationsOf = (credentials: Credentials, serviceUrl: string) =>
    plain(new ConnectorClient(credentials, { baseUri: serviceUrl })).conversations;

  return {
    async open(serviceUrl, tenantId, user) {
      const wanted = {
        isGroup: false,
        bot: { id: `28:${appId}`, name: 'Roundtable' },
        members: [{ id: user, name: '' }],
        tenantId,
        channelData: { tenant: { id: tenantId } },
      };
      const answer = await ask((credentials) =>
        conversationsOf(credentials, serviceUrl).createConversation(wanted, options),
      );
      return created.parse(answer).id;
    },
    async send(serviceUrl, conversationId, post) {
      const answer = await ask((credentials) =>
        conversationsOf(credentials, serviceUrl).sendToConversation(
          conversationId,
          activityOf(post),
          options,
        ),
      );
      return created.parse(answer).id;
    },
    async change(serviceUrl, conversationId, activityId, post) {
      const activity = { ...activityOf(post), id: activityId };
      await ask((credentials) =>
        conversationsOf(credentials, serviceUrl).updateActivity(
          conversationId,
          activityId,
          activity,
          options,
        ),
      );
    },
    async visit(serviceUrl, conversationId) {
      await pageOf(serviceUrl, conversationId, '');
    },
    async members(serviceUrl, conversationId, before) {
      const found: TeamsAccount[] = [];
      for (let continuationToken = ''; ; ) {
        if (continuationToken !== '') await before();
        const answer = page.parse(await pageOf(serviceUrl, conversationId, continuationToken));
        found.push(...answer.members);
        continuationToken = answer.continuationToken ?? '';
        if (continuationToken === '') return found;
      }
    },
    async member(serviceUrl, conversationId, user) {
      const answer = await ask((credentials) =>
        conversationsOf(credentials, serviceUrl).getConversationMember(conversationId, user, options),
      );
      return account.parse(answer);
    },
    async channels(serviceUrl, team) {
      const answer = await ask((credentials) =>
        plain(new TeamsConnectorClient(credentials, { baseUri: serviceUrl })).teams.fetchChannelList(
          team,
          options,
        ),
      );
      return channelList.parse(answer).conversations;
    },
  };

  function pageOf(serviceUrl: string, conversationId: string, continuationToken: string): Promise<unknown> {
    return ask((credentials) => {
      const conversations = conversationsOf(credentials, serviceUrl);
      // The SDK's type wants a token for the first page too, which has none.
      const asked = {
        ...options,
        pageSize: PAGE,
        ...(continuationToken === '' ? {} : { continuationToken }),
      } as Parameters<typeof conversations.getConversationPagedMembers>[1];
      return conversations.getConversationPagedMembers(conversationId, asked);
    });
  }
}
