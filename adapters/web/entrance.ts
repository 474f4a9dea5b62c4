import { type Request, type Response, Router } from 'express';
import { addressOf, viewAt } from './addresses.ts';
import { readBody } from './body.ts';
import type { FormGuard } from './csrf.ts';
import { Fault } from './errors.ts';
import { fromHereOnly } from './gate.ts';
import { type Methods, READ, WRITE } from './methods.ts';
import type { WebOptions } from './options.ts';
import { buttonForm, homeLink, type Pages, plainPage } from './pages.ts';
import { queryOf } from './parse.ts';
import type { RateLimit } from './rate.ts';
import { requestIdOf } from './request-id.ts';
import type { Sessions } from './session.ts';
import type { PersonalTokens } from './tokens.ts';
import { ENTRANCE } from './words.ts';

export interface EntranceParts {
  readonly options: WebOptions;
  readonly tokens: PersonalTokens;
  readonly sessions: Sessions;
  readonly guard: FormGuard;
  readonly badLinks: RateLimit;
  readonly pages: Pages;
}

/**
 * The way in and out. Opening a personal link changes nothing, because mail scanners and chat previews open links
 * too; the press of the button moves the token from the address into a cookie.
 */
export function entranceRoutes(parts: EntranceParts): Router {
  const { badLinks, guard, options, pages, sessions, tokens } = parts;
  const router = Router();

  /** The web id behind a link. A good link always passes: one guesser must not lock out a whole building's address. */
  function webIdOf(request: Request, response: Response): string {
    const reading = tokens.read(String(request.params.token), options.clock.now());
    if (typeof reading === 'object') return reading.webId;
    if (!badLinks.take(request.socket.remoteAddress ?? '')) throw new Fault(429, ENTRANCE.tooManyLinks);
    options.log.info('web.link-refused', { requestId: requestIdOf(response), outcome: reading });
    throw reading === 'expired' ? new Fault(410, ENTRANCE.expired) : new Fault(403, ENTRANCE.forged);
  }

  router.get('/l/:token', async (request, response) => {
    webIdOf(request, response);
    const view = viewAt(queryOf(request).get('to') ?? '/');
    const query =
      view === null || view.name === 'home.show' ? '' : `?to=${encodeURIComponent(addressOf(view))}`;
    const form = buttonForm(`/l/${String(request.params.token)}${query}`, ENTRANCE.continue);
    await pages.send(request, response, plainPage(200, ENTRANCE.welcome, form));
  });

  router.post('/l/:token', fromHereOnly(guard), (request, response) => {
    sessions.begin(response, webIdOf(request, response));
    const view = viewAt(queryOf(request).get('to') ?? '/');
    response.redirect(303, view === null ? '/' : addressOf(view));
  });

  router.get('/leave', async (request, response) => {
    const form = [buttonForm('/leave', ENTRANCE.leaveButton), homeLink];
    await pages.send(request, response, plainPage(200, ENTRANCE.leave, form));
  });

  router.post('/leave', fromHereOnly(guard), ...readBody, async (request, response) => {
    sessions.end(response);
    await pages.send(request, response, { ...plainPage(200, ENTRANCE.left), neutral: true });
  });

  return router;
}

export const entranceMethods: Methods = { '/l/:token': `${READ}, ${WRITE}`, '/leave': `${READ}, ${WRITE}` };
