import { escaped } from '../../chat/html.ts';
import type { Route } from '../../chat/listener.ts';
import { partsOf } from '../../chat/sms.ts';
import type { Catcher, Caught } from '../outbound/catcher.ts';
import { CAUGHT } from '../words.ts';

/** Where what was caught can be read. */
export const CAUGHT_PATH = '/notify/caught';

const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
} as const;

/** A page that shows what a catcher caught, as it would arrive. */
export function caughtPage(catcher: Catcher): Route {
  return async (_request, path) =>
    path === CAUGHT_PATH ? { status: 200, headers: HEADERS, body: page(catcher.caught()) } : null;
}

function page(messages: readonly Caught[]): string {
  const content =
    messages.length === 0 ? `<p>${CAUGHT.none}</p>` : `<ul>${messages.map(listed).join('')}</ul>`;
  return `<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>${CAUGHT.heading}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:1.1rem/1.5 sans-serif;margin:1rem auto;max-width:26rem;padding:0 1rem;overflow-wrap:anywhere}ul{padding:0;list-style:none}li{margin:0 0 1.5rem}blockquote{margin:0;padding:.75rem 1rem;border:1px solid #6f7d84;border-radius:1rem;white-space:pre-line}a{display:inline-block;padding:.6rem 0}p{margin:0 0 .25rem}</style></head>
<body><main><h1>${CAUGHT.heading}</h1><p>${CAUGHT.lead}</p>${content}</main></body></html>
`;
}

function listed({ body, kind, to }: Caught): string {
  const size = kind === 'sms' ? ` · ${CAUGHT.parts(partsOf(body))}` : '';
  const linked = escaped(body).replace(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`);
  return `<li><p>${CAUGHT.to} ${escaped(to)}${size}</p><blockquote>${linked}</blockquote></li>\n`;
}
