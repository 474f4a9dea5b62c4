import type { Request, Response } from 'express';
import type { Message } from '../../../src/core/ports/message.ts';
import { addressAgain, ENTRANCE_PATH } from '../addresses.ts';
import type { Session, Sessions } from '../auth/session.ts';
import { LIMITS } from '../limits.ts';
import type { WebOptions } from '../options.ts';
import { drawCharts } from '../render/chart.ts';
import { type Html, html, type Part } from '../render/html.ts';
import { renderMessage } from '../render/message.ts';
import { type AssetAddresses, type DemoBar, renderPage } from '../render/page.ts';
import { ENTRANCE, type PlainWords, WORDS } from '../words.ts';

/** What goes into the frame of a page. */
export interface Content {
  readonly status: number;
  readonly title: string;
  readonly language: string;
  readonly main: Html;
  /** The page must have the same bytes for everybody, also in a demo. */
  readonly neutral: boolean;
  /** It is the same even for those who are signed in and those who are not. */
  readonly knowsNobody?: boolean;
  /** What came of an answer is nobody's to read: not in a status, and not in a length. */
  readonly sealed?: boolean;
}

export interface Pages {
  send(request: Request, response: Response, content: Content): Promise<void>;
}

export function createPages(demo: WebOptions['demo'], sessions: Sessions, assets: AssetAddresses): Pages {
  async function bar(session: Session | null, neutral: boolean): Promise<DemoBar | null> {
    if (demo === null) return null;
    const people = neutral || session === null ? [] : await demo.people();
    const name = people.find((person) => person.webId === session?.webId)?.name ?? null;
    return { name, clock: demo.moveOn !== null };
  }
  return {
    async send(request, response, { status, title, language, main, neutral, knowsNobody, sealed }) {
      const session = knowsNobody === true ? null : await sessions.read(request, response);
      const again = request.method === 'POST' ? addressAgain(request.path) : null;
      const page = renderPage(
        { title, language, main, signedIn: session !== null, again, demo: await bar(session, neutral) },
        assets,
      );
      if (sealed === true) {
        // A proxy that packs pages would undo it.
        response.set('Cache-Control', 'no-store, no-transform');
        response.status(200).type('html').send(padded(page));
        return;
      }
      response.status(status).type('html').send(page);
    },
  };
}

/** Fills a page up to the next multiple of `LIMITS.paddedTo`: pages without a form all fit into one. */
function padded(page: string): string {
  const frame = '<!---->\n';
  const bytes = Buffer.byteLength(page) + frame.length;
  const missing = Math.ceil(bytes / LIMITS.paddedTo) * LIMITS.paddedTo - bytes;
  return `${page}<!--${' '.repeat(missing)}-->\n`;
}

/** A page of our own words, with something to do below them where there is something. */
export function plainPage(status: number, words: PlainWords, below: Part = null): Content {
  const main = html`<h1 class="nhsuk-heading-l">${words.heading}</h1>
<p>${words.text}</p>
${below}`;
  return { status, title: words.heading, language: WORDS.language, main, neutral: false };
}

/** One button that sends nothing but itself. */
export function buttonForm(
  address: string,
  label: string,
  hidden: Part = null,
  weight: 'primary' | 'secondary' = 'primary',
): Html {
  const classes = weight === 'primary' ? 'nhsuk-button' : 'nhsuk-button nhsuk-button--secondary';
  return html`<form method="post" action="${address}">${hidden}<button class="${classes}" type="submit">${label}</button></form>
`;
}

export const homeLink: Html = html`<p><a class="nhsuk-link" href="/">${WORDS.toHome}</a></p>\n`;

export const entranceLink: Html = html`<p><a class="nhsuk-link" href="${ENTRANCE_PATH}">${ENTRANCE.typeCode}</a></p>\n`;

export const entranceOrLink: Html = html`<p><a class="nhsuk-link" href="${ENTRANCE_PATH}">${ENTRANCE.typeCodeOrLink}</a></p>\n`;

/** A message that asks for nothing, as a page. */
export async function messagePage(message: Message): Promise<Content> {
  const charts = await drawCharts(message.blocks);
  const main = renderMessage(message, {
    scope: 'm',
    demote: 0,
    formToken: null,
    typed: null,
    problems: {},
    charts,
  });
  return { status: 200, title: message.summary, language: message.language, main, neutral: false };
}
