import { type Logger, webApi } from '@slack/bolt';

/** Longer than Slack takes, shorter than a worker's claim of a delivery. */
const ANSWER_WITHIN_MS = 10_000;

/**
 * How we call Slack: never again by itself, and never waiting for a limit to pass. Whether and when to try again is
 * decided where it is known what the call was for.
 */
export function clientOptions(apiUrl: string, logger: Logger): webApi.WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    logger,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: ANSWER_WITHIN_MS,
    // A method name of ours is never an address.
    allowAbsoluteUrls: false,
  };
}

/** Makes clients: `null` for calls that need no token. */
export type MakeClient = (token: string | null) => webApi.WebClient;

export function clientMaker(apiUrl: string, logger: Logger): MakeClient {
  const options = clientOptions(apiUrl, logger);
  return (token) => new webApi.WebClient(token ?? undefined, options);
}
