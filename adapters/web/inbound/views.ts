import { type Request, type Response, Router } from 'express';
import { ACTIONS, type ActionName } from '../../../src/core/ports/action.ts';
import type { OnInteraction } from '../../../src/core/ports/interaction.ts';
import { actionNames, ENTRANCE_PATH, PATHS } from '../addresses.ts';
import type { FormGuard } from '../auth/csrf.ts';
import { fromHereOnly, type Gate, noSession } from '../auth/gate.ts';
import type { Wanted } from '../auth/wanted.ts';
import { LIMITS } from '../limits.ts';
import type { WebOptions } from '../options.ts';
import { buttonForm, type Content, type Pages, plainPage } from '../outbound/pages.ts';
import { html } from '../render/html.ts';
import { renderNotices, renderReply } from '../render/reply.ts';
import { ENTRANCE } from '../words.ts';
import { readBody, readFields } from './body.ts';
import { type Methods, READ, WRITE } from './methods.ts';
import { readForm, toInteraction } from './parse.ts';
import { requestIdOf } from './request-id.ts';

export interface ViewParts {
  readonly options: WebOptions;
  readonly onInteraction: OnInteraction;
  readonly gate: Gate;
  readonly guard: FormGuard;
  readonly pages: Pages;
  readonly wanted: Wanted;
}

/** Every action of the contract at its address: views by GET, changes by POST. */
export function viewRoutes(parts: ViewParts): Router {
  const { gate, guard, onInteraction, options, pages, wanted } = parts;
  const router = Router();

  async function serve(name: ActionName, request: Request, response: Response): Promise<void> {
    const changes = ACTIONS[name] === 'write';
    const session = await gate.admit(request, response);
    const form = changes ? readForm(request) : null;
    if (form !== null && gate.check(session, form) === 'held') {
      // Sealed like what comes of an answer: its length tells nobody what it holds.
      await pages.send(request, response, { ...heldForm(request), sealed: name === 'pulse.answer' });
      return;
    }
    if (session === null) {
      if (options.demo === null) {
        wanted.remember(request, response);
        throw noSession();
      }
      response.redirect(303, '/demo');
      return;
    }
    const interaction = toInteraction(request, requestIdOf(response), session, name, form);
    const reply = await onInteraction(interaction);
    const token = guard.token(session);
    const content = await renderReply(reply, interaction, token);
    const below =
      name === 'home.show' && reply.kind === 'shown' ? await notices(session.webId, token, response) : null;
    // What is wrong with us shows: it tells of nobody, and those who run the server have to see it.
    const sealed = name === 'pulse.answer' && !(reply.kind === 'refused' && reply.reason === 'unavailable');
    await pages.send(request, response, { ...content, main: html`${content.main}${below}`, sealed });
  }

  async function notices(webId: string, token: string, response: Response) {
    const place = { kind: 'member', platform: 'web', externalId: webId } as const;
    try {
      const now = options.clock.now();
      const pinned = await options.noticeboard.read(place, LIMITS.noticesRead, now);
      const current = pinned.filter(({ message }) => message.until === undefined || message.until > now);
      return await renderNotices(current.slice(0, LIMITS.notices), token);
    } catch (error) {
      options.log.error('web.notices-failed', error, { requestId: requestIdOf(response) });
      return renderNotices(null, token);
    }
  }

  for (const name of actionNames('read')) {
    router.get(route(PATHS[name]), (request, response) => serve(name, request, response));
  }
  for (const name of actionNames('write')) {
    router.post(route(PATHS[name]), fromHereOnly(guard), ...readBody, (request, response) =>
      serve(name, request, response),
    );
  }
  return router;
}

/** A form that cannot be taken now, with every word in it, to be sent again. Nothing of it is kept by us, and nothing is shown. */
function heldForm(request: Request): Content {
  const fields = readFields(request).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return plainPage(403, ENTRANCE.held, [
    html`<p><a class="nhsuk-link" href="${ENTRANCE_PATH}" target="_blank" rel="noopener">${ENTRANCE.typeCodeThere}</a></p>\n`,
    buttonForm(request.originalUrl, ENTRANCE.sendAgain, fields),
  ]);
}

export const viewMethods: Methods = Object.fromEntries(
  Object.values(PATHS).map((path) => {
    const has = (mode: 'read' | 'write'): boolean => actionNames(mode).some((name) => PATHS[name] === path);
    return [
      route(path),
      [has('read') && READ, has('write') && WRITE].filter((each) => each !== false).join(', '),
    ];
  }),
);

function route(path: string): string {
  return path === '/' ? path : `${path}{/:subject}`;
}
