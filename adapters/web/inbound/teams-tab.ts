import { Router } from 'express';
import { TEAMS_TAB_PATH } from '../../../src/config/teams-manifest.ts';
import { framedBy } from '../outbound/headers.ts';
import { html } from '../render/html.ts';
import type { AssetAddresses } from '../render/page.ts';
import { TEAMS_TAB, WORDS } from '../words.ts';
import { type Methods, READ } from './methods.ts';

/** Who may frame a tab: https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/tab-requirements */
export const TEAMS_FRAMES = [
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.cloud.microsoft',
] as const;

/**
 * The page that Teams shows as our tab: the same bytes for everybody, with a way out into the browser. Nobody is signed in
 * inside a frame. For that the session's cookie would have to be `SameSite=None`, and then every site could have the
 * browser send it along; a device that many share would keep somebody signed in out of sight, inside Teams; and every page
 * with a button would have to be frameable. So the cookie stays `Lax`, no other page may be framed, and this one knows
 * nobody.
 */
export function teamsTabRoutes(assets: AssetAddresses): Router {
  const page = html`<!DOCTYPE html>
<html lang="${WORDS.language}">
<head>
<meta charset="utf-8">
<title>${TEAMS_TAB.heading} – ${WORDS.product}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
${assets.styles.map((address) => html`<link rel="stylesheet" href="${address}">\n`)}</head>
<body>
<div class="nhsuk-width-container">
<main class="nhsuk-main-wrapper" id="maincontent"><div class="rt-column">
<h1 class="nhsuk-heading-l">${TEAMS_TAB.heading}</h1>
${TEAMS_TAB.text.map((paragraph) => html`<p>${paragraph}</p>\n`)}<p><a class="nhsuk-button" href="/" target="_blank" rel="noopener">${TEAMS_TAB.open}</a></p>
<p><a class="nhsuk-link" href="/privacy" target="_blank" rel="noopener">${TEAMS_TAB.privacy}</a></p>
</div></main>
</div>
</body>
</html>
`.toString();
  const router = Router();
  router.get(TEAMS_TAB_PATH, framedBy(TEAMS_FRAMES), (_request, response) => {
    response.type('html').send(page);
  });
  return router;
}

export const teamsTabMethods: Methods = { [TEAMS_TAB_PATH]: READ };
