import { Router } from 'express';
import { addressOf, SHORT_PATH, SUBJECT } from '../addresses.ts';
import type { Sessions } from '../auth/session.ts';
import type { WebOptions } from '../options.ts';
import { type Pages, plainPage } from '../outbound/pages.ts';
import { html } from '../render/html.ts';
import { FAULTS, TEXTS } from '../words.ts';
import { HttpError } from './errors.ts';
import { type Methods, READ, WRITE } from './methods.ts';

const ROUTE = `${SHORT_PATH}/:letter`;

/**
 * Where the one address in a text leads. Who is signed in goes on to the letter. Whoever else holds the phone can read it after coming
 * in, or switch texts like it off, which needs no more than the text, as with an e-mail. Reading changes nothing.
 */
export function shortRoutes(
  options: Pick<WebOptions, 'addresses'>,
  sessions: Sessions,
  pages: Pages,
): Router {
  const router = Router();

  router.get(ROUTE, async (request, response) => {
    const { letter } = request.params;
    if (!SUBJECT.test(letter)) throw new HttpError(404, FAULTS.unknownPage);
    const whole = addressOf({ name: 'letter.show', subject: letter });
    const known = (await sessions.read(request, response)) !== null;
    const topic = known ? null : await options.addresses.topicOf(letter);
    if (topic === null) {
      response.redirect(303, whole);
      return;
    }
    const ways = html`<p><a class="nhsuk-button" href="${whole}">${TEXTS.read}</a></p>
<form method="post" action="${SHORT_PATH}/${letter}"><button class="nhsuk-button nhsuk-button--secondary" type="submit">${TEXTS.stop(topic)}</button></form>
`;
    await pages.send(request, response, { ...plainPage(200, TEXTS.came, ways), neutral: true });
  });

  router.post(ROUTE, async (request, response) => {
    const topic = await options.addresses.stopLike(request.params.letter);
    if (topic === null) throw new HttpError(404, TEXTS.unknown);
    const page = plainPage(200, TEXTS.stopped(topic));
    await pages.send(request, response, { ...page, neutral: true, knowsNobody: true });
  });

  return router;
}

export const shortMethods: Methods = { [ROUTE]: `${READ}, ${WRITE}` };
