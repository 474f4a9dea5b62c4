import { createHash, timingSafeEqual } from 'node:crypto';
import { type Request, Router } from 'express';
import type { WebOptions } from '../options.ts';
import { FAULTS } from '../words.ts';
import { HttpError } from './errors.ts';
import { type Methods, READ } from './methods.ts';

/** What machines ask: is the process alive, can it serve, how much did it do. */
export function operationRoutes(options: WebOptions): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.type('text').send('alive\n');
  });
  router.get('/readyz', async (_request, response) => {
    const ready = await options.readiness().catch(() => false);
    response
      .status(ready ? 200 : 503)
      .type('text')
      .send(ready ? 'ready\n' : 'not ready\n');
  });
  router.get('/metrics', async (request, response) => {
    // The same answer as for an unknown page: whoever may not read metrics need not know that they are here.
    if (!mayRead(request, options)) throw new HttpError(404, FAULTS.unknownPage);
    response.set('Content-Type', 'text/plain; version=0.0.4; charset=utf-8').send(await options.metrics());
  });
  return router;
}

function mayRead(request: Request, { baseUrl, metricsToken: token }: WebOptions): boolean {
  if (token !== null) return sameText(request.headers.authorization ?? '', `Bearer ${token}`);
  // Behind a proxy on this machine every peer looks local. nginx, left as it comes, even says that it wants 127.0.0.1
  // (https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header), so a public address rules out a guess.
  if (baseUrl !== null && !isLoopback(nameIn(new URL(baseUrl).host))) return false;
  const passedOn = ['forwarded', 'x-forwarded-for', 'via'].some((name) => name in request.headers);
  const peer = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return !passedOn && isLoopback(peer) && isLoopback(nameIn(request.headers.host ?? ''));
}

/** The name in a Host header, without port and brackets; '' where it is none. */
function nameIn(host: string): string {
  const address = `http://${host}`;
  return URL.canParse(address) ? new URL(address).hostname.replace(/^\[|\]$/g, '') : '';
}

/** Whole, because 127.example.org may be anybody's. */
function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

function sameText(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

export const operationMethods: Methods = { '/healthz': READ, '/readyz': READ, '/metrics': READ };
