import { createHmac } from 'node:crypto';

/** One form as a browser sends it. */
export interface FormPost {
  readonly path: string;
  readonly cookie: string;
  readonly body: string;
}

/** One request as Slack sends it. Signed when its bytes are made: a signature is good for five minutes. */
export interface SlackPost {
  readonly path: string;
  readonly signingSecret: string;
  readonly body: string;
}

/** One activity as Teams sends it. `proof`: its `Authorization`, good for an hour. */
export interface TeamsPost {
  readonly path: string;
  readonly proof: string;
  readonly body: string;
}

export type Post = FormPost | SlackPost | TeamsPost;

/** The bytes of a request. The same ones go to the server that is measured and to its baseline. */
export function bytesOf(post: Post, origin: string): Buffer {
  const { host } = new URL(origin);
  const lines = [
    `POST ${post.path} HTTP/1.1`,
    `Host: ${host}`,
    `Content-Type: ${'proof' in post ? 'application/json; charset=utf-8' : 'application/x-www-form-urlencoded'}`,
    `Content-Length: ${Buffer.byteLength(post.body)}`,
    'Connection: keep-alive',
    ...linesOf(post, origin),
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${post.body}`);
}

function linesOf(post: Post, origin: string): readonly string[] {
  if ('cookie' in post) return browserLines(post, origin);
  return 'proof' in post ? teamsLines(post) : slackLines(post);
}

function browserLines({ cookie }: FormPost, origin: string): readonly string[] {
  return [
    'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'Accept-Language: en-GB,en;q=0.5',
    `Origin: ${origin}`,
    'Sec-Fetch-Site: same-origin',
    `Cookie: ${cookie}`,
  ];
}

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
function slackLines({ signingSecret, body }: SlackPost): readonly string[] {
  const timestamp = Math.floor(Date.now() / 1000);
  const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return [
    'User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)',
    'Accept: application/json,*/*',
    `X-Slack-Request-Timestamp: ${timestamp}`,
    `X-Slack-Signature: v0=${digest}`,
  ];
}

/** https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication */
function teamsLines({ proof }: TeamsPost): readonly string[] {
  return ['User-Agent: Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)', `Authorization: ${proof}`];
}
