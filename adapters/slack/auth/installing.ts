import type { ServerResponse } from 'node:http';
import type { HTTPReceiverOptions, Installation, Logger } from '@slack/bolt';
import type { SlackConfig } from '../../../src/config/slack.ts';
import { SLACK_SCOPES } from '../../../src/config/slack-manifest.ts';
import type { Instant } from '../../../src/core/instant.ts';
import type { Log } from '../../../src/core/ports/log.ts';
import { clientOptions } from '../outbound/clients.ts';
import { PAGES } from '../words.ts';
import type { Grant, Installations } from './installations.ts';

type OAuth = Extract<SlackConfig['access'], { kind: 'oauth' }>;
export type InstallerOptions = Pick<
  HTTPReceiverOptions,
  | 'clientId'
  | 'clientSecret'
  | 'stateSecret'
  | 'redirectUri'
  | 'scopes'
  | 'installationStore'
  | 'installerOptions'
>;

/**
 * The way to install us: `/slack/install`, Slack's consent page, `/slack/oauth_redirect`. The state that travels along is
 * signed, ends after ten minutes, and has to come back to the browser that it was made for.
 */
export function installerOptions(
  access: OAuth,
  config: Pick<SlackConfig, 'apiUrl' | 'authorizeUrl'>,
  installations: Installations,
  logger: Logger,
  log: Log,
): InstallerOptions {
  return {
    clientId: access.clientId,
    clientSecret: access.clientSecret,
    stateSecret: access.stateSecret,
    redirectUri: access.redirectUri,
    scopes: Object.keys(SLACK_SCOPES),
    installationStore: {
      async storeInstallation(installation) {
        const grant = grantOf(installation);
        if (installation.team === undefined || grant === null)
          throw new Error('Slack gave no token for a bot.');
        await installations.save(installation.team.id, grant);
        log.info('slack.installed', { workspace: installation.team.id });
      },
      async fetchInstallation() {
        throw new Error('Workspaces are looked up by us, not by Bolt.');
      },
    },
    installerOptions: {
      redirectUriPath: '/slack/oauth_redirect',
      authorizationUrl: config.authorizeUrl,
      clientOptions: clientOptions(config.apiUrl, logger),
      renderHtmlForInstallPath: (url) => page(PAGES.install, { address: url, label: PAGES.install.button }),
      installPathOptions: {
        async beforeRedirection(_request, response) {
          protect(response);
          return true;
        },
      },
      callbackOptions: {
        success: (_installation, _options, _request, response) => send(response, 200, PAGES.installed),
        failure(error, _options, _request, response) {
          const cancelled = error.message.startsWith('User cancelled');
          log.warn('slack.not-installed', { code: error.code });
          send(response, cancelled ? 200 : 400, cancelled ? PAGES.cancelled : PAGES.failed);
        },
      },
    },
  };
}

function grantOf({ bot }: Installation): Grant | null {
  if (bot === undefined) return null;
  const { token: botToken, userId: botUserId, refreshToken, expiresAt } = bot;
  const ends: Instant | null = expiresAt === undefined ? null : expiresAt * 1000;
  return {
    botToken,
    botUserId,
    renewal: refreshToken === undefined || ends === null ? null : { refreshToken, expiresAt: ends },
  };
}

function send(response: ServerResponse, status: number, words: { heading: string; text: string }): void {
  protect(response);
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(page(words));
}

/** A page with one link at most, and nothing that could run or be loaded. */
function protect(response: ServerResponse): void {
  response.setHeader(
    'Content-Security-Policy',
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  );
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('X-Content-Type-Options', 'nosniff');
}

function page(
  { heading, text }: { readonly heading: string; readonly text: string },
  link?: { readonly address: string; readonly label: string },
): string {
  const way =
    link === undefined ? '' : `<p><a href="${escaped(link.address)}">${escaped(link.label)}</a></p>`;
  return `<!doctype html><html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(heading)}</title><main><h1>${escaped(heading)}</h1><p>${escaped(text)}</p>${way}</main></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
