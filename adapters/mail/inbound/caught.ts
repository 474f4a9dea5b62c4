import type { Answer, Route } from '../../chat/listener.ts';
import type { Catcher } from '../outbound/catcher.ts';
import type { WholeMail } from '../outbound/smtp.ts';
import { type Html, html, line } from '../render/markup.ts';
import { CAUGHT } from '../words.ts';

/** Where what was caught can be read. */
export const CAUGHT_PATH = '/mail/caught';

/** A mail brings its own looks, and nothing else. */
const HEADERS = {
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
} as const;

/** Pages that show what a catcher caught: a list, and of each mail both of its parts, as it would arrive. */
export function caughtPages(catcher: Catcher): Route {
  return async (_request, path) => {
    const mails = catcher.caught();
    if (path === CAUGHT_PATH) return shown('html', page(mails));
    const [, number, part] = /^\/mail\/caught\/(\d+)\/(html|text)$/.exec(path) ?? [];
    const mail = mails.toReversed()[Number(number) - 1];
    if (mail === undefined) return null;
    return part === 'text' ? shown('plain', mail.text) : shown('html', mail.html);
  };
}

function shown(type: 'html' | 'plain', body: string): Answer {
  return { status: 200, headers: { ...HEADERS, 'Content-Type': `text/${type}; charset=utf-8` }, body };
}

function listed({ to, subject }: WholeMail, number: number): Html {
  const at = (part: 'html' | 'text') => line(`${CAUGHT_PATH}/${number}/${part}`);
  const whom = line(`${CAUGHT.to} ${to.address}`);
  return html`<li><a href="${at('html')}">${line(subject)}</a> ${whom} · <a href="${at('text')}">${line(CAUGHT.asText)}</a></li>
`;
}

function page(mails: readonly WholeMail[]): string {
  const items = mails.map((mail, index) => listed(mail, mails.length - index));
  const content = items.length === 0 ? html`<p>${line(CAUGHT.none)}</p>` : html`<ul>${items}</ul>`;
  return html`<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>${line(CAUGHT.heading)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:1.1rem/1.5 sans-serif;margin:1rem auto;max-width:40rem;padding:0 1rem}li{margin:0 0 1rem}a{display:inline-block;padding:.6rem 0}</style></head>
<body><main><h1>${line(CAUGHT.heading)}</h1><p>${line(CAUGHT.lead)}</p>${content}</main></body></html>
`.toString();
}
