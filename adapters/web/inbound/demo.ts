import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import type { FormGuard } from '../auth/csrf.ts';
import { fromHereOnly } from '../auth/gate.ts';
import type { Sessions } from '../auth/session.ts';
import type { DemoControls, DemoPerson, WebOptions } from '../options.ts';
import { buttonForm, homeLink, type Pages, plainPage } from '../outbound/pages.ts';
import { type Html, html } from '../render/html.ts';
import { DEMO, FAULTS } from '../words.ts';
import { readBody } from './body.ts';
import { HttpError } from './errors.ts';
import { type Methods, READ, WRITE } from './methods.ts';
import { readForm } from './parse.ts';

const PERSON = 'person';

/** Lets a visitor of the demo be anybody, and moves the clock. Mounted in a demo only. */
export function demoRoutes(
  demo: DemoControls,
  { clock, sessions: table }: Pick<WebOptions, 'clock' | 'sessions'>,
  sessions: Sessions,
  guard: FormGuard,
  pages: Pages,
): Router {
  const router = Router();

  router.get('/demo', async (request, response) => {
    const clock = demo.moveOn !== null && buttonForm('/demo/clock', DEMO.clock);
    const words = { heading: DEMO.pick, text: DEMO.pickText };
    await pages.send(request, response, plainPage(200, words, [listOf(await demo.people()), clock]));
  });

  router.post('/demo/as', fromHereOnly(guard), ...readBody, async (request, response) => {
    const wanted = readForm(request).inputs[PERSON]?.[0];
    const person = (await demo.people()).find(({ webId }) => webId === wanted);
    if (person === undefined) throw new HttpError(404, FAULTS.unknownPage);
    const session = { id: randomUUID(), webId: person.webId, device: 'own', beganAt: clock.now() } as const;
    await table.begin(session);
    sessions.give(response, session);
    response.redirect(303, '/');
  });

  router.post('/demo/clock', fromHereOnly(guard), ...readBody, async (request, response) => {
    if (demo.moveOn === null) throw new HttpError(404, FAULTS.unknownPage);
    const text = await demo.moveOn();
    await pages.send(request, response, plainPage(200, { heading: DEMO.moved, text }, homeLink));
  });

  return router;
}

function listOf(people: readonly DemoPerson[]): Html {
  const voices = [...new Set(people.map(({ voice }) => voice))];
  return html`${voices.map(
    (voice) => html`<h2 class="nhsuk-heading-m">${voice}</h2>
<form class="rt-people" method="post" action="/demo/as">
${people
  .filter((person) => person.voice === voice)
  .map(
    ({ name, webId }) =>
      html`<button class="nhsuk-button nhsuk-button--secondary" type="submit" name="${PERSON}" value="${webId}">${name}</button>\n`,
  )}</form>
`,
  )}`;
}

export const demoMethods: Methods = { '/demo': READ, '/demo/as': WRITE, '/demo/clock': WRITE };
