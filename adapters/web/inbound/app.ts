import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express';
import type { OnInteraction } from '../../../src/core/ports/interaction.ts';
import { loadAssets } from '../assets.ts';
import { createFormGuard } from '../auth/csrf.ts';
import { createGate } from '../auth/gate.ts';
import { createSessions } from '../auth/session.ts';
import { createWanted } from '../auth/wanted.ts';
import type { WebOptions } from '../options.ts';
import { keepNothing, securityHeaders } from '../outbound/headers.ts';
import {
  createPages,
  entranceLink,
  entranceOrLink,
  homeLink,
  messagePage,
  plainPage,
} from '../outbound/pages.ts';
import { html } from '../render/html.ts';
import { ENTRANCE, FAULTS, reference } from '../words.ts';
import { calendarMethods, calendarRoutes } from './calendar.ts';
import { demoMethods, demoRoutes } from './demo.ts';
import { entranceMethods, entranceRoutes } from './entrance.ts';
import { faultOf, HttpError } from './errors.ts';
import { READ } from './methods.ts';
import { operationMethods, operationRoutes } from './operations.ts';
import { nameRequest, requestIdOf } from './request-id.ts';
import { shortMethods, shortRoutes } from './short.ts';
import { stopMethods, stopRoutes } from './stop.ts';
import { teamsTabMethods, teamsTabRoutes } from './teams-tab.ts';
import { viewMethods, viewRoutes } from './views.ts';

export interface AppParts {
  readonly options: WebOptions;
  readonly onInteraction: OnInteraction;
  readonly baseUrl: () => string;
}

/** All pages as one Express application. Writes no line per request: when somebody answered must not be in a log. */
export function createApp({ options, onInteraction, baseUrl }: AppParts): Express {
  const secure = options.baseUrl?.startsWith('https:') ?? false;
  const assets = loadAssets();
  const sessions = createSessions(options.linkKeys, options.sessions, options.clock, secure);
  const guard = createFormGuard(options.linkKeys, baseUrl);
  const pages = createPages(options.demo, sessions, assets.addresses);
  const gate = createGate(sessions, guard);
  const wanted = createWanted(secure);

  const app = express();
  app.set('query parser', false).set('etag', false).disable('x-powered-by');
  app.use(nameRequest, securityHeaders(secure), keepNothing);
  app.use(assets.router, operationRoutes(options));
  app.use(entranceRoutes({ options, sessions, guard, pages, wanted }));
  app.use(stopRoutes(options, pages));
  app.use(calendarRoutes(options));
  app.use(shortRoutes(options, sessions, pages));
  app.get('/privacy', async (request, response) => {
    await pages.send(request, response, await messagePage(options.promise));
  });
  if (options.teams) app.use(teamsTabRoutes(assets.addresses));
  if (options.demo !== null) app.use(demoRoutes(options.demo, options, sessions, guard, pages));
  app.use(viewRoutes({ options, onInteraction, gate, guard, pages, wanted }));

  const methods = {
    ...operationMethods,
    ...entranceMethods,
    ...stopMethods,
    ...calendarMethods,
    ...shortMethods,
    ...viewMethods,
    '/privacy': READ,
    ...(options.teams ? teamsTabMethods : {}),
    ...(options.demo === null ? {} : demoMethods),
  };
  for (const [path, allow] of Object.entries(methods)) {
    app.all(path, () => {
      throw new HttpError(405, FAULTS.wrongMethod, { Allow: allow });
    });
  }
  app.use(() => {
    throw new HttpError(404, FAULTS.unknownPage);
  });

  const onError: ErrorRequestHandler = async (error: unknown, request, response, _next) => {
    await answer(error, request, response);
  };
  app.use(onError);

  /** One kind page for whatever went wrong. Only failures of our own are logged, once, under the id that the page shows. */
  async function answer(error: unknown, request: Request, response: Response): Promise<void> {
    const fault = faultOf(error);
    const requestId = requestIdOf(response);
    if (fault === null) options.log.error('web.failed', error, { requestId });
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.set(fault?.headers ?? {});
    const content =
      fault === null
        ? plainPage(500, FAULTS.ours, html`<p>${reference(requestId)}</p>${homeLink}`)
        : plainPage(
            fault.status,
            fault.words,
            fault.status === 404 || fault.status === 405
              ? homeLink
              : fault.words === ENTRANCE.noSession
                ? options.signIns.ways().length > 0
                  ? entranceOrLink
                  : entranceLink
                : null,
          );
    await pages.send(request, response, content);
  }

  return app;
}
