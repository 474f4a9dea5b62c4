import { Router } from 'express';
import { STOP_PATH } from '../addresses.ts';
import type { WebOptions } from '../options.ts';
import { buttonForm, type Content, homeLink, type Pages, plainPage } from '../outbound/pages.ts';
import { STOP } from '../words.ts';
import { HttpError } from './errors.ts';
import { type Methods, READ, WRITE } from './methods.ts';

const ROUTE = `${STOP_PATH}/:capability`;

/**
 * Where letters of one kind are switched off in one place, by whoever holds the address: a person, or their mail program for them
 * (RFC 8058), which posts from anywhere and has no session. Reading the page changes nothing; pressing twice is as good as once.
 */
export function stopRoutes(options: Pick<WebOptions, 'addresses'>, pages: Pages): Router {
  const router = Router();

  router.get(ROUTE, async (request, response) => {
    const { capability = '' } = request.params;
    const topic = options.addresses.topic(capability);
    if (topic === null) throw new HttpError(404, STOP.unknown);
    const page = plainPage(200, STOP.ask(topic), buttonForm(`${STOP_PATH}/${capability}`, STOP.button));
    await pages.send(request, response, forAnybody(page));
  });

  // The body says `List-Unsubscribe=One-Click`, or nothing, and is not read: the address alone tells what is wanted.
  router.post(ROUTE, async (request, response) => {
    const topic = await options.addresses.stop(request.params.capability ?? '');
    if (topic === null) throw new HttpError(404, STOP.unknown);
    await pages.send(request, response, forAnybody(plainPage(200, STOP.done(topic), homeLink)));
  });

  return router;
}

export const stopMethods: Methods = { [ROUTE]: `${READ}, ${WRITE}` };

function forAnybody(content: Content): Content {
  return { ...content, neutral: true, knowsNobody: true };
}
