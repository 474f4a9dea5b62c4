import { ConnectorClient, TeamsConnectorClient } from 'botframework-connector';
import { z } from 'zod';
import { SECOND } from '../../src/domain/instant.ts';
import type { TeamsPost } from './render/post.ts';
import type { SignIn } from './sign-in.ts';

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

/** Teams' own service for bots, the one place from which we call it. Rejects with what `faultOf` understands. */
export interface Conversations {
  /** Opens the chat with one person, or finds it. `user`: how Teams names them, or their object id. */
  open(serviceUrl: string, tenantId: string, user: string): Promise<string>;
  /** Gives the new message's id. */
  send(serviceUrl: string, conversationId: string, post: TeamsPost): Promise<string>;
  change(serviceUrl: string, conversationId: string, activityId: string, post: TeamsPost): Promise<void>;
  /** Everybody in a conversation, page after page; `before` is awaited before each. */
  members(
    serviceUrl: string,
    conversationId: string,
    before: () => Promise<void>,
  ): Promise<readonly TeamsAccount[]>;
  member(serviceUrl: string, conversationId: string, user: string): Promise<TeamsAccount>;
  /** Ids of a team's channels. */
  channels(serviceUrl: string, team: string): Promise<readonly string[]>;
}

const ANSWER_WITHIN = 10 * SECOND;
/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context: 50 to 500. */
const PAGE = 500;
const options = { timeout: ANSWER_WITHIN };

const created = z.object({ id: z.string().min(1) });
const account = z
  .object({
    id: z.string().max(400),
    aadObjectId: z.string().max(64).optional(),
    objectId: z.string().max(64).optional(),
    name: z.string().max(400).optional(),
    userRole: z.string().optional(),
    userPrincipalName: z.string().nullish(),
    tenantId: z.string().optional(),
  })
  .transform(
    (given): TeamsAccount => ({
      id: given.id,
      aadObjectId: (given.aadObjectId ?? given.objectId)?.toLowerCase() ?? null,
      name: given.name ?? '',
      // A guest's own name in this directory carries "#EXT#":
      // https://learn.microsoft.com/entra/external-id/user-properties
      guest: given.userRole === 'guest' || given.userPrincipalName?.includes('#EXT#') === true,
      tenantId: given.tenantId?.toLowerCase() ?? null,
    }),
  );
const page = z.object({ members: z.array(account), continuationToken: z.string().nullish() });
const channelList = z.object({ conversations: z.array(z.object({ id: z.string() })).default([]) });

/** The SDK's client tries again by itself and follows redirects; here only the delivery's row decides when to try again. */
const OWN_MIND = ['defaultRetryPolicy', 'redirectPolicy'];
interface Pipelined {
  readonly pipeline: { removePolicy(policy: { readonly name: string }): unknown };
}
const pipelined = z.custom<Pipelined>(
  (given) => typeof given === 'object' && given !== null && 'pipeline' in given,
);

/** The SDK's types want lists that may be changed. */
function activityOf<Post extends TeamsPost>(post: Post) {
  return { ...post, attachments: [...post.attachments] };
}

export function createConversations(appId: string, signIn: SignIn): Conversations {
  const credentials = {
    async signRequest<T extends { headers: { set(name: string, value: string): void } }>(
      request: T,
    ): Promise<T> {
      const token = await signIn.token();
      if (token !== null) request.headers.set('authorization', `Bearer ${token}`);
      return request;
    },
  };

  function plain<T extends object>(client: T): T {
    const { pipeline } = pipelined.parse(Reflect.get(client, 'client'));
    for (const name of OWN_MIND) pipeline.removePolicy({ name });
    return client;
  }

  const connectorFor = (serviceUrl: string) =>
    plain(new ConnectorClient(credentials, { baseUri: serviceUrl }));

  return {
    async open(serviceUrl, tenantId, user) {
      const answer = await connectorFor(serviceUrl).conversations.createConversation(
        {
          isGroup: false,
          bot: { id: `28:${appId}`, name: 'Roundtable' },
          members: [{ id: user, name: '' }],
          tenantId,
          channelData: { tenant: { id: tenantId } },
        },
        options,
      );
      return created.parse(answer).id;
    },
    async send(serviceUrl, conversationId, post) {
      const sent = connectorFor(serviceUrl).conversations.sendToConversation(
        conversationId,
        activityOf(post),
        options,
      );
      return created.parse(await sent).id;
    },
    async change(serviceUrl, conversationId, activityId, post) {
      const { conversations } = connectorFor(serviceUrl);
      await conversations.updateActivity(
        conversationId,
        activityId,
        { ...activityOf(post), id: activityId },
        options,
      );
    },
    async members(serviceUrl, conversationId, before) {
      const { conversations } = connectorFor(serviceUrl);
      const found: TeamsAccount[] = [];
      for (let continuationToken: string | undefined; ; ) {
        await before();
        // The SDK's type wants a token for the first page too, which has none.
        const asked = {
          ...options,
          pageSize: PAGE,
          ...(continuationToken === undefined ? {} : { continuationToken }),
        } as Parameters<typeof conversations.getConversationPagedMembers>[1];
        const answer = page.parse(await conversations.getConversationPagedMembers(conversationId, asked));
        found.push(...answer.members);
        continuationToken = answer.continuationToken ?? undefined;
        if (continuationToken === undefined || continuationToken === '') return found;
      }
    },
    async member(serviceUrl, conversationId, user) {
      return account.parse(
        await connectorFor(serviceUrl).conversations.getConversationMember(conversationId, user, options),
      );
    },
    async channels(serviceUrl, team) {
      const client = plain(new TeamsConnectorClient(credentials, { baseUri: serviceUrl }));
      const { conversations } = channelList.parse(await client.teams.fetchChannelList(team, options));
      return conversations.map(({ id }) => id);
    },
  };
}
